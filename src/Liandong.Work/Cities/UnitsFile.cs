using Liandong.Core;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>units.csv</c>.</summary>
internal static class UnitsFile
{
    private const string Columns = "code,parent,kind,name_en,name_zh,aliases,served_area";

    public static IReadOnlyList<Unit> Read(CityFiles files, Func<string, bool> isArea, FaultLog log)
    {
        var table = CsvTable.Read(files, "units.csv", Columns, log);
        var codes = table.Rows.Select(r => r.Cell("code")).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal);
        var units = new List<Unit>();
        foreach (var row in table.Rows)
        {
            var code = row.Code("code", taken);
            var parent = row.Reference("parent", codes.Contains, "a unit", "单位");
            var unit = new Unit(new UnitCode(code), parent is null ? null : new UnitCode(parent), row.Needed("kind"), row.Name("name"),
                row.References("served_area", isArea, "an area", "区域"), row.List("aliases"));
            Registers.CheckAliases(row, code, unit.Aliases, aliases);
            parents.TryAdd(code, parent);
            units.Add(unit);
        }

        Registers.CheckCircles(table.Rows.Select(r => (r.Cell("code"), r)), parents);
        return units;
    }
}
