using Liandong.Core.Calendars;

namespace Liandong.Core.Procedures;

/// <summary>
/// The path of a kind of case as data: steps with a role and a limit, acts with guards and effects out of a closed list.
/// Frozen on the case by its hash; every format ever released stays readable.
/// </summary>
/// <param name="Code">The city's code.</param>
/// <param name="Name">Name in both languages.</param>
/// <param name="Hash">SHA-256, hex, of the file's canonical bytes.</param>
/// <param name="First">The step in which a registered case stands.</param>
/// <param name="Steps">By code.</param>
/// <param name="Acts">In the order of the file, which is the order on screen.</param>
/// <param name="Clocks">Kinds of clock beside the step clock, by code.</param>
/// <param name="Rules">Numbers that guards compare with, by name (maxExtensions, maxRounds, reopenDays, ...).</param>
public sealed record Procedure(string Code, LocalName Name, string Hash, string First,
    IReadOnlyDictionary<string, Step> Steps, IReadOnlyList<ProcedureAct> Acts,
    IReadOnlyDictionary<string, ClockKind> Clocks, IReadOnlyDictionary<string, decimal> Rules)
{
    /// <summary>The act with this name, or null.</summary>
    public ProcedureAct? Act(string name) => Acts.FirstOrDefault(a => a.Name == name);

    /// <summary>How long a unit may return what was sent to it: until the clockwork accepts in its place. Null = it may not.</summary>
    public Limit? ReturnWindow => Steps.Values.Select(s => s.After)
        .FirstOrDefault(t => t is not null && Act(t.Act) is { } act && act.Effects.Any(e => e.Kind == EffectKind.AcceptLead))?.Limit;

    /// <summary>A number of the procedure; zero when it is not written.</summary>
    public decimal Rule(string name) => Rules.GetValueOrDefault(name);
}

/// <summary>A step: who is expected to act, and within which limit. A case stands in exactly one.</summary>
/// <param name="Seat">Whose role it is: the lead unit's, or the desk's, whoever is on shift.</param>
/// <param name="After">What turns by itself when nobody acts, and after which limit.</param>
public sealed record Step(string Code, LocalName Name, string Role, Seat Seat, Limit? Limit, StepTimer? After);

/// <summary>An act that the clockwork performs when its limit from entering the step is over.</summary>
public sealed record StepTimer(string Act, Limit Limit);

/// <summary>A kind of clock. <see cref="Limit"/> null: the limit comes from the case's standard.</summary>
public sealed record ClockKind(string Code, LocalName Name, Limit? Limit);

/// <summary>Where the one who acts must sit.</summary>
public enum Seat
{
    /// <summary>Any holder of the role who may see the case.</summary>
    Desk,

    /// <summary>A holder of the role in the lead unit or above it.</summary>
    Lead,

    /// <summary>A holder of the role in a unit with an open co- or sub-handling, or above it.</summary>
    Part,

    /// <summary>The clockwork only.</summary>
    Rule,
}

/// <summary>One thing that can be done to a case.</summary>
/// <param name="Name">Code, used by the API.</param>
/// <param name="From">Steps it leaves from; empty means every step.</param>
/// <param name="States">States in which it is possible: open, suspended, closed.</param>
/// <param name="To">The step it leads to; null stays.</param>
/// <param name="Branches">The first that holds replaces <paramref name="To"/>.</param>
/// <param name="Adds">Only adds to the case (note, contact, chase): needs no version and is decided again on a changed case.</param>
public sealed record ProcedureAct(string Name, LocalName Label, IReadOnlyList<string> Roles, Seat Seat,
    IReadOnlyList<string> From, IReadOnlyList<string> States, string? To, IReadOnlyList<Branch> Branches,
    IReadOnlyList<FieldSpec> Fields, IReadOnlyList<Guard> Guards, IReadOnlyList<Effect> Effects, bool Adds);

/// <summary>Another way on: to <paramref name="To"/> when the condition holds.</summary>
public sealed record Branch(BranchWhen When, string To);

/// <summary>Conditions of a branch.</summary>
public enum BranchWhen
{
    /// <summary>A lead has returned the case in this round before this act.</summary>
    ReturnedBefore,

    /// <summary>A ruling holds: only another ruling may change it.</summary>
    Ruled,
}

/// <summary>A typed, bilingual field of an act; serves form, API, phone and Open311 alike.</summary>
/// <param name="List">For choices: the name of the city's list.</param>
/// <param name="Min">Shortest text, smallest number or fewest items.</param>
/// <param name="Max">Longest text, largest number, most items; for an instant, days from now.</param>
public sealed record FieldSpec(string Code, LocalName Label, FieldType Type, bool Required, string? List, int? Min, int? Max);

/// <summary>Types of field.</summary>
public enum FieldType
{
    /// <summary>Words that a person typed; kept outside the chain, erasable.</summary>
    Text,

    /// <summary>One code out of a list of the city.</summary>
    Choice,

    /// <summary>A unit's code.</summary>
    Unit,

    /// <summary>Several units' codes.</summary>
    Units,

    /// <summary>A member of the staff.</summary>
    Person,

    /// <summary>A moment in time.</summary>
    Instant,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>Uploaded files, by hash.</summary>
    Files,

    /// <summary>Closing conditions of the case's standard that hold.</summary>
    Conditions,

    /// <summary>One of the appeals of the case, by its number.</summary>
    Appeal,

    /// <summary>A caller's name: personal data, kept encrypted.</summary>
    ReporterName,

    /// <summary>A caller's number: personal data, kept encrypted with a blind index.</summary>
    ReporterPhone,
}

/// <summary>A condition for an act, with an argument where it takes one.</summary>
public sealed record Guard(GuardKind Kind, string? Argument);

/// <summary>The closed list of guards. Each refuses by name.</summary>
public enum GuardKind
{
    /// <summary>The lead, or for an act of a part the part, may be returned until its window is over, the last instant included (ReturnWindowOver).</summary>
    WithinReturnWindow,

    /// <summary>Not after a ruling (AlreadyRuled).</summary>
    NotRuled,

    /// <summary>The handling clock has a limit (NoLimit) and has not run out; its due is still in time (Overdue).</summary>
    BeforeDue,

    /// <summary>Fewer extensions granted than rule maxExtensions (NoExtensionLeft).</summary>
    ExtensionsLeft,

    /// <summary>No extension request waits (ExtensionPending).</summary>
    NoExtensionPending,

    /// <summary>An extension request waits (NoExtensionPending).</summary>
    ExtensionPending,

    /// <summary>Not the person who asked for the extension (SamePerson).</summary>
    NotAsker,

    /// <summary>Not a person who acted for the lead or for a part in this round (SamePerson).</summary>
    NotHandler,

    /// <summary>Never suspended so far (SuspendedBefore).</summary>
    NotSuspendedBefore,

    /// <summary>This round's lead has contacted the caller (NotContacted).</summary>
    Contacted,

    /// <summary>This round's lead has not contacted the caller (ContactedBefore).</summary>
    NotContacted,

    /// <summary>For the result named by the argument, the standard's photo afterwards is there (PhotoMissing).</summary>
    PhotoAfter,

    /// <summary>For the result named by the argument, all closing conditions are ticked (ConditionMissing).</summary>
    ConditionsTicked,

    /// <summary>No co- or sub-handling is open (HandlingsOpen).</summary>
    HandlingsJoined,

    /// <summary>The actor's part stands in the state of the argument (NoSuchHandling).</summary>
    PartIs,

    /// <summary>A co- or sub-handling stands in the state of the argument, or is open at all (NoSuchHandling).</summary>
    SubIs,

    /// <summary>The units named are not complained of (UnitComplainedOf) and not twice on the case (UnitAlreadyHandles).</summary>
    UnitsFree,

    /// <summary>The unit named stands below the lead; before the form is shown: there is one (UnitNotBelow).</summary>
    UnitBelow,

    /// <summary>A caller of this round answered otherwise than the argument (NobodyDissatisfied).</summary>
    Dissatisfied,

    /// <summary>Fewer rounds than rule maxRounds (RoundsUsed).</summary>
    RoundsLeft,

    /// <summary>Every appeal that wants an answer was reached, or tried as often as rule callTries says (AppealsOpen).</summary>
    AppealsSettled,

    /// <summary>The appeal named has not been reached in this round (AppealSettled).</summary>
    AppealOpen,

    /// <summary>The appeal named was tried less often than rule callTries says in this round (TooManyNotes).</summary>
    TriesLeft,

    /// <summary>Within rule reopenDays of closing (ReopenWindowOver).</summary>
    WithinReopenDays,

    /// <summary>Fewer acts of this name on this step than rule maxNotes (TooManyNotes).</summary>
    NotesLeft,
}

/// <summary>A consequence of an act, with an argument where it takes one.</summary>
public sealed record Effect(EffectKind Kind, string? Argument);

/// <summary>The closed list of effects.</summary>
public enum EffectKind
{
    /// <summary>Opens the lead handling for field unit, and co-handlings for field co.</summary>
    OpenLead,

    /// <summary>Opens a handling one level below the lead for field unit, with its share of the limit (rule levelShare).</summary>
    OpenSub,

    /// <summary>The lead handling is accepted, and bound to the person who acts (to the holder, when a rule acts).</summary>
    AcceptLead,

    /// <summary>The lead handling and all below it end as returned.</summary>
    ReturnLead,

    /// <summary>As <see cref="ReturnLead"/>, but taken back by the desk: it does not count as a return.</summary>
    RecallLead,

    /// <summary>The lead unit reports: its handling waits for review.</summary>
    ReportLead,

    /// <summary>The lead handling goes on after a reply was sent back.</summary>
    ResumeLead,

    /// <summary>The actor's part is accepted.</summary>
    AcceptPart,

    /// <summary>The actor's part is returned, one level up.</summary>
    ReturnPart,

    /// <summary>The actor's part is reported; its clock stops.</summary>
    ReportPart,

    /// <summary>Reported parts beside and below the lead are done.</summary>
    PassParts,

    /// <summary>Reported parts beside and below the lead go on, and their clocks as if they had never stopped.</summary>
    RedoParts,

    /// <summary>All open parts end; the lead goes on without them.</summary>
    EndParts,

    /// <summary>Keeps fields photos and conditions; argument after: the photos show the state afterwards.</summary>
    CollectEvidence,

    /// <summary>Starts the clock of the argument's kind, unless it runs already.</summary>
    StartClock,

    /// <summary>Stops the clock of the argument's kind.</summary>
    StopClock,

    /// <summary>Runs a stopped clock of the argument's kind on from where it was (a reply sent back).</summary>
    ContinueClock,

    /// <summary>Adds the handling limit once more from the old due.</summary>
    ExtendClock,

    /// <summary>Suspends until field until: all clocks pause, and the act of the argument turns then.</summary>
    Suspend,

    /// <summary>Ends the suspension: all clocks run on.</summary>
    Resume,

    /// <summary>The extension request waits for its answer.</summary>
    AskExtension,

    /// <summary>The extension request is answered.</summary>
    AnswerExtension,

    /// <summary>The caller has been contacted.</summary>
    MarkContacted,

    /// <summary>The ruling holds: no return after it.</summary>
    MarkRuled,

    /// <summary>Hangs another caller's appeal on the case.</summary>
    AddAppeal,

    /// <summary>Records what the caller said at the call-back.</summary>
    CallBack,

    /// <summary>Records a call-back that reached nobody.</summary>
    TryCall,

    /// <summary>Begins the next round of handling by the same lead unit, accepted at once.</summary>
    NextRound,

    /// <summary>Begins the next round without a lead; it is dispatched anew.</summary>
    Reopen,

    /// <summary>Closes with field result or the argument as closing kind.</summary>
    Close,

    /// <summary>Ends as void.</summary>
    Void,

    /// <summary>Ends as refused.</summary>
    Refuse,
}
