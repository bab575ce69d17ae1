using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Liandong.Work.Imports;
using Xunit;

namespace Liandong.Tests.Imports;

public sealed class DelimitedSourceTests
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_keeps_its_quotes_its_line_ends_and_its_blanks()
    {
        var lines = await Read("a,b,c\r\n\"say \"\"hi\"\"\", ,\"two\r\nlines\"\r\n5\" pipe,,\n\n,,x");

        Assert.Equal([2, 4, 6], lines.Select(l => l.Line));
        Assert.Equal(["say \"hi\"", " ", "two\r\nlines"], Values(lines[0]));
        Assert.Equal(["5\" pipe", "", ""], Values(lines[1]));
        Assert.Equal(["", "", "x"], Values(lines[2]));
    }

    [Fact]
    public async Task Names_may_be_given_and_the_delimiter_may_be_a_tab()
    {
        var lines = await Read("1\t2\n3\t4\n", new('\t', Names: ["x", "y"]));

        Assert.Equal([["1", "2"], ["3", "4"]], lines.Select(Values));
    }

    [Fact]
    public async Task A_ragged_row_is_refused_and_the_next_one_read()
    {
        var lines = await Read("a,b\n1\n1,2\n1,2,3\n");

        Assert.Equal([new BadRow(2, RowFault.Ragged, "1/2"), new BadRow(4, RowFault.Ragged, "3/2")], lines.OfType<BadRow>().Select(b => b with { Text = "" }));
        Assert.Equal(["1", "2"], Values(lines[1]));
    }

    [Fact]
    public async Task A_broken_byte_costs_one_row()
    {
        byte[] text = [.. "a,b\n1,"u8, 0xC3, (byte)'\n', .. "real \uFFFD,ok\n"u8];

        var lines = await Read(text, new());

        Assert.Equal(new BadRow(2, RowFault.BrokenBytes), ((BadRow)lines[0]) with { Text = "" });
        Assert.Equal(["real \uFFFD", "ok"], Values(lines[1]));
    }

    [Fact]
    public async Task A_broken_byte_in_a_Chinese_file_costs_one_row()
    {
        byte[] text = [.. Gb18030.GetBytes("类,地\n垃圾,"), 0xFF, .. Gb18030.GetBytes("\n井盖,𠮷祥路\n")];

        var lines = await Read(text, new(Encoding: "gb18030"));

        Assert.Equal(new BadRow(2, RowFault.BrokenBytes), ((BadRow)lines[0]) with { Text = "" });
        Assert.Equal(["井盖", "𠮷祥路"], Values(lines[1]));
    }

    [Fact]
    public async Task NUL_and_control_characters_are_named()
    {
        var lines = await Read("a\nx\0y\nx\u001by\nok\ttab\n");

        Assert.Equal([new BadRow(2, RowFault.ControlCharacter, "U+0000"), new BadRow(3, RowFault.ControlCharacter, "U+001B")], lines.OfType<BadRow>().Select(b => b with { Text = "" }));
        Assert.Equal(["ok\ttab"], Values(lines[2]));
    }

    [Fact]
    public async Task A_stray_quote_costs_its_own_line_only()
    {
        var lines = await Read("a,b\n1,\"open\n2,fine\n3,\"x\"y\n4,fine\n");

        Assert.Equal([2, 4], lines.OfType<BadRow>().Where(b => b.Reason == RowFault.BadQuote).Select(b => b.Line));
        Assert.Equal([3, 5], lines.OfType<SourceRow>().Select(r => r.Line));
    }

    [Fact]
    public async Task Stray_quotes_on_every_line_end_with_a_word_instead_of_taking_for_ever()
    {
        var line = "x\",\"\"\"" + new string('z', 200) + "\n"; // Opens a quote that the next line closes and opens again.
        var lines = await Read("a,b\n" + string.Concat(Enumerable.Repeat(line, 20_000)));

        Assert.All(lines, l => Assert.IsType<BadRow>(l));
        Assert.Equal(RowFault.GivenUp, ((BadRow)lines[^1]).Reason);
    }

    [Fact]
    public async Task A_row_may_have_a_million_characters_and_not_one_more()
    {
        var longest = new string('x', DelimitedSource.LongestRow - 1);
        var lines = await Read($"a\n{longest}\n{longest}x\nafter\n{new string('y', 5_000_000)}\nlast");

        Assert.Equal([(2L, true), (3, false), (4, true), (5, false), (6, true)], lines.Select(l => (l.Line, l is SourceRow)));
        Assert.Equal([RowFault.TooLong, RowFault.TooLong], lines.OfType<BadRow>().Select(b => b.Reason));
    }

    [Theory]
    [InlineData("utf-8"), InlineData("utf-16"), InlineData("utf-16be"), InlineData("gb18030"), InlineData("latin-1")]
    public async Task Encodings_are_read_with_and_without_their_mark(string name)
    {
        var encoding = name switch
        {
            "utf-8" => Encoding.UTF8,
            "utf-16" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            "gb18030" => Gb18030,
            _ => Encoding.Latin1,
        };
        var street = name == "latin-1" ? "Café" : "莘庄";
        var text = encoding.GetBytes($"road\n{street}\n");
        byte[] marked = name == "latin-1" ? text : [.. encoding.GetPreamble(), .. text];

        foreach (var bytes in new[] { text, marked, Zipped(marked), Gzipped(marked) })
        {
            Assert.Equal([street], Values(Assert.Single(await Read(bytes, new(Encoding: name)))));
        }
    }

    [Fact]
    public async Task The_mark_of_utf_16_decides_its_byte_order()
    {
        byte[] text = [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("路\n莘\n")];

        Assert.Equal(["莘"], Values(Assert.Single(await Read(Gzipped(text), new(Encoding: "utf-16")))));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why()
    {
        Assert.Equal(SourceRefusal.HeaderTwice, await Refusal("a,b,a\n"u8.ToArray()));
        Assert.Equal(SourceRefusal.HeaderMissing, await Refusal([]));
        Assert.Equal(SourceRefusal.HeaderBroken, await Refusal([0xFF, (byte)'\n']));
        Assert.Equal(SourceRefusal.EncodingUnknown, await Refusal("a\n"u8.ToArray(), new(Encoding: "ebcdic")));
        Assert.Equal(SourceRefusal.ArchiveNotOneFile, await Refusal(Zipped("a"u8.ToArray(), "b"u8.ToArray())));
        Assert.Equal(SourceRefusal.FileBroken, await Refusal("PK\x3\x4 no zip"u8.ToArray()));
        Assert.Equal(SourceRefusal.FileMissing, (await DelimitedSource.OpenAsync("no-such-file", new(), Cancel)).Refusal);
    }

    [Fact]
    public async Task A_gzip_cut_short_never_looks_whole()
    {
        var random = new Random(7);
        var text = "a\n" + string.Join('\n', Enumerable.Range(0, 40_000).Select(_ => random.NextInt64()));
        var whole = Gzipped(Encoding.UTF8.GetBytes(text));

        var lines = await Read(whole[..(whole.Length / 2)], new());

        Assert.Equal(RowFault.FileBroken, Assert.IsType<BadRow>(lines[^1]).Reason);
        Assert.True(lines.Count > 10_000);
    }

    [Fact]
    public async Task Rows_cut_anywhere_by_memory_are_the_rows_that_were_written()
    {
        var random = new Random(11);
        string[] pieces = ["", " ", "x", "\"", "\n", "\r\n", ",", "路", "𠮷", new string('w', 700)];
        var written = Enumerable.Range(0, 3_000).Select(_ => Enumerable.Range(0, 3).Select(_ =>
            string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => pieces[random.Next(pieces.Length)]))).ToArray()).ToList();
        var text = "a,b,c\r\n" + string.Concat(written.Select(r => string.Join(',', r.Select(v => $"\"{v.Replace("\"", "\"\"")}\"")) + "\r\n"));

        Assert.Equal(written, (await Read(text)).Select(Values));
    }

    [Fact]
    public async Task Half_a_year_of_Boston_is_read_whole_and_fast()
    {
        var path = SharedData.File("boston311_2011H2_masked.csv.gz");
        var watch = Stopwatch.StartNew();
        var opening = await DelimitedSource.OpenAsync(path, new(), Cancel);
        await using var source = opening.Source!;
        var (rows, bad) = (0, 0);
        await foreach (var line in source.ReadAsync(Cancel))
        {
            _ = line is SourceRow ? rows++ : bad++;
        }

        Console.WriteLine($"Boston: {rows} rows x {source.Names.Count}, {bad} refused, {watch.ElapsedMilliseconds} ms");
        Assert.Equal((58_251, 0, 29), (rows, bad, source.Names.Count));
        Assert.Equal(source.BytesTotal, source.BytesRead);
    }

    private static string[] Values(SourceLine line) => Assert.IsType<SourceRow>(line).Values;

    private static Task<List<SourceLine>> Read(string text, DelimitedFormat? format = null) => Read(Encoding.UTF8.GetBytes(text), format ?? new());

    private static async Task<List<SourceLine>> Read(byte[] bytes, DelimitedFormat format)
    {
        var opening = await DelimitedSource.OpenAsync(new MemoryStream(bytes), format, Cancel);
        Assert.Null(opening.Refusal);
        await using var source = opening.Source!;
        return await source.ReadAsync(Cancel).ToListAsync(Cancel);
    }

    private static async Task<string?> Refusal(byte[] bytes, DelimitedFormat? format = null) =>
        (await DelimitedSource.OpenAsync(new MemoryStream(bytes), format ?? new(), Cancel)).Refusal;

    private static byte[] Gzipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zipped(params byte[][] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (at, bytes) in files.Index())
            {
                using var entry = zip.CreateEntry($"{at}.csv").Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }
}
