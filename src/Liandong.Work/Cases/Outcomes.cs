using Liandong.Core.Cases;
using Liandong.Work.Store;

namespace Liandong.Work.Cases;

/// <summary>Turns a decision into everything the ledger commits.</summary>
internal static class Outcomes
{
    private const short CaseKind = 1;

    public static Outcome Of(CaseDesk desk, Act act, string name, LoadedCase before, Decision.Accepted decision, DateTimeOffset recordedAt, string? body, DateTimeOffset? claimedAt)
    {
        var after = decision.After;
        var (events, words) = Linking.Link(after.Id.Value, before.State.Seq, before.Head, act.Id.Value, recordedAt, decision.Events, body);
        var at = decision.Events[0].At;
        return new Outcome(
            new StreamRow(after.Id.Value, CaseKind, after.Version, after.Seq, events[^1].Hash), before.State.Version, desk.City.Now.Hash,
            new ActRow(act.Id.Value, after.Id.Value, name, act.Principal, act.Door, at, claimedAt, recordedAt, act.RequestHash), events)
        {
            Words = words is null ? [] : [words],
            Mark = before.State.Seq == 0 ? null : CaseRows.Mark(after, recordedAt),
            Handlings = [.. after.Handlings.Where(h => before.State.Imported || !before.State.Handlings.Contains(h)).Select(h => new HandlingRow(after.Id.Value, h))],
            Clocks = [.. after.Clocks.Where(k => before.State.Imported || !Same(before.State, k.Key, k.Value)).Select(k => new ClockRow(after.Id.Value, k.Key.HandlingNo, k.Value))],
            Appeals = [.. after.Appeals.Where(a => before.State.Imported || !before.State.Appeals.Contains(a)).Select(a => new AppealRow(after.Id.Value, a))],
            Topics = Topics(before.State, after),
        };
    }

    private static bool Same(CaseState before, ClockKey key, Core.Calendars.ClockState clock) =>
        before.Clocks.TryGetValue(key, out var known) && ReferenceEquals(known, clock);

    private static List<string> Topics(CaseState before, CaseState after) =>
        [CaseTopic.Of(after.Id.Value, after.Facts?.ComplainedOf?.Value, after.Facts?.ComplainedOfPerson?.Value), .. before.Units.Concat(after.Units).Concat(after.Copied.Except(before.Copied)).Distinct().Select(u => "unit/" + u), "board"];
}
