using System.Text;
using Liandong.Web.Look;
using Liandong.Work.Cities;
using Liandong.Work.Sheets;
using Microsoft.AspNetCore.Http.Features;

namespace Liandong.Web.Desk.Admin;

/// <summary>A file of the city taken along: as it is written, or a table as a workbook.</summary>
public static class CityTaken
{
    private const int Widest = 60;
    private const int Narrowest = 8;

    public static async Task<IResult> OneAsync(HttpContext context, string file, string? @as, CityShelf shelf, Texts texts, CancellationToken cancel)
    {
        var files = await shelf.NowAsync(cancel);
        if (files.Text(file) is not { } text)
        {
            return Results.NotFound();
        }
        var name = Path.GetFileName(file);
        if (@as is not "xlsx")
        {
            return Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", name);
        }
        if (files.Table(file) is not { } table)
        {
            return Results.NotFound();
        }
        // A zip writes the end of a part at once, whatever it is asked.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return Results.Stream(to => SheetBook.WriteAsync(to, [Sheet(new CityFileWords(texts).File(file), table)], cancel), SheetBook.MediaType, Path.ChangeExtension(name, ".xlsx"));
    }

    /// <summary>Its headings are the columns' own names: it comes in again by them.</summary>
    private static Sheet Sheet(string name, ShelfTable table) => new(name,
        [.. table.Columns.Select(c => new SheetColumn(c, Math.Clamp(table.Rows.Take(200).Select(r => r.Cell(c).Sum(s => s > 0xff ? 2 : 1)).DefaultIfEmpty(0).Max() + 2, Math.Max(Narrowest, c.Length + 2), Widest)))],
        table.Rows.Select(r => (IReadOnlyList<SheetCell>)[.. table.Columns.Select(c => SheetCell.Of(r.Cell(c)))]).ToAsyncEnumerable());
}
