using System.Globalization;
using System.Text;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>Boston gets a ground of four districts and the slips of somebody who draws: each told by file and line, all in one go.</summary>
public sealed class GroundTests
{
    private const string Districts = "areas/districts.geojson";
    private static readonly string[] s_codes = ["SW", "SE", "NW", "NE"];

    [Fact]
    public void A_city_whose_districts_fill_it_checks_clean_and_finds_its_points()
    {
        var reading = CityFolder.Check(Drawn());

        Assert.Empty(reading.Faults);
        var city = reading.City!;
        Assert.Equal(["SW", "NE", "NE", null], new[] { (0.5, 0.5), (1, 1), (2, 2), (2.1, 1) }
            .Select(p => city.Locate(-71.1 + (p.Item1 * 0.01), 42.3 + (p.Item2 * 0.01), new DateOnly(2011, 7, 1))));
        var southWest = city.Areas.Find("SW")!;
        Assert.Equal(("Team South-West", "PWDx.clerk", "old-public"), (southWest.Team!.En, southWest.Responsible, southWest.Groups.Single()));
    }

    [Theory]
    [InlineData("a gap of a metre", "[[-71.09,42.3],[-71.08,42.3],[-71.08,42.31],[-71.09,42.31],[-71.09,42.3]]", "[[-71.0899879,42.3],[-71.08,42.3],[-71.08,42.31],[-71.0899879,42.31],[-71.0899879,42.3]]", 3, "ground between")]
    [InlineData("a sliver", "[[-71.09,42.3],[-71.08,42.3],[-71.08,42.31],[-71.09,42.31],[-71.09,42.3]]", "[[-71.0899988,42.3],[-71.08,42.3],[-71.08,42.31],[-71.0899988,42.31],[-71.0899988,42.3]]", 3, "sliver")]
    [InlineData("an overlap", "[[-71.09,42.3],[-71.08,42.3],[-71.08,42.31],[-71.09,42.31],[-71.09,42.3]]", "[[-71.091,42.3],[-71.08,42.3],[-71.08,42.31],[-71.091,42.31],[-71.091,42.3]]", 3, "belongs to SW as well")]
    [InlineData("another corner", "[-71.08,42.31],[-71.09,42.31],[-71.09,42.3]]", "[-71.08,42.31],[-71.09,42.31],[-71.09,42.305],[-71.09,42.3]]", 2, "same corners")]
    [InlineData("out of the city", "[-71.08,42.3],[-71.08,42.31]", "[-71.07,42.3],[-71.08,42.31]", 3, "reaches out of boston")]
    [InlineData("a corner twice", "[-71.08,42.3],[-71.08,42.31]", "[-71.08,42.3],[-71.08,42.3],[-71.08,42.31]", 3, "twice in a row")]
    [InlineData("a hole", "[-71.09,42.3]]]", "[-71.09,42.3]],[[-71.085,42.304],[-71.085,42.306],[-71.084,42.305],[-71.085,42.304]]]", 3, "belongs to nobody")]
    [InlineData("an unknown area", "{\"code\":\"SE\"}", "{\"code\":\"SX\"}", 3, "not an area")]
    [InlineData("no code", "{\"code\":\"SE\"}", "{}", 3, "properties.code")]
    [InlineData("a shape twice", "{\"code\":\"SE\"}", "{\"code\":\"SW\"}", 3, "has a shape already")]
    [InlineData("a ring that crosses itself", "[-71.08,42.3],[-71.08,42.31]", "[-71.08,42.31],[-71.08,42.3]", 3, "not a sound shape")]
    [InlineData("a point", "\"Polygon\",\"coordinates\":[[[-71.09,42.3]", "\"Point\",\"coordinates\":[[[-71.09,42.3]", 3, "not a Polygon")]
    [InlineData("an open ring", "[-71.09,42.31],[-71.09,42.3]]", "[-71.09,42.31],[-71.09,42.4]]", 3, "breaks a ring")]
    [InlineData("off the earth", "[-71.08,42.31],[-71.09,42.31]", "[-71.08,142.31],[-71.09,42.31]", 3, "no place on earth")]
    public void A_slip_of_the_drawing_is_told_with_its_line(string slip, string right, string wrong, int line, string says)
    {
        var faults = CityFolder.Check(Drawn((Districts, right, wrong))).Faults;

        Assert.True(faults.Any(f => f.File == Districts && f.Line == line && f.Text.En.Contains(says, StringComparison.Ordinal) && f.Text.Zh.Length > 0), $"{slip}: {Told(faults)}");
    }

    [Theory]
    [InlineData("SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,,", "SE,boston,district,main,South-East,东南,,,,,,,,", "nobody who answers")]
    [InlineData("SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,,", "SE,boston,district,main,South-East,东南,,,,,,PWDx.clark,,", "not a post")]
    [InlineData("SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,,", "SE,boston,district,main,South-East,,,,,,,PWDx.clerk,,", "name_zh")]
    [InlineData("SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,,", "SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,Team,", "team_zh")]
    [InlineData("SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,,", "SE,boston,district,main,South-East,东南,,,,,huts,PWDx.clerk,,", "area.group.huts")]
    [InlineData("SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,,", "SE,boston,district,main,South-East,东南,,,,NE,,PWDx.clerk,,", "does not end")]
    [InlineData("boston,,city,main,City of Boston,波士顿市,,,,,,,,", "boston,,city,main,City of Boston,波士顿市,,2011-01-01,,,,,,", "exists on days")]
    public void A_slip_of_the_register_is_told_with_its_line(string right, string wrong, string says)
    {
        var files = Drawn(("areas.csv", right, wrong));

        Assert.True(CityFolder.Check(files).Faults.Any(f => f.File == "areas.csv" && f.Line > 1 && f.Text.En.Contains(says, StringComparison.Ordinal)), Told(CityFolder.Check(files).Faults));
    }

    [Fact]
    public void An_area_of_the_ground_without_a_shape_is_told_in_the_register_and_is_no_gap()
    {
        var faults = CityFolder.Check(Drawn((Districts, SouthEast, "\n"))).Faults;

        Assert.Equal(("areas.csv", "SE"), faults.Select(f => (f.File, f.Value)).Single());
    }

    [Fact]
    public void A_city_in_force_is_read_without_its_ground_being_proven()
    {
        var gap = Drawn((Districts, "[-71.08,42.3],[-71.08,42.31]", "[-71.081,42.3],[-71.08,42.31]"));

        Assert.NotNull(CityFolder.Read(gap).City);
        Assert.Null(CityFolder.Check(gap).City);
    }

    private const string SouthEast = """{"type":"Feature","properties":{"code":"SE"},"geometry":{"type":"Polygon","coordinates":[[[-71.09,42.3],[-71.08,42.3],[-71.08,42.31],[-71.09,42.31],[-71.09,42.3]]]}},""" + "\n";

    internal static CityFiles Drawn(params (string File, string Right, string Wrong)[] slips)
    {
        var files = Boston.Files.ToDictionary(f => f.Key, f => f.Value);
        files["city.json"] = files["city.json"].Replace("\"procedure\": \"hotline-order\",", "\"procedure\": \"hotline-order\", \"grounds\": [{\"layer\":\"main\",\"levels\":[\"district\"]}], \"responsibleLevel\": \"district\",", StringComparison.Ordinal);
        files["areas.csv"] = WithColumns(files["areas.csv"]);
        foreach (var (language, words) in new[] { ("en", ("District", "Old public housing")), ("zh", ("片区", "老公房")) })
        {
            var text = files[$"texts/{language}.json"];
            files[$"texts/{language}.json"] = $"{{\"area.level.district\": \"{words.Item1}\", \"area.group.old-public\": \"{words.Item2}\"," + text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..];
        }

        files[Districts] = Drawing();
        files["areas/city.geojson"] = Collection(("boston", [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)]));
        foreach (var (file, right, wrong) in slips)
        {
            Assert.Contains(right, files[file], StringComparison.Ordinal);
            var at = files[file].IndexOf(right, StringComparison.Ordinal);
            files[file] = files[file][..at] + wrong + files[file][(at + right.Length)..];
        }

        return new CityFiles(files);
    }

    private static CityFiles Boston { get; } = Ledger.Boston.Files;

    private static string WithColumns(string csv)
    {
        var rows = csv.TrimEnd('\n').Split('\n').Select((row, n) => row + (n == 0 ? ",from,to,successor,groups,responsible,team_en,team_zh" : ",,,,,,,")).ToList();
        rows.Add("SW,boston,district,main,South-West,西南,,,,,old-public,PWDx.clerk,Team South-West,西南组");
        rows.Add("SE,boston,district,main,South-East,东南,,,,,,PWDx.clerk,,");
        rows.Add("NW,boston,district,main,North-West,西北,,,,,,PWDx.clerk,,");
        rows.Add("NE,boston,district,main,North-East,东北,,,,,,PWDx.clerk,,");
        return string.Join('\n', rows) + "\n";
    }

    private static string Drawing() => Collection([.. s_codes.Select((code, n) => (code, ((double, double)[])[(n % 2, n / 2), ((n % 2) + 1, n / 2), ((n % 2) + 1, (n / 2) + 1), (n % 2, (n / 2) + 1)]))]);

    private static string Collection(params (string Code, (double X, double Y)[] Corners)[] shapes)
    {
        var text = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[\n");
        for (var n = 0; n < shapes.Length; n++)
        {
            var ring = string.Join(',', shapes[n].Corners.Append(shapes[n].Corners[0]).Select(c => string.Create(CultureInfo.InvariantCulture, $"[{-71.1 + (c.X / 100):0.#######},{42.3 + (c.Y / 100):0.#######}]")));
            text.Append(CultureInfo.InvariantCulture, $"{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{shapes[n].Code}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}}}{(n < shapes.Length - 1 ? "," : "")}\n");
        }

        return text.Append("]}\n").ToString();
    }

    private static string Told(IEnumerable<Fault> faults) => string.Join('\n', faults.Select(f => $"{f.File}:{f.Line} {f.Value} {f.Text.En}"));
}
