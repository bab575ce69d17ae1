using Liandong.Core;

namespace Liandong.Work.Calls;

/// <summary>What the telephone tells of a call.</summary>
public enum CallMoment
{
    /// <summary>It rings, at somebody or in the queue.</summary>
    Ringing,

    /// <summary>Somebody took it.</summary>
    Answered,

    /// <summary>Somebody hung up.</summary>
    Ended,
}

/// <summary>Where a call stands.</summary>
public enum CallStanding
{
    /// <summary>Nobody has taken it.</summary>
    Rings,

    /// <summary>They speak.</summary>
    Speaks,

    /// <summary>The caller waits while another is spoken with.</summary>
    Held,

    /// <summary>Hung up; what it was about is still to be written down.</summary>
    Open,

    /// <summary>It has an outcome.</summary>
    Settled,
}

/// <summary>A call as it stands.</summary>
/// <param name="ToldId">The telephone system's own id; null for a call typed in.</param>
/// <param name="Line">Code of the line that was dialled.</param>
/// <param name="Phone">The caller's number in clear, for the one who speaks with him; null when it is withheld. Never shown whole.</param>
/// <param name="RingsFor">Whom it rings for; null = whoever is free.</param>
/// <param name="Warnings">How often an abusive or silent caller has been told what follows.</param>
/// <param name="Outcome"><see cref="CallOutcomes"/>, or the code of one of the city's endings.</param>
/// <param name="ThroughTo">Code of the number that the caller was put through to.</param>
/// <param name="Stayed">The desk stayed on the line: three spoke.</param>
/// <param name="Detail">Code of what the outcome was: the article that was read out.</param>
public sealed record CallView(Guid Id, string? ToldId, string? Line, string? Phone, PersonId? RingsFor, PersonId? TakenBy, DateTimeOffset RungAt, DateTimeOffset? AnsweredAt,
    DateTimeOffset? HeldAt, DateTimeOffset? EndedAt, int Warnings, string? ThroughTo, DateTimeOffset? ThroughAt, bool? Stayed, string? Outcome, string? Detail, CaseId? Case, DateTimeOffset? SettledAt)
{
    public CallStanding Standing => SettledAt is not null ? CallStanding.Settled : EndedAt is not null ? CallStanding.Open
        : AnsweredAt is null ? CallStanding.Rings : HeldAt is not null ? CallStanding.Held : CallStanding.Speaks;

    /// <summary>Rings for nobody by name, so for whoever is free.</summary>
    public bool Waits => Standing == CallStanding.Rings && RingsFor is null;
}

/// <summary>Outcomes that every city has; the others are codes of its endings.</summary>
public static class CallOutcomes
{
    /// <summary>A case was registered.</summary>
    public const string Registered = "registered";

    /// <summary>The caller was joined to a case.</summary>
    public const string Joined = "joined";

    /// <summary>The caller gave up before anybody took it.</summary>
    public const string Missed = "missed";
}
