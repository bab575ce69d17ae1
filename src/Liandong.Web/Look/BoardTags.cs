using System.Globalization;
using System.Text.Encodings.Web;
using Liandong.Web.Desk.Models;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Liandong.Web.Look;

/// <summary><c>&lt;into to="url"&gt;</c>: a link where there is somewhere to go, else the words alone.</summary>
[HtmlTargetElement("into")]
public sealed class IntoTag : TagHelper
{
    public string? To { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Razor hands an absent string over as an empty one.
        output.TagName = string.IsNullOrEmpty(To) ? "span" : "a";
        if (output.TagName is "a")
        {
            output.Attributes.SetAttribute("href", To);
        }
    }
}

/// <summary><c>&lt;hour-chart of="flow" /&gt;</c>.</summary>
[HtmlTargetElement("hour-chart", TagStructure = TagStructure.WithoutEndTag)]
public sealed class HourChartTag(Texts texts, HtmlEncoder encoder) : TagHelper
{
    public BoardFlow? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Of is { Hours.Count: > 0 } flow)
        {
            output.Content.SetHtmlContent(new HourChartDrawing(flow, texts, encoder).Draw());
        }
    }
}

/// <summary><c>&lt;spark of="days" goal="0.95" /&gt;</c>: shares of days as a line, the goal a thin one; the figure stands beside it.</summary>
[HtmlTargetElement("spark", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SparkTag(HtmlEncoder encoder) : TagHelper
{
    private const double Width = 200;
    private const double Height = 36;

    /// <summary>The scale begins here: offices differ by a few points, and what lies lower is drawn at the foot.</summary>
    private const double Foot = 0.7;

    public IReadOnlyList<double?> Of { get; set; } = [];

    public double Goal { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var svg = new Svg(encoder);
        svg.Line("grid", 0, Y(Goal), Width, Y(Goal));
        // A day without a closed case is a gap, not a nought.
        var path = "";
        var drawn = false;
        for (var n = 0; n < Of.Count; n++)
        {
            if (Of[n] is { } share)
            {
                path += $"{(drawn ? 'L' : 'M')}{Svg.N(n * Width / Math.Max(1, Of.Count - 1))} {Svg.N(Y(share))}";
            }
            drawn = Of[n] is not null;
        }
        if (path.Length > 0)
        {
            svg.Path("in", path);
        }
        output.Content.SetHtmlContent($"""<svg class="chart spark" viewBox="0 0 {Svg.N(Width)} {Svg.N(Height)}" preserveAspectRatio="none" aria-hidden="true">{svg}</svg>""");
    }

    private static double Y(double share) => 2 + ((1 - ((Math.Max(share, Foot) - Foot) / (1 - Foot))) * (Height - 4));
}

/// <summary><c>&lt;board-map of="map" /&gt;</c>: areas in shades, what is late as red squares.</summary>
[HtmlTargetElement("board-map", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BoardMapTag(HtmlEncoder encoder) : TagHelper
{
    private const double Lamp = 13;

    public BoardMap? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Of is not { } map)
        {
            return;
        }
        var svg = new Svg(encoder);
        foreach (var cells in map.Cells)
        {
            svg.Linked(cells.Url, cells.Title, s => s.Path($"q{cells.Shade.ToString(CultureInfo.InvariantCulture)} cell", cells.Path));
        }
        if (map.Borders.Length > 0)
        {
            svg.Path("m-town", map.Borders);
        }
        foreach (var pin in map.Pins)
        {
            svg.Linked(pin.Url, pin.Title, s => Draw(s, pin));
        }
        foreach (var sign in map.Signs)
        {
            svg.Words("m-sign", sign.X, sign.Y, sign.Words, "middle");
        }
        output.Content.SetHtmlContent($"""<svg class="map" viewBox="0 0 {Svg.N(map.Width)} {Svg.N(map.Height)}" role="group" aria-label="{encoder.Encode(map.Label)}">{svg}</svg>""");
    }

    private static void Draw(Svg svg, BoardPin pin)
    {
        if (pin.Count > 1)
        {
            svg.Circle(pin.Red ? "m-many m-late" : "m-many", pin.X, pin.Y, 20);
            svg.Words("m-count", pin.X, pin.Y + 8, Texts.Figure(pin.Count), "middle");
        }
        else if (pin.Red)
        {
            svg.Box("f-red m-lamp", pin.X - Lamp, pin.Y - Lamp, 2 * Lamp, 2 * Lamp);
            svg.Box("f-bar", pin.X - (Lamp / 2), pin.Y - 2.5, Lamp, 5);
        }
        else
        {
            svg.Box("m-near", pin.X - 8, pin.Y - 8, 16, 16);
        }
    }
}
