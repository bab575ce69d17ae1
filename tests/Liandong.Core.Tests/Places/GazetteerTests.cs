using FsCheck;
using FsCheck.Fluent;
using Liandong.Core.Areas;
using Liandong.Core.Places;
using Xunit;

namespace Liandong.Core.Tests.Places;

public sealed class GazetteerTests
{
    private static readonly DateOnly s_day = new(2026, 11, 20);

    private static readonly AreaTree s_areas = new(
    [
        Area("D", null, "区"), Area("T1", "D", "莘庄镇", "莘庄"), Area("T2", "D", "虹桥镇", "虹桥"), Area("T3", "D", "古美路街道", "古美"),
        Area("T4", "D", "老街道", "老街") with { To = s_day.AddDays(-1) },
    ]);

    private static readonly Gazetteer s_places = new(
    [
        Place("1", "沪闵路", "hml"), Place("2", "莘松路", "xsl"), Place("3", "莘松路1380弄", "xsl1380l", (121.372, 31.11)), Place("4", "沪闵路莘建路路口", "hmlxjllk", (121.386, 31.113)),
        Place("5", "莘庄地铁站", "xzdtz", (121.374, 31.111)), Place("6", "虹桥枢纽", "hqsn", (121.328, 31.193), "虹桥"), Place("7", "春晓佳园", "cxjy", (121.372, 31.11)), Place("8", "银杏苑", "yxy", (121.407, 31.146)),
        Place("9", "龙茗路平阳路路口", "lmlpyllk", (121.388, 31.143)), Place("10", "龙茗路顾戴路路口", "lmlgdllk", (121.390, 31.135)), Place("11", "龙茗路", "lml"),
    ], s_areas, new Dictionary<string, string> { ["辛庄"] = "莘庄" });

    [Theory]
    [InlineData("莘松路1380弄12号402室", "莘松路1380弄")]
    [InlineData("莘建路近沪闵路", "沪闵路莘建路路口")]
    [InlineData("辛庄地铁站", "莘庄地铁站")]
    [InlineData("xzdtz", "莘庄地铁站")]
    [InlineData("XZDTZ", "莘庄地铁站")]
    [InlineData("古美", "古美路街道")]
    [InlineData("春晓佳园三期26号", "春晓佳园")]
    public void What_is_named_is_found_and_sure(string said, string name) => Assert.Equal(name, Find(said).Sure?.Place.Name.Zh);

    [Fact]
    public void Two_places_of_one_name_are_asked_about()
    {
        var answer = Find("虹桥");

        Assert.Null(answer.Sure);
        Assert.Equal(["虹桥镇", "虹桥枢纽"], answer.Items.Where(i => i.Ask).Select(i => i.Place.Name.Zh));
    }

    [Fact]
    public void Two_characters_find_every_name_that_holds_them() =>
        Assert.Equal(["春晓佳园"], Find("佳园").Items.Select(i => i.Place.Name.Zh));

    [Fact]
    public void What_begins_a_name_comes_first_and_the_shorter_before_the_longer() =>
        Assert.Equal(["莘松路", "莘松路1380弄"], Find("莘松").Items.Select(i => i.Place.Name.Zh));

    [Fact]
    public void A_section_is_found_half_way()
    {
        var found = Find("龙茗路(平阳路至顾戴路段)").Sure!.Place;

        Assert.Equal((121.389, 31.139), (Math.Round(found.Point!.Value.Lon, 6), Math.Round(found.Point.Value.Lat, 6)));
        Assert.Equal("龙茗路(平阳路至顾戴路段)", found.Name.Zh);
    }

    [Fact]
    public void In_a_sentence_the_names_that_stand_in_it_are_proposed_and_none_is_sure()
    {
        Assert.Equal("古美路街道", Find("就是古美那边一个大超市后面").Items[0].Place.Name.Zh);
        Assert.Equal("银杏苑", Find("古美平阳路一带银杏苑8号301").Items[0].Place.Name.Zh);
        Assert.Null(Find("古美平阳路一带银杏苑8号301").Sure);
    }

    [Fact]
    public void A_name_with_one_wrong_character_is_proposed() => Assert.Equal("春晓佳园", Find("春小佳园").Items[0].Place.Name.Zh);

    [Fact]
    public void An_area_that_has_ended_is_nowhere() => Assert.Empty(Find("老街").Items);

    [Fact]
    public void What_nobody_knows_is_not_found() => Assert.All(["火星", "x", "", " ", "?!"], said => Assert.Empty(Find(said).Items));

    [Fact]
    public void Whatever_is_typed_there_is_an_answer_of_the_asked_length_and_always_the_same() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().MapFilter(s => (s ?? "") + "莘松路", _ => true),
        ArbMap.Default.ArbFor<string>(), (one, other) => new[] { one, other ?? "" }.All(said =>
            s_places.Find(said, 3, s_day) is { Items.Count: <= 3 } first && first.Items.SequenceEqual(s_places.Find(said, 3, s_day).Items))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_name_is_found_by_itself()
    {
        var names = from road in Gen.Elements("莘松", "七莘", "沪闵", "龙茗", "老沪闵") from lane in Gen.Choose(1, 3000) from house in Gen.Choose(0, 99)
                    from tail in Gen.Elements("路", "路站", "路地铁站", $"路{lane}弄", $"路{lane}弄{house}号", $"村{house}组", $"佳园{house}期", "河七莘路桥", "路平阳路路口", $"街{house}支弄", "菜场")
                    select road + tail;
        Prop.ForAll(Arb.From(Gen.NonEmptyListOf(names)), some =>
        {
            var gazetteer = new Gazetteer([.. some.Distinct().Select((n, i) => Place($"P{i}", n, "q"))], s_areas, new Dictionary<string, string>());
            return gazetteer.Places.All(p => gazetteer.Find(p.Name.Zh, 5, s_day).Items is [{ Score: 1 } first, ..] && first.Place == p);
        }).QuickCheckThrowOnFailure();
    }

    private static PlaceAnswer Find(string said) => s_places.Find(said, 5, s_day);

    private static KnownPlace Place(string code, string name, string initials, (double Lon, double Lat)? at = null, params string[] aliases) =>
        new(code, "place", new LocalName(code, name), aliases, [initials], at is { } p ? new PlacePoint(p.Lon, p.Lat) : null);

    private static Area Area(string code, string? parent, string name, params string[] aliases) =>
        new(new AreaCode(code), parent is null ? null : new AreaCode(parent), "town", AreaTree.MainLayer, new LocalName(code, name), null, null, null, aliases);
}
