namespace Liandong.Core;

/// <summary>A case's stream: a version 7 uuid made from the opening instant, so that one case lies in one partition.</summary>
public readonly record struct CaseId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One act of one principal; made by the client, unique in the installation: the idempotency key.</summary>
public readonly record struct ActId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A person of the staff, by the city's code. Never a resident.</summary>
public readonly record struct PersonId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A unit (organisation) of the city, by the city's code.</summary>
public readonly record struct UnitCode(string Value) : IComparable<UnitCode>
{
    /// <inheritdoc/>
    public int CompareTo(UnitCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A class of matter in the catalogue, by the city's code.</summary>
public readonly record struct ClassCode(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
