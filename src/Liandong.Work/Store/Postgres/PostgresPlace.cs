using System.Security.Cryptography;
using System.Text;

namespace Liandong.Work.Store.Postgres;

/// <summary>Where the private server lives and who runs it.</summary>
/// <param name="Folder">Holds TOOLS, the cluster, its socket and its log. Reached through <c>DATA/pg</c>.</param>
/// <param name="RunAs">The user the server runs as when we are root, else null.</param>
internal sealed record PostgresPlace(string Folder, string? RunAs)
{
    /// <summary>sun_path has 108 bytes on Linux and 104 on macOS, its final zero included.</summary>
    private const int LongestSocket = 103;

    public string Cluster => Path.Combine(Folder, "cluster");
    public string Log => Path.Combine(Folder, "log");
    public string Tools => Path.Combine(Folder, "TOOLS");

    public static async Task<PostgresPlace> ChooseAsync(string dataDir, Action<string> say, CancellationToken stop)
    {
        var wanted = Path.Combine(Path.GetFullPath(dataDir), "pg");
        var known = ToolsFile.Read(Path.Combine(wanted, "TOOLS"));
        if (!Environment.IsPrivilegedProcess)
        {
            if (known is not null && known.User != Environment.UserName) throw Sentences.Stop("otherUser", wanted, known.User, Environment.UserName);
            MakePrivate(wanted);
            return new(Target(wanted), RunAs: null);
        }
        var user = known?.User ?? FirstUser("postgres", "nobody") ?? throw Sentences.Stop("noUser");
        var folder = Target(wanted);
        if (await OwnAsync(folder, user, stop)) return new(folder, user);
        if (known is not null) throw Sentences.Stop("unreachable", wanted, user);
        return new(await MoveAsync(wanted, user, say, stop), user);
    }

    /// <summary>A short folder of the system's when the path of the data folder is too long for a socket.</summary>
    public async Task<string> SocketFolderAsync(CancellationToken stop)
    {
        var own = Path.Combine(Folder, "socket");
        var folder = Encoding.UTF8.GetByteCount(Path.Combine(own, ".s.PGSQL.5432")) <= LongestSocket ? own : Path.Combine(ShortRoot(), $"liandong-{Hash(Folder)}");
        MakePrivate(folder);
        if (RunAs is not null) await OwnAsync(folder, RunAs, stop);
        return folder;
    }

    /// <summary>Of the system's own folders, one where nobody else can lay a link in our way first.</summary>
    private static string ShortRoot()
    {
        if (Environment.IsPrivilegedProcess && Directory.Exists("/run")) return "/run";
        var session = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return Directory.Exists(session) ? session : "/tmp";
    }

    /// <summary>Setting the mode fails on a folder that is another's, which is the check that it is ours.</summary>
    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw Sentences.Stop("notWritable", folder, fault.Message);
        }
    }

    private static async Task<bool> OwnAsync(string folder, string user, CancellationToken stop)
    {
        MakePrivate(folder);
        var owned = await Command.RunAsync("chown", [user, folder], stop);
        var reached = await Command.RunAsync("/bin/sh", ["-c", "cd \"$1\" && test -w .", "sh", folder], stop, user);
        return owned is { ExitCode: 0 } && reached is { ExitCode: 0 };
    }

    private static async Task<string> MoveAsync(string wanted, string user, Action<string> say, CancellationToken stop)
    {
        var system = Path.Combine("/var/lib/liandong", Hash(wanted));
        say(Sentences.Line("moved", user, wanted, system));
        if (!await OwnAsync(system, user, stop)) throw Sentences.Stop("unreachable", system, user);
        Directory.Delete(wanted);
        File.CreateSymbolicLink(wanted, system);
        return system;
    }

    private static string Target(string folder) => !Directory.Exists(folder) ? folder : Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;

    private static string? FirstUser(params string[] names)
    {
        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return names.FirstOrDefault(known.Contains);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
}

/// <summary><c>data/pg/TOOLS</c>: which PostgreSQL made the cluster, where it was found, who runs it.</summary>
internal sealed record ToolsFile(string Version, string Folder, string User)
{
    public static ToolsFile? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var lines = File.ReadAllLines(path).Select(line => line.Split(' ', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(lines.GetValueOrDefault("version", "0"), lines.GetValueOrDefault("path", ""), lines.GetValueOrDefault("user", Environment.UserName));
    }

    public void Write(string path) => File.WriteAllText(path, $"version {Version}\npath {Folder}\nuser {User}\n");
}
