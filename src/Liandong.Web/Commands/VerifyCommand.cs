using System.Diagnostics;
using System.Globalization;
using Liandong.Work;
using Liandong.Work.Store;
using Liandong.Work.Verify;

namespace Liandong.Web.Commands;

/// <summary><c>verify [--data DIR] [--full]</c>: proves the whole database or names what is wrong, where. Exit code 1 when something is.</summary>
public static class VerifyCommand
{
    private const int MostShown = 100;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, ["full"], ["data"]);
        await using var node = await Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);
        return await RunAsync(node, given.Has("full"), output, errors);
    }

    /// <summary>The same on an open node.</summary>
    public static async Task<int> RunAsync(Node node, bool full, TextWriter output, TextWriter errors)
    {
        var watch = Stopwatch.StartNew();
        var verdict = await VerifyLedger.RunAsync(node, full, errors.WriteLine, CancellationToken.None);
        await TellAsync(verdict, watch.Elapsed, output);
        return verdict.IsClean ? 0 : 1;
    }

    private static async Task TellAsync(Verdict v, TimeSpan time, TextWriter output)
    {
        await ListAsync(v.Findings.Faults, v.Findings.Counts.Values.Sum(), output);
        await ListAsync(v.Findings.Erasures, v.Findings.Erased, output);
        Task Say(string key, params object?[] facts) => output.WriteLineAsync(VerifyWords.Line(key, facts));
        await Say("checked", v.Streams, v.Events, time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        await (v.Every == 1 ? Say("oracle", v.Clocks) : Say("oracleSample", v.Clocks, v.Every));
        await (v.LastAnchor is not { } last ? Say("noAnchors")
            : v.Unanchored == 0 ? Say("allAnchored", v.Anchors, Chain.Show(last.At)) : Say("anchors", v.Anchors, Chain.Show(last.At), last.No, v.Unanchored));
        if (v.Findings.Erased > 0)
        {
            await Say("erasures", v.Findings.Erased);
        }
        await (v.IsClean ? Say("clean") : Say("faults", v.Findings.Counts.Values.Sum()));
        foreach (var (kind, count) in v.Findings.Counts)
        {
            await output.WriteLineAsync($"  {kind}: {count}");
        }
    }

    private static async Task ListAsync(IReadOnlyList<Finding> findings, int total, TextWriter output)
    {
        foreach (var finding in findings.OrderBy(f => f.Number, StringComparer.Ordinal).ThenBy(f => f.Stream).ThenBy(f => f.Seq).Take(MostShown))
        {
            await output.WriteLineAsync(finding.ToString());
        }
        if (total > MostShown)
        {
            await output.WriteLineAsync(VerifyWords.Line("more", total - MostShown));
        }
    }
}
