namespace Liandong.Core.Cases;

/// <summary>
/// Grades of secrecy of a caller, 0 (none) to <see cref="Strict"/>. They hide the caller, and the case from desks that only look
/// on; whoever handles or checks a case always sees the order.
/// </summary>
public static class SecrecyGrade
{
    /// <summary>Handling units never learn the caller.</summary>
    public const int Strict = 2;
}
