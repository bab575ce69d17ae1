using System.Diagnostics;
using System.Text;
using Liandong.Core.Areas;
using Liandong.Tests.Imports;
using Liandong.Work.Cities;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using Xunit;

namespace Liandong.Tests.Cities;

public sealed class GeoJsonFileTests
{
    private const string Square = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]";

    [Fact]
    public void Shapes_come_with_their_line_and_what_is_said_of_them()
    {
        var read = Read($$$$"""
            {"type":"FeatureCollection","name":{"a":[1]},
             "features":[
              {"type":"Feature","properties":{"code":"X1","size":3.5,"more":{}},"geometry":{"type":"Polygon","coordinates":{{{{Square}}}}}},
              {"type":"Feature","properties":null,
               "geometry":{"type":"MultiPolygon","coordinates":[{{{{Square}}}},[[[5,5],[6,5],[6,6.00000004],[5,5]]]]}}
             ], "crs": null}
            """);

        Assert.Empty(read.Faults);
        Assert.Equal([3, 4], read.Features.Select(f => f.Line));
        Assert.Equal(new Dictionary<string, string> { ["code"] = "X1", ["size"] = "3.5" }, read.Features[0].Properties);
        Assert.Equal(1.5, read.Features[1].Shape.Area);
    }

    [Theory]
    [InlineData("[[[0,0],[1,0],[1,1]]]", GeoFaultKind.RingBroken)]
    [InlineData("[[[0,0],[1,0],[1,1],[0,1]]]", GeoFaultKind.RingBroken)]
    [InlineData("[[[0,0],[1,\"x\"],[1,1],[0,0]]]", GeoFaultKind.RingBroken)]
    [InlineData("[[[0,0],[1,1e999],[1,1],[0,0]]]", GeoFaultKind.OffTheEarth)]
    [InlineData("[[[0,0],[200,0],[1,1],[0,0]]]", GeoFaultKind.OffTheEarth)]
    [InlineData("[]", GeoFaultKind.RingBroken)]
    [InlineData("7", GeoFaultKind.NotAPolygon)]
    [InlineData("[[[0,0],[2,2],[2,0],[0,2],[0,0]]]", GeoFaultKind.ShapeInvalid)]
    public void A_broken_shape_is_named_by_its_line_and_the_others_are_read(string coordinates, GeoFaultKind kind)
    {
        var read = Read($"{{\"features\":[\n{Feature(coordinates)},\n{Feature(Square)}]}}");

        Assert.Equal(("areas.geojson", 2, kind), (read.Faults[0].File, read.Faults[0].Line, read.Faults[0].Kind));
        Assert.Equal(3, read.Features[^1].Line);
        Assert.Equal(kind == GeoFaultKind.ShapeInvalid ? 2 : 1, read.Features.Count);
    }

    [Theory]
    [InlineData("", GeoFaultKind.NotJson, 1), InlineData("{\"features\":[\n{]", GeoFaultKind.NotJson, 2)]
    [InlineData("[]", GeoFaultKind.NotFeatureCollection, 1), InlineData("{\"features\":{}}", GeoFaultKind.NotFeatureCollection, 1)]
    [InlineData("{\"features\":[\n7,null]}", GeoFaultKind.NotAPolygon, 2), InlineData("{\"features\":[]}\n\nx", GeoFaultKind.NotJson, 3)]
    public void A_file_that_is_no_collection_of_shapes_says_so(string json, GeoFaultKind kind, int line)
    {
        var fault = Read(json).Faults[0];

        Assert.Equal((kind, line), (fault.Kind, fault.Line));
    }

    [Fact]
    public void Every_point_of_San_Francisco_is_where_the_topology_library_puts_it()
    {
        var read = GeoJsonFile.Read("sf", File.ReadAllBytes(SharedData.File("sf_neighborhoods.geojson")));
        Console.WriteLine(string.Join('\n', read.Faults));
        Assert.All(read.Faults, f => Assert.Equal(GeoFaultKind.ShapeInvalid, f.Kind)); // The city's own file crosses itself in places.
        Assert.Equal(37, read.Features.Count);
        var areas = read.Features.Select((f, n) => (Code: new AreaCode($"N{n:00}"), f.Shape)).ToList();
        var watch = Stopwatch.StartNew();
        var raster = AreaRaster.Build(areas);
        Console.WriteLine($"raster of 37 areas, {areas.Sum(a => a.Shape.NumPoints)} corners: {watch.ElapsedMilliseconds} ms, {raster.Save().Length} bytes");

        var oracle = areas.Select(a => (a.Code, Shape: PreparedGeometryFactory.Prepare(Whole(a.Shape)))).ToList();
        var points = Points(areas.Select(a => a.Shape).ToList()).ToList();
        var found = points.Count(p => Check(raster, oracle, p) is not null);

        watch.Restart();
        for (var n = 0; n < 1_000_000; n++)
        {
            raster.Locate(points[n % points.Count].X, points[n % points.Count].Y);
        }

        Console.WriteLine($"{points.Count} points, {found} in an area; {1e9 / watch.Elapsed.TotalMicroseconds / 1e3:0.0} M lookups/s");
        Assert.True(found > 50_000);
    }

    private static AreaCode? Check(AreaRaster raster, List<(AreaCode Code, IPreparedGeometry Shape)> oracle, Coordinate p)
    {
        var point = new Point(Math.Round(p.X * 1e7), Math.Round(p.Y * 1e7));
        AreaCode? expected = null;
        foreach (var (code, shape) in oracle)
        {
            if (shape.Geometry.EnvelopeInternal.Covers(point.Coordinate) && shape.Covers(point))
            {
                expected = code;
                break;
            }
        }

        var given = raster.Locate(p.X, p.Y);
        Assert.True(expected == given, $"{p}: {expected} expected, {given} given");
        return given;
    }

    /// <summary>100,000 random ones, every corner, the middle of every side.</summary>
    private static IEnumerable<Coordinate> Points(List<Geometry> shapes)
    {
        var random = new Random(37);
        var box = new GeometryCollection([.. shapes]).EnvelopeInternal;
        for (var n = 0; n < 100_000; n++)
        {
            yield return new(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height));
        }

        foreach (var ring in shapes.SelectMany(s => LinearComponentExtracter.GetLines(s)).Cast<LineString>())
        {
            foreach (var (a, b) in ring.Coordinates.Zip(ring.Coordinates.Skip(1)))
            {
                yield return a;
                yield return new((a.X + b.X) / 2, (a.Y + b.Y) / 2);
            }
        }
    }

    /// <summary>In whole units, which doubles hold exactly.</summary>
    private static Geometry Whole(Geometry shape)
    {
        var whole = shape.Copy();
        whole.Apply(new WholeUnits());
        whole.GeometryChanged();
        return whole;
    }

    private static string Feature(string coordinates) => $"{{\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{coordinates}}}}}";

    private static GeoJsonRead Read(string json) => GeoJsonFile.Read("areas.geojson", Encoding.UTF8.GetBytes(json));

    private sealed class WholeUnits : ICoordinateFilter
    {
        public void Filter(Coordinate c) => (c.X, c.Y) = (Math.Round(c.X * 1e7), Math.Round(c.Y * 1e7));
    }
}
