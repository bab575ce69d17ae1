using System.ComponentModel;
using System.Diagnostics;

namespace Liandong.Work.Store.Postgres;

/// <summary>Runs one program to its end.</summary>
internal static class Command
{
    internal sealed record Outcome(int ExitCode, string Output);

    /// <summary>Runs as another user when <paramref name="user"/> is given, which needs root. Null when the program cannot be started at all.</summary>
    public static async Task<Outcome?> RunAsync(string program, string[] arguments, CancellationToken stop, string? user = null, string folder = "/")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        if (user is not null) start.UserName = user;
        // PGPORT, PGDATA, PGOPTIONS of the person's shell belong to the person's other servers.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var errors = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return new(process.ExitCode, (await output + await errors).Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
