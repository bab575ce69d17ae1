using System.Numerics;
using Liandong.Core.Areas;
using NetTopologySuite.Geometries;
using Xunit;

namespace Liandong.Core.Tests.Areas;

public sealed class AreaRasterTests
{
    private const double Unit = 1e-7;

    [Fact]
    public void A_shared_border_belongs_to_the_lower_code_and_the_outer_border_is_inside()
    {
        var raster = AreaRaster.Build([(new("b"), Box(0, 0, 10, 10)), (new("a"), Box(10, 0, 20, 10))]);

        Assert.Equal("b", At(raster, 0, 0));
        Assert.Equal("b", At(raster, 9, 5));
        Assert.Equal("a", At(raster, 10, 5));
        Assert.Equal("a", At(raster, 20, 10));
        Assert.Null(At(raster, 21, 5));
        Assert.Null(At(raster, 5, -1));
    }

    [Fact]
    public void A_hole_is_outside_its_rim_is_not_and_what_fills_it_is_found()
    {
        var ring = new Polygon(Ring(0, 0, 90, 90), [Ring(30, 30, 60, 60)]);
        var raster = AreaRaster.Build([(new("town"), ring), (new("yard"), Box(40, 40, 50, 50))]);

        Assert.Equal("town", At(raster, 30, 45));
        Assert.Null(At(raster, 31, 45));
        Assert.Equal("yard", At(raster, 45, 45));
    }

    [Fact]
    public void A_place_that_is_none_is_in_no_area()
    {
        var raster = AreaRaster.Build([(new("earth"), new Polygon(new LinearRing([new(-180, -90), new(180, -90), new(180, 90), new(-180, 90), new(-180, -90)])))]);

        Assert.Equal("earth", raster.Locate(180, 90)?.Value);
        Assert.Equal("earth", raster.Locate(121.38, 31.11)?.Value);
        (double, double)[] none = [(double.NaN, 0), (0, double.NaN), (181, 0), (0, -91), (double.PositiveInfinity, 0)];
        Assert.All(none, p => Assert.Null(raster.Locate(p.Item1, p.Item2)));
        Assert.Null(AreaRaster.Build([]).Locate(0, 0));
    }

    [Theory]
    [InlineData(1, 200), InlineData(97, 100), InlineData(60_000, 100)]
    public void Every_point_of_random_partitions_is_where_a_slow_oracle_puts_it(int scale, int partitions)
    {
        for (var seed = 0; seed < partitions; seed++)
        {
            var random = new Random(seed);
            var areas = RandomPartition(random, scale);
            var raster = AreaRaster.Build([.. areas.Select(a => (a.Code, Shape(a)))]);
            var loaded = AreaRaster.Load(raster.Save());
            foreach (var (x, y) in Points(areas, random, scale))
            {
                var expected = areas.Where(a => a.Parts.Any(p => Covers(p, x, y))).Select(a => a.Code.Value).Min(StringComparer.Ordinal);
                Assert.True(expected == At(raster, x, y), $"seed {seed}, point {x},{y}: {expected} expected, {At(raster, x, y)} given");
                Assert.Equal(expected, At(loaded, x, y));
            }
        }
    }

    private sealed record Territory(AreaCode Code, List<(long X, long Y)[]> Parts);

    /// <summary>A crooked chequerboard; each code gets one or more of its fields, anywhere, and some fields belong to nobody.</summary>
    private static List<Territory> RandomPartition(Random random, int scale)
    {
        var (columns, rows) = (random.Next(1, 6), random.Next(1, 6));
        var at = (random.Next(-1_000, 1_000) * 100L, random.Next(-1_000, 1_000) * 100L);
        var corners = new (long X, long Y)[columns + 1, rows + 1];
        for (var i = 0; i <= columns; i++)
        {
            for (var j = 0; j <= rows; j++)
            {
                corners[i, j] = (at.Item1 + (((i * 8) + random.Next(-3, 4)) * scale), at.Item2 + (((j * 8) + random.Next(-3, 4)) * scale));
            }
        }

        var names = random.Next(1, 9);
        return [.. Enumerable.Range(0, columns * rows)
            .Select(n => (Name: random.Next(names), I: n % columns, J: n / columns))
            .Where(f => f.Name > 0)
            .GroupBy(f => f.Name)
            .Select(g => new Territory(new($"{(char)('A' + g.Key)}{g.Key}"), [.. g.Select(f => new[]
            {
                corners[f.I, f.J], corners[f.I + 1, f.J], corners[f.I + 1, f.J + 1], corners[f.I, f.J + 1],
            })]))];
    }

    private static IEnumerable<(long X, long Y)> Points(List<Territory> areas, Random random, int scale)
    {
        foreach (var part in areas.SelectMany(a => a.Parts))
        {
            for (var k = 0; k < part.Length; k++)
            {
                var (a, b) = (part[k], part[(k + 1) % part.Length]);
                foreach (var (x, y) in new[] { a, ((a.X + b.X) / 2, (a.Y + b.Y) / 2) })
                {
                    yield return (x, y);
                    yield return (x + random.Next(-1, 2), y + random.Next(-1, 2));
                }
            }

            yield return (part[0].X + random.Next(-9 * scale, 9 * scale), part[0].Y + random.Next(-9 * scale, 9 * scale));
        }
    }

    /// <summary>The oracle: winding number with whole numbers of any size; a point on a side is covered.</summary>
    private static bool Covers((long X, long Y)[] ring, long x, long y)
    {
        var winding = 0;
        for (var k = 0; k < ring.Length; k++)
        {
            var (a, b) = (ring[k], ring[(k + 1) % ring.Length]);
            var turn = (((BigInteger)b.X - a.X) * (y - a.Y)) - (((BigInteger)b.Y - a.Y) * (x - a.X));
            if (turn.IsZero && x >= Math.Min(a.X, b.X) && x <= Math.Max(a.X, b.X) && y >= Math.Min(a.Y, b.Y) && y <= Math.Max(a.Y, b.Y))
            {
                return true;
            }

            winding += a.Y <= y && b.Y > y && turn > 0 ? 1 : a.Y > y && b.Y <= y && turn < 0 ? -1 : 0;
        }

        return winding != 0;
    }

    private static string? At(AreaRaster raster, long x, long y) => raster.Locate(x * Unit, y * Unit)?.Value;

    private static MultiPolygon Shape(Territory area) => new([.. area.Parts.Select(p =>
        new Polygon(new LinearRing([.. p.Append(p[0]).Select(c => new Coordinate(c.X * Unit, c.Y * Unit))])))]);

    private static Polygon Box(int x1, int y1, int x2, int y2) => new(Ring(x1, y1, x2, y2));

    private static LinearRing Ring(int x1, int y1, int x2, int y2) =>
        new([new(x1 * Unit, y1 * Unit), new(x2 * Unit, y1 * Unit), new(x2 * Unit, y2 * Unit), new(x1 * Unit, y2 * Unit), new(x1 * Unit, y1 * Unit)]);
}
