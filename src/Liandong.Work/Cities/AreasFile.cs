using Liandong.Core.Areas;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>areas.csv</c>.</summary>
internal static class AreasFile
{
    private const string Columns = "code,parent,level,layer,name_en,name_zh,aliases,from?,to?";

    public static IReadOnlyList<Area> Read(CityFiles files, FaultLog log)
    {
        var table = CsvTable.Read(files, "areas.csv", Columns, log);
        var codes = table.Rows.Select(r => r.Cell("code")).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var areas = new List<Area>();
        foreach (var row in table.Rows)
        {
            var code = row.Code("code", taken);
            var parent = row.Reference("parent", codes.Contains, "an area", "区域");
            var (from, to) = row.Days("from", "to");
            var area = new Area(new AreaCode(code), parent is null ? null : new AreaCode(parent), row.Needed("level"), row.Needed("layer"),
                row.Name("name"), null, from, to, row.List("aliases"));
            Registers.CheckAliases(row, code, area.Aliases, aliases, area.Level);
            areas.Add(area);
        }

        CheckTree(table, areas, log);
        return areas;
    }

    private static void CheckTree(CsvTable table, List<Area> areas, FaultLog log)
    {
        var known = areas.GroupBy(a => a.Code.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var rows = areas.Zip(table.Rows).ToList();
        Registers.CheckCircles(rows.Select(r => (r.First.Code.Value, r.Second)), known.ToDictionary(a => a.Key, a => a.Value.Parent?.Value, StringComparer.Ordinal));
        foreach (var (area, row) in rows)
        {
            if (area.Parent is { } p && known.TryGetValue(p.Value, out var parent) && parent.Parent is not null && parent.Layer != area.Layer)
            {
                row.Fault(area.Layer, $"lies in {parent.Code}, which is of layer {parent.Layer}", $"上级 {parent.Code} 属于 {parent.Layer} 层");
            }
        }

        var roots = rows.Where(r => r.First.Parent is null).ToList();
        if (roots.Count == 0 && areas.Count > 0)
        {
            log.Add(table.File, 0, "", "has no area without a parent; the city itself must be one", "没有无上级的区域,须有城市本身一行");
        }

        foreach (var (area, row) in roots.Skip(1))
        {
            row.Fault(area.Code.Value, "is a second area without a parent; only the city has none", "第二个无上级的区域,只有城市本身没有上级");
        }
    }
}
