using Liandong.Core;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>units.csv</c>.</summary>
internal static class UnitsFile
{
    private const string Columns = "code,parent,kind,name_en,name_zh,aliases,served_area,from?,to?,successor?,duty?";

    public static IReadOnlyList<Unit> Read(CityFiles files, Func<string, bool> isArea, FaultLog log)
    {
        var table = CsvTable.Read(files, "units.csv", Columns, log);
        var codes = table.Rows.Select(r => r.Cell("code")).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal);
        var successors = new Dictionary<string, string?>(StringComparer.Ordinal);
        var units = new List<Unit>();
        foreach (var row in table.Rows)
        {
            var code = row.Code("code", taken);
            var parent = row.Reference("parent", codes.Contains, "a unit", "单位");
            var (from, to) = row.Days("from", "to");
            var successor = row.Reference("successor", codes.Contains, "a unit", "单位");
            var unit = new Unit(new UnitCode(code), parent is null ? null : new UnitCode(parent), row.Needed("kind"), row.Name("name"),
                row.References("served_area", isArea, "an area", "区域"), row.List("aliases")) { Duty = row.Maybe("duty"), From = from, To = to, Successor = successor is null ? null : new UnitCode(successor) };
            Registers.CheckAliases(row, code, unit.Aliases, aliases);
            if (successor == code || (successor is not null && to is null))
            {
                row.Fault(successor, "succeeds only when this unit ends, and is another one", "承接单位须为另一单位,且本单位须写终止日");
            }

            parents.TryAdd(code, parent);
            successors.TryAdd(code, successor == code ? null : successor);
            units.Add(unit);
        }

        Registers.CheckCircles(table.Rows.Select(r => (r.Cell("code"), r)), parents);
        Registers.CheckSuccession(table.Rows.Select(r => (r.Cell("code"), r)), successors);
        return units;
    }
}
