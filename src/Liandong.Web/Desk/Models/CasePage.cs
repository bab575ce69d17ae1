using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>Everything one person may see of one case.</summary>
/// <param name="Version">Goes into every act's form; null acts are those that add.</param>
/// <param name="Topic">The nudge that makes the page stale, such as “case/…”.</param>
/// <param name="Refusal">Why the last act did not happen.</param>
public sealed record CasePage(
    string Number, string Url, string Title, string Class, IReadOnlyList<Flag> Flags, CaseState State, Timetable? Timetable,
    IReadOnlyList<Fact> Facts, IReadOnlyList<Duty> Duties, IReadOnlyList<AppealCard> Appeals, CasePlace? Place, IReadOnlyList<EvidenceSheet> Evidence,
    IReadOnlyList<ActOffer> Acts, IReadOnlyList<ActWithheld> Withheld, TraceView Trace, long Version, CaseWays Ways,
    string? Topic = null, RefusalNote? Refusal = null, string? Done = null)
{
    /// <summary>Who speaks with the callers, and who did.</summary>
    public ContactsView? Contacts { get; init; }

    /// <summary>Text blocks that the reader may put into what he writes.</summary>
    public IReadOnlyList<FieldOption> Blocks { get; init; } = [];

    /// <summary>Who saw the callers, for those who watch over it; null for all others.</summary>
    public string? ReadersUrl { get; init; }
}

/// <param name="Person">The one contact person, with the unit; null as long as nobody has accepted.</param>
public sealed record ContactsView(string? Person, IReadOnlyList<ContactLine> Lines);

/// <param name="What">What kind of contact, and with whom.</param>
/// <param name="Outcome">Reached or not; null where there is none to tell.</param>
public sealed record ContactLine(DateTimeOffset At, string Who, string What, string? Outcome);

/// <summary>An address that waits for its caller's answer, to be copied into a message.</summary>
public sealed record LinkCard(string Url, DateTimeOffset Until);

/// <summary>The list of states is closed.</summary>
public enum Standing
{
    Draft,
    Open,
    Suspended,
    Closed,
    Void,
    Refused,
}

/// <summary>What the first sentence says.</summary>
/// <param name="Until">End of a suspension, when known.</param>
/// <param name="ClosedAs">The closing kind in words.</param>
/// <param name="OnTime">The verdict; null when there was no limit or it still runs in time.</param>
public sealed record CaseState(
    Standing Standing, string? Step, string? Unit, string? Person, Remaining? StepClock, Remaining? HandlingClock,
    DateTimeOffset? Until = null, DateTimeOffset? ClosedAt = null, string? ClosedAs = null, bool? OnTime = null);

/// <param name="Url">Where the value leads, when it does.</param>
/// <param name="Typed">Somebody's own words, which may name a caller: they are not on paper.</param>
public sealed record Fact(string Label, string Value, string? Url = null, bool Strong = false, bool Typed = false)
{
    /// <summary>The language of the value where it is not the page's, and the words that say so.</summary>
    public (string Tag, string Note)? Foreign { get; init; }
}

/// <summary>One who is responsible: level, name, and how to reach.</summary>
public sealed record Duty(string Level, string Who, string? Reach = null, bool Here = false, Light? Light = null);

/// <summary>One who asked. Names and numbers come masked; unmasking is an act with a reason.</summary>
/// <param name="ShowUrl">Takes the reason by POST (field “reason”); null when this reader may not.</param>
/// <param name="Shown">True after it was unmasked in this answer.</param>
public sealed record AppealCard(
    string Heading, string? Name, string? Phone, string? Words, bool WantsAnswer, bool Secret, string? Reply, string? Satisfaction, string? ShowUrl, bool Shown = false)
{
    /// <summary>For those who may take the answer themselves.</summary>
    public LinkCard? Link { get; init; }
}

/// <param name="Near">The list that says what the map shows.</param>
public sealed record CasePlace(string Address, string? AreaChain, SmallMap? Map, IReadOnlyList<NearCase> Near);

/// <param name="Distance">In words: “40 米”.</param>
public sealed record NearCase(string Number, string Url, string Title, string? Distance, Remaining? Due, string? Note = null);

/// <param name="Url">The picture or document; null when it is still to be brought.</param>
/// <param name="IsPicture">Shown as a picture; else as a link to download.</param>
public sealed record EvidenceSheet(string Caption, string? Url, bool IsPicture);

/// <summary>An act that is allowed now.</summary>
/// <param name="Code">The procedure's code.</param>
/// <param name="Key">One letter that opens it; shown on the button.</param>
/// <param name="ActId">The act's id, made with the page, so that a second press is the same act.</param>
/// <param name="Main">The one the step is waiting for.</param>
/// <param name="Ends">Cannot be undone.</param>
/// <param name="Adds">Needs no version.</param>
/// <param name="Follows">What will happen, shown before the button.</param>
/// <param name="Open">Unfolded, because it came back with something to correct.</param>
public sealed record ActOffer(
    string Code, string Label, string Icon, string Url, Guid ActId, IReadOnlyList<FieldInput> Fields, string? Key = null,
    bool Main = false, bool Ends = false, bool Adds = false, IReadOnlyList<string>? Follows = null, bool Open = false);

public sealed record ActWithheld(string Code, string Label, string Icon, string Reason);

/// <summary>The trace as a story, newest first.</summary>
/// <param name="Checked">When the chain was last proved; null when not yet.</param>
/// <param name="Raw">This reader may see the stored records and hashes.</param>
public sealed record TraceView(IReadOnlyList<TraceEntry> Entries, int Count, DateTimeOffset? Checked, bool Raw);

/// <param name="ByRule">Done by the clockwork, not by a person.</param>
/// <param name="Said">What was typed with it.</param>
/// <param name="Record">Sequence, event and hashes, for those who may see them.</param>
public sealed record TraceEntry(DateTimeOffset At, string? Who, string Words, string? Said = null, bool ByRule = false, string? Record = null);

/// <summary>The ways out: back to the queue, and its case before and after.</summary>
public sealed record CaseWays(string? QueueUrl, string? BeforeUrl, string? AfterUrl, string? PrintUrl = null);
