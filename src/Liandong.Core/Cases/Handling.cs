namespace Liandong.Core.Cases;

/// <summary>The life of a case. Steps are the procedure's; these states are a closed list.</summary>
public enum CaseStatus
{
    /// <summary>Being written, not registered.</summary>
    Draft,

    /// <summary>In work.</summary>
    Open,

    /// <summary>Suspended 挂账 until a date; clocks stand still.</summary>
    Suspended,

    /// <summary>Closed 结案.</summary>
    Closed,

    /// <summary>Void 作废: should never have been a case.</summary>
    Void,

    /// <summary>Not admitted 不予受理.</summary>
    Refused,
}

/// <summary>What a unit does on a case.</summary>
public enum HandlingKind
{
    /// <summary>主办: answers for the whole.</summary>
    Lead,

    /// <summary>协办: helps, on its own clock.</summary>
    Co,

    /// <summary>A level below the lead.</summary>
    Sub,

    /// <summary>托底: makes safe first, whoever leads in the end.</summary>
    Backstop,
}

/// <summary>Where a handling stands.</summary>
public enum HandlingState
{
    /// <summary>Sent, not yet accepted.</summary>
    Offered,

    /// <summary>Accepted; work is being done.</summary>
    Accepted,

    /// <summary>Given back.</summary>
    Returned,

    /// <summary>A result was reported and waits for review.</summary>
    Reported,

    /// <summary>Finished.</summary>
    Done,
}

/// <summary>One unit's part in a round of a case.</summary>
/// <param name="No">From 1, in the order of opening.</param>
/// <param name="Level">0 for lead and co, one more for each level below.</param>
/// <param name="Person">Who is bound; null when history names only the unit.</param>
/// <param name="OfferedAt">When it was sent.</param>
/// <param name="ReturnUntil">Last instant, inclusive, at which it may be returned; null when it may not.</param>
public sealed record Handling(int No, int Round, UnitCode Unit, HandlingKind Kind, int Level, HandlingState State,
    PersonId? Person, DateTimeOffset OfferedAt, DateTimeOffset? ReturnUntil)
{
    /// <summary>Neither returned nor done.</summary>
    public bool IsOpen => State is HandlingState.Offered or HandlingState.Accepted or HandlingState.Reported;
}

/// <summary>One caller's appeal 诉求; several may hang on one case. Name and number lie elsewhere, encrypted.</summary>
/// <param name="No">From 1.</param>
/// <param name="Secrecy">0 normal, 1 restricted, 2 strict.</param>
/// <param name="WantsAnswer">The caller asked to be called back.</param>
/// <param name="Tries">Call-backs that reached nobody in this round.</param>
/// <param name="Reached">The caller was reached in this round.</param>
/// <param name="Resolved">What the caller said of it: resolved, partly, not; null before.</param>
/// <param name="TriedAt">The last call-back that reached nobody, in whatever round.</param>
/// <param name="LinkUntil">Until when, inclusive, the caller may answer this round by his link; null when none was sent, or he has answered.</param>
public sealed record Appeal(int No, string Channel, int Secrecy, bool WantsAnswer, int Tries, bool Reached,
    string? Resolved, int? Attitude, int? Result, DateTimeOffset? TriedAt = null, DateTimeOffset? LinkUntil = null);
