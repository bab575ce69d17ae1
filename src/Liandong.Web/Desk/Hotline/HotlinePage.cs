using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Work.Calls;

namespace Liandong.Web.Desk.Hotline;

/// <summary>The desk between two calls, or beside one.</summary>
/// <param name="Calls">What lies on this desk: spoken with, held, still to be written down, ringing.</param>
/// <param name="Topic">Nudged when any of it changes.</param>
/// <param name="Speaks">The address of the call that is spoken in now; the page goes there.</param>
public sealed record CallsStrip(IReadOnlyList<CallLine> Calls, string Topic, string? Speaks)
{
    /// <summary>Answers with this anew.</summary>
    public string Url { get; init; } = "/hotline?handler=Calls";
}

/// <param name="Number">Masked; the words for a withheld one.</param>
/// <param name="Since">Since when it is as it is.</param>
/// <param name="Words">What was typed of it so far, shortened.</param>
/// <param name="Key">The digit that takes it on the desk between calls.</param>
public sealed record CallLine(Guid Id, string Url, CallStanding Standing, string Number, string? Line, DateTimeOffset Since, string? Words, string? Key);

/// <param name="Lines">For a call typed in; empty when the city has no lines.</param>
/// <param name="ActId">Made with the page: a second press is the same call.</param>
/// <param name="Today">What this person's calls of today came to.</param>
public sealed record HotlineDesk(CallsStrip Strip, IReadOnlyList<FieldOption> Lines, Guid ActId, IReadOnlyList<Fact> Today, HotlineDone? Done, RefusalNote? Refusal, IReadOnlyList<CardKey> Card, bool Demo);

/// <summary>What the last call came to.</summary>
public sealed record HotlineDone(string Words, string? Url, string? Number);

/// <summary>A call and its form.</summary>
/// <param name="Now">The call of this page.</param>
/// <param name="Fresh">Nothing was typed yet.</param>
/// <param name="SavedAt">When what stands in the form was kept.</param>
public sealed record CallPage(CallLine Now, string? Unit, string? Through, CallsStrip Strip, Guid ActId, string Procedure, string Channel, string? Area, IReadOnlyList<RegisterStep> Steps, HotlineAside Aside,
    IReadOnlyList<CallerCase> Cases, IReadOnlyList<EndingForm> Endings, string? HoldKey, IReadOnlyList<CardKey> Card, bool Answers, DateTimeOffset? SavedAt, HotlineDone? Done, RefusalNote? Refusal)
{
    public string Handler(string name) => $"{Now.Url}?handler={name}";
}

/// <summary>What the system knows while the form is filled.</summary>
/// <param name="Notices">In force, about this class or this place.</param>
/// <param name="OtherNotices">In force elsewhere or about something else.</param>
/// <param name="Frame">What to ask, point by point.</param>
/// <param name="Join">Where a duplicate is joined; null while there are no words yet.</param>
public sealed record HotlineAside(RegisterAside Register, IReadOnlyList<NoticeCard> Notices, IReadOnlyList<NoticeCard> OtherNotices, IReadOnlyList<string> Frame, string Join, ArticlesCard? Article);

public sealed record NoticeCard(string Code, string Title, string Answer, string Owner, string? Until);

/// <param name="Url">Where the call is settled with an article.</param>
public sealed record ArticlesCard(IReadOnlyList<ArticleCard> Articles, string Url, string DoubtUrl, string Ending, Guid ActId);

public sealed record ArticleCard(string Code, string Question, string Answer, string Basis, string Meta);

/// <summary>A case of the caller's number.</summary>
public sealed record CallerCase(NearCase Case, bool Open, string? Ended);

/// <summary>A key of the printed card with its form.</summary>
/// <param name="Script">What to read out now; null when there is none, or all have been read.</param>
/// <param name="Ends">This press settles the call.</param>
public sealed record EndingForm(string Code, string Key, string Name, string Kind, string? Script, bool Ends, int Step, int Steps, IReadOnlyList<FieldOption> Numbers, Guid ActId, bool Open);

/// <summary>A line of the printed card.</summary>
public sealed record CardKey(string Key, string Name);
