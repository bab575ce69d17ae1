using System.Diagnostics;
using System.Globalization;

namespace Liandong.Work.Store.Postgres;

/// <summary>What <c>postmaster.pid</c> says about the server of a cluster.</summary>
internal sealed record Postmaster(int Pid, string Cluster, string SocketFolder)
{
    public static Postmaster? Read(string cluster)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
            return lines.Length >= 5 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) ? new(pid, lines[1], lines[4]) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// The server runs. A zombie that nobody reaps (containers without an init) and a stranger that got the
    /// same number after a restart of the machine are not it, although both answer to a signal 0.
    /// </summary>
    public bool Lives => OperatingSystem.IsLinux() ? State() is not (null or 'Z') && CommandLine().Contains(Cluster, StringComparison.Ordinal) : ProcessName() == "postgres";

    /// <summary>PostgreSQL itself refuses to start while any process of its user has the number in the file.</summary>
    public bool IsTakenByAnother => !Lives && (OperatingSystem.IsLinux() ? State() is not null : ProcessName() is not null);

    private char? State()
    {
        try
        {
            var line = File.ReadAllText($"/proc/{Pid}/stat");
            return line[line.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string CommandLine()
    {
        try
        {
            return File.ReadAllText($"/proc/{Pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string? ProcessName()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            return process.ProcessName;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
