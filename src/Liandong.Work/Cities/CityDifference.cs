namespace Liandong.Work.Cities;

/// <summary>One thing that a version of a city changes.</summary>
/// <param name="File">Path inside the folder.</param>
/// <param name="Code">The row's key; empty when the file as a whole is meant.</param>
/// <param name="Field">The column; null when the row or the file came or went.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is not there any more.</param>
public sealed record CityChange(string File, string Code, string? Field, string? Before, string? After);

/// <summary>
/// What one set of files changes in another, value by value in tables, whole for the rest. Shown before a version is
/// applied, kept with it, and told in the trace of the cases it touched.
/// </summary>
public static class CityDifference
{
    private const string Short = "…";
    private const int LongestValue = 300;

    /// <summary>By file, then in the order of the tables. Empty when nothing differs in what is said.</summary>
    public static IReadOnlyList<CityChange> Between(CityFiles? before, CityFiles after)
    {
        var old = before?.Files ?? new Dictionary<string, string>();
        return [.. old.Keys.Union(after.Files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .SelectMany(f => File(f, old.GetValueOrDefault(f), after.Files.GetValueOrDefault(f)))];
    }

    private static IEnumerable<CityChange> File(string file, string? before, string? after)
    {
        if (before == after)
        {
            return [];
        }
        return before is not null && after is not null && CityTables.Keys(file) is { Count: > 0 } keys
            ? Rows(file, Table(file, before, keys), Table(file, after, keys))
            : [new CityChange(file, "", null, before is null ? null : Short, after is null ? null : Short)];
    }

    private static IEnumerable<CityChange> Rows(string file, Dictionary<string, IReadOnlyDictionary<string, string>> before, Dictionary<string, IReadOnlyDictionary<string, string>> after)
    {
        foreach (var code in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            if (!before.TryGetValue(code, out var old) || !after.TryGetValue(code, out var now))
            {
                yield return new CityChange(file, code, null, before.ContainsKey(code) ? Short : null, after.ContainsKey(code) ? Short : null);
                continue;
            }
            foreach (var field in old.Keys.Union(now.Keys, StringComparer.Ordinal))
            {
                var (was, shall) = (old.GetValueOrDefault(field, ""), now.GetValueOrDefault(field, ""));
                if (was != shall)
                {
                    yield return new CityChange(file, code, field, Cut(was), Cut(shall));
                }
            }
        }
    }

    /// <summary>Rows by key; of a key that stands twice (a fault by then) the last.</summary>
    private static Dictionary<string, IReadOnlyDictionary<string, string>> Table(string file, string text, IReadOnlyList<string> keys)
    {
        var rows = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var row in CsvTable.Read(new CityFiles(new Dictionary<string, string> { [file] = text }), file, "", new FaultLog()).Rows)
        {
            rows[CityTables.Code(keys.Select(row.Cell))] = row.Cells;
        }
        return rows;
    }

    private static string Cut(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + Short;
}
