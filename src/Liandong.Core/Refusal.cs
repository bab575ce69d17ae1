namespace Liandong.Core;

/// <summary>
/// A named "no": a value, not an exception. The same word reaches the API (problem+json), the page and the log.
/// </summary>
/// <param name="Code">One of <see cref="Refusals"/>.</param>
/// <param name="Field">The field at fault, when one is.</param>
/// <param name="Detail">A value that helps the sentence (a limit, a code, an instant); never a person's text.</param>
public sealed record Refusal(string Code, string? Field = null, string? Detail = null);

/// <summary>The closed list of refusals. A new one is added here and to both text resources.</summary>
public static class Refusals
{
    /// <summary>The act is not part of the case's procedure.</summary>
    public const string UnknownAct = nameof(UnknownAct);

    /// <summary>The act does not leave from the step where the case stands.</summary>
    public const string NotInThisStep = nameof(NotInThisStep);

    /// <summary>The case is suspended, closed, void or refused.</summary>
    public const string NotInThisState = nameof(NotInThisState);

    /// <summary>The person holds no post with the role that the act asks for.</summary>
    public const string NotYourRole = nameof(NotYourRole);

    /// <summary>The person's unit does not hold the case (or the part of it) now.</summary>
    public const string NotYours = nameof(NotYours);

    /// <summary>A required field is missing.</summary>
    public const string FieldMissing = nameof(FieldMissing);

    /// <summary>A field has a value of the wrong type or outside its bounds.</summary>
    public const string FieldInvalid = nameof(FieldInvalid);

    /// <summary>A field that the act does not have.</summary>
    public const string FieldUnknown = nameof(FieldUnknown);

    /// <summary>A code that the city does not know.</summary>
    public const string CodeUnknown = nameof(CodeUnknown);

    /// <summary>The reply says too little to be worth reading.</summary>
    public const string TextTooShort = nameof(TextTooShort);

    /// <summary>The window for returning is over; the order counts as accepted.</summary>
    public const string ReturnWindowOver = nameof(ReturnWindowOver);

    /// <summary>Too late to take back at once what was sent.</summary>
    public const string RecallWindowOver = nameof(RecallWindowOver);

    /// <summary>A ruled order cannot be returned.</summary>
    public const string AlreadyRuled = nameof(AlreadyRuled);

    /// <summary>Too late: the handling clock has run out.</summary>
    public const string Overdue = nameof(Overdue);

    /// <summary>There is no limit, so nothing can be extended.</summary>
    public const string NoLimit = nameof(NoLimit);

    /// <summary>All extensions are used.</summary>
    public const string NoExtensionLeft = nameof(NoExtensionLeft);

    /// <summary>An extension request waits for its answer.</summary>
    public const string ExtensionPending = nameof(ExtensionPending);

    /// <summary>No extension request waits.</summary>
    public const string NoExtensionPending = nameof(NoExtensionPending);

    /// <summary>The same person may not do both.</summary>
    public const string SamePerson = nameof(SamePerson);

    /// <summary>The same unit may not do both.</summary>
    public const string SameUnit = nameof(SameUnit);

    /// <summary>A case is suspended once only.</summary>
    public const string SuspendedBefore = nameof(SuspendedBefore);

    /// <summary>Nobody has spoken with the caller yet.</summary>
    public const string NotContacted = nameof(NotContacted);

    /// <summary>The caller has been contacted already.</summary>
    public const string ContactedBefore = nameof(ContactedBefore);

    /// <summary>The standard asks for a photo afterwards.</summary>
    public const string PhotoMissing = nameof(PhotoMissing);

    /// <summary>A closing condition of the standard is not ticked.</summary>
    public const string ConditionMissing = nameof(ConditionMissing);

    /// <summary>Co-handlers or sections have not finished.</summary>
    public const string HandlingsOpen = nameof(HandlingsOpen);

    /// <summary>No handling stands in the state the act needs.</summary>
    public const string NoSuchHandling = nameof(NoSuchHandling);

    /// <summary>The unit complained of may not handle the complaint.</summary>
    public const string UnitComplainedOf = nameof(UnitComplainedOf);

    /// <summary>The words of a strictly secret case name its caller, whom those who read them must not learn.</summary>
    public const string CallerInWords = nameof(CallerInWords);

    /// <summary>The unit is not below the one that assigns.</summary>
    public const string UnitNotBelow = nameof(UnitNotBelow);

    /// <summary>The unit already works on this case.</summary>
    public const string UnitAlreadyHandles = nameof(UnitAlreadyHandles);

    /// <summary>Of a secret case nobody is told who has no part in it.</summary>
    public const string CopySecret = nameof(CopySecret);

    /// <summary>The list of affairs gives this to a department; it is not sent to a town.</summary>
    public const string ListedForLine = nameof(ListedForLine);

    /// <summary>The unit serves other ground than where the case lies.</summary>
    public const string ServesElsewhere = nameof(ServesElsewhere);

    /// <summary>The unit takes only what the list names it for, and this is nothing of it.</summary>
    public const string NotOnItsList = nameof(NotOnItsList);

    /// <summary>Rework only after a caller said it is not resolved.</summary>
    public const string NobodyDissatisfied = nameof(NobodyDissatisfied);

    /// <summary>All rounds of rework are used.</summary>
    public const string RoundsUsed = nameof(RoundsUsed);

    /// <summary>Callers who want an answer have not been reached yet.</summary>
    public const string AppealsOpen = nameof(AppealsOpen);

    /// <summary>The appeal has been called back in this round.</summary>
    public const string AppealSettled = nameof(AppealSettled);

    /// <summary>The caller was not asked by a link, his days to answer are over, or he has answered.</summary>
    public const string LinkOver = nameof(LinkOver);

    /// <summary>Too soon after the last try: call at another hour.</summary>
    public const string TriedLately = nameof(TriedLately);

    /// <summary>A milestone of the standard is still to be reached, or said not to apply.</summary>
    public const string MilestoneOpen = nameof(MilestoneOpen);

    /// <summary>No milestone of the standard is to be reached any more.</summary>
    public const string NoMilestoneOpen = nameof(NoMilestoneOpen);

    /// <summary>The days for reopening are over.</summary>
    public const string ReopenWindowOver = nameof(ReopenWindowOver);

    /// <summary>Enough notes of this kind on this step; move the case.</summary>
    public const string TooManyNotes = nameof(TooManyNotes);

    /// <summary>The case has changed since the version that was read.</summary>
    public const string Stale = nameof(Stale);

    /// <summary>The act needs the version that was read.</summary>
    public const string VersionMissing = nameof(VersionMissing);

    /// <summary>The idempotency key was used by somebody else or for another request.</summary>
    public const string KeyReused = nameof(KeyReused);

    /// <summary>No such case, or not one that this person may see.</summary>
    public const string NotFound = nameof(NotFound);

    /// <summary>An instant in the future.</summary>
    public const string InTheFuture = nameof(InTheFuture);

    /// <summary>The desk is full; try again in a moment.</summary>
    public const string Busy = nameof(Busy);

    /// <summary>The request carries no token, or one that is forged, expired, of another installation or of somebody who has left.</summary>
    public const string NotSignedIn = nameof(NotSignedIn);

    /// <summary>The body is missing, broken, or no JSON object.</summary>
    public const string BodyInvalid = nameof(BodyInvalid);

    /// <summary>The body, or the file in it, is larger than this door takes.</summary>
    public const string TooLarge = nameof(TooLarge);

    /// <summary>The body is of a type that this door does not take.</summary>
    public const string TypeUnsupported = nameof(TypeUnsupported);

    /// <summary>The address is there, but not for this method.</summary>
    public const string MethodUnsupported = nameof(MethodUnsupported);

    /// <summary>An administrator does not do this with himself: another one does.</summary>
    public const string NotOnYourself = nameof(NotOnYourself);

    /// <summary>The account stands otherwise than the page said.</summary>
    public const string AccountStandsOtherwise = nameof(AccountStandsOtherwise);

    /// <summary>A post would be without anybody on it.</summary>
    public const string PostLeftEmpty = nameof(PostLeftEmpty);

    /// <summary>A mistake of ours; it has been logged.</summary>
    public const string Broken = nameof(Broken);
}
