using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Liandong.Web.Look;

/// <summary><c>&lt;gauge of="row.Gauge" /&gt;</c>: two lanes, each the share of its own limit; the due line stands at three quarters in every row.</summary>
[HtmlTargetElement("gauge", TagStructure = TagStructure.WithoutEndTag)]
public sealed class GaugeTag(Texts texts, HtmlEncoder encoder) : TagHelper
{
    private const double Due = 90;
    private const double Longest = 1.32;

    public GaugeLanes? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Of is { } lanes && (lanes.Step ?? lanes.Handling) is not null)
        {
            var svg = new Svg(encoder);
            Lane(svg, lanes.Step, 0, 6);
            Lane(svg, lanes.Handling, 9, 4);
            svg.Path("g-due", "M90-9v32");
            output.Content.SetHtmlContent($"""<svg class="gauge" viewBox="0 0 120 14" role="img" aria-label="{encoder.Encode(InWords(lanes))}">{svg}</svg>""");
        }
    }

    private static void Lane(Svg svg, GaugeLane? lane, double y, double height)
    {
        if (lane is null)
        {
            return;
        }

        svg.Box("g-track", 0, y, Due, height);
        svg.Box(lane.Light is { } light ? "g-" + Lights.Css(light) : "c-done", 0, y, Math.Clamp(lane.Share, 0, Longest) * Due, height);
        if (lane is { PausedFrom: { } from, PausedTo: { } to })
        {
            svg.Box("g-pause", from * Due, y, (Math.Min(to, Longest) - from) * Due, height);
        }

        if (lane.ExtendedFrom is { } old && old < 1)
        {
            svg.Box("g-ext", old * Due, y + .5, (1 - old) * Due, height - 1);
        }
    }

    private static string Percent(GaugeLane lane) => Math.Round(lane.Share * 100).ToString("0", CultureInfo.InvariantCulture) + "%";

    private string InWords(GaugeLanes lanes) => lanes switch
    {
        { Step: { } step, Handling: { } handling } => texts["gauge.both", ("step", Percent(step)), ("handling", Percent(handling))],
        { Step: { } step } => texts["gauge.step", ("step", Percent(step))],
        _ => texts["gauge.handling", ("handling", Percent(lanes.Handling!))],
    };
}

/// <summary><c>&lt;timetable of="..." /&gt;</c>: the clocks of a case in true time; where narrow it opens scrolled to now.</summary>
[HtmlTargetElement("timetable", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TimetableTag(Texts texts, Moments moments, HtmlEncoder encoder) : TagHelper
{
    public Timetable? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Of is { Lanes.Count: > 0 } timetable)
        {
            var drawing = new TimetableDrawing(timetable, texts, moments, encoder).Draw();
            output.Content.SetHtmlContent($"""<div class="clock-box" tabindex="0" role="group" aria-label="{encoder.Encode(texts["timetable.title"])}">{drawing}</div>""");
        }
    }
}

/// <summary><c>&lt;small-map of="..." /&gt;</c>: the point and its neighbours; the page lists the same beside it.</summary>
[HtmlTargetElement("small-map", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SmallMapTag(Texts texts, HtmlEncoder encoder) : TagHelper
{
    public SmallMap? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Of is { } map)
        {
            output.Content.SetHtmlContent(new SmallMapDrawing(map, texts, encoder).Draw());
        }
    }
}
