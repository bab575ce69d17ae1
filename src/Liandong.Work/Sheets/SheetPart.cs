using System.Globalization;
using System.Text;

namespace Liandong.Work.Sheets;

/// <summary>One sheet on its way out.</summary>
internal sealed class SheetPart(Stream to, Sheet sheet)
{
    private const int Plain = 0;
    private const int Heading = 1;
    private const int Moment = 2;
    private const int Guarded = 3;
    private const int Flush = 32 * 1024;

    /// <summary>Days of a sheet are true from here on: in its own counting 1900 was a leap year.</summary>
    private static readonly DateTime s_first = new(1900, 3, 1);

    private readonly StringBuilder _text = new(2 * Flush);
    private int _row;

    public async Task WriteAsync(CancellationToken cancel)
    {
        Begin();
        var heading = sheet.Mark is null ? 1 : 2;
        if (sheet.Mark is { } mark)
        {
            Row([SheetCell.Of(mark)], Heading);
        }
        Row([.. sheet.Columns.Select(c => SheetCell.Of(c.Heading))], Heading);
        await foreach (var cells in sheet.Rows.WithCancellation(cancel))
        {
            Row(cells, Plain);
            if (_text.Length > Flush)
            {
                await OutAsync(cancel);
            }
        }
        End(heading);
        await OutAsync(cancel);
    }

    private void Begin()
    {
        var below = (sheet.Mark is null ? 1 : 2).ToString(CultureInfo.InvariantCulture);
        _text.Append("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""").Append('\n')
            .Append("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">""")
            .Append(CultureInfo.InvariantCulture, $"""<pane ySplit="{below}" topLeftCell="{Cell(0, int.Parse(below, CultureInfo.InvariantCulture) + 1)}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        foreach (var (i, column) in sheet.Columns.Index())
        {
            _text.Append(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{column.Width}" customWidth="1"/>""");
        }
        _text.Append("</cols><sheetData>");
    }

    private void End(int heading)
    {
        _text.Append("</sheetData>");
        if (_row > heading)
        {
            _text.Append(CultureInfo.InvariantCulture, $"""<autoFilter ref="{Cell(0, heading)}:{Cell(sheet.Columns.Count - 1, _row)}"/>""");
        }
        _text.Append("""<pageMargins left="0.4" right="0.4" top="0.75" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>""");
        if (sheet.Mark is { } mark)
        {
            var words = SheetText.PageHead(mark);
            _text.Append("<headerFooter><oddHeader>").Append(words).Append("</oddHeader><oddFooter>").Append(words).Append("</oddFooter></headerFooter>");
        }
        _text.Append("</worksheet>");
    }

    private void Row(IReadOnlyList<SheetCell> cells, int style)
    {
        _row++;
        _text.Append(CultureInfo.InvariantCulture, $"""<row r="{_row}">""");
        foreach (var (i, cell) in cells.Index())
        {
            Write(cell, Cell(i, _row), style);
        }
        _text.Append("</row>");
    }

    private void Write(SheetCell cell, string at, int style)
    {
        if (cell.Words is { } words)
        {
            // Words are words: an inline string is never a formula, and the quote keeps it one when it is edited.
            var own = style == Plain && SheetText.LooksLikeFormula(words) ? Guarded : style;
            _text.Append(CultureInfo.InvariantCulture, $"""<c r="{at}" s="{own}" t="inlineStr"><is><t xml:space="preserve">""").AppendWords(words).Append("</t></is></c>");
        }
        else if (cell.Number is { } number)
        {
            _text.Append(CultureInfo.InvariantCulture, $"""<c r="{at}" s="{style}"><v>{number:R}</v></c>""");
        }
        else if (cell.Moment is { } moment && moment >= s_first)
        {
            _text.Append(CultureInfo.InvariantCulture, $"""<c r="{at}" s="{Moment}"><v>{moment.ToOADate():R}</v></c>""");
        }
        else if (cell.Moment is not null)
        {
            _text.Append(CultureInfo.InvariantCulture, $"""<c r="{at}" s="{style}" t="inlineStr"><is><t>{cell}</t></is></c>""");
        }
    }

    private async Task OutAsync(CancellationToken cancel)
    {
        await to.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), cancel);
        _text.Clear();
    }

    /// <summary>A1, B1, ..., AA1.</summary>
    private static string Cell(int column, int row)
    {
        const int Letters = 26;
        var name = "";
        for (var n = column + 1; n > 0; n = (n - 1) / Letters)
        {
            name = (char)('A' + ((n - 1) % Letters)) + name;
        }
        return name + row.ToString(CultureInfo.InvariantCulture);
    }
}
