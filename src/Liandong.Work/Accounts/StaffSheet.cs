using Liandong.Core;
using Liandong.Work.Cities;

namespace Liandong.Work.Accounts;

/// <summary>A row of the sheet that came in.</summary>
/// <param name="Row">Its number in the sheet, from 1.</param>
/// <param name="Change">added, changed, ended or same.</param>
public sealed record StaffRow(int Row, string Code, string Name, string Post, string Change, IReadOnlyList<(string Column, string Before, string After)> Values);

/// <summary>What a sheet of people would do.</summary>
/// <param name="Faults">Of the sheet's form; what its words mean is judged by the city's check.</param>
public sealed record StaffPlan(IReadOnlyList<StaffRow> Rows, IReadOnlyList<CityEdit> Edits, IReadOnlyList<Fault> Faults);

/// <summary>
/// People as a table that comes in again. Rows that are not in it stay as they are, for a sheet is mostly of one unit: who ends, ends by
/// his last day.
/// </summary>
public static class StaffSheet
{
    private const string File = "people.csv";
    private static readonly string[] s_needed = ["code", "post"];

    /// <param name="sheet">Lines of cells; the first that has a <c>code</c> and a <c>post</c> is the head, columns of other names are passed over.</param>
    public static StaffPlan Plan(CityFiles files, IReadOnlyList<IReadOnlyList<string>> sheet)
    {
        var head = sheet.Index().FirstOrDefault(r => s_needed.All(k => r.Item.Contains(k, StringComparer.Ordinal)), (-1, []));
        if (head.Index < 0)
        {
            return new StaffPlan([], [], [Say(1, "code, post", "are columns that must be there, by these names", "须有这两列,列名照此")]);
        }
        var table = CsvRows.Read(files.Files[File]);
        var stand = table.Rows().ToDictionary(r => (r.Cell("code"), r.Cell("post")));
        var columns = head.Item.Index().Where(c => table.Columns.Contains(c.Item, StringComparer.Ordinal)).DistinctBy(c => c.Item).ToList();
        var (rows, edits, faults) = (new List<StaffRow>(), new List<CityEdit>(), new List<Fault>());
        var seen = new HashSet<(string, string)>();
        foreach (var (i, line) in sheet.Index().Skip(head.Index + 1).Where(l => l.Item.Any(c => c.Trim().Length > 0)))
        {
            var cells = columns.ToDictionary(c => c.Item, c => (line.ElementAtOrDefault(c.Index) ?? "").Trim(), StringComparer.Ordinal);
            var key = (cells["code"], cells["post"]);
            if (!seen.Add(key))
            {
                faults.Add(Say(i + 1, $"{key.Item1} {key.Item2}", "stands twice in the sheet; keep one row", "表中重复,请只留一行"));
                continue;
            }
            var old = stand.GetValueOrDefault(key);
            var changed = cells.Where(c => (old?.Cell(c.Key) ?? "") != c.Value).Select(c => (c.Key, old?.Cell(c.Key) ?? "", c.Value)).ToList();
            var change = old is null ? "added" : changed.Count == 0 ? "same" : changed.Any(c => c is { Key: "to", Value.Length: > 0 }) ? "ended" : "changed";
            rows.Add(new StaffRow(i + 1, key.Item1, cells.GetValueOrDefault("name_zh") is { Length: > 0 } zh ? zh : old?.Cell("name_zh") ?? "", key.Item2, change, changed));
            if (old is null)
            {
                edits.Add(new NewRow(File, cells));
            }
            else if (changed.Count > 0)
            {
                edits.Add(new RowEdit(File, [key.Item1, key.Item2], changed.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal)));
            }
        }
        return new StaffPlan(rows, edits, faults);
    }

    /// <summary>Cells of a CSV file with commas.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> ReadCsv(string text)
    {
        var scanner = new Imports.DelimitedSourceScanner(',');
        var rows = new List<IReadOnlyList<string>>();
        text = text.TrimStart('\uFEFF');
        for (var at = 0; at < text.Length; at += scanner.Length)
        {
            if (scanner.Scan(text.AsSpan(at), last: true) != Imports.ScanResult.Row || scanner.Length == 0)
            {
                return rows;
            }
            rows.Add([.. scanner.Values]);
        }
        return rows;
    }

    /// <summary>Which row of the sheet a fault of the file as it would be is about; null when it is about none.</summary>
    public static int? RowOf(CityFiles files, StaffPlan plan, Fault fault)
    {
        if (fault.File != File)
        {
            return null;
        }
        var editing = new CityEditing(files);
        editing.Do(plan.Edits);
        var line = CsvRows.Read(editing.Files().Files[File]).Rows().FirstOrDefault(r => r.Line == fault.Line);
        return line is null ? plan.Rows.FirstOrDefault(r => r.Code == fault.Value)?.Row : plan.Rows.FirstOrDefault(r => r.Code == line.Cell("code") && r.Post == line.Cell("post"))?.Row;
    }

    private static Fault Say(int line, string value, string english, string chinese) => new(File, line, value, new LocalName(english, chinese));
}
