using Liandong.Core.Catalogue;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>things.csv</c>, which a city may do without.</summary>
internal static class ThingsFile
{
    private const string Columns = "code,ref,name_en,name_zh,group_en,group_zh,aliases";

    public static IReadOnlyList<Thing> Read(CityFiles files, FaultLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var things = new List<Thing>();
        foreach (var row in CsvTable.Read(files, "things.csv", Columns, log, needed: false).Rows)
        {
            var thing = new Thing(row.Code("code", taken), row.Maybe("ref"), row.Name("name"), row.Name("group"), row.List("aliases"));
            Registers.CheckAliases(row, thing.Code, thing.Aliases, aliases);
            things.Add(thing);
        }

        return things;
    }
}
