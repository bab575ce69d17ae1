using Liandong.Core;
using Liandong.Core.Dispatch;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>affairs.csv</c>.</summary>
internal static class AffairsFile
{
    private const string Columns = "class,area,lead,co,basis_en,basis_zh";

    public static IReadOnlyList<Affair> Read(CityFiles files, Func<string, bool> isClass, Func<string, bool> isMainArea, Func<string, bool> isUnit, FaultLog log)
    {
        var taken = new HashSet<(string, string?)>();
        var affairs = new List<Affair>();
        foreach (var row in CsvTable.Read(files, "affairs.csv", Columns, log).Rows)
        {
            var code = row.Reference("class", isClass, "a class", "类别") ?? row.Needed("class");
            var area = row.Reference("area", isMainArea, "an area of the main layer", "主图层区域");
            var lead = row.Reference("lead", isUnit, "a unit", "单位") ?? row.Needed("lead");
            var co = row.References("co", isUnit, "a unit", "单位");
            if (co.Contains(lead) || co.Distinct(StringComparer.Ordinal).Count() < co.Count)
            {
                row.Fault(row.Cell("co"), "names the lead or one unit twice", "协办中有主办单位,或有重复单位");
            }

            if (!taken.Add((code, area)))
            {
                row.Fault(code, "has this area already; a class and an area stand together once", "该类别与区域已有一行,只可有一行");
            }

            affairs.Add(new Affair(new ClassCode(code), area, new UnitCode(lead), [.. co.Select(c => new UnitCode(c))], row.Name("basis")));
        }

        return affairs;
    }
}
