using Liandong.Core.Acts;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Cases;

/// <summary>Everything around a case that a decision may look at.</summary>
/// <param name="City">The version in force.</param>
/// <param name="Procedure">As frozen on the case.</param>
/// <param name="Standard">As frozen on the case; null when the class has none.</param>
/// <param name="Now">The instant of the act: decides clocks.</param>
public sealed record Situation(City City, Procedure Procedure, Standard? Standard, Actor Actor, DateTimeOffset Now)
{
    /// <summary>
    /// The case's number for samples, from 0 to 1 exclusive, the same for ever: it falls into a sample whose share is greater. 1 = into none.
    /// </summary>
    public decimal Draw { get; init; } = 1;
}

/// <summary>What follows from an act, or why it may not be.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>No.</summary>
    public sealed record Refused(Refusal Why) : Decision;

    /// <summary>Yes: these events, and what was typed with the first of them.</summary>
    public sealed record Accepted(IReadOnlyList<CaseEvent> Events, CaseState After, CheckedFields Fields) : Decision;
}

/// <summary>An act as somebody wants to do it.</summary>
/// <param name="ClaimedAt">The instant that a device claims but that could not be believed.</param>
public sealed record ActRequest(string Name, IReadOnlyDictionary<string, FieldValue> Fields, DateTimeOffset? ClaimedAt = null);
