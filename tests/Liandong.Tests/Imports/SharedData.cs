using Xunit;

namespace Liandong.Tests.Imports;

/// <summary>The real files beside the project. A test that needs one is skipped where they are missing, but never in CI.</summary>
internal static class SharedData
{
    public static string File(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (System.IO.File.Exists(path))
            {
                return path;
            }
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"needs ../shared/data/{name}");
        throw new FileNotFoundException(name);
    }
}
