using System.Diagnostics;

namespace Liandong.Bench;

/// <summary>Runs other programs to their end.</summary>
internal static class Programs
{
    /// <summary>What it printed; an exception with its words when it failed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var process = Start(program, arguments);
        await using var ended = cancel.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{output}\n{await errors}");
    }

    /// <summary>What it printed, or null when it is missing or failed.</summary>
    public static async Task<string?> TryAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(program, arguments, cancel);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public static Process Start(string program, IEnumerable<string> arguments, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // What the person has set for an installation must not lead the benchmark to it.
        start.Environment.Remove("LIANDONG_DB");
        start.Environment.Remove("LIANDONG_KEY_FILE");
        start.Environment["LIANDONG_ROOT"] = Setting.FindRoot();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }
}

/// <summary>PostgreSQL's own programs, of the newest version on the machine.</summary>
internal static class PostgresTools
{
    /// <summary>Beside the server in use when <paramref name="beside"/> names its folder.</summary>
    public static string? Find(string program, string? beside = null)
    {
        var folders = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal) : Enumerable.Empty<string>();
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return new[] { beside }.OfType<string>().Concat(folders.Select(d => Path.Combine(d, "bin"))).Concat(path)
            .Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);
    }
}
