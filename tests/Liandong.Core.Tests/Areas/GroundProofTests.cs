using Liandong.Core.Areas;
using NetTopologySuite.Geometries;
using Xunit;

namespace Liandong.Core.Tests.Areas;

public sealed class GroundProofTests
{
    private const double Metre = 1 / 111.195;

    [Fact]
    public void A_town_whose_plots_fill_it_has_no_fault() => Assert.Empty(Town.Sound().Faults());

    [Fact]
    public void The_direction_of_a_ring_and_the_corner_it_begins_at_do_not_matter()
    {
        var town = Town.Sound().WithShape("B2", (1, 2), (2, 2), (2, 1), (1, 1)).With("T", a => a with { Shape = a.Shape!.Reverse() });

        Assert.Empty(town.Faults());
    }

    [Fact]
    public void A_gap_of_a_metre_is_told_with_its_size_its_place_and_both_neighbours()
    {
        var fault = Assert.Single(Town.Sound().WithShape("B2", (1 + Metre, 1), (2, 1), (2, 2), (1 + Metre, 2)).Faults());

        Assert.Equal((GroundFaultKind.Gap, "B1", "B2"), Told(fault));
        Assert.Equal((95, 0.85), (Math.Round(fault.Patch!.SquareMetres), Math.Round(fault.Patch.Metres, 2)));
        Assert.False(fault.Patch.IsSliver);
        Assert.Equal((121.3810045, 31.1115), (Math.Round(fault.Patch.Lon, 7), Math.Round(fault.Patch.Lat, 7)));
    }

    [Fact]
    public void Ten_centimetres_are_a_sliver()
    {
        var fault = Assert.Single(Town.Sound().WithShape("B2", (1 + (Metre / 10), 1), (2, 1), (2, 2), (1 + (Metre / 10), 2)).Faults());

        Assert.Equal((GroundFaultKind.Gap, "B1", "B2"), Told(fault));
        Assert.True(fault.Patch!.IsSliver);
    }

    [Fact]
    public void An_overlap_names_both_plots()
    {
        var faults = Town.Sound().WithShape("B2", (0.9, 1), (2, 1), (2, 2), (0.9, 2)).Faults();

        Assert.Equal((GroundFaultKind.Overlap, "B1", "B2"), Told(Assert.Single(faults)));
        Assert.Equal(1059, Math.Round(faults[0].Patch!.SquareMetres));
    }

    [Fact]
    public void A_corner_that_only_one_side_of_a_border_has_is_told_though_no_ground_is_lost()
    {
        var faults = Town.Sound().WithShape("B2", (1, 1), (2, 1), (2, 2), (1, 2), (1, 1.5)).Faults();

        Assert.Equal((GroundFaultKind.BorderDiffers, "B1", "B2"), Told(Assert.Single(faults)));
        Assert.Equal((121.381, 31.1115), (faults[0].Patch!.Lon, faults[0].Patch!.Lat));
    }

    [Fact]
    public void A_corner_that_was_rounded_off_the_line_is_a_border_that_differs_and_no_gap()
    {
        var town = Town.Sound().WithShape("B1", (0, 1), (1, 1), (1.0003, 2), (0, 2)).WithShape("B2", (1, 1), (2, 1), (2, 2), (1.0003, 2), (1.0001, 1.5))
            .WithShape("C1", (0, 2), (1.0003, 2), (1, 3), (0, 3)).WithShape("C2", (1.0003, 2), (2, 2), (2, 3), (1, 3));

        Assert.Equal((GroundFaultKind.BorderDiffers, "B1", "B2"), Told(Assert.Single(town.Faults())));
    }

    [Fact]
    public void A_corner_of_the_parent_that_the_child_lacks_is_told_of_the_child()
    {
        var faults = Town.Sound().With("T", a => a with { Shape = Town.Shape((0, 0), (0.5, 0), (1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (3, 3), (2, 3), (1, 3), (0, 3), (0, 2), (0, 1)) }).Faults();

        Assert.Equal((GroundFaultKind.BorderDiffers, "A1", "T"), Told(Assert.Single(faults)));
    }

    [Fact]
    public void A_hole_that_nobody_fills_is_a_gap_and_one_that_is_filled_is_none()
    {
        var hollow = Town.Sound().With("B2", a => a with { Shape = new Polygon(Town.Ring((1, 1), (2, 1), (2, 2), (1, 2)), [Town.Ring((1.4, 1.4), (1.6, 1.4), (1.6, 1.6), (1.4, 1.6))]) });

        Assert.Equal((GroundFaultKind.Gap, "B2", null), Told(Assert.Single(hollow.Faults())));
        Assert.Empty(hollow.Append(Town.Area("B2-yard", "T", "plot", (1.4, 1.4), (1.6, 1.4), (1.6, 1.6), (1.4, 1.6))).ToList().Faults());
    }

    [Fact]
    public void A_plot_of_two_parts_fills_its_ground_as_well_as_any()
    {
        var (a1, c3) = (Town.Sound()[1].Shape!, Town.Sound()[9].Shape!);
        var town = Town.Sound().With("C3", _ => null).With("A1", a => a with { Shape = new MultiPolygon([(Polygon)a1, (Polygon)c3]) });

        Assert.Empty(town.Faults());
    }

    [Fact]
    public void What_reaches_out_of_its_parent_is_told_of_the_child()
    {
        var faults = Town.Sound().WithShape("C3", (2, 2), (3, 2), (3.2, 3), (2, 3)).Faults();

        Assert.Equal((GroundFaultKind.OutsideParent, "C3", "T"), Told(Assert.Single(faults)));
    }

    [Fact]
    public void A_corner_twice_in_a_row_is_told() =>
        Assert.Equal((GroundFaultKind.PointTwice, "B2", null), Told(Assert.Single(Town.Sound().WithShape("B2", (1, 1), (2, 1), (2, 1), (2, 2), (1, 2)).Faults())));

    [Fact]
    public void A_plot_without_a_shape_is_told_once_and_its_ground_is_no_gap() =>
        Assert.Equal((GroundFaultKind.NoShape, "B2", null), Told(Assert.Single(Town.Sound().With("B2", a => a with { Shape = null }).Faults())));

    [Fact]
    public void A_gap_is_told_beside_a_plot_without_a_shape()
    {
        var faults = Town.Sound().With("B2", a => a with { Shape = null }).WithShape("A1", (0.1, 0), (1, 0), (1, 1), (0.1, 1)).Faults();

        Assert.Equal([GroundFaultKind.NoShape, GroundFaultKind.Gap], faults.Select(f => f.Kind));
    }

    [Fact]
    public void A_plot_with_a_mistyped_parent_leaves_no_gap_behind() =>
        Assert.Empty(Town.Sound().With("B2", a => a with { Parent = new AreaCode("Tt") }).Faults());

    [Fact]
    public void A_plot_that_nobody_answers_for_is_told() =>
        Assert.Equal((GroundFaultKind.NoResponsible, "B2", null), Told(Assert.Single(Town.Sound().With("B2", a => a with { Responsible = null }).Faults())));

    [Fact]
    public void A_town_without_plots_beside_one_that_has_them_is_empty()
    {
        var town = Town.Sound().Append(Town.Area("U", null, "town", (5, 0), (6, 0), (6, 1), (5, 1))).ToList();

        Assert.Equal((GroundFaultKind.Empty, "U", null), Told(Assert.Single(town.Faults())));
    }

    [Fact]
    public void A_branch_may_leave_out_a_level_when_the_ground_is_filled_all_the_same()
    {
        var town = Town.Sound().Append(Town.Area("city", null, "city", (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 3), (3, 3), (2, 3), (1, 3), (0, 3), (0, 2), (0, 1)))
            .Append(Town.Area("direct", "city", "plot", (3, 0), (4, 0), (4, 3), (3, 3), (3, 2), (3, 1))).ToList().With("T", a => a with { Parent = new AreaCode("city") });

        Assert.Empty(GroundProof.Prove(town, [new("main", ["city", "town", "plot"])], null));
    }

    [Fact]
    public void Plots_that_merge_fill_the_ground_on_every_day_or_the_days_between_are_told()
    {
        List<Area> Merged(int day) => [.. Town.Sound().Select(a => a.Code.Value is "A1" or "A2" ? a with { To = new DateOnly(2026, 6, 30) } : a),
            Town.Area("A12", "T", "plot", (0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)) with { From = new DateOnly(2026, 7, day) }];

        Assert.Empty(Merged(1).Faults());
        Assert.Equal(GroundFaultKind.Gap, Assert.Single(Merged(3).Faults()).Kind);
        Assert.Equal([GroundFaultKind.Overlap, GroundFaultKind.Overlap], Merged(1).With("A12", a => a with { From = null }).Faults().Select(f => f.Kind));
    }

    [Fact]
    public void Many_faults_are_told_in_one_go()
    {
        var faults = Town.Sound().WithShape("A1", (0, 0), (1, 0), (1, 1), (0.01, 1)).WithShape("B2", (1, 1), (2, 1), (2, 2), (1, 2), (1, 1.5))
            .WithShape("C3", (2, 2), (3, 2), (3.2, 3), (1.9, 3)).With("A3", a => a with { Shape = null, Responsible = null }).Faults();

        Assert.Equal(["BorderDiffers B1", "Gap A1", "NoResponsible A3", "NoShape A3", "OutsideParent C3", "Overlap C2"],
            faults.Select(f => $"{f.Kind} {f.Area}").Order(StringComparer.Ordinal));
    }

    /// <summary>Whichever corner of whichever plot is moved by a unit or by ten metres: it is told, and told of a plot there.</summary>
    [Theory]
    [InlineData(1), InlineData(40), InlineData(1000)]
    public void No_moved_corner_goes_unseen(int units)
    {
        foreach (var plot in Town.Sound().Skip(1))
        {
            for (var n = 0; n < 4; n++)
            {
                foreach (var (dx, dy) in new[] { (1, 0), (0, 1), (-1, 1), (1, -1), (-1, 0), (0, -1) })
                {
                    var moved = (Polygon)plot.Shape!.Copy();
                    foreach (var at in n == 0 ? new[] { 0, 4 } : [n])
                    {
                        moved.ExteriorRing.CoordinateSequence.SetX(at, moved.ExteriorRing.CoordinateSequence.GetX(at) + (dx * units / 1e7));
                        moved.ExteriorRing.CoordinateSequence.SetY(at, moved.ExteriorRing.CoordinateSequence.GetY(at) + (dy * units / 1e7));
                    }

                    var faults = Town.Sound().With(plot.Code.Value, a => a with { Shape = moved }).Faults();

                    Assert.True(faults.Any(f => f.Area == plot.Code || f.Other == plot.Code), $"{plot.Code} corner {n} by {dx},{dy}: {string.Join("; ", faults)}");
                }
            }
        }
    }

    private static (GroundFaultKind, string, string?) Told(GroundFault fault) => (fault.Kind, fault.Area.Value, fault.Other?.Value);
}
