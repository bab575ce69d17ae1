namespace Liandong.Tests.Calendars;

/// <summary>Files of the tree (and beside it), wherever the tests were started.</summary>
internal static class Places
{
    /// <summary>A path below the folder of Liandong.slnx; null when there is no such file.</summary>
    public static string? Find(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Liandong.slnx")))
            {
                var found = Path.GetFullPath(Path.Combine(at.FullName, path));
                return File.Exists(found) ? found : null;
            }
        }

        return null;
    }
}
