using Liandong.Core.Areas;
using Xunit;

namespace Liandong.Core.Tests.Areas;

public sealed class AreaMapTests
{
    private static readonly DateOnly s_day = new(2026, 6, 30);

    [Fact]
    public void The_deepest_area_is_found_and_where_it_leaves_a_gap_what_it_lies_in()
    {
        var map = new AreaMap(Town.Sound().With("B2", a => a with { Shape = null }));

        Assert.Equal(["A1", "A1", "T", null], new[] { (0.5, 0.5), (1, 1), (1.5, 1.5), (3.1, 0) }.Select(p => At(map, p, s_day)));
    }

    [Fact]
    public void What_has_ended_or_not_begun_is_not_located()
    {
        var map = new AreaMap([.. Town.Sound().Select(a => a.Code.Value is "A1" or "A2" ? a with { To = s_day } : a),
            Town.Area("A12", "T", "plot", (0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)) with { From = s_day.AddDays(1) }]);

        Assert.Equal(["A1", "A1", "A12", "A12"], new[] { DateOnly.MinValue, s_day, s_day.AddDays(1), DateOnly.MaxValue }.Select(d => At(map, (0.5, 0.5), d)));
        Assert.Equal("B1", At(map, (0.5, 1.5), s_day));
    }

    [Fact]
    public void Each_layer_has_its_own_answer_and_an_unknown_one_none()
    {
        var map = new AreaMap([.. Town.Sound(), Town.Area("B001", "T", "beat", (0, 0), (3, 0), (3, 3), (0, 3)) with { Layer = "police" }]);

        Assert.Equal("B001", map.Locate("police", Town.At(0.5, 0.5).X, Town.At(0.5, 0.5).Y, s_day)?.Value);
        Assert.Null(map.Locate("wards", Town.At(0.5, 0.5).X, Town.At(0.5, 0.5).Y, s_day));
        Assert.Equal((true, false), (map.Knows("police"), map.Knows("wards")));
    }

    private static string? At(AreaMap map, (double X, double Y) point, DateOnly day) =>
        map.Locate("main", Town.At(point.X, point.Y).X, Town.At(point.X, point.Y).Y, day)?.Value;
}
