using System.Text.Encodings.Web;
using Liandong.Core.Board;
using Liandong.Web.Desk.Models;

namespace Liandong.Web.Look;

/// <summary>Today by hour: what came in as a line, what went out dashed, the usual as a band behind. Labels stand at the lines' ends.</summary>
internal sealed class HourChartDrawing(BoardFlow flow, Texts texts, HtmlEncoder encoder)
{
    private const double Width = 560;
    private const double Height = 330;
    private const double Left = 50;
    private const double Right = 552;
    private const double Top = 40;
    private const double Bottom = 294;
    private static readonly int[] s_steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

    public string Draw()
    {
        var svg = new Svg(encoder);
        var most = Math.Max(4, Math.Max(flow.Hours.Max(h => Math.Max(h.In, h.Out)), flow.Usual?.Max(b => b.High) ?? 0));
        var step = s_steps.FirstOrDefault(s => most / s <= 4, (int)most);
        for (var line = step; line <= most; line += step)
        {
            svg.Line("grid", Left, Y(line, most), Right, Y(line, most));
            svg.Words("t-quiet", Left - 8, Y(line, most) + 9, Texts.Figure(line), "end");
        }
        if (flow.Usual is { } usual)
        {
            svg.Path("usual", Curve(usual.Select((b, h) => (X(h), Y(b.High, most)))) + Curve(usual.Select((b, h) => (X(h), Y(b.Low, most))).Reverse()).Replace('M', 'L') + "z");
        }
        svg.Line("axis", Left, Bottom, Right, Bottom);
        svg.Path("in", Curve(flow.Hours.Select(h => (X(h.Hour), Y(h.In, most)))));
        svg.Path("out", Curve(flow.Hours.Select(h => (X(h.Hour), Y(h.Out, most)))));
        Ends(svg, most);
        foreach (var hour in new[] { 0, 6, 12, 18, 24 })
        {
            svg.Words("t-quiet", X(hour) - 10.4, Height - 2, hour.ToString(System.Globalization.CultureInfo.InvariantCulture), "middle");
        }
        var last = flow.Hours[^1];
        var label = texts["board.chart.label", ("hour", last.Hour), ("in", last.In), ("out", last.Out)];
        return $"""<svg class="chart" viewBox="0 0 {Svg.N(Width)} {Svg.N(Height)}" role="img" aria-label="{encoder.Encode(label)}">{svg}</svg>""";
    }

    /// <summary>Beside the last points; in the evening, when there is no room to the right, to the left of them.</summary>
    private void Ends(Svg svg, double most)
    {
        var last = flow.Hours[^1];
        var (x, come, go) = (X(last.Hour), Y(last.In, most), Y(last.Out, most));
        svg.Circle("end", x, come, 5);
        svg.Circle("end-out", x, go, 5);
        // Two labels that would lie upon each other are pushed apart, whichever line is above.
        var apart = Math.Abs(come - go) < 34 ? (34 - Math.Abs(come - go)) / 2 : 0;
        var (inY, outY) = come <= go ? (come - apart, go + apart) : (come + apart, go - apart);
        var over = Math.Max(inY, outY) - (Bottom - 6);
        (inY, outY) = over > 0 ? (inY - over, outY - over) : (inY, outY);
        var (side, anchor) = last.Hour > 15 ? (-12, "end") : (12, "start");
        svg.Words("t-strong", x + side, inY + 4, texts["board.chart.in", ("n", last.In)], anchor);
        svg.Words("t-strong", x + side, outY + 4, texts["board.chart.out", ("n", last.Out)], anchor);
    }

    private static double X(double hour) => Left + ((hour + 0.5) * (Right - Left) / 24);

    private static double Y(double cases, double most) => Bottom - (cases / most * (Bottom - Top));

    private static string Curve(IEnumerable<(double X, double Y)> points) => string.Concat(points.Select((p, n) => $"{(n == 0 ? 'M' : 'L')}{Svg.N(p.X)} {Svg.N(p.Y)}"));
}
