using Liandong.Core.Areas;
using Liandong.Core.Calendars;
using Liandong.Core.Catalogue;
using Liandong.Core.Units;

namespace Liandong.Core.Dispatch;

/// <summary>
/// One line of the list of affairs 事权清单: for a class (in an area or everywhere, for a facet or whatever it is) who leads,
/// who helps, who makes safe first, and why.
/// </summary>
/// <param name="Class">The class.</param>
/// <param name="Area">An area code, or null for the whole city. The deepest match wins.</param>
/// <param name="When">The facet that must hold, such as trade = fitness; null = always. A line whose facet holds wins over one without.</param>
/// <param name="Backstop">Makes safe first when it is not clear whose it is; null = nobody is named.</param>
public sealed record Affair(ClassCode Class, string? Area, FacetValue? When, UnitRef Lead, IReadOnlyList<UnitRef> Co, UnitRef? Backstop, LocalName Basis)
{
    /// <summary>What is promised there in the place of the class's usual limit; null = the usual one.</summary>
    public Limit? Limit { get; init; }
}

/// <summary>The answer to a facet of the city: trade = fitness, road = district.</summary>
public readonly record struct FacetValue(string Code, string Value);

/// <summary>What is asked of the list.</summary>
/// <param name="Areas">Codes from the deepest area known up to the root.</param>
/// <param name="Facets">What is known of it; null or empty = nothing.</param>
/// <param name="Day">The day asked about: a unit that has ended by then is answered for by its successor.</param>
public sealed record Matter(ClassCode Class, IReadOnlyList<string> Areas, IReadOnlyDictionary<string, string>? Facets, UnitCode? ComplainedOf, DateOnly Day);

/// <summary>The answer of the list: whom to send it to and the reason in words.</summary>
public sealed record Route(UnitCode Lead, IReadOnlyList<UnitCode> Co, UnitCode? Backstop, LocalName Why);

/// <summary>The list of affairs of one city version.</summary>
public sealed class AffairList
{
    private readonly Dictionary<(ClassCode, string?, FacetValue?), Affair> _affairs;
    private readonly ILookup<ClassCode, Affair> _byClass;
    private readonly ILookup<ClassCode, FacetValue> _facets;
    private readonly AreaTree _areas;
    private readonly UnitTree _units;

    /// <summary>Builds the list from checked rows; class, area and facet stand together once.</summary>
    public AffairList(IReadOnlyList<Affair> affairs, AreaTree areas, UnitTree units)
    {
        All = affairs;
        _affairs = affairs.ToDictionary(a => (a.Class, a.Area, a.When));
        _byClass = affairs.ToLookup(a => a.Class);
        _facets = affairs.Where(a => a.When is not null).ToLookup(a => a.Class, a => a.When!.Value);
        (_areas, _units) = (areas, units);
    }

    /// <summary>Every line.</summary>
    public IReadOnlyList<Affair> All { get; }

    /// <summary>The facets that decide about a class: what is worth asking the caller.</summary>
    public IReadOnlyList<string> FacetsOf(ClassCode @class) => [.. _facets[@class].Select(f => f.Code).Distinct()];

    /// <summary>
    /// Who leads a matter: of the deepest area with a line, the line whose facet holds, else the one without. Never the unit
    /// complained of or one below it: then the nearest unit above. Null when the list is silent, or names a place's unit
    /// where there is none.
    /// </summary>
    public Route? Find(Matter m)
    {
        var affair = Deciding(m);
        if (Unit(m, affair?.Lead) is not { } lead || Free(m, lead) is not { } free)
        {
            return null;
        }
        var co = affair!.Co.Select(c => Unit(m, c)).OfType<UnitCode>().Where(c => c != free && !IsBlamed(m, c)).Distinct().ToList();
        var backstop = Unit(m, affair.Backstop);
        return new Route(free, co, backstop is { } b && !IsBlamed(m, b) ? b : null, affair.Basis);
    }

    /// <summary>
    /// What the deciding line promises in the place of the standard's limit; null = the standard's. It speaks of the class's usual
    /// standard (the first): danger and other special standards keep their own.
    /// </summary>
    public Limit? LimitOf(Matter m, CaseClass @class, Standard? standard) => standard is null || standard == @class.Standards[0] ? Deciding(m)?.Limit : null;

    /// <summary>Whom any line of the class names for this place, whatever its facet.</summary>
    internal IEnumerable<(UnitCode? Lead, IEnumerable<UnitCode> Others)> Of(Matter m) =>
        from line in _byClass[m.Class]
        where line.Area is null || m.Areas.Contains(line.Area)
        select (Unit(m, line.Lead), line.Co.Append(line.Backstop).Select(u => Unit(m, u)).OfType<UnitCode>());

    private UnitCode? Unit(Matter m, UnitRef? named) => named?.Resolve(m, _areas, _units) is { } unit ? _units.Current(unit, m.Day) : null;

    private Affair? Deciding(Matter m) => m.Areas.Append(null).Select(a => Line(m, a)).FirstOrDefault(a => a is not null);

    private Affair? Line(Matter m, string? area) =>
        _facets[m.Class].Where(f => m.Facets?.GetValueOrDefault(f.Code) == f.Value).Select(f => _affairs.GetValueOrDefault((m.Class, area, f))).FirstOrDefault(a => a is not null)
            ?? _affairs.GetValueOrDefault((m.Class, area, null));

    private UnitCode? Free(Matter m, UnitCode lead) =>
        !IsBlamed(m, lead) ? lead : _units.Superior(m.ComplainedOf!.Value, m.Day);

    private bool IsBlamed(Matter m, UnitCode unit) => m.ComplainedOf is { } blamed && _units.IsBlamed(blamed, unit);
}
