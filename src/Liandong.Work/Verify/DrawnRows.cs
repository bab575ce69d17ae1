using Liandong.Work.Store;

namespace Liandong.Work.Verify;

/// <summary>Compares rows drawn anew from the events with those that are stored, column by column of the very list that writes them.</summary>
internal static class DrawnRows
{
    /// <summary>Faults of one table of one case.</summary>
    /// <param name="expected">Rows drawn anew.</param>
    /// <param name="stored">Rows of this case.</param>
    /// <param name="key">How many columns make the key; the first is the case.</param>
    public static IEnumerable<(string Kind, object?[] Facts)> Compare<T>(Table<T> table, IReadOnlyList<T> expected, List<StoredRow> stored, int key)
    {
        var drawn = table.Columns.Select(c => (Array)c.Collect(expected).Value!).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < expected.Count; i++)
        {
            var name = string.Join('/', drawn.Take(key).Skip(1).Select(c => c.GetValue(i)));
            seen.Add(name);
            if (stored.Find(r => r.Key == name) is not { } row)
            {
                yield return ("rowMissing", [table.Name, name]);
                continue;
            }
            for (var c = 0; c < table.Columns.Count; c++)
            {
                if (!Same(drawn[c].GetValue(i), row.Values[c]))
                {
                    yield return ("rowDiffers", [table.Name, name, table.Columns[c].Name, Show(row.Values[c]), Show(drawn[c].GetValue(i))]);
                }
            }
        }
        foreach (var row in stored.Where(r => !seen.Contains(r.Key)))
        {
            yield return ("rowUnknown", [table.Name, row.Key]);
        }
    }

    private static bool Same(object? drawn, object? stored) => (drawn, stored) switch
    {
        (null or DBNull, null) => true,
        (DateTime a, DateTime b) => a.Ticks / TimeSpan.TicksPerMicrosecond == b.Ticks / TimeSpan.TicksPerMicrosecond,
        (string a, string[] b) => a == Column.Literal(b),
        (string a, int[] b) => a == Column.Literal(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        _ => Equals(drawn, stored),
    };

    private static string Show(object? value) => value switch
    {
        null or DBNull => "null",
        DateTime at => new DateTimeOffset(at, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture),
        string[] list => Column.Literal(list),
        int[] => "…",
        string { Length: > 80 } text => text[..80] + "…",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
