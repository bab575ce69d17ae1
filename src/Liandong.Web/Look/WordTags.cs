using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Liandong.Web.Look;

/// <summary><c>&lt;icon name="search" /&gt;</c> beside a word; alone it needs a <c>label</c>.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTag : TagHelper
{
    public string Name { get; set; } = "";

    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }

        output.Content.SetHtmlContent($"""<use href="#i-{Name}"/>""");
    }
}

/// <summary><c>&lt;lamp light="..." /&gt;</c>: the shape alone, named for those who do not see it; <c>quiet</c> when the word stands beside it.</summary>
[HtmlTargetElement("lamp", TagStructure = TagStructure.WithoutEndTag)]
public sealed class LampTag(Texts texts, HtmlEncoder encoder) : TagHelper
{
    public Light? Light { get; set; }

    public bool Quiet { get; set; }

    internal static string Draw(Light light, string? label, HtmlEncoder encoder)
    {
        var name = label is null ? "aria-hidden=\"true\"" : $"role=\"img\" aria-label=\"{encoder.Encode(label)}\"";
        return $"""<svg class="lamp" viewBox="0 0 12 12" {name}><use href="#l-{Lights.Css(light)}"/></svg>""";
    }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Light is { } light)
        {
            output.Content.SetHtmlContent(Draw(light, Quiet ? null : texts.Word(light), encoder));
        }
    }
}

/// <summary><c>&lt;light of="..." /&gt;</c>: lamp and word together.</summary>
[HtmlTargetElement("light", TagStructure = TagStructure.WithoutEndTag)]
public sealed class LightTag(Texts texts, HtmlEncoder encoder) : TagHelper
{
    public Light? Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Of is { } light)
        {
            output.Content.SetHtmlContent($"""<span class="light {Lights.Css(light)}">{LampTag.Draw(light, null, encoder)}{encoder.Encode(texts.Word(light))}</span>""");
        }
    }
}

/// <summary><c>&lt;td due="row.Due"&gt;</c>: what is left of a clock, as loud as its light; the exact instant is its title.</summary>
[HtmlTargetElement("td", Attributes = "due")]
[HtmlTargetElement("span", Attributes = "due")]
public sealed class DueTag(Texts texts, Moments moments, HtmlEncoder encoder) : TagHelper
{
    public Remaining? Due { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var light = Due?.Light;
        output.Attributes.SetAttribute("class", light is { } shown ? "due " + Lights.Css(shown) : "due");
        if (Due is not { } due)
        {
            output.Content.SetHtmlContent($"""<span class="quiet">{encoder.Encode(texts["due.none"])}</span>""");
            return;
        }

        var lamp = light is { } lit ? LampTag.Draw(lit, texts.Word(lit), encoder) : "";
        var words = encoder.Encode(moments.Left(due));
        var clock = due.Clock is null ? "" : $""" <span class="tiny">{encoder.Encode(due.Clock)}</span>""";
        var time = due.DueAt is { } at
            ? $"""<time datetime="{moments.Exact(at)}" title="{encoder.Encode(texts["due.at", ("when", moments.Short(at))])}">{words}</time>"""
            : words;
        output.Content.SetHtmlContent(lamp + time + clock);
    }
}

/// <summary><c>&lt;when at="..." /&gt;</c>: an instant in the city's words, machine-readable beneath.</summary>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTag(Moments moments) : TagHelper
{
    public DateTimeOffset At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", moments.Exact(At));
        output.Content.SetContent(moments.Short(At));
    }
}

/// <summary><c>&lt;case-no of="number" /&gt;</c>: the day quiet, the sequence plain, the check digit apart; copied, it is digits alone.</summary>
[HtmlTargetElement("case-no", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CaseNoTag(HtmlEncoder encoder) : TagHelper
{
    private const int DayDigits = 8;

    public string Of { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "no");
        output.Content.SetHtmlContent(Of.Length > DayDigits + 1 && Of.All(char.IsAsciiDigit)
            ? $"<span>{Of[..DayDigits]}</span>{Of[DayDigits..^1]}<i>{Of[^1]}</i>"
            : encoder.Encode(Of));
    }
}
