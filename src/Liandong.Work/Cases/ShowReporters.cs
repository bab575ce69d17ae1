using Liandong.Core;
using Liandong.Core.Cases;

namespace Liandong.Work.Cases;

/// <summary>Shows who called in several cases, for one reason: each case is told so in its own trace before its caller is given out.</summary>
public static class ShowReporters
{
    // Enough to fill a group commit, few enough to leave connections to others.
    private const int AtOnce = 8;

    /// <summary>
    /// The callers by case, without the cases of which this person may not know; or the refusal of the whole, such as for a
    /// reason that is none. The same act again shows the same again.
    /// </summary>
    public static async Task<(IReadOnlyDictionary<Guid, IReadOnlyList<ShownReporter>>? Callers, Refusal? Refusal)> RunAsync(CaseDesk desk, Act act,
        IReadOnlyList<(Guid Id, string Number)> cases, string? reason, CancellationToken cancel)
    {
        var shown = new (IReadOnlyList<ShownReporter>? Reporters, Refusal? Refusal)[cases.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, cases.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, stop) =>
            shown[i] = await ShowReporter.RunAsync(desk, ActOnCases.Each(act, cases[i].Number), new CaseId(cases[i].Id), reason?.Trim(), stop));
        return shown.FirstOrDefault(s => s.Refusal is { Code: not Refusals.NotYours }).Refusal is { } refusal ? (null, refusal)
            : (cases.Zip(shown).Where(c => c.Second.Reporters is not null).ToDictionary(c => c.First.Id, c => c.Second.Reporters!), null);
    }
}
