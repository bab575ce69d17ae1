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
    /// <summary>The number that is answered at any hour; null when there is none of its own.</summary>
    public string? Duty { get; init; }

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
    private readonly Dictionary<UnitCode, IReadOnlyList<UnitCode>> _kin;
    private readonly Dictionary<UnitCode, IReadOnlyList<string>> _ground = [];
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
            _ground[unit.Code] = chain.Select(c => _units[c].ServedAreas).FirstOrDefault(a => a.Count > 0) ?? [];
        }
        foreach (var (code, list) in below)
        {
            _below[code] = list;
        }
        var before = units.Where(u => u.Successor is not null).ToLookup(u => u.Successor!.Value, u => u.Code);
        _kin = before.Count == 0 ? _above : units.ToDictionary(u => u.Code, IReadOnlyList<UnitCode> (u) => KinOf(u.Code, before));
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

    /// <summary>The areas that the unit, or the nearest above it with a territory, serves; empty when none of them has one.</summary>
    public IReadOnlyList<string> Ground(UnitCode code) => _ground.GetValueOrDefault(code) ?? [];

    /// <summary>The unit itself and everybody above it, nearest first. Empty for an unknown unit.</summary>
    public IReadOnlyList<UnitCode> SelfAndAbove(UnitCode code) => _above.GetValueOrDefault(code) ?? [];

    /// <summary>The unit itself and everybody below it. Empty for an unknown unit.</summary>
    public IReadOnlyList<UnitCode> SelfAndBelow(UnitCode code) => _below.GetValueOrDefault(code) ?? [];

    /// <summary>True when <paramref name="below"/> is <paramref name="unit"/> or stands under it.</summary>
    public bool Covers(UnitCode unit, UnitCode below) => SelfAndAbove(below).Contains(unit);

    /// <summary>
    /// Whatever a complaint about which is one about this unit or about somebody above it: these, what each has become, and what
    /// each took the place of, whatever the day. A new name clears nobody. Of a root only itself. Empty for an unknown unit.
    /// </summary>
    public IReadOnlyList<UnitCode> Kin(UnitCode code) => _kin.GetValueOrDefault(code) ?? [];

    /// <summary>
    /// True when a unit may not handle a complaint about another: it is the one complained of, or stands under it, by whatever name.
    /// Of a root only the root itself: nobody stands outside it.
    /// </summary>
    public bool IsBlamed(UnitCode complainedOf, UnitCode unit) =>
        Find(complainedOf)?.Parent is null ? complainedOf == unit : Kin(unit).Contains(complainedOf);

    /// <summary>The nearest unit above the one complained of that is not complained of itself; null for a root.</summary>
    public UnitCode? Superior(UnitCode complainedOf, DateOnly day) =>
        SelfAndAbove(Current(complainedOf, day)).Where(u => !IsBlamed(complainedOf, u)).Select(u => (UnitCode?)u).FirstOrDefault();

    private List<UnitCode> KinOf(UnitCode code, ILookup<UnitCode, UnitCode> before)
    {
        var kin = new List<UnitCode> { code };
        for (var i = 0; i < kin.Count; i++)
        {
            if (Find(kin[i]) is { Parent: { } parent } unit)
            {
                kin.AddRange(new[] { parent, unit.Successor ?? parent }.Distinct().Where(u => _units.ContainsKey(u) && !kin.Contains(u)));
            }
        }
        for (var i = 0; i < kin.Count; i++)
        {
            kin.AddRange(before[kin[i]].Where(u => Find(kin[i])!.Parent is not null && !kin.Contains(u)));
        }
        return kin;
    }
}
