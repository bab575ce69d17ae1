using System.Globalization;
using System.Text.Json;
using Liandong.Core.Areas;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>The ground of the model district: proven, found by points, and each slip in it told.</summary>
public sealed class MinhangGroundTests
{
    private const string Grids = "areas/grids.geojson";
    private static readonly DateOnly s_day = new(2026, 3, 2);
    private static readonly CityFiles s_files = CityFiles.ReadFolder(Path.Combine(Folder(), "cities", "minhang"));

    /// <summary>A grid as it is written: whole 1e-7 degrees, the last corner like the first.</summary>
    private sealed record Outline(string Code, int Line, (long X, long Y)[] Ring);

    [Fact]
    public void The_district_is_filled_at_every_level_and_in_every_layer()
    {
        var (areas, log) = Read(s_files);

        Assert.Empty(log.All);
        Assert.Equal([("district", 1), ("town", 14), ("community", 555), ("grid", 1002)],
            areas.Where(a => a is { Shape: not null, Layer: "main" }).CountBy(a => a.Level).Select(l => (l.Key, l.Value)).OrderBy(l => l.Value));
        Assert.All(areas.Where(a => a.Level == "grid"), a => Assert.True(a.Responsible is not null && a.Team is not null));
    }

    [Fact]
    public void A_hundred_thousand_points_every_corner_and_the_middle_of_every_inner_side_lie_in_one_grid_as_an_exact_test_says()
    {
        var map = new AreaMap(Read(s_files).Areas);
        var grids = Outlines(s_files, Grids).OrderBy(g => g.Code, StringComparer.Ordinal).ToList();
        var near = grids.SelectMany(g => Cells(BoxOf(g)), (g, cell) => (g, cell)).ToLookup(x => x.cell, x => x.g);
        var district = Outlines(s_files, "areas/district.geojson").Single();
        var box = BoxOf(district);
        var (random, inside) = (new Random(1002), 0);
        while (inside < 100_000)
        {
            var (x, y) = (random.NextInt64(box.X1 - 999, box.X2 + 999), random.NextInt64(box.Y1 - 999, box.Y2 + 999));
            inside += Covers(district.Ring, x, y) ? 1 : 0;
            Check(x, y, Covers(district.Ring, x, y));
        }

        var walked = grids.SelectMany(g => g.Ring.Zip(g.Ring.Skip(1))).ToHashSet();
        foreach (var (a, b) in walked)
        {
            Check(a.X, a.Y, true);
            Check((a.X + b.X) / 2, (a.Y + b.Y) / 2, walked.Contains((b, a)) ? true : null);
        }

        // Null: the middle of an outer side is rounded to a unit, which may lie on either side of it.
        void Check(long x, long y, bool? within)
        {
            var holders = near[CellOf(x, y)].Where(g => Covers(g.Ring, x, y)).Select(g => g.Code).ToList();
            var given = map.Locate("main", x / 1e7, y / 1e7, s_day)?.Value;
            if (given != holders.FirstOrDefault() || (within is not null && within != (given is not null)))
            {
                Assert.Fail($"{x},{y}: {string.Join(' ', holders)} hold it, {given} was given");
            }
        }
    }

    /// <summary>What makes a lookup fast, counted and not timed: most cells lie in one grid, the others ask few sides, and nothing is allocated.</summary>
    [Fact]
    public void A_lookup_compares_few_sides_and_allocates_nothing()
    {
        var areas = Read(s_files).Areas;
        var raster = AreaRaster.Build([.. areas.Where(a => a is { Level: "grid", Shape: not null }).Select(a => (a.Code, a.Shape!))]);
        var map = new AreaMap(areas);
        map.Draw(s_day);
        var random = new Random(7);
        var points = Enumerable.Range(0, 100_000).Select(_ => (Lon: 121.27 + (random.NextDouble() * 0.3), Lat: 30.99 + (random.NextDouble() * 0.2))).Where(p => raster.Locate(p.Lon, p.Lat) is not null).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = 0;
        foreach (var (lon, lat) in points)
        {
            found += map.Locate("main", lon, lat, s_day) is null ? 0 : 1;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(points.Count, found);
        var sides = points.Select(p => raster.SidesCompared(p.Lon, p.Lat)).ToList();
        Assert.True(sides.Average() < 5 && sides.Max() < 60, $"{points.Count} points, {sides.Average()} sides each, at most {sides.Max()}");
    }

    [Fact]
    public void Slips_of_the_pen_all_over_the_district_are_told_in_one_go_each_at_its_grid_or_its_neighbour()
    {
        var lines = s_files.Files[Grids].Split('\n');
        var grids = Outlines(s_files, Grids);
        var holders = grids.SelectMany(g => g.Ring.Skip(1), (g, c) => (g, c)).ToLookup(x => x.c, x => x.g);
        var expected = new List<(string Slip, string Says, int[] Lines)>();
        Plant(40, "a gap of a metre", "belongs to nobody", g => MoveInner(g, -90));
        Plant(140, "a sliver", "sliver", g => MoveInner(g, -12));
        Plant(240, "an overlap", "as well", g => MoveInner(g, 400));
        Plant(340, "a corner more", "same corners", g => InnerSide(g) is var n and > 0 ? [.. g.Ring[..(n + 1)], Middle(g.Ring[n], g.Ring[n + 1]), .. g.Ring[(n + 1)..]] : null);
        Plant(440, "a corner twice", "twice in a row", g => [.. g.Ring[..4], .. g.Ring[3..]]);
        Plant(540, "a ring that crosses itself", "not a sound shape", g => [.. g.Ring[..3], g.Ring[5], g.Ring[4], g.Ring[3], .. g.Ring[6..]]);
        Plant(640, "a ring that does not close", "breaks a ring", g => g.Ring[..^1]);
        Plant(740, "a parent left", "reaches out of", g => Array.FindIndex(g.Ring, 1, c => holders[c].Count() == 2 && holders[c].Any(o => o.Code[..12] != g.Code[..12])) is var n and > 0 ? Moved(g, n, 900) : null);
        var files = s_files.Files.ToDictionary(f => f.Key, f => f.Value);
        files[Grids] = string.Join('\n', lines);
        var register = files["areas.csv"].Split('\n');
        var unnamed = Array.FindIndex(register, r => r.StartsWith(grids[840].Code + ",", StringComparison.Ordinal));
        register[unnamed] = register[unnamed].Replace("G" + grids[840].Code, "", StringComparison.Ordinal);
        files["areas.csv"] = string.Join('\n', register);

        var faults = CityFolder.Check(new CityFiles(files)).Faults.Where(f => f.File.StartsWith("areas", StringComparison.Ordinal)).ToList();

        Assert.Contains(faults, f => f.File == "areas.csv" && f.Line == unnamed + 1 && f.Text.En.Contains("nobody who answers", StringComparison.Ordinal));
        Assert.All(expected, e => Assert.True(faults.Any(f => f.File == Grids && e.Lines.Contains(f.Line) && f.Text.En.Contains(e.Says, StringComparison.Ordinal)), $"{e.Slip}\n{Told(faults)}"));
        Assert.All(faults.Where(f => f.File == Grids), f => Assert.True(expected.Any(e => e.Lines.Contains(f.Line)), Told([f])));
        Assert.Equal(1, faults.Count(f => f.File != Grids));

        // In the grid named, or the next that has such a corner.
        void Plant(int at, string slip, string says, Func<Outline, IEnumerable<(long X, long Y)>?> change)
        {
            var (grid, ring) = grids.Skip(at).Select(g => (g, change(g))).First(c => c.Item2 is not null);
            lines[grid.Line - 1] = $"{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{grid.Code}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{string.Join(',', ring!.Select(Written))}]]}}}},";
            expected.Add((slip, says, [.. grid.Ring.SelectMany(c => holders[c]).Select(g => g.Line).Append(grid.Line).Distinct()]));
        }

        // A side between two grids of one community, corners and all.
        int InnerSide(Outline g) => Enumerable.Range(1, g.Ring.Length - 2).FirstOrDefault(n => holders[g.Ring[n]].Count() == 2 && holders[g.Ring[n]].Intersect(holders[g.Ring[n + 1]]).Count() == 2
            && holders[g.Ring[n]].Concat(holders[g.Ring[n + 1]]).All(o => o.Code[..12] == g.Code[..12]));

        (long X, long Y)[]? MoveInner(Outline g, int units) => InnerSide(g) is var n and > 0 ? Moved(g, n, units) : null;
    }

    /// <summary>A corner moved away from its neighbours' middle line, out of the grid when units are positive.</summary>
    private static (long X, long Y)[] Moved(Outline grid, int n, int units)
    {
        var (before, at, after) = (grid.Ring[n - 1], grid.Ring[n], grid.Ring[(n + 1) % (grid.Ring.Length - 1)]);
        var (dx, dy) = ((double)(after.Y - before.Y), (double)(before.X - after.X)); // To the right of a ring that runs left: outwards.
        var length = double.Hypot(dx, dy);
        var moved = grid.Ring.ToArray();
        moved[n] = (at.X + (long)Math.Round(dx / length * units), at.Y + (long)Math.Round(dy / length * units));
        return moved;
    }

    private static (long X, long Y) Middle((long X, long Y) a, (long X, long Y) b) => ((a.X + b.X) / 2, (a.Y + b.Y) / 2);

    private static string Written((long X, long Y) c) => string.Create(CultureInfo.InvariantCulture, $"[{c.X / 10_000_000m},{c.Y / 10_000_000m}]");

    private static (IReadOnlyList<Area> Areas, FaultLog Log) Read(CityFiles files)
    {
        var log = new FaultLog();
        var settings = CitySettings.Read(files, log)!;
        var named = AreasFile.Read(files, log);
        var shapes = AreaShapes.Read(files, named.Select(a => a.Code.Value).ToHashSet(StringComparer.Ordinal).Contains, log);
        var areas = shapes.On(named);
        GroundCheck.Prove(settings, areas, shapes, log);
        return (areas, log);
    }

    /// <summary>Read apart from the product, in whole numbers.</summary>
    private static List<Outline> Outlines(CityFiles files, string file) => [.. files.Files[file].Split('\n').Index()
        .Where(l => l.Item.StartsWith("{\"type\":\"Feature\",", StringComparison.Ordinal))
        .Select(l => (l.Index, Json: JsonDocument.Parse(l.Item.TrimEnd(',')).RootElement))
        .Select(l => new Outline(l.Json.GetProperty("properties").GetProperty("code").GetString()!, l.Index + 1,
            [.. l.Json.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Single().EnumerateArray().Select(c => (Units(c[0]), Units(c[1])))]))];

    private static long Units(JsonElement degrees) => (long)(degrees.GetDecimal() * 10_000_000m);

    private static (long X, long Y) CellOf(long x, long y) => (x / 20_000, y / 20_000);

    private static IEnumerable<(long X, long Y)> Cells((long X1, long Y1, long X2, long Y2) box) =>
        from x in Enumerable.Range((int)CellOf(box.X1, 0).X, (int)(CellOf(box.X2, 0).X - CellOf(box.X1, 0).X) + 1)
        from y in Enumerable.Range((int)CellOf(0, box.Y1).Y, (int)(CellOf(0, box.Y2).Y - CellOf(0, box.Y1).Y) + 1)
        select ((long)x, (long)y);

    private static (long X1, long Y1, long X2, long Y2) BoxOf(Outline g) => (g.Ring.Min(c => c.X), g.Ring.Min(c => c.Y), g.Ring.Max(c => c.X), g.Ring.Max(c => c.Y));

    /// <summary>Winding number in whole numbers; a point on a side is covered. A district's differences are below 2^23: their products fit.</summary>
    private static bool Covers((long X, long Y)[] ring, long x, long y)
    {
        var winding = 0;
        for (var k = 0; k + 1 < ring.Length; k++)
        {
            var (a, b) = (ring[k], ring[k + 1]);
            var turn = checked(((b.X - a.X) * (y - a.Y)) - ((b.Y - a.Y) * (x - a.X)));
            if (turn == 0 && x >= Math.Min(a.X, b.X) && x <= Math.Max(a.X, b.X) && y >= Math.Min(a.Y, b.Y) && y <= Math.Max(a.Y, b.Y))
            {
                return true;
            }

            winding += a.Y <= y && b.Y > y && turn > 0 ? 1 : a.Y > y && b.Y <= y && turn < 0 ? -1 : 0;
        }

        return winding != 0;
    }

    private static string Told(IEnumerable<Fault> faults) => string.Join('\n', faults.Select(f => $"{f.File}:{f.Line} {f.Value} {f.Text.En}"));

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Liandong.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
