using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>A table is changed where somebody meant it, and nowhere else.</summary>
public sealed class CsvRowsTests
{
    private const string Lamps = "# 路灯登记\ncode,name_zh,note\n\n L1 ,\"灯,甲\", as it is \n# between\n\"L2\",灯乙,\"said \"\"so\"\"\"\nL3,丙,";

    [Theory]
    [InlineData(Lamps)]
    [InlineData("\uFEFFcode,name\r\nA,\"two\r\nlines\"\r\n\r\nB,x\r\n")]
    [InlineData("code\n")]
    [InlineData("")]
    [InlineData("# nothing else")]
    public void What_nobody_changes_stays_to_the_byte(string text)
    {
        var rows = CsvRows.Read(text);
        foreach (var row in rows.Rows().ToList())
        {
            rows.Set(["code"], [row.Cell("code")], row.Cells);
        }

        Assert.Equal(text, rows.ToString());
    }

    [Fact]
    public void One_cell_is_written_anew_and_its_neighbours_keep_their_quotes_and_blanks()
    {
        var rows = CsvRows.Read(Lamps);

        Assert.Equal(1, rows.Set(["code"], ["L1"], new Dictionary<string, string> { ["name_zh"] = "灯“一”,东" }));
        Assert.Equal(1, rows.Set(["code"], ["L2"], new Dictionary<string, string> { ["name_zh"] = "say \"no\"", ["note"] = "" }));
        Assert.Equal(0, rows.Set(["code"], ["L9"], new Dictionary<string, string> { ["note"] = "x" }));

        Assert.Equal("# 路灯登记\ncode,name_zh,note\n\n L1 ,\"灯“一”,东\", as it is \n# between\n\"L2\",\"say \"\"no\"\"\",\"\"\nL3,丙,", rows.ToString());
        Assert.Equal([("L1", 4), ("L2", 6), ("L3", 7)], rows.Rows().Select(r => (r.Cell("code"), r.Line)));
    }

    [Fact]
    public void A_new_row_stands_below_its_like_and_the_last_line_gets_its_end()
    {
        var rows = CsvRows.Read("class,standard\r\nA,a1\r\n\r\n# of B\r\nB,b1");

        rows.Add(new Dictionary<string, string> { ["class"] = "A", ["standard"] = "a2" });
        rows.Add(new Dictionary<string, string> { ["class"] = "#C", ["standard"] = "one\r\ntwo" });

        Assert.Equal("class,standard\r\nA,a1\r\nA,a2\r\n\r\n# of B\r\nB,b1\r\n\"#C\",\"one\ntwo\"\r\n", rows.ToString());
        Assert.Equal("#C", CsvRows.Read(rows.ToString()).Rows().Last().Cell("class"));
    }

    [Fact]
    public void A_row_goes_with_its_line_and_nothing_else()
    {
        var rows = CsvRows.Read(Lamps);

        Assert.Equal(1, rows.Remove(["code"], ["L2"]));

        Assert.Equal(Lamps.Replace("\"L2\",灯乙,\"said \"\"so\"\"\"\n", "", StringComparison.Ordinal), rows.ToString());
    }

    [Fact]
    public void A_row_may_be_named_by_several_columns_of_which_some_are_empty()
    {
        var rows = CsvRows.Read("class,area,when,lead\nA,,,one\nA,x,,two\nA,,x,three\n");

        rows.Set(["class", "area", "when"], ["A", "", "x"], new Dictionary<string, string> { ["lead"] = "four" });

        Assert.Equal("class,area,when,lead\nA,,,one\nA,x,,two\nA,,x,four\n", rows.ToString());
    }

    [Fact]
    public void Every_table_of_the_cities_comes_back_as_it_was_and_every_row_is_found_by_its_key()
    {
        foreach (var city in (string[])["boston", "minhang"])
        {
            var files = CityFiles.ReadFolder(Path.Combine(Ledger.Boston.Root(), "cities", city));
            foreach (var (file, text) in files.Files.Where(f => CityTables.Keys(f.Key).Count > 0))
            {
                var rows = CsvRows.Read(text);
                Assert.Equal(text, rows.ToString());
                Assert.Equal(CsvTable.Read(files, file, "", new FaultLog()).Rows.Select(r => r.Cells), rows.Rows().Select(r => r.Cells));
                Assert.Equal(rows.Rows().Count(), rows.Rows().Select(r => string.Join('\n', CityTables.Keys(file).Select(r.Cell))).Distinct().Count());
            }
        }
    }
}
