using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace Liandong.Core.Areas;

/// <summary>A side of a polygon in whole 1e-7 degrees, its lower end first.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Side(int Ax, int Ay, int Bx, int By);

/// <summary>The sides of one area, sorted into horizontal bands, and the exact test of a point against them.</summary>
internal sealed class AreaOutline
{
    /// <summary>Whole units in a degree: 1.1 cm on the ground.</summary>
    public const double UnitsPerDegree = 1e7;

    private readonly int baseY;
    private readonly int shift;
    private readonly int[] bandStart;
    private readonly Side[] bandSides;

    public AreaOutline(Side[] sides, int baseY, int shift)
    {
        Sides = sides;
        this.shift = shift;
        this.baseY = baseY + (Band(sides.Min(s => s.Ay), baseY) << shift);
        bandStart = new int[Band(sides.Max(s => s.By), this.baseY) + 2];
        foreach (var side in sides)
        {
            for (var band = Band(side.Ay, this.baseY); band <= Band(side.By, this.baseY); band++)
            {
                bandStart[band + 1]++;
            }
        }

        for (var band = 1; band < bandStart.Length; band++)
        {
            bandStart[band] += bandStart[band - 1];
        }

        bandSides = new Side[bandStart[^1]];
        var next = bandStart.ToArray();
        foreach (var side in sides)
        {
            for (var band = Band(side.Ay, this.baseY); band <= Band(side.By, this.baseY); band++)
            {
                bandSides[next[band]++] = side;
            }
        }
    }

    public Side[] Sides { get; }

    /// <summary>Inside or on a side. Even-odd, so that holes need no care; products of 32-bit differences fit 64 bits and are compared, not subtracted.</summary>
    public bool Covers(int x, int y)
    {
        var band = Band(y, baseY);
        if (y < baseY || band >= bandStart.Length - 1)
        {
            return false;
        }

        var inside = false;
        foreach (ref readonly var side in bandSides.AsSpan(bandStart[band]..bandStart[band + 1]))
        {
            if (y < side.Ay || y > side.By || (x < side.Ax && x < side.Bx))
            {
                continue;
            }

            var along = ((long)side.Bx - side.Ax) * ((long)y - side.Ay);
            var across = ((long)side.By - side.Ay) * ((long)x - side.Ax);
            if (along == across && (x <= side.Ax || x <= side.Bx))
            {
                return true;
            }

            inside ^= across > along && y < side.By;
        }

        return inside;
    }

    /// <summary>How many sides <see cref="Covers"/> looks at.</summary>
    public int SidesBeside(int y) => y < baseY || Band(y, baseY) is var band && band >= bandStart.Length - 1 ? 0 : bandStart[band + 1] - bandStart[band];

    public static Side[] SidesOf(Geometry shape) =>
        [.. Rings(shape).SelectMany(r => r.Zip(r.Skip(1), (a, b) => SideOf(Snap(a), Snap(b)))).Where(s => (s.Ax, s.Ay) != (s.Bx, s.By))];

    public static int Snap(double degrees) => (int)Math.Round(degrees * UnitsPerDegree, MidpointRounding.AwayFromZero);

    private static (int X, int Y) Snap(Coordinate c) => (Snap(c.X), Snap(c.Y));

    private static Side SideOf((int X, int Y) a, (int X, int Y) b) => a.Y <= b.Y ? new(a.X, a.Y, b.X, b.Y) : new(b.X, b.Y, a.X, a.Y);

    private static IEnumerable<Coordinate[]> Rings(Geometry shape) => shape switch
    {
        Polygon polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(r => r.Coordinates),
        GeometryCollection many => many.Geometries.SelectMany(Rings),
        _ => [],
    };

    private int Band(int y, int from) => (int)(((long)y - from) >> shift);
}
