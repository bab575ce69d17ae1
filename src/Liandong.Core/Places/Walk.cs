namespace Liandong.Core.Places;

/// <summary>An order of places for somebody on foot or on a bicycle: always on to the nearest that is left.</summary>
public static class Walk
{
    private const double MetresPerDegree = 111_320;

    /// <summary>Metres between two points, right to a percent within a city.</summary>
    public static double Metres((double Lon, double Lat) a, (double Lon, double Lat) b)
    {
        var (east, north) = ((b.Lon - a.Lon) * Math.Cos((a.Lat + b.Lat) / 2 * Math.PI / 180), b.Lat - a.Lat);
        return Math.Sqrt((east * east) + (north * north)) * MetresPerDegree;
    }

    /// <summary>Indices in the order of the way, with the metres from the one before (from the start to the first).</summary>
    /// <param name="start">Null: the way begins at the first of the points.</param>
    public static IReadOnlyList<(int Index, double Metres)> Order(IReadOnlyList<(double Lon, double Lat)> points, (double Lon, double Lat)? start)
    {
        var left = Enumerable.Range(0, points.Count).ToList();
        var way = new List<(int, double)>(points.Count);
        var at = start ?? points.FirstOrDefault();
        while (left.Count > 0)
        {
            var next = left.MinBy(i => Metres(at, points[i]));
            way.Add((next, Metres(at, points[next])));
            at = points[next];
            left.Remove(next);
        }
        return way;
    }
}
