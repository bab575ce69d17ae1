using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>minhang-affairs.csv: pairs of class and place with the lead, the co-handlers and the reason that a person of the district would name, and traps.</summary>
public sealed class MinhangAffairsTests
{
    private const string Table = "minhang-affairs.csv";
    private static readonly DateOnly s_day = new(2026, 11, 21);
    private static readonly Lazy<City> s_minhang = new(() => CityFolder.Read(CityFolderTests.Files("minhang")).City!);

    public static TheoryData<string> Numbers => [.. Rows().Select(r => r.Cell("no"))];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_list_names_whom_the_district_would_name(string no)
    {
        var row = Rows().Single(r => r.Cell("no") == no);
        var route = s_minhang.Value.Affairs.Find(MatterOf(row));

        Assert.Equal((row.Cell("lead"), row.Cell("co")), (route?.Lead.Value ?? "", string.Join('|', route?.Co.Select(c => c.Value) ?? [])));
        Assert.Equal(route is null, row.Cell("lead").Length == 0);
    }

    [Fact]
    public void There_are_fifty_pairs_and_ten_traps_and_every_class_of_the_district_is_led_in_every_town()
    {
        var (open, asked) = OpenAffairs.Of(s_minhang.Value);

        Assert.True(Rows().Count(r => r.Cell("no").StartsWith('P')) >= 50 && Rows().Count(r => r.Cell("no").StartsWith('X')) >= 10);
        Assert.Equal(293 * 14, asked);
        Assert.Empty(open);
    }

    [Theory]
    [InlineData("S0202", "310112101001", "T101", Refusals.ListedForLine)] // 施工噪声 is the bureau's: not down to the town,
    [InlineData("S0202", "310112101001", "T101-urban-management", Refusals.ListedForLine)] // nor to its squad as lead,
    [InlineData("S0202", "310112101001", "D27", null)] // but to the bureau.
    [InlineData("S0402", "310112101001", "T101-urban-management", null)] // Stalls are the squad's;
    [InlineData("S0402", "310112101001", "C310112101001", Refusals.NotOnItsList)] // a committee punishes nobody.
    [InlineData("S0802", "310112101001", "C310112101001", null)] // It mediates between neighbours,
    [InlineData("S0802", "310112101001", "C310112101002", Refusals.ServesElsewhere)] // of its own ground.
    [InlineData("S0402", "310112114", "T101-urban-management", Refusals.ServesElsewhere)] // A squad has no business in another town,
    [InlineData("S0402", "310112", "T101-urban-management", null)] // if it is known which.
    [InlineData("S0602", "310112101032", "T101", Refusals.ListedForLine)] // A local office that is still its bureau's (条属块管) is not the town:
    [InlineData("S0602", "310112101032", "T101-urban-management", Refusals.ListedForLine)]
    [InlineData("S0603", "310112101032", "T101", Refusals.ListedForLine)]
    [InlineData("S0103", "310112101032", "T101", Refusals.ListedForLine)]
    [InlineData("S0203", "310112101032", "T101", Refusals.ListedForLine)]
    [InlineData("S0801", "310112101032", "T101", Refusals.ListedForLine)]
    [InlineData("S0602", "310112101032", "T101-market-supervision", null)] // to the office itself it goes,
    [InlineData("S0602", "310112101032", "D22", null)] // and to the bureau.
    [InlineData("S0104", "310112101032", "T101", null)] // One that was moved to the town (块属块管) is the town's.
    [InlineData("S0302", "310112102", "C310112101032", Refusals.ServesElsewhere)] // Another town's ground is not a committee's, known by town alone,
    [InlineData("S0302", "310112101", "C310112101032", Refusals.NotOnItsList)] // and of a town alone the list names none.
    [InlineData("S0406", "310112114", "T114-municipal", null)] // A town's road is led by the town, whatever else is not known.
    public void Nothing_is_sent_against_the_list(string @class, string area, string unit, string? refusal) => Assert.Equal(refusal,
        new Listing(s_minhang.Value, new Matter(new ClassCode(@class), Chain(area), null, null, s_day)).Against(new UnitCode(unit), lead: true));

    [Theory]
    [InlineData("S0401", "310112101001", "S0401.ordinary", "4 working-hour")] // 莘庄 clears waste faster than it must,
    [InlineData("S0401", "310112102", "S0401.ordinary", null)] // 七宝 within the day of the class.
    [InlineData("S0408", "310112101001", "S0408.fallen", null)] // A tree that falls has the class's own hours, wherever it stands.
    public void A_town_may_promise_more_than_the_class(string @class, string area, string standard, string? limit)
    {
        var city = s_minhang.Value;

        Assert.Equal(limit, city.Affairs.LimitOf(new Matter(new ClassCode(@class), Chain(area), null, null, s_day), city.Catalogue.Find(new ClassCode(@class))!, city.Catalogue.FindStandard(standard))?.ToString());
    }

    private static Matter MatterOf(CsvRow row) => new(new ClassCode(row.Cell("class")), Chain(row.Cell("area")),
        row.List("when").Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]), row.Maybe("complained_of") is { } blamed ? new UnitCode(blamed) : null, s_day);

    private static List<string> Chain(string area) => [.. s_minhang.Value.Areas.Chain(area).Select(a => a.Code.Value)];

    private static IReadOnlyList<CsvRow> Rows() => CsvTable.Read(
        new CityFiles(new Dictionary<string, string> { [Table] = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, Table)) }), Table,
        "no,class,area,when,complained_of,lead,co,why", new FaultLog()).Rows;

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
