using NetTopologySuite.Geometries;

namespace Liandong.Core.Areas;

/// <summary>An area of the city, by the city's code.</summary>
public readonly record struct AreaCode(string Value) : IComparable<AreaCode>
{
    /// <inheritdoc/>
    public int CompareTo(AreaCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A piece of ground with a name; a polygon when one is known.</summary>
/// <param name="Parent">The area it lies in; null for the city itself.</param>
/// <param name="Level">The city's word for how deep it is (district, town, grid, neighbourhood, ...).</param>
/// <param name="Layer">Main, or another partition of the same ground (police beats, wards, ...).</param>
/// <param name="Shape">Null when the area is known by name only.</param>
/// <param name="From">First day, inclusive; null is open.</param>
/// <param name="To">Last day, inclusive; null is open.</param>
public sealed record Area(AreaCode Code, AreaCode? Parent, string Level, string Layer, LocalName Name, Geometry? Shape,
    DateOnly? From, DateOnly? To, IReadOnlyList<string> Aliases)
{
    /// <summary>Kinds that it is of, whatever lies between them on the ground (estates of one kind, ...); words of the city.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Code of the post that answers for it; null when nobody is named.</summary>
    public string? Responsible { get; init; }

    /// <summary>The team that works there; null when it has none of its own.</summary>
    public LocalName? Team { get; init; }

    /// <summary>What took its place when it ended; null when it has not ended or nothing did.</summary>
    public AreaCode? Successor { get; init; }

    /// <summary>True from its first day to its last, both inclusive.</summary>
    public bool Exists(DateOnly day) => !(day < From) && !(day > To);
}

/// <summary>All areas of one city version. Cycles are refused by the city check.</summary>
public sealed class AreaTree
{
    /// <summary>The layer that carries the chain of a case.</summary>
    public const string MainLayer = "main";

    private readonly Dictionary<string, Area> _areas;
    private readonly Dictionary<(string Level, string Name), Area> _names = [];

    /// <summary>Builds the tree from checked areas.</summary>
    public AreaTree(IReadOnlyList<Area> areas)
    {
        All = areas;
        Map = new AreaMap(areas);
        _areas = areas.ToDictionary(a => a.Code.Value, StringComparer.Ordinal);
        foreach (var area in areas)
        {
            foreach (var name in area.Aliases.Append(area.Name.En).Append(area.Name.Zh))
            {
                _names.TryAdd((area.Level, name.ToUpperInvariant()), area);
            }
        }
    }

    /// <summary>Every area in the order of the file.</summary>
    public IReadOnlyList<Area> All { get; }

    /// <summary>Where points lie in them.</summary>
    public AreaMap Map { get; }

    /// <summary>The area with this code, or null.</summary>
    public Area? Find(string code) => _areas.GetValueOrDefault(code);

    /// <summary>The area of a level that a file or a person calls so, or null. Upper and lower case are the same.</summary>
    public Area? ByName(string level, string name) => _names.GetValueOrDefault((level, name.Trim().ToUpperInvariant()));

    /// <summary>The areas of a layer, in the order of the file.</summary>
    public IEnumerable<Area> InLayer(string layer) => All.Where(a => a.Layer == layer);

    /// <summary>What lies directly in an area, in the order of the file; the roots of all layers for null.</summary>
    public IEnumerable<Area> Children(AreaCode? parent) => All.Where(a => a.Parent == parent);

    /// <summary>What stands in an area's place on a day: itself, or when it has ended its successor, and so on.</summary>
    public string Current(string code, DateOnly day)
    {
        for (var steps = 0; steps < All.Count && Find(code) is { Successor: { } next } area && day > area.To; steps++)
        {
            code = next.Value;
        }
        return code;
    }

    /// <summary>True when the area is <paramref name="around"/> or lies in it; asked for every unit of a form, so nothing is made for it.</summary>
    public bool LiesIn(string code, AreaCode around)
    {
        var area = Find(code);
        for (var steps = 0; area is not null && steps <= All.Count; steps++)
        {
            if (area.Code == around)
            {
                return true;
            }
            area = area.Parent is { } p ? Find(p.Value) : null;
        }
        return false;
    }

    /// <summary>The area and everything it lies in, deepest first. Empty for an unknown code.</summary>
    public IReadOnlyList<Area> Chain(string code)
    {
        var chain = new List<Area>(4);
        for (var area = Find(code); area is not null && chain.Count <= All.Count; area = area.Parent is { } p ? Find(p.Value) : null)
        {
            chain.Add(area);
        }
        return chain;
    }
}
