namespace Liandong.Work.Cities;

/// <summary>Checks <c>notices.csv</c>, which a city may do without.</summary>
internal static class NoticesFile
{
    private const string Columns = "code,area,class,from,to,owner,title_en,title_zh,answer_en,answer_zh";

    public static void Check(CityFiles files, Func<string, bool> isArea, Func<string, bool> isClass, Func<string, bool> isUnit, FaultLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in CsvTable.Read(files, "notices.csv", Columns, log, needed: false).Rows)
        {
            row.Code("code", taken);
            row.Reference("area", isArea, "an area", "区域");
            row.Reference("class", isClass, "a class", "类别");
            row.Days("from", "to");
            _ = row.Reference("owner", isUnit, "a unit", "单位") ?? row.Needed("owner");
            row.Name("title");
            row.Name("answer");
        }
    }
}
