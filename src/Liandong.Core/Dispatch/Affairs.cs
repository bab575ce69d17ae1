using Liandong.Core.Units;

namespace Liandong.Core.Dispatch;

/// <summary>One line of the list of affairs 事权清单: for a class (in an area, or everywhere) who leads, who helps, and why.</summary>
/// <param name="Class">The class.</param>
/// <param name="Area">An area code, or null for the whole city. The deepest match wins.</param>
public sealed record Affair(ClassCode Class, string? Area, UnitCode Lead, IReadOnlyList<UnitCode> Co, LocalName Basis);

/// <summary>The answer of the list: whom to send it to and the reason in words.</summary>
public sealed record Route(UnitCode Lead, IReadOnlyList<UnitCode> Co, LocalName Why);

/// <summary>The list of affairs of one city version.</summary>
public sealed class AffairList
{
    private readonly Dictionary<(ClassCode, string?), Affair> _affairs;

    /// <summary>Builds the list from checked rows; a pair stands once.</summary>
    public AffairList(IReadOnlyList<Affair> affairs)
    {
        All = affairs;
        _affairs = affairs.ToDictionary(a => (a.Class, a.Area));
    }

    /// <summary>Every line.</summary>
    public IReadOnlyList<Affair> All { get; }

    /// <summary>
    /// Who leads a class in a chain of areas (deepest first). Never the unit complained of: then the nearest unit above it
    /// that is not complained of itself. Null when the list is silent.
    /// </summary>
    public Route? Find(ClassCode @class, IReadOnlyList<string> areas, UnitCode? complainedOf, UnitTree units)
    {
        var affair = areas.Select(a => _affairs.GetValueOrDefault((@class, a))).FirstOrDefault(a => a is not null)
            ?? _affairs.GetValueOrDefault((@class, null));
        if (affair is null)
        {
            return null;
        }
        if (complainedOf is not { } blamed || !units.Covers(blamed, affair.Lead))
        {
            return new Route(affair.Lead, affair.Co, affair.Basis);
        }
        return units.Find(blamed)?.Parent is { } above ? new Route(above, [], affair.Basis) : null;
    }
}
