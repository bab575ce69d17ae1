using Liandong.Web.Desk.Models;
using Liandong.Web.Look;

namespace Liandong.Web.Desk.Find;

/// <summary>What a few words lead to: staff, units, places, cases.</summary>
/// <param name="Words">As typed.</param>
/// <param name="AllUrl">Every case with these words.</param>
public sealed record FindPage(string Words, IReadOnlyList<FoundLine> Staff, IReadOnlyList<FoundLine> Units, IReadOnlyList<FoundLine> Places, IReadOnlyList<QueueRow> Cases, string AllUrl)
{
    /// <summary>The form that asks why the cases of a number are looked for; null where none was typed, and for whom it is closed.</summary>
    public NumberForm? Number { get; init; }

    /// <summary>A number was typed by somebody who may not look for callers.</summary>
    public bool NumberClosed { get; init; }
}

/// <param name="Note">Of what kind it is, or where it stands.</param>
/// <param name="Ring">A number of an office; never a caller's.</param>
public sealed record FoundLine(string Url, string Name, string? Note, string? Ring);

/// <summary>Why somebody looks for the cases of a number.</summary>
/// <param name="Key">Made with the page: a second press is the same look.</param>
public sealed record NumberForm(Guid Key, string Phone, string? Reason = null, RefusalNote? Refusal = null, IReadOnlyList<QueueRow>? Cases = null);

/// <summary>A member of the staff, as any colleague may know him.</summary>
/// <param name="Away">Until when he is on leave.</param>
/// <param name="Grounds">What he answers for.</param>
public sealed record StaffCard(string Name, string? Away, IReadOnlyList<StaffPost> Posts, IReadOnlyList<FoundLine> Grounds);

/// <param name="Days">Unless it is simply held now.</param>
/// <param name="Others">Who else holds it: the deputy, or whom this one stands in for.</param>
public sealed record StaffPost(string Unit, string UnitUrl, string Name, bool Deputy, string? Days, IReadOnlyList<FoundLine> Others, string? Ring, FoundLine? OnDuty);

/// <summary>A unit: whom to ring, and who sits there.</summary>
/// <param name="Chain">What stands above it.</param>
/// <param name="CasesUrl">What it has in hand.</param>
public sealed record UnitCard(string Name, IReadOnlyList<FoundLine> Chain, string? Kind, string? Ring, FoundLine? OnDuty, IReadOnlyList<UnitSeat> Seats, IReadOnlyList<FoundLine> Grounds, IReadOnlyList<FoundLine> Below, string CasesUrl);

public sealed record UnitSeat(string Post, IReadOnlyList<FoundLine> Holders);

/// <summary>A place: who answers there, what is said of it, what goes on around it.</summary>
/// <param name="Answers">From the smallest ground to the largest, then other layers.</param>
public sealed record PlaceCard(string Name, string Kind, string? Chain, SmallMap? Map, IReadOnlyList<PlaceAnswers> Answers, IReadOnlyList<Fact> Notices, IReadOnlyList<QueueRow> Cases, string CasesWords, string? CasesUrl);

/// <param name="Keepers">Who answers for the ground by name.</param>
public sealed record PlaceAnswers(string Level, string Area, IReadOnlyList<FoundLine> Keepers, FoundLine? Unit, FoundLine? OnDuty);
