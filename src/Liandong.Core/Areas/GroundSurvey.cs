using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Liandong.Core.Areas;

/// <summary>
/// Says what is wrong around one parent whose children's sides do not cancel out: which ground is nobody's, whose twice, whose outside, and
/// which corners one border has and the other not. Shapes are measured in whole units from the parent's corner, which doubles hold exactly.
/// </summary>
internal sealed class GroundSurvey
{
    /// <summary>Whole corners leave no less than half a unit's square; what is smaller comes of rounding where borders cross.</summary>
    private const double LeastArea = 0.25;

    /// <summary>Metres along a meridian in 1e-7 degrees.</summary>
    private const double MetresPerUnit = 0.0111195;

    private readonly Area? _parent;
    private readonly IReadOnlyList<Area> _children;
    private readonly int _shapeless;
    private readonly Corner _origin;
    private readonly double _shrink;
    private readonly Geometry[] _shapes;
    private readonly Geometry[] _unplaced;
    private readonly STRtree<int> _index = new();
    private readonly List<Geometry> _patches = [];
    private readonly List<GroundFault> _faults = [];

    /// <param name="shapeless">How many more children there are whose shapes are not known: as many of the largest gaps are theirs.</param>
    /// <param name="unplaced">Areas whose parents are not known: their ground is not missing.</param>
    public GroundSurvey(Area? parent, IReadOnlyList<Area> children, int shapeless, IReadOnlyList<Area> unplaced)
    {
        (_parent, _children, _shapeless) = (parent, children, shapeless);
        var box = (parent ?? children[0]).Shape!.EnvelopeInternal;
        _origin = Corner.Of(new Coordinate(box.MinX, box.MinY));
        _shrink = Math.Cos(double.DegreesToRadians(box.Centre.Y));
        _shapes = [.. children.Select(c => Whole(c.Shape!))];
        _unplaced = [.. unplaced.Select(c => Whole(c.Shape!))];
        for (var n = 0; n < _shapes.Length; n++)
        {
            _index.Insert(_shapes[n].EnvelopeInternal, n);
        }
    }

    public IReadOnlyList<GroundFault> Explain(IReadOnlyList<OpenBorder> open)
    {
        FindOverlaps();
        var covered = OverlayNGRobust.Union(_shapes);
        var ground = _parent is null ? Filled(covered) : Whole(_parent.Shape!);
        FindOutside(ground);
        FindGaps(ground, covered);
        FindCorners(open);
        if (_patches.Count == 0 && _unplaced.Length == 0 && _parent is not null)
        {
            // Nothing above explains it, and still the sides do not cancel out: that is never silent.
            Tell(GroundFaultKind.BorderDiffers, open[0].Owner ?? _parent, null, Of(open[0].Side.From));
        }

        return _faults;
    }

    private void FindOverlaps()
    {
        for (var n = 0; n < _shapes.Length; n++)
        {
            foreach (var other in _index.Query(_shapes[n].EnvelopeInternal).Where(o => o > n).Order())
            {
                foreach (var patch in Patches(_shapes[n], _shapes[other], SpatialFunction.Intersection))
                {
                    Tell(GroundFaultKind.Overlap, _children[n], _children[other], patch);
                }
            }
        }
    }

    private void FindOutside(Geometry ground)
    {
        var within = PreparedGeometryFactory.Prepare(ground);
        for (var n = 0; n < _shapes.Length; n++)
        {
            foreach (var patch in within.Covers(_shapes[n]) ? [] : Patches(_shapes[n], ground, SpatialFunction.Difference))
            {
                Tell(GroundFaultKind.OutsideParent, _children[n], _parent, patch);
            }
        }
    }

    private void FindGaps(Geometry ground, Geometry covered)
    {
        var known = _unplaced.Aggregate(covered, (all, shape) => OverlayNGRobust.Overlay(all, shape, SpatialFunction.Union));
        var gaps = Patches(ground, known, SpatialFunction.Difference).OrderByDescending(p => p.Area).ToList();
        _patches.AddRange(gaps.Take(_shapeless));
        foreach (var patch in gaps.Skip(_shapeless))
        {
            var beside = Beside(patch);
            Tell(GroundFaultKind.Gap, beside.Count > 0 ? beside[0] : _parent ?? _children[0], beside.Count > 1 ? beside[1] : null, patch);
        }
    }

    /// <summary>Those that lie along a piece of ground, the longest border first.</summary>
    private List<Area> Beside(Geometry patch)
    {
        var box = patch.EnvelopeInternal.Copy();
        box.ExpandBy(1);
        var around = patch.Boundary;
        return [.. _index.Query(box).Order().Where(n => _shapes[n].IsWithinDistance(patch, 1))
            .OrderByDescending(n => OverlayNGRobust.Overlay(around, _shapes[n].Buffer(1), SpatialFunction.Intersection).Length).Take(2).Select(n => _children[n])];
    }

    /// <summary>Corners of one border on the side of another; those of a piece of ground that is told already belong to it. One for each pair.</summary>
    private void FindCorners(IReadOnlyList<OpenBorder> open)
    {
        var told = new HashSet<(AreaCode?, AreaCode?)>();
        var sides = new STRtree<OpenBorder>();
        foreach (var border in open)
        {
            sides.Insert(new Envelope(Of(border.Side.From).Coordinate, Of(border.Side.To).Coordinate), border);
        }

        foreach (var (owner, side) in open)
        {
            foreach (var corner in new[] { side.From, side.To })
            {
                var at = Of(corner);
                var passing = sides.Query(at.EnvelopeInternal).FirstOrDefault(s => !ReferenceEquals(s.Owner, owner) && s.Side.Passes(corner));
                if (passing is null || told.Contains((passing.Owner?.Code, owner?.Code)) || _patches.Exists(p => p.IsWithinDistance(at, 1)))
                {
                    continue;
                }

                told.UnionWith([(passing.Owner?.Code, owner?.Code), (owner?.Code, passing.Owner?.Code)]);
                var (area, other) = passing.Owner is null ? (owner!, _parent) : (passing.Owner, owner ?? _parent);
                Tell(GroundFaultKind.BorderDiffers, area, other, at);
            }
        }
    }

    private IEnumerable<Geometry> Patches(Geometry a, Geometry b, SpatialFunction what) =>
        PolygonExtracter.GetPolygons(OverlayNGRobust.Overlay(a, b, what)).Where(p => p.Area >= LeastArea);

    private void Tell(GroundFaultKind kind, Area area, Area? other, Geometry where)
    {
        var patch = Measure(where);
        var corner = where.Area > 0 && patch.Metres < GroundPatch.CornerMetres;
        _faults.Add(new GroundFault(corner ? GroundFaultKind.BorderDiffers : kind, area.Code, other?.Code, patch));
        _patches.Add(where);
    }

    private GroundPatch Measure(Geometry where)
    {
        var inside = where.InteriorPoint.Coordinate;
        var around = LinearComponentExtracter.GetLines(where).Cast<LineString>()
            .Sum(l => l.Coordinates.Zip(l.Coordinates.Skip(1), (a, b) => double.Hypot((b.X - a.X) * _shrink, b.Y - a.Y)).Sum()) * MetresPerUnit;
        var area = where.Area * MetresPerUnit * MetresPerUnit * _shrink;
        return new(area, around > 0 ? 2 * area / around : 0, (_origin.X + inside.X) / AreaOutline.UnitsPerDegree, (_origin.Y + inside.Y) / AreaOutline.UnitsPerDegree);
    }

    /// <summary>What the children surround: without a parent's shape a hole in them is taken for a gap.</summary>
    private static Geometry Filled(Geometry covered) => OverlayNGRobust.Union(PolygonExtracter.GetPolygons(covered).Cast<Polygon>()
        .Select(p => (Geometry)new Polygon((LinearRing)p.ExteriorRing.Copy())).ToArray());

    private Geometry Whole(Geometry shape)
    {
        var whole = shape.Copy();
        whole.Apply(new WholeUnits(_origin));
        whole.GeometryChanged();
        return whole;
    }

    private Point Of(Corner corner) => new((double)corner.X - _origin.X, (double)corner.Y - _origin.Y);

    private sealed class WholeUnits(Corner origin) : ICoordinateFilter
    {
        public void Filter(Coordinate c) => (c.X, c.Y) = ((double)AreaOutline.Snap(c.X) - origin.X, (double)AreaOutline.Snap(c.Y) - origin.Y);
    }
}
