using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>The files of a city while edits are written into them; each table is cut once.</summary>
internal sealed class CityEditing(CityFiles before)
{
    private readonly Dictionary<string, CsvRows> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _whole = new(StringComparer.Ordinal);

    /// <summary>What hinders; nothing when all is written. What the words of the files mean is judged later, by the check.</summary>
    public IReadOnlyList<Fault> Do(IReadOnlyList<CityEdit> edits) => [.. edits.Select(One).OfType<Fault>()];

    public CityFiles Files()
    {
        var files = before.Files.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        foreach (var (file, content) in _whole)
        {
            if (content is null)
            {
                files.Remove(file);
            }
            else
            {
                files[file] = content;
            }
        }
        foreach (var (file, table) in _tables)
        {
            files[file] = table.ToString();
        }
        return new CityFiles(files);
    }

    private Fault? One(CityEdit edit)
    {
        if (Unwritable(edit) is { } sign)
        {
            return sign;
        }
        if (edit is WholeFile whole)
        {
            if (!before.Files.ContainsKey(whole.File) && !CityTables.MayBeFile(whole.File))
            {
                return Say(whole.File, whole.File, "is not a file of a city; see docs/city-format.md", "不是城市文件,请参阅 docs/city-format.md");
            }
            _whole[whole.File] = whole.Content;
            _tables.Remove(whole.File);
            return null;
        }
        var keys = CityTables.Keys(edit.File);
        if (keys.Count == 0 || Table(edit.File) is not { } table)
        {
            return Say(edit.File, edit.File, "is not a table of this city whose rows have a name", "不是本市可按行修改的表");
        }
        return edit switch
        {
            RowEdit row => Row(table, keys, row),
            NewRow added => Column(table, added.File, added.Values) ?? Added(table, added),
            RowGone gone => table.Remove(keys, gone.Key) > 0 ? null : Missing(gone.File, gone.Key),
            _ => throw new InvalidOperationException(edit.GetType().Name),
        };
    }

    private CsvRows? Table(string file)
    {
        if (!_tables.TryGetValue(file, out var table) && (_whole.GetValueOrDefault(file) ?? before.Files.GetValueOrDefault(file)) is { } text)
        {
            _tables[file] = table = CsvRows.Read(text);
        }
        return table;
    }

    private static Fault? Row(CsvRows table, IReadOnlyList<string> keys, RowEdit edit)
    {
        if (Column(table, edit.File, edit.Values) is { } unknown)
        {
            return unknown;
        }
        if (table.Find(keys, edit.Key) is not { } row)
        {
            return Missing(edit.File, edit.Key);
        }
        foreach (var group in edit.Values.GroupBy(v => CityTables.SharedBy(edit.File, v.Key)).Where(g => g.Key is not null))
        {
            table.Set([group.Key!], [row.Cell(group.Key!)], group.ToDictionary(StringComparer.Ordinal));
        }
        table.Set(keys, edit.Key, edit.Values);
        return null;
    }

    private static Fault? Added(CsvRows table, NewRow edit)
    {
        table.Add(edit.Values);
        return null;
    }

    private static Fault? Column(CsvRows table, string file, IReadOnlyDictionary<string, string> values) => values.Keys.FirstOrDefault(c => !table.Columns.Contains(c, StringComparer.Ordinal)) is not { } unknown ? null
        : Say(file, unknown, $"is not a column of this file; it has {string.Join(", ", table.Columns)}", $"本文件没有此列,可用:{string.Join("、", table.Columns)}");

    /// <summary>What no file may hold, and no database takes.</summary>
    private static Fault? Unwritable(CityEdit edit)
    {
        IEnumerable<string> texts = edit switch { RowEdit row => row.Values.Values, NewRow added => added.Values.Values, WholeFile { Content: { } content } => [content], _ => [] };
        return texts.Any(t => t.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || !IsWhole(t))
            ? Say(edit.File, "", "holds a sign that cannot be written: a control character or half of a character", "含有无法书写的字符(控制字符或残缺字符)") : null;
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }
        return true;
    }

    private static Fault Missing(string file, IReadOnlyList<string> key) => Say(file, CityTables.Code(key), "is not a row of this file any more", "本文件已没有此行");

    private static Fault Say(string file, string value, string english, string chinese) => new(file, 0, value, new LocalName(english, chinese));
}
