using Liandong.Core;
using Liandong.Core.Cities;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>lines.csv</c>, which a city may do without.</summary>
internal static class LinesFile
{
    private const string Columns = "code,number,name_en,name_zh,unit,from,to";

    public static IReadOnlyList<Line> Read(CityFiles files, Func<string, bool> isUnit, FaultLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<Line>();
        foreach (var row in CsvTable.Read(files, "lines.csv", Columns, log, needed: false).Rows)
        {
            var unit = row.Reference("unit", isUnit, "a unit", "单位") ?? row.Needed("unit");
            var (from, to) = row.Days("from", "to");
            var line = new Line(row.Code("code", taken), row.Needed("number"), row.Name("name"), new UnitCode(unit), from, to);
            if (lines.Any(l => l.Number == line.Number && l.Overlaps(line)))
            {
                row.Fault(line.Number, "is a number that another line has on the same days", "同一时期另有线路用此号码");
            }

            lines.Add(line);
        }

        return lines;
    }
}
