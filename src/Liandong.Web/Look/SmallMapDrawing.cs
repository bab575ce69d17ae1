using System.Text.Encodings.Web;

namespace Liandong.Web.Look;

/// <summary>Draws one point and its neighbours on blank paper: rings for distance, a scale bar, north. Needs no tiles and no network.</summary>
internal sealed class SmallMapDrawing(SmallMap map, Texts texts, HtmlEncoder encoder)
{
    private const double Width = 360;
    private const double Height = 232;
    private const double MetresPerDegree = 111_320;
    private static readonly int[] Bars = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
    private readonly Svg svg = new(encoder);
    private readonly List<(double X, double Y, double Width)> taken = [];

    public string Draw()
    {
        var shrink = Math.Cos(map.Lat * Math.PI / 180);
        var away = map.Neighbours
            .Select(near => (Near: near, East: (near.Lon - map.Lon) * MetresPerDegree * shrink, North: (near.Lat - map.Lat) * MetresPerDegree))
            .ToList();

        // What is farther than 600 m is in the list beside, not on this map.
        var reach = Math.Clamp(away.Select(near => Math.Max(Math.Abs(near.North), Math.Abs(near.East) * Height / Width)).DefaultIfEmpty(100).Max(), 40, 600);
        var perMetre = ((Height / 2) - 22) / reach;
        var bar = Bars.Last(metres => metres * perMetre <= 110 || metres == Bars[0]);
        svg.Box("m-ground", 0, 0, Width, Height);
        Outline(shrink, perMetre);
        foreach (var ring in Enumerable.Range(1, 4).Select(times => times * bar * perMetre).Where(radius => radius < Width / 2))
        {
            svg.Circle("m-ring", Width / 2, Height / 2, ring);
        }

        Frame(bar, bar * perMetre);
        Take(Width / 2, Height / 2, 8);
        var shown = away
            .Select(near => (near.Near, X: (Width / 2) + (near.East * perMetre), Y: (Height / 2) - (near.North * perMetre)))
            .Where(near => near.X is > 8 and < Width - 8 && near.Y is > 8 and < Height - 8)
            .ToList();
        foreach (var (near, x, y) in shown)
        {
            svg.Box(near.Open ? "m-near" : "m-over", x - 4.5, y - 4.5, 9, 9);
            Take(x - 5, y, 10);
        }

        foreach (var (near, x, y) in shown)
        {
            Label(near.Label, x, y);
        }

        svg.Circle("m-pin", Width / 2, Height / 2, 7);
        var label = encoder.Encode(texts["map.label", ("place", map.Label), ("n", map.Neighbours.Count)]);
        return $"""<svg class="map" viewBox="0 0 {Svg.N(Width)} {Svg.N(Height)}" role="img" aria-label="{label}">{svg}</svg>""";
    }

    /// <summary>The area it lies in; what reaches beyond the paper is cut off by it.</summary>
    private void Outline(double shrink, double perMetre)
    {
        var rings = map.Outline.Select(ring => "M" + string.Join('L', ring.Select(at =>
            $"{Svg.N((Width / 2) + ((at.Lon - map.Lon) * MetresPerDegree * shrink * perMetre))} {Svg.N((Height / 2) - ((at.Lat - map.Lat) * MetresPerDegree * perMetre))}")) + "z");
        if (map.Outline.Count > 0)
        {
            svg.Path("m-here", string.Concat(rings));
        }
    }

    private void Frame(int metres, double length)
    {
        var words = metres < 1000 ? texts["map.metres", ("n", metres)] : texts["map.kilometres", ("n", metres / 1000)];
        svg.Path("m-bar", $"M12 {Svg.N(Height - 16)}v4h{Svg.N(length)}v-4");
        svg.Words("t-quiet", 12, Height - 21, words);
        taken.Add((12, Height - 24, Math.Max(length, Svg.WidthOf(words))));
        svg.Path("m-north", $"M{Svg.N(Width - 18)} 30V12m-4 6 4-7 4 7");
        svg.Words("t-quiet", Width - 18, 43, texts["map.north"], "middle");
        taken.Add((Width - 26, 26, 20));
    }

    /// <summary>Beside its square where there is room, else not at all: the list has it.</summary>
    private void Label(string words, double x, double y)
    {
        var width = Svg.WidthOf(words);
        foreach (var left in new[] { x + 8, x - 8 - width })
        {
            if (left >= 4 && left + width <= Width - 4 && Free(left, y, width))
            {
                svg.Words("t-quiet", left, y + 4, words);
                Take(left, y, width);
                return;
            }
        }
    }

    private bool Free(double x, double y, double width) =>
        taken.TrueForAll(other => Math.Abs(other.Y - y) > 13 || x >= other.X + other.Width || other.X >= x + width);

    private void Take(double x, double y, double width) => taken.Add((x, y, width));
}
