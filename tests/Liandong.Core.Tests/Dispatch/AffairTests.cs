using Liandong.Core.Areas;
using Liandong.Core.Dispatch;
using Liandong.Core.Units;
using Xunit;

namespace Liandong.Core.Tests.Dispatch;

/// <summary>Two towns, a bureau and their people: who leads what.</summary>
public sealed class AffairTests
{
    private static readonly ClassCode s_stall = new("stall");
    private static readonly ClassCode s_card = new("card");
    private static readonly ClassCode s_manner = new("manner");

    private static readonly AreaTree s_areas = new(
    [
        Area("city", null, "city"), Area("north", "city", "town"), Area("south", "city", "town"), Area("elm", "north", "community"), Area("oak", "south", "community"),
    ]);

    private static readonly UnitTree s_units = new(
    [
        Unit("centre", null, "centre"), Unit("markets", "centre", "department"), Unit("sports", "centre", "department"), Unit("N", "centre", "town", "north"),
        Unit("N-squad", "N", "squad", "north"), Unit("N-hall", "N", "hall", "north"), Unit("S", "centre", "town", "south"), Unit("E", "N", "committee", "elm"),
    ]);

    private static readonly AffairList s_list = new(
    [
        Line(s_stall, null, null, "@town/squad", "@community|markets", "@town"), Line(s_card, null, null, "markets", "@town"),
        Line(s_card, null, new FacetValue("trade", "fitness"), "sports", "markets"), Line(s_card, "south", null, "S", ""), Line(s_manner, null, null, "@superior", ""),
    ], s_areas, s_units);

    [Fact]
    public void One_line_serves_every_town_and_leaves_open_where_nobody_is()
    {
        Assert.Equal("N-squad + E, markets; first N", Ask(s_stall, ["elm", "north", "city"]));
        Assert.Equal("open", Ask(s_stall, ["oak", "south", "city"]));
        Assert.Equal("open", Ask(s_stall, ["city"]));
    }

    [Fact]
    public void The_deepest_area_wins_and_within_it_the_line_whose_facet_holds()
    {
        Assert.Equal("markets + N", Ask(s_card, ["north", "city"]));
        Assert.Equal("sports + markets", Ask(s_card, ["north", "city"], trade: "fitness"));
        Assert.Equal("markets + N", Ask(s_card, ["north", "city"], trade: "retail"));
        Assert.Equal("S", Ask(s_card, ["south", "city"], trade: "fitness"));
        Assert.Equal(["trade"], s_list.FacetsOf(s_card));
    }

    [Fact]
    public void A_complaint_about_a_unit_goes_to_the_one_above_and_never_to_those_below()
    {
        Assert.Equal("N", Ask(s_manner, ["north", "city"], blamed: "N-hall"));
        Assert.Equal("centre", Ask(s_manner, ["north", "city"], blamed: "N"));
        Assert.Equal("N + E, markets; first N", Ask(s_stall, ["elm", "north", "city"], blamed: "N-squad"));
        Assert.Equal("centre + markets", Ask(s_stall, ["elm", "north", "city"], blamed: "N"));
        Assert.Equal("open", Ask(s_manner, ["north", "city"]));
    }

    private static string Ask(ClassCode of, string[] areas, string? trade = null, string? blamed = null) =>
        s_list.Find(new Matter(of, areas, trade is null ? null : new Dictionary<string, string> { ["trade"] = trade }, blamed is null ? null : new UnitCode(blamed), new DateOnly(2026, 11, 21))) is not { } route ? "open"
            : route.Lead + (route.Co.Count == 0 ? "" : " + " + string.Join(", ", route.Co)) + (route.Backstop is { } b ? "; first " + b : "");

    private static Affair Line(ClassCode of, string? area, FacetValue? when, string lead, string co, string? backstop = null) =>
        new(of, area, when, UnitRef.Parse(lead), [.. co.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(UnitRef.Parse)], backstop is null ? null : UnitRef.Parse(backstop), new LocalName("why", "为何"));

    private static Area Area(string code, string? parent, string level) =>
        new(new AreaCode(code), parent is null ? null : new AreaCode(parent), level, "main", new LocalName(code, code), null, null, null, []);

    private static Unit Unit(string code, string? parent, string kind, params string[] serves) =>
        new(new UnitCode(code), parent is null ? null : new UnitCode(parent), kind, new LocalName(code, code), serves, []);
}
