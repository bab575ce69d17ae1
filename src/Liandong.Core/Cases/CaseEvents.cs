using Liandong.Core.Calendars;
using Liandong.Core.Catalogue;
using Liandong.Core.Dispatch;

namespace Liandong.Core.Cases;

/// <summary>
/// What happened, in the order in which it is chained. Events hold codes, ids and instants only; words that a person
/// typed lie beside the chain and are bound to it by a salted hash, so that they can be erased lawfully.
/// Every row about a case can be computed again from these.
/// </summary>
/// <param name="At">When it happened: decides clocks. Never after the instant of recording.</param>
public abstract record CaseEvent(DateTimeOffset At);

/// <summary>Somebody did something: the trace as people read it. The events after it, up to the next, are what followed.</summary>
/// <param name="Act">The act's name in the procedure.</param>
/// <param name="Person">Null when a rule acted.</param>
/// <param name="Post">The post through which it was allowed.</param>
/// <param name="Unit">The unit of that post.</param>
/// <param name="Fields">Codes, numbers, instants and file hashes as given; no typed words, no caller.</param>
/// <param name="ClaimedAt">When the device says it happened, if that could not be believed.</param>
/// <param name="Handling">The handling it was done for: the lead's or a part's; null for the desks and for rules.</param>
/// <param name="Caller">The appeal whose caller did it himself, by his link; null for everybody else.</param>
public sealed record ActPerformed(DateTimeOffset At, string Act, PersonId? Person, string? Post, UnitCode? Unit,
    IReadOnlyDictionary<string, string> Fields, DateTimeOffset? ClaimedAt, int? Handling = null, int? Caller = null) : CaseEvent(At);

/// <summary>A case was registered.</summary>
public sealed record CaseRegistered(DateTimeOffset At, CaseFacts Facts) : CaseEvent(At);

/// <summary>
/// A case of an older system came in by import, with its own times. Closed history is this and <see cref="CaseClosed"/>.
/// </summary>
/// <param name="Unit">The unit that held it; history names no person.</param>
/// <param name="Section">The part of the unit that worked on it, when the history says so.</param>
/// <param name="Clock">The handling clock as promised then, stopped when it was; null when no target was given.</param>
public sealed record CaseImported(DateTimeOffset At, CaseFacts Facts, UnitCode Unit, UnitCode? Section, string Step, ClockState? Clock) : CaseEvent(At);

/// <summary>What a case is and was promised, fixed when it is opened.</summary>
/// <param name="Number">The number that is spoken: digits only.</param>
/// <param name="Source">The system it came from; null for our own desks.</param>
/// <param name="SourceId">Its number there.</param>
/// <param name="Channel">The door it came through.</param>
/// <param name="Standard">The standard promised; null when the class has none.</param>
/// <param name="Areas">Codes from the deepest area known up to the root, all layers.</param>
/// <param name="ComplainedOf">The unit complained of: never handles it, never sees it.</param>
/// <param name="ProcedureHash">The procedure, as frozen.</param>
/// <param name="StandardHash">The standard, as frozen.</param>
/// <param name="Facets">What was told of it that decides who leads; null when nothing was.</param>
/// <param name="ComplainedOfPerson">The member of staff complained of: never handles it, never sees it.</param>
/// <param name="Limit">The limit that the nature promises, as frozen: it holds where it ends before the standard's. Null = the standard's.</param>
/// <param name="AreaLimit">The limit that the list of affairs promised there in the place of the standard's, as frozen. Null = the standard's.</param>
public sealed record CaseFacts(string Number, string? Source, string? SourceId, string Channel, ClassCode Class, string? Standard,
    string? Nature, string Urgency, int Secrecy, IReadOnlyList<string> Areas, UnitCode? ComplainedOf,
    string ProcedureHash, string? StandardHash, bool WantsAnswer, IReadOnlyDictionary<string, string>? Facets = null, Limit? Limit = null, Limit? AreaLimit = null,
    PersonId? ComplainedOfPerson = null)
{
    /// <summary>How long the handling may take: what the place promises, else the standard; the nature may still shorten it.</summary>
    public Limit? Promised(Standard? standard) => AreaLimit ?? standard?.Limit;

    /// <summary>What the list of affairs is asked with.</summary>
    public Matter ToMatter(DateOnly day) => new(Class, Areas, Facets, ComplainedOf, day);
}

/// <summary>The case stands in another step, bound to whom it is expected from.</summary>
/// <param name="Roles">Roles around the place that it waits for, and that see it meanwhile; null for every other seat.</param>
public sealed record StepEntered(DateTimeOffset At, string Step, UnitCode? Unit, PersonId? Person, IReadOnlyList<string>? Roles = null) : CaseEvent(At);

/// <summary>Units, people or areas that the case was bound to have ended; it is bound to what took their place.</summary>
/// <param name="Areas">Where it lies now; what it was opened with stays in its facts.</param>
/// <param name="Contact">Who speaks with the caller from now on; null when nobody did, or the same one does.</param>
public sealed record CaseRebound(DateTimeOffset At, IReadOnlyList<string> Areas, UnitCode? Unit, PersonId? Person, PersonId? Contact = null) : CaseEvent(At);

/// <summary>A handling was opened or moved; the event carries its new state whole.</summary>
public sealed record HandlingChanged(DateTimeOffset At, Handling Handling) : CaseEvent(At);

/// <summary>A clock was started, paused, resumed, extended, stopped or computed anew; the event carries it whole.</summary>
/// <param name="Handling">The part it belongs to; 0 for the case's own.</param>
public sealed record ClockChanged(DateTimeOffset At, int Handling, ClockChange Change, ClockState Clock) : CaseEvent(At);

/// <summary>Why a clock changed.</summary>
public enum ClockChange
{
    /// <summary>Begun.</summary>
    Started,

    /// <summary>Stands still.</summary>
    Paused,

    /// <summary>Runs on.</summary>
    Resumed,

    /// <summary>Got more time.</summary>
    Extended,

    /// <summary>Ended; the verdict is fixed.</summary>
    Stopped,

    /// <summary>A calendar now covers what was provisional.</summary>
    Recomputed,
}

/// <summary>An act that turns by itself was set to an instant, or taken back (null).</summary>
public sealed record TimerSet(DateTimeOffset At, string Act, DateTimeOffset? Due) : CaseEvent(At);

/// <summary>The caller was contacted for the first time by this lead in this round.</summary>
/// <param name="Person">Who speaks with the caller from now on.</param>
public sealed record CallerContacted(DateTimeOffset At, PersonId? Person = null) : CaseEvent(At);

/// <summary>The lead spoke with the caller again, or tried to.</summary>
public sealed record CallerCalled(DateTimeOffset At, bool Reached) : CaseEvent(At);

/// <summary>Units that are told of the case from now on and have no part in it: they read along, no clock of theirs runs, and nothing is expected of them.</summary>
public sealed record CaseCopied(DateTimeOffset At, IReadOnlyList<UnitCode> Units) : CaseEvent(At);

/// <summary>A milestone of the standard was reached.</summary>
public sealed record MilestoneReached(DateTimeOffset At, string Milestone) : CaseEvent(At);

/// <summary>It was drawn whether the case falls into a sample. The fact is kept, not what it was drawn from: proving it needs no key.</summary>
/// <param name="Rule">The rule of the procedure that says the share.</param>
public sealed record SampleDrawn(DateTimeOffset At, string Rule, bool Drawn) : CaseEvent(At);

/// <summary>The unit asked for more time.</summary>
public sealed record ExtensionAsked(DateTimeOffset At, PersonId Person) : CaseEvent(At);

/// <summary>The request was answered.</summary>
public sealed record ExtensionAnswered(DateTimeOffset At, bool Granted) : CaseEvent(At);

/// <summary>The case was given back by the lead unit.</summary>
public sealed record LeadReturned(DateTimeOffset At) : CaseEvent(At);

/// <summary>It was ruled who handles it.</summary>
public sealed record CaseRuled(DateTimeOffset At) : CaseEvent(At);

/// <summary>Suspended until an instant.</summary>
public sealed record CaseSuspended(DateTimeOffset At, DateTimeOffset Until) : CaseEvent(At);

/// <summary>The suspension is over.</summary>
public sealed record CaseResumed(DateTimeOffset At) : CaseEvent(At);

/// <summary>An appeal was hung on the case, or heard; the event carries it whole.</summary>
public sealed record AppealChanged(DateTimeOffset At, Appeal Appeal) : CaseEvent(At);

/// <summary>Photos or documents were added, by hash.</summary>
/// <param name="Kind">before, after or other.</param>
public sealed record EvidenceAdded(DateTimeOffset At, string Kind, IReadOnlyList<string> Files) : CaseEvent(At);

/// <summary>Closing conditions that hold.</summary>
public sealed record ConditionsTicked(DateTimeOffset At, IReadOnlyList<string> Conditions) : CaseEvent(At);

/// <summary>The next round of handling begins.</summary>
public sealed record RoundBegun(DateTimeOffset At, int Round) : CaseEvent(At);

/// <summary>The case ended.</summary>
/// <param name="Status">Closed, Void or Refused.</param>
/// <param name="Kind">The closing kind of the city's list; null for void and refused and for history without one.</param>
public sealed record CaseClosed(DateTimeOffset At, CaseStatus Status, string? Kind) : CaseEvent(At);

/// <summary>A closed case is open again.</summary>
public sealed record CaseReopened(DateTimeOffset At) : CaseEvent(At);

/// <summary>Typed words of an earlier event were erased lawfully; the chain stays whole.</summary>
/// <param name="Seq">The event whose words are gone; null for the caller's name and number.</param>
public sealed record TextErased(DateTimeOffset At, int? Seq, string Ground) : CaseEvent(At);
