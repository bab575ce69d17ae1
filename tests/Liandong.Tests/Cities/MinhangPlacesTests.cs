using Liandong.Core.Cities;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>How callers of the district say places, and which place of the folder is meant.</summary>
public sealed class MinhangPlacesTests
{
    private static readonly Lazy<City> s_minhang = new(() => CityFolder.Read(CityFolderTests.Files("minhang")).City!);
    private static readonly DateOnly s_day = new(2026, 11, 20);

    [Theory]
    //           what is said                    which place            in which town
    [InlineData("莘松路1380弄12号402室", "莘松路1380弄12号", "莘庄镇")]
    [InlineData("莘松路1380 99号", "莘松路1380弄", "莘庄镇")]
    [InlineData("春晓佳园三期26号", "春晓佳园三期", "莘庄镇")]
    [InlineData("沪闵路近莘建路", "沪闵路莘建路路口", "莘庄镇")]
    [InlineData("莘建路沪闵路口", "沪闵路莘建路路口", "莘庄镇")]
    [InlineData("七莘路、顾戴路路口西北角", "七莘路顾戴路路口", "七宝镇")]
    [InlineData("龙茗路(平阳路至顾戴路段)", "龙茗路(平阳路至顾戴路段)", "古美路街道")]
    [InlineData("水清路菜场对面", "水清路菜场", "莘庄镇")]
    [InlineData("莘庄地铁站北广场2号口", "莘庄地铁站2号口", "莘庄镇")]
    [InlineData("淀浦河七莘路桥东侧", "淀浦河七莘路桥", "莘庄镇")]
    [InlineData("灯杆号 MH-0731-22", "灯杆 MH-0731-22", "古美路街道")]
    [InlineData("剑川路沪闵路站", "剑川路沪闵路站", "江川路街道")]
    [InlineData("新塘村6组38号", "新塘村6组", "浦江镇")]
    [InlineData("七宝老街北西街17支弄", "七宝老街北西街17支弄", "七宝镇")]
    [InlineData("都佳公寓26号1102室", "都佳公寓", "七宝镇")]
    [InlineData("银杏苑8号301", "银杏苑", "古美路街道")]
    [InlineData("海棠苑三期", "海棠苑三期", "古美路街道")]
    [InlineData("沁苑小区", "沁苑小区", "梅陇镇")]
    [InlineData("曙光里17号", "曙光里", "颛桥镇")]
    [InlineData("辛庄地铁站", "莘庄地铁站", "莘庄镇")]
    [InlineData("xzdtz", "莘庄地铁站", "莘庄镇")]
    [InlineData("dphqxlq", "淀浦河七莘路桥", "莘庄镇")]
    [InlineData("江月路公交站", "江月路站", "浦锦街道")]
    [InlineData("江月路地铁站", "江月路地铁站", "浦锦街道")]
    [InlineData("莘松路1380弄春晓佳园12号楼道内", "莘松路1380弄", "莘庄镇")]
    [InlineData("春申路与畹町路路口", "畹町路春申路路口", "梅陇镇")]
    public void What_is_said_is_found(string said, string name, string town)
    {
        var found = s_minhang.Value.Places.Find(said, 10, s_day).Sure;

        Assert.Equal((name, town), (found?.Place.Name.Zh, TownOf(found?.Place.Point)));
    }

    [Theory]
    [InlineData("古美", "古美路街道")]
    [InlineData("老闵行", "江川路街道")]
    [InlineData("莘庄", "莘庄镇")]
    [InlineData("专桥", "颛桥镇")]
    [InlineData("闽行", "闵行区")]
    [InlineData("沪闵路", "沪闵路")]
    [InlineData("莘和第三居委会", "莘和第三居委会")]
    public void What_is_no_point_is_found_without_one(string said, string name)
    {
        var found = s_minhang.Value.Places.Find(said, 10, s_day).Sure!.Place;

        Assert.Equal((name, null), (found.Name.Zh, found.Point));
    }

    [Theory]
    [InlineData("交大", "交大闵行校区(吴泾一侧)|交大闵行校区(江川路一侧)")]
    [InlineData("虹桥", "虹桥镇|虹桥枢纽|虹桥商务区")]
    [InlineData("江月路站", "江月路站|江月路地铁站")]
    public void A_short_word_for_several_is_asked_about(string said, string names)
    {
        var answer = s_minhang.Value.Places.Find(said, 10, s_day);

        Assert.Null(answer.Sure);
        Assert.Equal(names.Split('|').Order(StringComparer.Ordinal), answer.Items.Where(i => i.Ask).Select(i => i.Place.Name.Zh).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("就是古美那边一个大超市后面", "古美路街道")]
    [InlineData("古美平阳路一带银杏苑8号301", "银杏苑")]
    [InlineData("佳园", "春晓佳园")]
    public void Where_nothing_is_named_whole_the_best_is_proposed_only(string said, string first)
    {
        var answer = s_minhang.Value.Places.Find(said, 50, s_day);

        Assert.Null(answer.Sure);
        Assert.Contains(first, answer.Items.Select(i => i.Place.Name.Zh));
    }

    [Fact]
    public void Every_place_of_the_folder_is_found_by_its_name()
    {
        var city = s_minhang.Value;

        Assert.InRange(city.Places.Places.Count, 3000, 6000);
        Assert.Empty(city.Places.Places.Where(p => city.Places.Find(p.Name.Zh, 10, s_day).Items.All(i => i.Place != p || i.Score < 1)).Select(p => p.Name.Zh));
    }

    [Fact]
    public void A_room_a_point_outside_a_kind_without_a_word_and_bad_slips_are_faults()
    {
        var minhang = CityFolderTests.Files("minhang");
        var (places, settings) = (minhang.Files["places.csv"], minhang.Files["city.json"]);
        var lines = places.TrimEnd('\n').Split('\n').Length;
        var broken = new CityFiles(minhang.Files.ToDictionary(f => f.Key, f => f.Key switch
        {
            "places.csv" => places + "X1,lane,Room,莘松路1弄2号303室,,,121.37,31.11\nX2,lane,Nowhere,无处路1弄,,,120.1,31.11\nX3,volcano,Fire,火山,,,,\nX4,lane,Half,半路1弄,,,121.37,\n",
            "city.json" => settings.Replace("\"闽行\": \"闵行\"", "\"闵\": \"闵行\"", StringComparison.Ordinal),
            _ => f.Value,
        }, StringComparer.Ordinal));

        var faults = CityFolder.Check(broken).Faults.Where(f => f.File is "places.csv" or "city.json").Select(f => (f.File, f.Line)).ToList();

        Assert.Equal([("city.json", 1 + settings.Split("\"闽行\"")[0].Count(c => c == '\n')), ("places.csv", lines + 1), ("places.csv", lines + 2), ("places.csv", lines + 3), ("places.csv", lines + 4)], faults);
    }

    private static string? TownOf(Core.Places.PlacePoint? at) => at is { } p && s_minhang.Value.Locate(p.Lon, p.Lat, s_day) is { } area
        ? s_minhang.Value.Areas.Chain(area).First(a => a.Level == "town").Name.Zh : null;
}
