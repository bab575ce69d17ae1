using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Work.Cities;

namespace Liandong.Work.Accounts;

/// <summary>Who answers for a piece of ground changes on a day: on its post one goes the evening before, another begins.</summary>
/// <param name="Rank">A holds it, B is the deputy.</param>
/// <param name="From">The first day of the new one.</param>
public sealed record KeeperChange(Guid Key, PersonId By, string Post, PersonId Person, string Rank, DateOnly From, string? Reason, string MadeFrom);

/// <summary>Does it, as rows of people.csv.</summary>
public static class ChangeKeeper
{
    private const string File = "people.csv";

    public static async Task<LeftOffice> RunAsync(Node node, KeeperChange change, CancellationToken cancel)
    {
        var city = node.City.Now;
        if (change.By == change.Person || city.Staff.HeldOn(change.Post).Any(h => h.Person == change.By))
        {
            return new LeftOffice(new Refusal(Refusals.NotOnYourself), null);
        }
        if (change.Key == Guid.Empty || change.Reason is not { } reason || reason.Trim().Length is < ChangeAccount.ShortestReason or > ChangeAccount.LongestReason)
        {
            return new LeftOffice(new Refusal(Refusals.FieldMissing, "reason"), null);
        }
        if (city.Staff.Find(change.Person) is null || change.Rank is not ("A" or "B"))
        {
            return new LeftOffice(new Refusal(Refusals.CodeUnknown, "person", change.Person.Value), null);
        }
        var edits = Edits(city, change);
        if (edits.Count == 0)
        {
            return new LeftOffice(new Refusal(Refusals.FieldInvalid, "person"), null);
        }
        var changed = await ChangeCity.RunAsync(node, new CityWish(change.By, reason.Trim(), change.Key, change.MadeFrom, edits), cancel);
        if (changed is { IsRefused: false, Version: { } version })
        {
            await AccountLog.WriteAsync(node.Source, new AccountLine(change.Key, node.Real.GetUtcNow(), change.By, change.Person, AccountDeeds.People, reason, $"{change.Post} v{version}"), cancel);
        }
        return new LeftOffice(null, changed);
    }

    private static List<CityEdit> Edits(City city, KeeperChange change)
    {
        var edits = new List<CityEdit>();
        foreach (var old in city.Staff.HeldOn(change.Post).Where(h => h.Rank == change.Rank && h.Person != change.Person && !(h.To < change.From)))
        {
            // Who would have begun later never begins; who has other rows loses nothing by it.
            edits.Add(old.From >= change.From && city.Staff.HeldBy(old.Person).Count > 1 ? new RowGone(File, [old.Person.Value, old.Post])
                : new RowEdit(File, [old.Person.Value, old.Post], new Dictionary<string, string> { ["to"] = StaffRows.Day(change.From.AddDays(-1)) }));
        }
        return LeaveOffice.Taken(city, change.Person, new Holding(change.Person, change.Post, change.Rank, null, null), change.From) is { } taken ? [.. edits, taken] : edits;
    }
}
