using System.Diagnostics;
using Liandong.Core.Areas;
using Liandong.Core.Cities;
using Liandong.Work.Cities;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace Liandong.Bench;

/// <summary>A point's grid among Minhang's 1,002, beside the library's tree of prepared shapes; and what proving and loading the ground costs.</summary>
internal static class AreasSection
{
    private const int Points = 1_000_000;

    public static Task<string> RunAsync(Setting setting, CancellationToken cancel)
    {
        var files = CityFiles.ReadFolder(Path.Combine(setting.Root, "cities", "minhang"));
        var reading = CityFolder.Read(files);
        var city = reading.City ?? throw new InvalidOperationException($"cities/minhang is not sound: {reading.Faults[0]}");
        var grids = city.Areas.InLayer(AreaTree.MainLayer).Where(a => a.Level == city.ResponsibleLevel).ToList();
        var points = RandomPoints(city);
        var day = new DateOnly(2026, 3, 2);
        var tree = TreeOf(grids);
        var measured = new List<(double Read, double Prove, double Build, double Raster, double Tree)>();
        for (var round = 0; round <= setting.Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            measured.Add((Milliseconds(() => CityFolder.Read(files)),
                Milliseconds(() => GroundProof.Prove(city.Areas.All, city.Grounds, city.ResponsibleLevel)),
                Milliseconds(() => new AreaMap(city.Areas.All).Draw(day)),
                PerSecond(points, p => city.Locate(p.X, p.Y, day)), PerSecond(points[..(Points / 10)], p => LowestOf(tree, p))));
        }

        // The first round warms up.
        var figures = measured.Skip(1).ToList();
        var (raster, library) = (Spread.Of(figures.Select(f => f.Raster)), Spread.Of(figures.Select(f => f.Tree)));
        return Task.FromResult($"""
            {Figures.N(grids.Count)} grids of {Figures.N(grids.Sum(g => g.Shape!.NumPoints))} corners, {Figures.N(Points)} random points of the district's box, one thread, in turns with a tree of
            prepared shapes (NetTopologySuite). Budget: 1 M lookups/s.

            {Figures.Table(["what", "figure"],
            [
                ["lookups/s, point to grid", raster.Text()],
                ["the same by STRtree", library.Text()],
                ["raster is faster", $"**{Figures.N(raster.Median / library.Median, "F1")} x**"],
                ["raster of the day, all layers, ms", Spread.Of(figures.Select(f => f.Build)).Text()],
                ["proof of the ground, all levels and layers, ms", Spread.Of(figures.Select(f => f.Prove)).Text()],
                ["reading the whole city, ms", Spread.Of(figures.Select(f => f.Read)).Text()],
            ])}
            """);
    }

    private static Coordinate[] RandomPoints(City city)
    {
        var box = city.Areas.All.First(a => a.Parent is null).Shape!.EnvelopeInternal;
        var random = new Random(1002);
        return [.. Enumerable.Range(0, Points).Select(_ => new Coordinate(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height)))];
    }

    private static STRtree<(AreaCode Code, IPreparedGeometry Shape)> TreeOf(IEnumerable<Area> grids)
    {
        var tree = new STRtree<(AreaCode, IPreparedGeometry)>();
        foreach (var grid in grids)
        {
            tree.Insert(grid.Shape!.EnvelopeInternal, (grid.Code, PreparedGeometryFactory.Prepare(grid.Shape)));
        }

        tree.Build();
        return tree;
    }

    private static AreaCode? LowestOf(STRtree<(AreaCode Code, IPreparedGeometry Shape)> tree, Coordinate point)
    {
        var at = new Point(point);
        return tree.Query(at.EnvelopeInternal).Where(c => c.Shape.Covers(at)).Select(c => (AreaCode?)c.Code).Min();
    }

    private static double Milliseconds(Action what)
    {
        var begun = Stopwatch.GetTimestamp();
        what();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double PerSecond<T>(Coordinate[] points, Func<Coordinate, T> find)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var point in points)
        {
            find(point);
        }

        return points.Length / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
