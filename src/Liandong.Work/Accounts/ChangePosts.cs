using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Work.Cities;

namespace Liandong.Work.Accounts;

/// <summary>One thing to change in who holds what.</summary>
public abstract record PostChange;

/// <summary>Days of absence; both or neither. The deputy answers meanwhile.</summary>
public sealed record LeaveDays(string From, string To) : PostChange;

/// <summary>Rank and days of a post that he holds.</summary>
public sealed record HoldingDays(string Post, string Rank, string From, string To) : PostChange;

/// <summary>One more post.</summary>
public sealed record AnotherPost(string Post, string Rank, string From) : PostChange;

/// <summary>Somebody new, on his first post.</summary>
public sealed record NewPerson(string NameEn, string NameZh, string Post, string Rank, string From) : PostChange;

/// <summary>Changes rows of people.csv as the city's check allows; days are as they were typed, for the check to judge.</summary>
public static class ChangePosts
{
    private const string File = "people.csv";

    public static async Task<LeftOffice> RunAsync(Node node, Guid key, PersonId by, PersonId person, PostChange change, string? reason, string madeFrom, CancellationToken cancel)
    {
        var city = node.City.Now;
        if (by == person)
        {
            return new LeftOffice(new Refusal(Refusals.NotOnYourself), null);
        }
        if (reason is null || reason.Trim().Length is < ChangeAccount.ShortestReason or > ChangeAccount.LongestReason)
        {
            return new LeftOffice(new Refusal(Refusals.FieldMissing, "reason"), null);
        }
        if (key == Guid.Empty || city.Staff.Find(person) is null != change is NewPerson)
        {
            return new LeftOffice(new Refusal(change is NewPerson ? Refusals.FieldInvalid : Refusals.NotFound, "code"), null);
        }
        if (change is HoldingDays ends && LeavesEmpty(city, person, ends))
        {
            return new LeftOffice(new Refusal(Refusals.PostLeftEmpty, "posts", ends.Post), null);
        }
        var changed = await ChangeCity.RunAsync(node, new CityWish(by, reason.Trim(), key, madeFrom, [Edit(city, person, change)]), cancel);
        if (changed is { IsRefused: false, Version: { } version })
        {
            await AccountLog.WriteAsync(node.Source, new AccountLine(key, node.Real.GetUtcNow(), by, person, AccountDeeds.People, reason, $"v{version}"), cancel);
        }
        return new LeftOffice(null, changed);
    }

    private static bool LeavesEmpty(City city, PersonId person, HoldingDays ends) =>
        DateOnly.TryParseExact(ends.To, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var last) && LeaveOffice.Alone(city, person, last).Any(p => p.Code == ends.Post);

    private static CityEdit Edit(City city, PersonId person, PostChange change) => change switch
    {
        LeaveDays leave => new RowEdit(File, [person.Value, city.Staff.HeldBy(person)[0].Post], Row(("leave_from", leave.From), ("leave_to", leave.To))),
        HoldingDays held => new RowEdit(File, [person.Value, held.Post], Row(("rank", held.Rank), ("from", held.From), ("to", held.To))),
        AnotherPost more => new NewRow(File, With(StaffRows.Of(city.Staff.Find(person)!, more.Post, more.Rank, null, null), more.From)),
        NewPerson one => new NewRow(File, With(StaffRows.Of(new Person(person, new LocalName(one.NameEn, one.NameZh), false, null), one.Post, one.Rank, null, null), one.From)),
        _ => throw new InvalidOperationException(change.GetType().Name),
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> row, string from) => new(row, StringComparer.Ordinal) { ["from"] = from };

    private static Dictionary<string, string> Row(params (string Column, string Value)[] values) => values.ToDictionary(v => v.Column, v => v.Value);
}
