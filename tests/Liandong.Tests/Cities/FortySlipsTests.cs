using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>Forty slips of the pen, all over Minhang's folder at once: each is told in one run, at its file and line.</summary>
public sealed class FortySlipsTests
{
    private const string Grids = "areas/grids.geojson";

    /// <summary>File, how the line begins, what is written there, what is written instead.</summary>
    private static readonly (string File, string Line, string Old, string New)[] s_slips =
    [
        ("areas.csv", "310112001028003,", "G310112001028003", ""), // a grid that nobody answers for
        ("areas.csv", "310112006024001,", "G310112006024001", "G310112999999999"), // by a post that is none
        ("areas.csv", "310112008013001,", "新泉第二居委会 第1网格,", ","), // without its Chinese name
        ("areas.csv", "310112101019001,", ",commodity,", ",castle,"), // in a group without a name
        ("areas.csv", "310112101055002-1,", "310112101055002,block", "310112000000,block"), // in an area that is none
        ("areas.csv", "310112102,", "310112,town", "310112102001,town"), // inside its own child
        ("areas.csv", "B020,", "310112,beat", "310112103,beat"), // across layers
        ("areas.csv", "310112112,", "马桥,,", "马桥|吴泾,,"), // called as another town
        ("units.csv", "D17,", "D01,department", "T001-water,department"), // a circle: the bureau under its station
        ("units.csv", "T001-water,", "T001,water", "D17,water"),
        ("units.csv", "T102-housing,", "T102,housing", "T999,housing"), // under a unit that is none
        ("units.csv", "T103-housing,", "310112103", "310112999"), // serving no area
        ("units.csv", "D25,", "绿化局", "绿化局|工商局"), // called as another bureau
        ("units.csv", "T106-housing,", ",,,", ",,,T106-nothing"), // followed by nobody
        ("units.csv", "T107-housing,", ",,,", ",2026-01-01,2025-01-01,"), // over before it began
        ("units.csv", "T108-housing,", "T108,housing", "T108,pavilion"), // of a kind without a name
        ("posts.csv", "T110-housing.head,", "T110-housing,head", "T110-nothing,head"), // in a unit that is none
        ("posts.csv", "T112-housing.head,", ",1", ",3"), // cleared for what there is not
        ("people.csv", "t009-water-clerk,", "clerk,A", "clerk,D"), // neither, again
        ("people.csv", "secretary2,Luo Shaoxian,罗韶弦,C310112114219.clerk", "罗韶弦", "某某"), // one person under two names
        ("people.csv", "t114-water-head-b,", "T114-water.head", "T114-water.chief"), // in a post that is none
        ("people.csv", "t114-peace-head-b,", "head,B", "head,C"), // neither holder nor deputy
        ("attachments.csv", "D27,T102,", "T102-urban-management", ""), // moved to the town, to no office
        ("attachments.csv", "D05,T102,", "line-line,", "line-line,T102-housing"), // an office where there is none
        ("attachments.csv", "D06,T102,", "line-line", "loose"), // attached as nothing is
        ("attachments.csv", "D09,T106,", "line-block", "block-block"), // under the wrong master
        ("catalogue.csv", "S0402,", "4 working-hour", "4 market-hour"), // a limit of no kind
        ("catalogue.csv", "S0403,", ",china,", ",,"), // a limit that counts by no calendar
        ("catalogue.csv", "S0401,", ",complain,", ",grumble,"), // a nature that is none
        ("affairs.csv", "S0301,", "@town", "T999"), // led by a unit that is none
        ("affairs.csv", "S0401,310112101,", "4 working-hour", "4 workings"), // in a time that is none
        ("affairs.csv", "S0302,", "@town", "@county"), // by a level that is none
        ("affairs.csv", "S0601,,trade=fitness,", "trade=fitness", "trade=alchemy"), // for a trade that is none
        ("affairs.csv", "S0101,,,", "S0101,,,", "S9999,,,"), // of a class that is none
        ("notices.csv", "N-2026-012,", "2026-06-01", "2026-13-01"), // from a day that is none
        ("lines.csv", "L01,", "D27", "D99"), // answered by nobody
        ("procedures/grid-case.json", "    { \"name\": \"file\"", "\"to\": \"dispatch\"", "\"to\": \"nowhere\""), // into a step that is none
        ("procedures/hotline-order.json", "    { \"code\": \"ruling\"", "\"role\": \"supervisor\"", "\"role\": \"oracle\""), // waiting for a role that nobody has
        ("procedures/self-handled.json", "  \"first\"", "\"first\": \"", "\"first\": \"no-"), // beginning nowhere
        ("texts/en.json", "  \"role.clerk\"", "role.clerk\"", "role.cleric\""), // a word in one language only
        ("calendars/china.json", "    \"monday\"", "08:30-11:30", "11:30-08:30"), // a session that ends before it begins
    ];

    [Fact]
    public void Forty_slips_are_told_in_one_run_each_at_its_file_and_line()
    {
        var files = CityFolderTests.Files("minhang").Files.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var planted = s_slips.Select(s => (s.File, Line: Plant(files, s.File, s.Line, s.Old, s.New), s.New)).ToList();
        planted.Add((Grids, Plant(files, Grids, "{\"type\":\"Feature\",\"properties\":{\"code\":\"310112114201001\"}", "\"Polygon\"", "\"Point\""), "a grid that is a point"));

        var told = CityFolder.Check(new CityFiles(files)).Faults;

        var missed = planted.Where(p => !told.Any(f => f.File == p.File && f.Line == p.Line)).Select(p => $"{p.File}:{p.Line}: {p.New}").ToList();
        Assert.True(missed.Count == 0, $"{missed.Count} missed:\n{string.Join('\n', missed)}\n\ntold:\n{string.Join('\n', told.Take(80).Select(f => $"{f.File}:{f.Line}: {f.Value}: {f.Text.En}"))}");
        Assert.True(planted.Count >= 40);
    }

    private static int Plant(Dictionary<string, string> files, string file, string begins, string old, string put)
    {
        var lines = files[file].Split('\n');
        var at = Array.FindIndex(lines, l => l.StartsWith(begins, StringComparison.Ordinal) && l.Contains(old, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{file} has no line {begins} with {old}");
        var where = lines[at].LastIndexOf(old, StringComparison.Ordinal) is var last && file is "posts.csv" ? last : lines[at].IndexOf(old, StringComparison.Ordinal);
        lines[at] = lines[at][..where] + put + lines[at][(where + old.Length)..];
        files[file] = string.Join('\n', lines);
        return at + 1;
    }
}
