namespace Liandong.Core.Units;

/// <summary>An organisation that can hold work: a department, a town, a section, a committee.</summary>
/// <param name="Code">The city's code.</param>
/// <param name="Parent">The unit above it; null for a root.</param>
/// <param name="Kind">The city's word for what it is (department, section, town, ...).</param>
/// <param name="Name">Name in both languages.</param>
/// <param name="ServedAreas">The areas it serves, by code; empty when its territory is not told.</param>
/// <param name="Aliases">Former and spoken names, exact texts of imported files.</param>
public sealed record Unit(UnitCode Code, UnitCode? Parent, string Kind, LocalName Name, IReadOnlyList<string> ServedAreas, IReadOnlyList<string> Aliases)
{
    /// <summary>First day, inclusive; null is open.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; null is open. Units are never deleted.</summary>
    public DateOnly? To { get; init; }

    /// <summary>What takes over its work when it has ended.</summary>
    public UnitCode? Successor { get; init; }

    /// <summary>True after its last day.</summary>
    public bool HasEnded(DateOnly day) => day > To;
}

/// <summary>All units of one city version; knows who stands above and below whom. Cycles are refused by the city check.</summary>
public sealed class UnitTree
{
    private readonly Dictionary<UnitCode, Unit> _units;
    private readonly Dictionary<UnitCode, IReadOnlyList<UnitCode>> _above = [];
    private readonly Dictionary<UnitCode, IReadOnlyList<UnitCode>> _below = [];
    private readonly ILookup<string, Unit> _serving;

    /// <summary>Builds the tree from checked units.</summary>
    public UnitTree(IReadOnlyList<Unit> units)
    {
        All = units;
        _units = units.ToDictionary(u => u.Code);
        _serving = units.SelectMany(u => u.ServedAreas.Select(a => (Area: a, Unit: u))).ToLookup(s => s.Area, s => s.Unit, StringComparer.Ordinal);
        var below = units.ToDictionary(u => u.Code, _ => new List<UnitCode>());
        foreach (var unit in units)
        {
            var chain = new List<UnitCode>();
            for (UnitCode? at = unit.Code; at is { } code && _units.TryGetValue(code, out var u) && chain.Count < units.Count; at = u.Parent)
            {
                chain.Add(code);
                below[code].Add(unit.Code);
            }
            _above[unit.Code] = chain;
        }
        foreach (var (code, list) in below)
        {
            _below[code] = list;
        }
    }

    /// <summary>Every unit, in the order of the city's file.</summary>
    public IReadOnlyList<Unit> All { get; }

    /// <summary>The unit with this code, or null.</summary>
    public Unit? Find(UnitCode code) => _units.GetValueOrDefault(code);

    /// <summary>Who does this unit's work on a day: itself, or when it has ended its successor, and so on.</summary>
    public UnitCode Current(UnitCode code, DateOnly day)
    {
        for (var steps = 0; steps < All.Count && Find(code) is { Successor: { } next } unit && unit.HasEnded(day); steps++)
        {
            code = next;
        }
        return code;
    }

    /// <summary>The first unit of the file that serves this very area, of this kind or of any; null when none does.</summary>
    public Unit? Serving(string area, string? kind) => _serving[area].FirstOrDefault(u => kind is null || u.Kind == kind);

    /// <summary>The unit itself and everybody above it, nearest first. Empty for an unknown unit.</summary>
    public IReadOnlyList<UnitCode> SelfAndAbove(UnitCode code) => _above.GetValueOrDefault(code) ?? [];

    /// <summary>The unit itself and everybody below it. Empty for an unknown unit.</summary>
    public IReadOnlyList<UnitCode> SelfAndBelow(UnitCode code) => _below.GetValueOrDefault(code) ?? [];

    /// <summary>True when <paramref name="below"/> is <paramref name="unit"/> or stands under it.</summary>
    public bool Covers(UnitCode unit, UnitCode below) => SelfAndAbove(below).Contains(unit);
}
