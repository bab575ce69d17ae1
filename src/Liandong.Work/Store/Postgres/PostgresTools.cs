using System.Globalization;
using System.Text.RegularExpressions;

namespace Liandong.Work.Store.Postgres;

/// <summary>A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> of one version.</summary>
internal sealed partial record PostgresTools(string Folder, string Version)
{
    public const int Oldest = 15;

    public int Major => MajorOf(Version);
    public string Initdb => Path.Combine(Folder, "initdb");
    public string Control => Path.Combine(Folder, "pg_ctl");

    public static int MajorOf(string version) => int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture);

    /// <summary>Every usable installation among the folders, newest first, each probed as the user who shall run it.</summary>
    public static async Task<IReadOnlyList<PostgresTools>> FindAsync(IEnumerable<string> folders, string? user, CancellationToken stop)
    {
        var found = new List<PostgresTools>();
        foreach (var folder in folders.Select(Real).OfType<string>().Distinct())
        {
            if (await ProbeAsync(folder, user, stop) is { } tools) found.Add(tools);
        }
        return [.. found.OrderByDescending(tools => tools.Major)];
    }

    public static async Task<PostgresTools?> ProbeAsync(string folder, string? user, CancellationToken stop)
    {
        if (new[] { "initdb", "pg_ctl", "postgres" }.Any(name => !File.Exists(Path.Combine(folder, name)))) return null;
        var answer = await Command.RunAsync(Path.Combine(folder, "postgres"), ["--version"], stop, user);
        var version = FirstNumber().Match(answer?.Output ?? "");
        return version.Success && MajorOf(version.Value) >= Oldest ? new(folder, version.Value) : null;
    }

    /// <summary>Where PostgreSQL lies on the systems we know, beside PATH: Debian keeps it off PATH.</summary>
    public static IEnumerable<string> UsualFolders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted),
        .. Below("/usr/lib/postgresql", "*"), .. Below("/usr", "pgsql-*"), .. Below("/usr/local", "pgsql*"),
        .. Below("/opt/homebrew/opt", "postgresql@*"), .. Below("/usr/local/opt", "postgresql@*"),
        .. Below("/Applications/Postgres.app/Contents/Versions", "*"),
    ];

    private static IEnumerable<string> Below(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern).Select(folder => Path.Combine(folder, "bin")) : [];

    /// <summary>A link in /usr/local/bin names one program; its neighbours and libraries lie where it points.</summary>
    private static string? Real(string folder)
    {
        var postgres = new FileInfo(Path.Combine(folder, "postgres"));
        if (!postgres.Exists) return null;
        return Path.GetDirectoryName(postgres.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? postgres.FullName);
    }

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstNumber();
}
