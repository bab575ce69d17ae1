using Liandong.Core.Cities;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>tasks.csv</c>, which a city may do without.</summary>
internal static class TasksFile
{
    private const string Columns = "code,duty_en,duty_zh,name_en,name_zh,procedures,classes";
    private const char Rest = '*';

    public static IReadOnlyList<StationTask> Read(CityFiles files, Func<string, bool> isProcedure, IReadOnlyList<string> classes, FaultLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var tasks = new List<StationTask>();
        foreach (var row in CsvTable.Read(files, "tasks.csv", Columns, log, needed: false).Rows)
        {
            var procedures = row.References("procedures", isProcedure, "a procedure", "流程");
            if (procedures.Count == 0)
            {
                row.Needed("procedures");
            }
            var before = tasks.Where(t => t.Procedures.Intersect(procedures).Any()).SelectMany(t => t.Classes).ToHashSet(StringComparer.Ordinal);
            tasks.Add(new StationTask(row.Code("code", taken), row.Name("duty"), row.Name("name"), procedures, Classes(row, classes, before)));
        }
        return tasks;
    }

    /// <summary>Those named, by code or by how codes begin, that no kind before has; all that are left where none is named.</summary>
    private static HashSet<string> Classes(CsvRow row, IReadOnlyList<string> classes, HashSet<string> before)
    {
        var named = row.List("classes");
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in named.Count == 0 ? [Rest.ToString()] : named)
        {
            var fits = classes.Where(c => name.EndsWith(Rest) ? c.StartsWith(name[..^1], StringComparison.Ordinal) : c == name).ToList();
            if (fits.Count == 0 && classes.Count > 0)
            {
                row.Fault(name, "is no class of this city, nor the beginning of one", "本市没有此类别,也没有以此开头的类别");
            }
            found.UnionWith(fits);
        }
        found.ExceptWith(before);
        if (found.Count == 0 && named.Count > 0)
        {
            row.Fault(row.Cell("classes"), "are all of a kind that stands before; put this one first, or take it out", "这些类别都已归入前面的任务;请把本行前移或移走");
        }
        return found;
    }
}
