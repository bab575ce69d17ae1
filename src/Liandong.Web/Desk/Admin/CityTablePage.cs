using System.Globalization;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk.Admin;

public sealed record TableRow(string Key, string Url, IReadOnlyList<string> Cells);

/// <param name="Columns">Those that are worth a look; all of them stand in the row's form.</param>
public sealed record CityTablePage(string File, string Name, IReadOnlyList<(string Code, string Label)> Columns, IReadOnlyList<TableRow> Rows, int All, int Found, int From, string? Query, Pager Pager, bool May, int? Done);

/// <summary>A table of the city, fifty rows at a time.</summary>
public sealed class CityTableReading(CityShelf shelf, Texts texts)
{
    private const int PageSize = 50;
    private const int MostColumns = 8;
    private const int Few = 10;
    private static readonly string[] s_tongues = ["_zh", "_en"];

    /// <summary>Null when there is no such table.</summary>
    public async Task<CityTablePage?> ReadAsync(Signed who, string file, string? query, int from, int? done, CancellationToken cancel)
    {
        if ((await shelf.NowAsync(cancel)).Table(file) is not { } table)
        {
            return null;
        }
        var words = new CityFileWords(texts);
        var columns = Worth(table);
        var asked = string.IsNullOrWhiteSpace(query) ? null : query.Trim();
        var found = asked is null ? table.Rows : [.. table.Rows.Where(r => r.Cells.Values.Any(v => v.Contains(asked, StringComparison.OrdinalIgnoreCase)))];
        from = Math.Clamp(from, 0, Math.Max(0, found.Count - 1));
        var rows = found.Skip(from).Take(PageSize).Select(r => new TableRow(CityTables.Code(table.KeyOf(r)), RowUrl(file, table.KeyOf(r)), [.. columns.Select(r.Cell)])).ToList();
        string At(int row) => $"/admin/city/{file}?from={row.ToString(CultureInfo.InvariantCulture)}{(asked is null ? "" : "&q=" + Uri.EscapeDataString(asked))}";
        return new CityTablePage(file, words.File(file), [.. columns.Select(c => (c, words.Column(file, c)))], rows, table.Rows.Count, found.Count, from, asked,
            new Pager(from > 0 ? At(Math.Max(0, from - PageSize)) : null, from + PageSize < found.Count ? At(from + PageSize) : null), who.Admits("POST", "/admin/city/row/{**file}"), done);
    }

    public static string RowUrl(string file, IReadOnlyList<string> key) => $"/admin/city/row/{file}?" + string.Join('&', key.Select(k => "key=" + Uri.EscapeDataString(k)));

    /// <summary>What names a row first; not the other language's, nor what hardly a row has.</summary>
    private IReadOnlyList<string> Worth(ShelfTable table)
    {
        var other = texts.IsChinese ? "_en" : "_zh";
        return [.. table.Columns.Where(c => !c.EndsWith(other, StringComparison.Ordinal) || !s_tongues.Any(t => t != other && table.Columns.Contains(c[..^other.Length] + t, StringComparer.Ordinal)))
            .Where(c => table.Keys.Contains(c, StringComparer.Ordinal) || table.Rows.Count(r => r.Cell(c).Length > 0) >= table.Rows.Count / Few)
            .OrderBy(c => table.Keys.Contains(c, StringComparer.Ordinal) ? 0 : c.StartsWith("name_", StringComparison.Ordinal) || c.StartsWith("title_", StringComparison.Ordinal) ? 1 : 2).Take(MostColumns)];
    }
}
