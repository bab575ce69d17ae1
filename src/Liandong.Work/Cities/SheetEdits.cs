using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>A table that went out as a workbook and comes in again: what differs becomes edits of rows, so that remarks and order stay.</summary>
public static class SheetEdits
{
    /// <summary>The file as it would be; or what hinders. A row that is not in the sheet goes.</summary>
    public static (string? Text, Fault? Fault) Merge(CityFiles files, string file, IReadOnlyList<IReadOnlyList<string>> sheet)
    {
        var keys = CityTables.Keys(file);
        var table = CsvRows.Read(files.Files[file]);
        var head = sheet.Index().FirstOrDefault(r => keys.Where(k => table.Columns.Contains(k, StringComparer.Ordinal)).All(k => r.Item.Contains(k, StringComparer.Ordinal)), (-1, []));
        if (keys.Count == 0 || head.Index < 0)
        {
            return (null, new Fault(file, 1, string.Join(", ", keys), new LocalName("are columns that must be there, by these names, in the first sheet", "首张表中须有这些列名的列")));
        }
        var (edits, fault) = Edits(file, keys, table, head.Item, sheet.Skip(head.Index + 1));
        if (fault is not null)
        {
            return (null, fault);
        }
        var editing = new CityEditing(files);
        return editing.Do(edits) is [var first, ..] ? (null, first) : (editing.Files().Files[file], null);
    }

    private static (List<CityEdit> Edits, Fault? Fault) Edits(string file, IReadOnlyList<string> keys, CsvRows table, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        string Name(Func<string, string> cell) => string.Join('\n', keys.Select(cell));
        var stand = table.Rows().ToDictionary(r => Name(r.Cell), r => r, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var edits = new List<CityEdit>();
        foreach (var row in rows.Where(r => r.Any(c => c.Trim().Length > 0)))
        {
            var cells = columns.Zip(row.Concat(Enumerable.Repeat("", columns.Count)), (c, v) => (c, v: v.Trim().ReplaceLineEndings("\n"))).Where(c => c.c.Length > 0).DistinctBy(c => c.c).ToDictionary(c => c.c, c => c.v, StringComparer.Ordinal);
            var name = Name(k => cells.GetValueOrDefault(k, ""));
            if (!seen.Add(name))
            {
                return ([], new Fault(file, 0, name.Replace('\n', ' '), new LocalName("is a row that stands twice in the sheet; keep one", "表中此行重复,请只留一行")));
            }
            if (!stand.TryGetValue(name, out var old))
            {
                edits.Add(new NewRow(file, cells));
            }
            else if (cells.Where(c => old.Cell(c.Key).ReplaceLineEndings("\n") != c.Value).ToDictionary(StringComparer.Ordinal) is { Count: > 0 } changed)
            {
                edits.Add(new RowEdit(file, [.. keys.Select(old.Cell)], changed));
            }
        }
        edits.AddRange(stand.Where(s => !seen.Contains(s.Key)).Select(s => new RowGone(file, [.. keys.Select(s.Value.Cell)])));
        return (edits, null);
    }
}
