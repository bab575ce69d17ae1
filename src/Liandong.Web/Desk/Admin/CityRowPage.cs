using System.Globalization;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk.Admin;

/// <param name="Key">Of the row; empty for a new one.</param>
/// <param name="EndUrl">The form with today as its last day, in a file where rows end; null elsewhere.</param>
public sealed record CityRowPage(string File, string Name, string Title, IReadOnlyList<string> Key, IReadOnlyList<(string Label, string Value)> Fixed, IReadOnlyList<FieldInput> Fields, CityForm Form,
    CityPreview? Preview, bool Gone, string? EndUrl, bool May, IReadOnlyList<DatedChange> History);

/// <summary>A row as a form: one field for each column, with what the column means.</summary>
public sealed class CityRowReading(Node node, CityShelf shelf, Texts texts)
{
    private const int MostProposed = 60;
    private const int LongValue = 60;
    private const int MostHistory = 20;
    private const string End = "to";
    private static readonly string[] s_tongues = ["_zh", "_en"];

    /// <param name="key">Empty for a new row.</param>
    /// <param name="typed">By column; null for what stands in the file.</param>
    /// <param name="like">A row to begin a new one from.</param>
    public async Task<CityRowPage?> ReadAsync(Signed who, string file, IReadOnlyList<string> key, IReadOnlyList<string> like, IReadOnlyDictionary<string, string>? typed, CityPreview? preview, bool gone, CancellationToken cancel)
    {
        var files = await shelf.NowAsync(cancel);
        if (files.Table(file) is not { } table || table.Find(key.Count > 0 ? key : like) is var row && row is null && key.Count > 0 && typed is null)
        {
            return null;
        }
        var words = new CityFileWords(texts);
        var isNew = key.Count == 0;
        var shown = isNew ? table.Columns : table.Columns.Except(table.Keys, StringComparer.Ordinal);
        var fields = shown.Select(c => Field(words, table, file, c, typed?.GetValueOrDefault(c) ?? row?.Cell(c) ?? "", preview, row?.Line)).ToList();
        var title = row?.Cell(texts.IsChinese ? "name_zh" : "name_en") is { Length: > 0 } name ? name : CityTables.Code(key);
        return new CityRowPage(file, words.File(file), isNew ? texts["city.row.new"] : title, key, isNew ? [] : [.. table.Keys.Zip(key, (k, v) => (words.Column(file, k), v))], fields,
            preview?.Form ?? CityForm.New(files.Hash), preview, gone, !isNew && table.Columns.Contains(End, StringComparer.Ordinal) ? $"{CityTableReading.RowUrl(file, key)}&end={who.City.Day(who.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}#f-v-{End}" : null, who.Admits("POST", "/admin/city/row/{**file}"),
            isNew ? [] : await CityVersions.OfRowAsync(node.Source, file, CityTables.Code(key), MostHistory, cancel));
    }

    private FieldInput Field(CityFileWords words, ShelfTable table, string file, string column, string value, CityPreview? preview, int? line)
    {
        var others = table.Rows.Select(r => r.Cell(column)).Where(v => v.Length > 0);
        var few = others.Distinct(StringComparer.Ordinal).Take(MostProposed + 1).Order(StringComparer.Ordinal).ToList();
        // Both languages in the same shape, side by side.
        var isLong = s_tongues.Any(t => column.EndsWith(t, StringComparison.Ordinal)) ? s_tongues.Any(t => table.Rows.Any(r => r.Cell(column[..^t.Length] + t).Length > LongValue)) : value.Length > LongValue || value.Contains('\n');
        var shape = IsDay(column) ? FieldShape.Date : isLong ? FieldShape.LongText : few.Count is > 0 and <= MostProposed && table.Rows.Count > 2 * few.Count ? FieldShape.Suggest : FieldShape.Text;
        return new FieldInput("v." + column, shape, words.Column(file, column), Hint: words.Hint(file, column, few.FirstOrDefault()), Error: Wrong(file, column, value, preview, line),
            Values: [value], Options: shape is FieldShape.Suggest ? [.. few.Select(v => new FieldOption(v, v))] : null) { Unmarked = true };
    }

    private static bool IsDay(string column) => column is "from" or End || column.EndsWith("_from", StringComparison.Ordinal) || column.EndsWith("_to", StringComparison.Ordinal);

    /// <summary>What the check says of this value: of this line, and either the column is named or the value stands in no other.</summary>
    private string? Wrong(string file, string column, string value, CityPreview? preview, int? line)
    {
        var faults = preview?.Raw.Where(f => f.File == file && (line is null || f.Line == line || f.Line == 0)).ToList();
        var mine = faults?.Where(f => f.Text.En.StartsWith(column + " ", StringComparison.Ordinal) || (f.Value.Length > 0 && value.Length > 0 && (f.Value == value || value.Split('|').Contains(f.Value, StringComparer.Ordinal)))).ToList();
        return mine is { Count: > 0 } ? string.Join(' ', mine.Select(f => $"{f.Value} {f.Text.In(texts.Language)}".Trim()).Distinct()) : null;
    }
}
