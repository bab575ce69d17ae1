namespace Liandong.Core.Procedures;

/// <summary>A condition for an act, with an argument where it takes one.</summary>
public sealed record Guard(GuardKind Kind, string? Argument);

/// <summary>The closed list of guards. Each refuses by name.</summary>
public enum GuardKind
{
    /// <summary>The lead, or for an act of a part the part, may be returned until its window is over, the last instant included (ReturnWindowOver).</summary>
    WithinReturnWindow,

    /// <summary>Within rule recallSeconds of sending it to the lead, the last instant included (RecallWindowOver).</summary>
    WithinRecallSeconds,

    /// <summary>On a case of more than the mildest urgency the field of the argument is given, though others may leave it out (FieldMissing).</summary>
    GivenWhenUrgent,

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

    /// <summary>Not the person who registered the case (SamePerson).</summary>
    NotReporter,

    /// <summary>
    /// Nobody of a unit that works on it in this round, nor of one below such a unit (SameUnit). What the root itself works on is
    /// judged by a unit below it: nobody stands outside.
    /// </summary>
    NotHandlerUnit,

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

    /// <summary>A milestone of the standard is still to be reached (NoMilestoneOpen).</summary>
    MilestoneOpen,

    /// <summary>Every milestone of the standard whose clock was started has been reached (MilestoneOpen).</summary>
    MilestonesReached,

    /// <summary>The units named, and one's own where the act opens work for it, keep to the list of affairs: what it gives to a line goes to no town (ListedForLine), a unit that takes only its own tasks gets no other (NotOnItsList), and an office nothing from the ground of another (ServesElsewhere).</summary>
    AsListed,

    /// <summary>The units named, and one's own where the act opens work for it, are not complained of (UnitComplainedOf) and not twice on the case (UnitAlreadyHandles).</summary>
    UnitsFree,

    /// <summary>The units of field copy are not complained of (UnitComplainedOf) and do not work on the case themselves (UnitAlreadyHandles); of a secret case nobody else is told (CopySecret).</summary>
    CopiesFree,

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

    /// <summary>At least rule tryHours after the last try that reached nobody of the appeal named (TriedLately).</summary>
    TriesApart,

    /// <summary>Within rule reopenDays of closing (ReopenWindowOver).</summary>
    WithinReopenDays,

    /// <summary>Fewer acts of this name on this step than rule maxNotes, or the rule of the argument, says (TooManyNotes).</summary>
    NotesLeft,
}
