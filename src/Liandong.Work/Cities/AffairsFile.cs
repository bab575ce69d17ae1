using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>affairs.csv</c>.</summary>
internal sealed class AffairsFile
{
    private const string Columns = "class,area,when?,lead,co,backstop?,basis_en,basis_zh,limit?";

    /// <summary>What a row is known by; when one of these columns is missing, all rows would look alike.</summary>
    private static readonly string[] s_key = ["class", "area"];

    private readonly Func<string, bool> _isUnit;
    private readonly HashSet<string> _levels;
    private readonly HashSet<string> _kinds;
    private readonly HashSet<FacetValue> _facets;

    private readonly FaultLog _log;

    private AffairsFile(IReadOnlyList<Area> areas, IReadOnlyList<Unit> units, IReadOnlyList<Facet> facets, FaultLog log)
    {
        _log = log;
        _isUnit = !log.Has("units.csv", "code") ? _ => true : units.Select(u => u.Code.Value).ToHashSet(StringComparer.Ordinal).Contains;
        _levels = areas.Select(a => a.Level).ToHashSet(StringComparer.Ordinal);
        _kinds = units.Select(u => u.Kind).ToHashSet(StringComparer.Ordinal);
        _facets = [.. facets.SelectMany(f => f.Choices.Select(c => new FacetValue(f.Code, c.Code)))];
    }

    public static IReadOnlyList<Affair> Read(CityFiles files, Func<string, bool> isClass, Func<string, bool> isMainArea, IReadOnlyList<Area> areas,
        IReadOnlyList<Unit> units, IReadOnlyList<Facet> facets, (string Usual, Func<string, bool> IsKnown) calendar, FaultLog log)
    {
        var file = new AffairsFile(areas, units, facets, log);
        var taken = new HashSet<(string, string?, FacetValue?)>();
        var affairs = new List<Affair>();
        foreach (var row in CsvTable.Read(files, "affairs.csv", Columns, log).Rows)
        {
            var code = row.Reference("class", isClass, "a class", "类别") ?? row.Needed("class");
            var area = row.Reference("area", isMainArea, "an area of the main layer", "主图层区域");
            var when = file.When(row);
            var lead = row.Needed("lead");
            var co = row.List("co");
            foreach (var unit in co.Append(lead).Append(row.Cell("backstop")).Where(u => u.Length > 0))
            {
                file.Check(row, unit);
            }

            if (co.Contains(lead) || co.Distinct(StringComparer.Ordinal).Count() < co.Count)
            {
                row.Fault(row.Cell("co"), "names the lead or one unit twice", "协办中有主办单位,或有重复单位");
            }

            if (!taken.Add((code, area, when)) && s_key.All(c => log.Has("affairs.csv", c)))
            {
                row.Fault(code, "has this area already; a class, an area and a condition stand together once", "该类别、区域与条件已有一行,只可有一行");
            }

            affairs.Add(new Affair(new ClassCode(code), area, when, UnitRef.Parse(lead), [.. co.Select(UnitRef.Parse)],
                row.Maybe("backstop") is { } backstop ? UnitRef.Parse(backstop) : null, row.Name("basis")) { Limit = Limit(row, calendar) });
        }

        return affairs;
    }

    /// <summary>By the city's calendar unless it names one: "4 working-hour@night".</summary>
    private static Limit? Limit(CsvRow row, (string Usual, Func<string, bool> IsKnown) calendar)
    {
        if (row.Maybe("limit") is not { } text)
        {
            return null;
        }

        if (!Core.Calendars.Limit.TryParse(text, calendar.Usual, out var limit, out var reason))
        {
            row.Fault(text, reason, "不是时限,应写作 2 working-day");
        }
        else if (!calendar.IsKnown(limit.Calendar))
        {
            row.Fault(text, $"names a calendar that this city has not: {limit.Calendar}", $"本市没有此日历:{limit.Calendar}");
        }

        return limit;
    }

    private FacetValue? When(CsvRow row)
    {
        if (row.Maybe("when") is not { } text)
        {
            return null;
        }

        FacetValue? facet = text.Split('=', 2) is [var code, var value] ? new FacetValue(code, value) : null;
        if (facet is null || (!_facets.Contains(facet.Value) && _log.Has(CitySettings.File)))
        {
            row.Fault(text, "is not FACET=VALUE of facets in city.json", "应为 city.json 中 facets 的“项=值”");
        }

        return facet;
    }

    private void Check(CsvRow row, string text)
    {
        var unit = UnitRef.Parse(text);
        if (unit.Unit is not null && !_isUnit(text))
        {
            row.Fault(text, "is not a unit of this city", "本市没有此单位");
        }
        else if (unit.Level is { } level && !_levels.Contains(level) && _log.Has(AreasFile.File, "level"))
        {
            row.Fault(text, $"names a level that no area has: {level}", $"没有此层级的区域:{level}");
        }
        else if (unit.Kind is { } kind && !_kinds.Contains(kind) && _log.Has("units.csv", "kind"))
        {
            row.Fault(text, $"names a kind that no unit has: {kind}", $"没有此种类的单位:{kind}");
        }
    }
}
