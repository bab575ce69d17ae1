using Liandong.Core.Calendars;
using Liandong.Core.Cases;

namespace Liandong.Work.Store;

/// <summary>The rows that follow from a case's state; the ledger writes them, `verify` draws them again and compares.</summary>
public static class CaseRows
{
    private const string AreaTag = "a:";

    /// <summary>The changing part of the case's row, with lights as they stand at <paramref name="now"/>.</summary>
    public static CaseMark Mark(CaseState c, DateTimeOffset now)
    {
        var running = c.Clocks.Values.Where(k => k.StoppedAt is null).ToList();
        var handling = c.Handling;
        return new CaseMark(c.Id.Value, c.Status, c.Step, c.Round, c.Lead?.Unit.Value, c.StepPerson?.Value, Tags(c), c.ClosedAt, c.ClosingKind,
            handling?.Due, handling?.StoppedAt, running.Min(k => k.Due), Worst(running, now),
            running.Min(k => Clocks.NextTurn(k, now)), c.Timers.Count == 0 ? null : c.Timers.Values.Min(), c.Imported, c.Version);
    }

    /// <summary>Closed imported history has no rows beside the case's own: the events carry it.</summary>
    public static bool IsBare(CaseState c) => c.Imported && c.Status == CaseStatus.Closed;

    /// <summary>The worst light of running clocks; null when none runs.</summary>
    public static Light? Worst(IEnumerable<ClockState> clocks, DateTimeOffset now) => clocks.Max(k => Clocks.LightAt(k, now));

    /// <summary>In place of an area: known to lie in the city and no nearer.</summary>
    public const string Anywhere = "";

    /// <summary>Marks a case that waits for a role around a place.</summary>
    public static string WaitingTag(string role, string area) => $"r:{role}@{area}";

    /// <summary>Marks a case that a unit was told of without a part in it.</summary>
    public static string CopyTag(string unit) => "i:" + unit;

    /// <summary>Where a case lies now, deepest first: as opened, or what took the place of areas that ended since.</summary>
    public static IReadOnlyList<string> AreasOf(IEnumerable<string> tags) => [.. tags.Where(t => t.StartsWith(AreaTag, StringComparison.Ordinal)).Select(t => t[AreaTag.Length..])];

    private static List<string> Tags(CaseState c)
    {
        var tags = new List<string>(8) { "c:" + c.Facts!.Class.Value };
        tags.AddRange(c.Units.Select(u => "u:" + u.Value));
        tags.AddRange(c.Copied.Except(c.Units).Select(u => CopyTag(u.Value)));
        tags.AddRange(c.Areas.Select(a => AreaTag + a));
        if (c.Facts.Source is { } source)
        {
            tags.Add("s:" + source);
        }
        // Whoever serves the place in a role that the step waits for finds it, and sees it as long as it waits.
        tags.AddRange(c.StepRoles.SelectMany(r => c.Areas.Select(a => WaitingTag(r, a))));
        tags.AddRange(c.StepRoles.Where(_ => c.Areas.Count < 2).Select(r => WaitingTag(r, Anywhere)));
        tags.AddRange(c.Files.Select(f => "f:" + f));
        return tags;
    }
}
