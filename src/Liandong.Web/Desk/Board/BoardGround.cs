using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Liandong.Core.Areas;
using Liandong.Core.Cities;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Liandong.Web.Desk.Board;

/// <summary>The drawn ground of an area: its smallest pieces, the borders of what lies directly in it. Kept for a version of the city.</summary>
public sealed class BoardGround
{
    private const int MostKept = 200;
    private const double LongSide = 1000;
    private const double Edge = 12;
    private readonly ConcurrentDictionary<(string City, string Area, DateOnly Day), Drawn?> _kept = new();

    /// <summary>Null when the area has no shape, or nothing in it has.</summary>
    public Drawn? Of(City city, Area area, DateOnly day)
    {
        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }
        return _kept.GetOrAdd((city.Hash, area.Code.Value, day), _ => Draw(city, area, day));
    }

    private static Drawn? Draw(City city, Area area, DateOnly day)
    {
        var within = city.Areas.InLayer(AreaTree.MainLayer).Where(a => a.Shape is not null && a.Exists(day) && city.Areas.LiesIn(a.Code.Value, area.Code)).ToList();
        var holders = within.Select(a => a.Parent).OfType<AreaCode>().ToHashSet();
        var leaves = within.Where(a => !holders.Contains(a.Code)).ToList();
        if (leaves.Count == 0)
        {
            return null;
        }
        var around = leaves.Aggregate(new Envelope(), (e, a) => { e.ExpandToInclude(a.Shape!.EnvelopeInternal); return e; });
        var shrink = Math.Cos(around.Centre.Y * Math.PI / 180);
        var scale = (LongSide - (2 * Edge)) / Math.Max(around.Width * shrink, around.Height);
        var paper = new Paper(around.MinX, around.MaxY, scale * shrink, scale);
        var children = within.Where(a => a.Parent == area.Code).ToList();
        return new Drawn(paper, (around.Width * shrink * scale) + (2 * Edge), (around.Height * scale) + (2 * Edge),
            [.. leaves.Select(a => new Piece(a, paper.Path(a.Shape!), children.FirstOrDefault(c => city.Areas.LiesIn(a.Code.Value, c.Code)) ?? a))],
            string.Concat(children.Select(c => paper.Path(c.Shape!))),
            [.. children.Select(c => (c, paper.Place(c.Shape!.InteriorPoint.Coordinate)))]);
    }

    /// <summary>An area on paper.</summary>
    /// <param name="Children">What lies directly in it, with a point inside.</param>
    public sealed record Drawn(Paper Paper, double Width, double Height, IReadOnlyList<Piece> Pieces, string Borders, IReadOnlyList<(Area Area, (double X, double Y) At)> Children);

    /// <param name="Under">The child of the drawn area that holds it; itself when it is one.</param>
    public sealed record Piece(Area Area, string Path, Area Under);

    /// <summary>Degrees to units of the drawing.</summary>
    public sealed record Paper(double West, double North, double PerLon, double PerLat)
    {
        public (double X, double Y) Place(Coordinate at) => (Edge + ((at.X - West) * PerLon), Edge + ((North - at.Y) * PerLat));

        /// <summary>
        /// In whole units, each corner told from the one before: the board of 1,002 grids is 187 KB, with decimals it was 423.
        /// What falls together on paper is written once.
        /// </summary>
        public string Path(Geometry shape)
        {
            var path = new StringBuilder();
            foreach (var ring in LinearComponentExtracter.GetLines(shape))
            {
                (int X, int Y)? last = null;
                foreach (var corner in ring.Coordinates.Take(ring.Coordinates.Length - 1))
                {
                    var place = Place(corner);
                    var (x, y) = ((int)Math.Round(place.X), (int)Math.Round(place.Y));
                    if (last is not { } before)
                    {
                        path.Append(CultureInfo.InvariantCulture, $"M{x} {y}l");
                    }
                    else if (before != (x, y))
                    {
                        Append(path, x - before.X);
                        Append(path, y - before.Y);
                    }
                    last = (x, y);
                }
                path.Append('z');
            }
            return path.ToString();
        }

        /// <summary>A minus parts two numbers by itself.</summary>
        private static void Append(StringBuilder path, int number)
        {
            if (number >= 0 && char.IsAsciiDigit(path[^1]))
            {
                path.Append(' ');
            }
            path.Append(CultureInfo.InvariantCulture, $"{number}");
        }
    }
}
