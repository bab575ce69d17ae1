using Liandong.Core.Areas;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>areas.csv</c>.</summary>
internal static class AreasFile
{
    public const string File = "areas.csv";

    private const string Columns = "code,parent,level,layer,name_en,name_zh,aliases,from?,to?,successor?,groups?,responsible?,team_en?,team_zh?";

    public static IReadOnlyList<Area> Read(CityFiles files, FaultLog log)
    {
        var table = CsvTable.Read(files, File, Columns, log);
        var codes = table.Rows.Select(r => r.Cell("code")).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var areas = new List<Area>();
        foreach (var row in table.Rows)
        {
            var area = ReadArea(row, codes, taken);
            Registers.CheckAliases(row, area.Code.Value, area.Aliases, aliases, area.Level);
            areas.Add(area);
        }

        if (log.Has(File, "code", "parent"))
        {
            CheckTree(table, areas, log);
        }

        return areas;
    }

    /// <summary>The posts are read after the areas that their units serve.</summary>
    public static void CheckResponsible(IEnumerable<Area> areas, Func<string, bool> isPost, FaultLog log)
    {
        foreach (var area in areas.Where(a => a.Responsible is { } post && !isPost(post)))
        {
            log.Add(File, log.LineOf(File, area.Code.Value), area.Responsible!, "is not a post of this city", "本市没有此岗位");
        }
    }

    private static Area ReadArea(CsvRow row, HashSet<string> codes, HashSet<string> taken)
    {
        AreaCode? Reference(string column) => row.Reference(column, codes.Contains, "an area", "区域") is { } found ? new AreaCode(found) : null;

        var code = row.Code("code", taken);
        var parent = Reference("parent");
        var (from, to) = row.Days("from", "to");
        var area = new Area(new AreaCode(code), parent, row.Needed("level"), row.Needed("layer"), row.Name("name"), null, from, to, row.List("aliases"))
        {
            Groups = row.List("groups"), Responsible = row.Maybe("responsible"), Team = row.MaybeName("team"), Successor = Reference("successor"),
        };
        if (area.Successor is { } next && (to is null || next == area.Code))
        {
            row.Fault(next.Value, "succeeds an area that does not end; write its last day in to, and another area here", "有继任区域,却未终止;请在 to 写末日,继任须为另一区域");
        }

        return area;
    }

    private static void CheckTree(CsvTable table, List<Area> areas, FaultLog log)
    {
        var known = areas.GroupBy(a => a.Code.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var rows = areas.Zip(table.Rows).ToList();
        Registers.CheckCircles(rows.Select(r => (r.First.Code.Value, r.Second)), known.ToDictionary(a => a.Key, a => a.Value.Parent?.Value, StringComparer.Ordinal));
        Registers.CheckSuccession(rows.Where(r => r.First.Successor != r.First.Code).Select(r => (r.First.Code.Value, r.Second)),
            known.ToDictionary(a => a.Key, a => a.Value.Successor?.Value, StringComparer.Ordinal));
        foreach (var (area, row) in rows)
        {
            if (area.Parent is { } p && known.TryGetValue(p.Value, out var parent))
            {
                CheckParent(area, parent, row);
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

    private static void CheckParent(Area area, Area parent, CsvRow row)
    {
        if (parent.Parent is not null && parent.Layer != area.Layer)
        {
            row.Fault(area.Layer, $"lies in {parent.Code}, which is of layer {parent.Layer}", $"上级 {parent.Code} 属于 {parent.Layer} 层");
        }

        if ((area.From ?? DateOnly.MinValue) < (parent.From ?? DateOnly.MinValue) || (area.To ?? DateOnly.MaxValue) > (parent.To ?? DateOnly.MaxValue))
        {
            row.Fault(area.Code.Value, $"exists on days on which {parent.Code}, which it lies in, does not", $"存续期超出上级 {parent.Code} 的存续期");
        }
    }
}
