using System.Runtime.InteropServices;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Liandong.Core.Areas;

/// <summary>A corner in whole 1e-7 degrees.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Corner(int X, int Y)
{
    public static Corner Of(Coordinate degrees) => new(AreaOutline.Snap(degrees.X), AreaOutline.Snap(degrees.Y));
}

/// <summary>A side that is walked from one corner to the next with the area on the left.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Border(Corner From, Corner To)
{
    /// <summary>The corner lies on the side, and not at its ends. Exact: products of 32-bit differences fit 128 bits.</summary>
    public bool Passes(Corner c) => c != From && c != To
        && c.X >= Math.Min(From.X, To.X) && c.X <= Math.Max(From.X, To.X) && c.Y >= Math.Min(From.Y, To.Y) && c.Y <= Math.Max(From.Y, To.Y)
        && (Int128)((long)To.X - From.X) * ((long)c.Y - From.Y) == (Int128)((long)To.Y - From.Y) * ((long)c.X - From.X);
}

/// <summary>A side that nothing meets, and whose it is; null for the parent's.</summary>
internal sealed record OpenBorder(Area? Owner, Border Side);

/// <summary>Takes shapes apart into sides and finds those that do not cancel out.</summary>
internal static class Borders
{
    /// <summary>The sides of a valid shape, whichever way its rings are written.</summary>
    public static IEnumerable<Border> Of(Geometry shape) =>
        from polygon in PolygonExtracter.GetPolygons(shape).Cast<Polygon>()
        from ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select((r, n) => (r.Coordinates, IsShell: n == 0))
        let turned = Orientation.IsCCW(ring.Coordinates) != ring.IsShell
        from side in ring.Coordinates.Select(Corner.Of).Pairs()
        where side.From != side.To
        select turned ? new Border(side.To, side.From) : side;

    /// <summary>Corners that stand twice in a row.</summary>
    public static IEnumerable<GroundFault> PointsTwice(Area area) =>
        from ring in LinearComponentExtracter.GetLines(area.Shape).Cast<LineString>()
        from side in ring.Coordinates.Select(Corner.Of).Pairs()
        where side.From == side.To
        select new GroundFault(GroundFaultKind.PointTwice, area.Code, null,
            new GroundPatch(0, 0, side.From.X / AreaOutline.UnitsPerDegree, side.From.Y / AreaOutline.UnitsPerDegree));

    /// <summary>
    /// Every side that is walked more often one way than the other, a parent's outline counting against its children's. None: the
    /// children fill the parent, each point once. Without a parent the outer border is among them.
    /// </summary>
    public static IReadOnlyList<OpenBorder> LeftOver(Border[]? parent, IEnumerable<(Area Area, Border[] Sides)> children)
    {
        var balance = new Dictionary<Border, int>();
        var all = children.SelectMany(c => c.Sides, (c, side) => new OpenBorder(c.Area, side))
            .Concat((parent ?? []).Select(side => new OpenBorder(null, side))).ToList();
        foreach (var (owner, side) in all)
        {
            var (way, turned) = Canonical(side);
            CollectionsMarshal.GetValueRefOrAddDefault(balance, way, out _) += turned == (owner is null) ? 1 : -1;
        }

        return [.. all.Where(s => balance[Canonical(s.Side).Way] != 0)];
    }

    private static (Border Way, bool Turned) Canonical(Border side) =>
        (side.From.X, side.From.Y).CompareTo((side.To.X, side.To.Y)) < 0 ? (side, false) : (new Border(side.To, side.From), true);

    private static IEnumerable<Border> Pairs(this IEnumerable<Corner> ring) => ring.Zip(ring.Skip(1), (a, b) => new Border(a, b));
}
