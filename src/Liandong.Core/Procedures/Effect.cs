namespace Liandong.Core.Procedures;

/// <summary>A consequence of an act, with an argument where it takes one.</summary>
public sealed record Effect(EffectKind Kind, string? Argument);

/// <summary>The closed list of effects.</summary>
public enum EffectKind
{
    /// <summary>Opens the lead handling for field unit, and co-handlings for field co.</summary>
    OpenLead,

    /// <summary>Opens the lead handling for the unit of the one who acts, accepted and bound to him: found and dealt with in one go.</summary>
    OpenSelf,

    /// <summary>
    /// Opens a backstop handling for field unit, on the clock of the argument's kind: it makes safe first, whoever leads in the end.
    /// </summary>
    OpenBackstop,

    /// <summary>Opens a handling one level below the lead for field unit, with its share of the limit (rule levelShare).</summary>
    OpenSub,

    /// <summary>The lead handling is accepted, and bound to the person who acts (to the holder, when a rule acts).</summary>
    AcceptLead,

    /// <summary>The lead handling and all but a backstop below it end as returned.</summary>
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

    /// <summary>The actor's part is reported; its clock stops. A backstop is done: nobody beside it judges it.</summary>
    ReportPart,

    /// <summary>Reported parts beside and below the lead are done.</summary>
    PassParts,

    /// <summary>Reported parts beside and below the lead go on, and their clocks as if they had never stopped.</summary>
    RedoParts,

    /// <summary>All open parts end; the lead goes on without them.</summary>
    EndParts,

    /// <summary>Keeps fields photos and conditions; argument after: the photos show the state afterwards. Argument before: field before.</summary>
    CollectEvidence,

    /// <summary>
    /// Starts the clock of the argument's kind, unless it runs already; kind milestones: of every milestone of the standard that is
    /// still to be reached.
    /// </summary>
    StartClock,

    /// <summary>Stops the clock of the argument's kind.</summary>
    StopClock,

    /// <summary>Runs a stopped clock of the argument's kind on from where it was (a reply sent back).</summary>
    ContinueClock,

    /// <summary>Adds the handling limit once more from the old due.</summary>
    ExtendClock,

    /// <summary>The milestone named in field milestone is reached; its clock stops.</summary>
    MarkMilestone,

    /// <summary>Draws whether the case falls into the sample whose share is the rule of the argument.</summary>
    DrawSample,

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

    /// <summary>Another contact of the lead with the caller, or with field reached false a try: it stands in the contact log.</summary>
    LogContact,

    /// <summary>The units of field copy are told of the case and have no part in it; those that get one by the same act are left out.</summary>
    Copy,

    /// <summary>The ruling holds: no return after it.</summary>
    MarkRuled,

    /// <summary>Hangs another caller's appeal on the case.</summary>
    AddAppeal,

    /// <summary>Records what the caller said at the call-back.</summary>
    CallBack,

    /// <summary>Records a call-back that reached nobody.</summary>
    TryCall,

    /// <summary>
    /// Asks the caller of field appeal by a link: for rule linkDays he may himself do the act of the argument, once, with the same
    /// fields as the desk. The address is no part of the case; it follows from case, appeal and round under a key of the installation.
    /// </summary>
    AskByLink,

    /// <summary>
    /// Begins the next round of handling by the same lead unit, accepted at once, on its limit anew; on that of the argument's kind of
    /// clock where there is one and it ends sooner.
    /// </summary>
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
