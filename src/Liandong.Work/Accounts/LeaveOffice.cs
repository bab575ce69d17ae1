using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Work.Cities;

namespace Liandong.Work.Accounts;

/// <summary>That somebody leaves, as an administrator says it.</summary>
/// <param name="LastDay">The last day, inclusive; yesterday for at once.</param>
/// <param name="Successor">Takes over what is his own; null: whoever answers for the unit.</param>
/// <param name="Posts">Posts of his that the successor takes as well, by code.</param>
/// <param name="MadeFrom">The version of the city that was looked at.</param>
public sealed record Leaving(Guid Key, PersonId By, PersonId Person, DateOnly LastDay, PersonId? Successor, IReadOnlyList<string> Posts, string? Reason, string MadeFrom);

/// <summary>What it came to.</summary>
/// <param name="City">What the city's check said; null when it was not asked.</param>
public sealed record LeftOffice(Refusal? Refusal, CityChanged? City);

/// <summary>
/// One act: his rows in people.csv end, the successor's begin, the account is closed and what was his own moves. No post is left
/// without anybody on it.
/// </summary>
public static class LeaveOffice
{
    private const string File = "people.csv";

    public static async Task<LeftOffice> RunAsync(Node node, Leaving leaving, CancellationToken cancel)
    {
        var (city, now) = (node.City.Now, node.Clock.GetUtcNow());
        if (Wrong(city, leaving) is { } wrong)
        {
            return new LeftOffice(wrong, null);
        }
        var departure = new Departure(leaving.Key, leaving.Person, leaving.LastDay, leaving.Successor, leaving.Reason!.Trim(), leaving.By, now, null);
        // Before the city changes: what is bound anew by that goes to the one who was named.
        await Departures.SayAsync(node.Source, departure, cancel);
        var changed = await ChangeCity.RunAsync(node, new CityWish(leaving.By, leaving.Reason.Trim(), leaving.Key, leaving.MadeFrom, Edits(city, leaving)), cancel);
        if (changed.IsRefused)
        {
            await Departures.WithdrawAsync(node.Source, leaving.Key, cancel);
            return new LeftOffice(null, changed);
        }
        await AccountLog.WriteAsync(node.Source, new AccountLine(leaving.Key, node.Real.GetUtcNow(), leaving.By, leaving.Person, AccountDeeds.Leave, leaving.Reason,
            leaving.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), cancel);
        await SettleDepartures.RunAsync(node, cancel);
        return new LeftOffice(null, changed);
    }

    /// <summary>The posts of his on which nobody else sits from the day after on, on leave or not.</summary>
    public static IReadOnlyList<Post> Alone(City city, PersonId person, DateOnly lastDay)
    {
        var next = lastDay.AddDays(1);
        return [.. Ending(city, person, lastDay).Select(h => h.Post).Distinct(StringComparer.Ordinal)
            .Where(p => !city.Staff.HeldOn(p).Any(h => h.Person != person && !(next < h.From) && !(next > h.To))).Select(p => city.Staff.FindPost(p)!)];
    }

    /// <summary>What he still holds after that day.</summary>
    public static IReadOnlyList<Holding> Ending(City city, PersonId person, DateOnly lastDay) => [.. city.Staff.HeldBy(person).Where(h => !(h.To <= lastDay))];

    private static Refusal? Wrong(City city, Leaving l)
    {
        if (l.Key == Guid.Empty || l.By == l.Person)
        {
            return l.By == l.Person ? new Refusal(Refusals.NotOnYourself) : new Refusal(Refusals.FieldMissing, "key");
        }
        if (l.Reason is not { } reason || reason.Trim().Length is < ChangeAccount.ShortestReason or > ChangeAccount.LongestReason)
        {
            return new Refusal(Refusals.FieldMissing, "reason");
        }
        if (l.Successor is { } named && (named == l.Person || city.Staff.Find(named) is null || l.Posts.Count == 0 && city.Staff.PostsOf(named, l.LastDay.AddDays(1)).Count == 0))
        {
            return new Refusal(Refusals.CodeUnknown, "successor", named.Value);
        }
        var alone = Alone(city, l.Person, l.LastDay).Where(p => l.Successor is null || !l.Posts.Contains(p.Code)).Select(p => p.Code).ToList();
        return alone.Count == 0 ? null : new Refusal(Refusals.PostLeftEmpty, "posts", string.Join(' ', alone));
    }

    private static List<CityEdit> Edits(City city, Leaving l)
    {
        var edits = new List<CityEdit>();
        var ending = Ending(city, l.Person, l.LastDay);
        var rows = city.Staff.HeldBy(l.Person).Count;
        foreach (var holding in ending)
        {
            // What has not begun does not end: it goes, unless nothing of him would be left that says when he left.
            edits.Add(holding.From > l.LastDay && rows-- > 1 ? new RowGone(File, [l.Person.Value, holding.Post]) : new RowEdit(File, [l.Person.Value, holding.Post], new Dictionary<string, string> { ["to"] = Day(l.LastDay) }));
        }
        if (l.Successor is { } heir)
        {
            edits.AddRange(ending.Where(h => l.Posts.Contains(h.Post)).Select(h => Taken(city, heir, h, l.LastDay.AddDays(1))).OfType<CityEdit>());
        }
        return edits;
    }

    internal static CityEdit? Taken(City city, PersonId heir, Holding from, DateOnly first)
    {
        if (city.Staff.HeldBy(heir).FirstOrDefault(h => h.Post == from.Post) is { } own)
        {
            var ended = own.To < first;
            return !ended && string.CompareOrdinal(own.Rank, from.Rank) <= 0 ? null
                : new RowEdit(File, [heir.Value, from.Post], ended ? new Dictionary<string, string> { ["rank"] = from.Rank, ["from"] = Day(first), ["to"] = "" } : new Dictionary<string, string> { ["rank"] = from.Rank });
        }
        return new NewRow(File, StaffRows.Of(city.Staff.Find(heir)!, from.Post, from.Rank, first, null));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
