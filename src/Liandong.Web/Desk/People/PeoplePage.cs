using Liandong.Web.Look;
using Liandong.Work.Accounts;

namespace Liandong.Web.Desk.People;

/// <summary>People as administrators find them.</summary>
/// <param name="Found">How many there are in all.</param>
/// <param name="MaySheet">May take the list along.</param>
/// <param name="MayLog">May read who did what.</param>
public sealed record PeoplePage(PeopleFilter Filter, IReadOnlyList<FieldOption> Roles, IReadOnlyList<PersonRow> Rows, int Found, string? BackUrl, string? NextUrl, bool MayAccounts, bool MaySheet, bool MayLog, string? Within);

/// <summary>What is looked for.</summary>
/// <param name="Words">Parts of name, code, unit or post; all of them must be there.</param>
/// <param name="Held">now, ended, coming, leave; empty for whoever is here now or will be.</param>
/// <param name="Account">A standing; empty for any.</param>
public sealed record PeopleFilter(string Words, string Role, string Held, string Account, int Page)
{
    public static readonly IReadOnlyList<string> Times = ["now", "coming", "leave", "ended"];

    public static PeopleFilter Of(IQueryCollection query)
    {
        string One(string name) => query[name].FirstOrDefault()?.Trim() ?? "";
        var page = int.TryParse(One("page"), System.Globalization.CultureInfo.InvariantCulture, out var n) && n is > 0 and < 10_000 ? n : 1;
        return new PeopleFilter(One("q"), One("role"), Times.Contains(One("held")) ? One("held") : "", Enum.TryParse<AccountStanding>(One("account"), ignoreCase: true, out var a) ? a.ToString().ToLowerInvariant() : "", page);
    }

    public string Url(int page, string path = "/admin/people") => path + QueryString.Create(
        new[] { ("q", Words), ("role", Role), ("held", Held), ("account", Account), ("page", page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : "") }
            .Where(p => p.Item2.Length > 0).Select(p => KeyValuePair.Create<string, string?>(p.Item1, p.Item2)));
}

/// <param name="Posts">What he holds now or will hold; else what he held.</param>
public sealed record PersonRow(string Code, string Url, string Name, IReadOnlyList<HeldRow> Posts, string? Leave, AccountState Account);

/// <param name="Deputy">Rank B.</param>
/// <param name="Days">From when till when, in words; null when it is open.</param>
public sealed record HeldRow(string Post, string Unit, string Role, string UnitUrl, bool Deputy, string? Days, bool Ended, string? From, string? To, IReadOnlyList<Colleague> Others);

/// <summary>Somebody else on the same post.</summary>
public sealed record Colleague(string Code, string Name, bool Deputy, bool Away);

/// <summary>One person and what may be done with him here.</summary>
/// <param name="Deeds">What may be done with the account as it stands.</param>
/// <param name="Link">Shown once, to be handed over.</param>
public sealed record PersonPage(string Code, string Name, string OtherName, bool Demo, IReadOnlyList<HeldRow> Posts, string? Leave, string? LeaveFrom, string? LeaveTo, AccountState Account,
    IReadOnlyList<string> Deeds, Guid Key, bool Self, bool MayLeave, bool MayPosts, IReadOnlyList<LogRow>? Log)
{
    public HandedLink? Link { get; init; }

    public string? Done { get; init; }

    public RefusalNote? Refusal { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<Work.Cities.Fault> Faults { get; init; } = [];

    /// <summary>The version of the city that was looked at.</summary>
    public string MadeFrom { get; init; } = "";

    public string Today { get; init; } = "";

    /// <summary>Posts of the same units, to choose from.</summary>
    public IReadOnlyList<FieldOption> PostChoices { get; init; } = [];

    /// <summary>The form that was refused, and what stood in it.</summary>
    public string? Open { get; init; }

    public (string? Post, string? Rank, string? From, string? To) Typed { get; init; }

    /// <summary>That he leaves, or has left; null when he stays.</summary>
    public string? Leaves { get; init; }
}

/// <param name="Qr">For a phone.</param>
public sealed record HandedLink(string Url, DateTimeOffset Until);

/// <summary>A line of the log in words.</summary>
public sealed record LogRow(DateTimeOffset At, string Who, string? WhoUrl, string What, string? Whom, string? WhomUrl, string? Reason, string? Detail);

public sealed record LogPage(IReadOnlyList<LogRow> Rows, IReadOnlyList<FieldOption> Deeds, string Deed, string? NextUrl, bool OwnEyes);
