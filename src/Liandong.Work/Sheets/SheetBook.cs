using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Liandong.Work.Sheets;

/// <summary>
/// Writes tables as an Office Open XML workbook (ECMA-376, xlsx), row by row, to a stream that need not seek: a hundred
/// thousand rows take no more memory than ten.
/// </summary>
public static class SheetBook
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    private static readonly string s_styles = Head + $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="2"><border/><border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    /// <summary>Writes the whole book; the stream stays open.</summary>
    public static async Task WriteAsync(Stream to, IReadOnlyList<Sheet> sheets, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel);
        await PartAsync(zip, "[Content_Types].xml", Types(sheets), cancel);
        await PartAsync(zip, "_rels/.rels", Head + $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="r1" Type="{Links}/officeDocument" Target="xl/workbook.xml"/></Relationships>""", cancel);
        await PartAsync(zip, "xl/workbook.xml", Book(sheets), cancel);
        await PartAsync(zip, "xl/_rels/workbook.xml.rels", BookLinks(sheets), cancel);
        await PartAsync(zip, "xl/styles.xml", s_styles, cancel);
        foreach (var (i, sheet) in sheets.Index())
        {
            await using var part = await zip.CreateEntry(Path(i), CompressionLevel.Fastest).OpenAsync(cancel);
            await new SheetPart(part, sheet).WriteAsync(cancel);
        }
    }

    private static string Path(int index) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{index + 1}.xml");

    private static string Types(IReadOnlyList<Sheet> sheets) => Head + $"""<Types xmlns="{Packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{MediaType}.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"""
        + string.Concat(sheets.Select((_, i) => $"""<Override PartName="/{Path(i)}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>""")) + "</Types>";

    private static string Book(IReadOnlyList<Sheet> sheets) => Head + $"""<workbook xmlns="{Main}" xmlns:r="{Links}"><sheets>"""
        + string.Concat(sheets.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"""<sheet name="{SheetText.Name(s.Name)}" sheetId="{i + 1}" r:id="s{i + 1}"/>"""))) + "</sheets></workbook>";

    private static string BookLinks(IReadOnlyList<Sheet> sheets) => Head + $"""<Relationships xmlns="{Packages}/relationships">"""
        + string.Concat(sheets.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"""<Relationship Id="s{i + 1}" Type="{Links}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>""")))
        + $"""<Relationship Id="styles" Type="{Links}/styles" Target="styles.xml"/></Relationships>""";

    private static async Task PartAsync(ZipArchive zip, string path, string text, CancellationToken cancel)
    {
        await using var part = await zip.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancel);
        await part.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
    }
}
