using System.IO.Compression;
using System.Text;
using Liandong.Work.Sheets;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>Workbooks come from outside: read as words, and never more of them than is meant.</summary>
public sealed class SheetReaderTests
{
    [Fact]
    public void Words_numbers_days_and_gaps_are_read_as_they_are_seen()
    {
        var book = Book(
            ("xl/sharedStrings.xml", "<sst><si><t>代码</t><rPh><t>daima</t></rPh></si><si><r><t>two </t></r><r><t>runs</t></r></si></sst>"),
            ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy/m/d\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", """
                <worksheet><sheetData>
                  <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
                  <row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">灯 &amp; 路</t></is></c><c r="B2"><v>12.5</v></c><c r="C2" s="1"><v>46023</v></c><c r="D2" s="2"><f>TODAY()</f><v>46024</v></c><c r="E2" t="str"><v>x</v></c></row>
                </sheetData></worksheet>
                """));

        Assert.Equal("代码||two runs\n灯 & 路|12.5|2026-01-01|2026-01-02|x", Seen(book));
    }

    [Fact]
    public async Task What_we_write_ourselves_we_read()
    {
        var book = new MemoryStream();
        await SheetBook.WriteAsync(book, [new Sheet("x", [new SheetColumn("code", 8), new SheetColumn("名称", 8)], Rows())], TestContext.Current.CancellationToken);
        book.Position = 0;

        Assert.Equal("code|名称\n=1+1|a\nb", Seen(book));

        static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows()
        {
            await Task.CompletedTask;
            yield return [SheetCell.Of("=1+1"), SheetCell.Of("a\nb")];
        }
    }

    [Theory]
    [InlineData("<worksheet><sheetData><row><c r=\"ZZZ1\"><v>1</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row>")]
    public void What_is_broken_or_sly_is_no_workbook(string sheet) => Assert.Null(SheetReader.Read(Book(("xl/worksheets/sheet1.xml", sheet))));

    [Fact]
    public void A_small_file_that_unpacks_without_end_is_given_up()
    {
        var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            part.Write("<worksheet><sheetData><row><c t=\"str\"><v>1</v></c></row>"u8);
            var blank = new byte[1 << 20];
            Array.Fill(blank, (byte)' ');
            for (var i = 0; i < 70; i++)
            {
                part.Write(blank);
            }
            part.Write("</sheetData></worksheet>"u8);
        }
        bomb.Position = 0;

        Assert.True(bomb.Length < 4 << 20);
        Assert.Null(SheetReader.Read(bomb));
        Assert.Null(SheetReader.Read(new MemoryStream([1, 2, 3])));
    }

    private static string Seen(Stream book) => string.Join('\n', SheetReader.Read(book)!.Select(r => string.Join('|', r)));

    private static MemoryStream Book(params (string Path, string Text)[] parts)
    {
        var book = new MemoryStream();
        using (var zip = new ZipArchive(book, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = zip.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        book.Position = 0;
        return book;
    }
}
