using Liandong.Core.Areas;
using Liandong.Core.Dispatch;
using Liandong.Core.Units;
using Xunit;

namespace Liandong.Core.Tests.Units;

/// <summary>A unit complained of is renamed, moved or merged: it is shut out all the same, and nobody else is.</summary>
public sealed class KinTests
{
    private static readonly DateOnly s_day = new(2026, 11, 21);

    private static readonly UnitTree s_units = new(
    [
        Unit("centre", null), Unit("town", "centre"), Unit("other", "centre"), Unit("squad", "town", "squad-new"), Unit("squad-new", "town", "squad-now"), Unit("squad-now", "town"),
        Unit("team", "squad-now"), Unit("hall", "town", "town"), Unit("office", "town", "desk"), Unit("desk", "other"), Unit("line", "centre", "centre"),
    ]);

    [Theory]
    [InlineData("squad", "squad-now", true)] // Renamed twice,
    [InlineData("squad-now", "squad", true)] // and complained of by its last name while somebody still sits in its first;
    [InlineData("squad", "team", true)] // with those below.
    [InlineData("squad", "town", false)] // Not those above,
    [InlineData("squad", "office", false)] // nor those beside.
    [InlineData("hall", "town", true)] // Merged into what stood above it.
    [InlineData("hall", "other", false)]
    [InlineData("office", "desk", true)] // Moved elsewhere,
    [InlineData("office", "other", false)] // where it does not taint its new house;
    [InlineData("other", "office", true)] // it belongs to that now.
    [InlineData("line", "town", false)] // Merged into the root: the root alone.
    [InlineData("centre", "centre", true)] // Of a root only itself,
    [InlineData("centre", "town", false)] // or nobody could work on it.
    public void A_new_name_clears_nobody(string complainedOf, string unit, bool blamed) =>
        Assert.Equal(blamed, s_units.IsBlamed(new UnitCode(complainedOf), new UnitCode(unit)));

    [Theory]
    [InlineData("squad", "town")]
    [InlineData("hall", "centre")]
    [InlineData("town", "centre")]
    [InlineData("centre", null)]
    public void Its_superior_is_the_nearest_that_is_not_complained_of_too(string complainedOf, string? superior) =>
        Assert.Equal(superior, s_units.Superior(new UnitCode(complainedOf), s_day)?.Value);

    [Fact]
    public void The_list_leads_past_what_the_unit_has_become()
    {
        var tree = new AreaTree([]);
        var list = new AffairList([new Affair(new ClassCode("stall"), null, null, UnitRef.Parse("squad"), [UnitRef.Parse("team"), UnitRef.Parse("other")], UnitRef.Parse("squad-now"), new LocalName("why", "为何"))], tree, s_units);
        var route = list.Find(new Matter(new ClassCode("stall"), [], null, new UnitCode("squad-new"), s_day))!;

        Assert.Equal(("town", "other", null), (route.Lead.Value, string.Join(' ', route.Co), route.Backstop?.Value));
    }

    private static Unit Unit(string code, string? parent, string? successor = null) =>
        new(new UnitCode(code), parent is null ? null : new UnitCode(parent), "office", new LocalName(code, code), [], [])
        {
            Successor = successor is null ? null : new UnitCode(successor), To = successor is null ? null : new DateOnly(2026, 6, 30),
        };
}
