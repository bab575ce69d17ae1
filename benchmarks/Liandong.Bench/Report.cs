using System.Globalization;
using System.Runtime.InteropServices;

namespace Liandong.Bench;

/// <summary>Keeps docs/benchmarks.md: a part measured again replaces its old self, the others stay as they are.</summary>
internal static class Report
{
    private const string Head = """
        # Benchmarks

        Written by `./bench`; do not edit. A baseline runs in turns with what is measured, on the same server, so the ratio and the
        growth count, not the milliseconds of one machine. Figures are `median (lowest–highest)` of the alternating runs.

        """;

    public static async Task KeepAsync(Setting setting, string[] order, string name, string text, CancellationToken cancel)
    {
        var file = Path.Combine(setting.Root, setting.Small ? "artifacts" : "docs", "benchmarks.md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var parts = File.Exists(file) ? Parts(await File.ReadAllTextAsync(file, cancel)) : [];
        parts[name] = $"{await MachineAsync(setting, cancel)}\n\n{text.Trim()}";
        var body = string.Join("\n\n", order.Where(parts.ContainsKey).Select(p => $"## {p}\n\n{parts[p].Trim()}"));
        await File.WriteAllTextAsync(file, $"{Head}\n{body}\n", cancel);
        setting.Say($"-> {file}");
    }

    private static Dictionary<string, string> Parts(string text) => text.Split("\n## ").Skip(1)
        .Select(p => p.Split('\n', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0].Trim(), p => p[1]);

    private static async Task<string> MachineAsync(Setting setting, CancellationToken cancel)
    {
        var cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var commit = await Programs.TryAsync("git", ["-C", setting.Root, "describe", "--always"], cancel);
        // The page that the section before has written changes nothing that is measured.
        var changed = await Programs.TryAsync("git", ["-C", setting.Root, "status", "--porcelain", "--untracked-files=no", "--", ":/", ":!docs"], cancel);
        var postgres = PostgresTools.Find("postgres") is { } program ? await Programs.TryAsync(program, ["--version"], cancel) : null;
        return string.Create(CultureInfo.InvariantCulture,
            $"*{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, commit {commit?.Trim() ?? "?"}{(string.IsNullOrWhiteSpace(changed) ? "" : "-dirty")}; {cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {memory:F0} GB; {RuntimeInformation.OSDescription}; .NET {Environment.Version}; {postgres?.Trim() ?? "?"}*");
    }
}
