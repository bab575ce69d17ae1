using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Cities;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>notices.csv</c>, which a city may do without.</summary>
internal static class NoticesFile
{
    private const string Columns = "code,area,class,from,to,owner,title_en,title_zh,answer_en,answer_zh";

    public static IReadOnlyList<Notice> Read(CityFiles files, Func<string, bool> isArea, Func<string, bool> isClass, Func<string, bool> isUnit, FaultLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var notices = new List<Notice>();
        foreach (var row in CsvTable.Read(files, "notices.csv", Columns, log, needed: false).Rows)
        {
            var (area, @class) = (row.Reference("area", isArea, "an area", "区域"), row.Reference("class", isClass, "a class", "类别"));
            var (from, to) = row.Days("from", "to");
            var owner = row.Reference("owner", isUnit, "a unit", "单位") ?? row.Needed("owner");
            notices.Add(new Notice(row.Code("code", taken), area is null ? null : new AreaCode(area), @class is null ? null : new ClassCode(@class), from, to,
                new UnitCode(owner), row.Name("title"), row.Name("answer")));
        }

        return notices;
    }
}
