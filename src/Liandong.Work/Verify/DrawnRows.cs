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
        if (expected.Count == 0 && stored.Count == 0)
        {
            yield break;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var drawn in expected)
        {
            var name = string.Join('/', table.Columns.Take(key).Skip(1).Select(c => c.Value(drawn)));
            seen.Add(name);
            if (stored.Find(r => r.Key == name) is not { } row)
            {
                yield return ("rowMissing", [table.Name, name]);
                continue;
            }
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var value = table.Columns[i].Value(drawn);
                if (!Same(value, row.Values[i]))
                {
                    yield return ("rowDiffers", [table.Name, name, table.Columns[i].Name, Show(row.Values[i]), Show(value)]);
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
        (null, null) => true,
        (DateTime a, DateTime b) => a.Ticks / TimeSpan.TicksPerMicrosecond == b.Ticks / TimeSpan.TicksPerMicrosecond,
        (IReadOnlyList<string> a, string[] b) => a.SequenceEqual(b, StringComparer.Ordinal),
        (int[] a, int[] b) => a.AsSpan().SequenceEqual(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        _ => Equals(drawn, stored),
    };

    private static string Show(object? value) => value switch
    {
        null => "null",
        DateTime at => new DateTimeOffset(at, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => string.Join(' ', list),
        int[] => "…",
        string { Length: > 80 } text => text[..80] + "…",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
