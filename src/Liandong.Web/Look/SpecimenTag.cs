using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Liandong.Web.Look;

/// <summary>
/// A part of a desk as it stands there, on the sheet of components: to be looked at, not pressed. Several of them may come from
/// one template, so what refers by name to one place of a page is left out.
/// </summary>
[HtmlTargetElement("specimen")]
public sealed partial class SpecimenTag : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var part = (await output.GetChildContentAsync()).GetContent();
        output.TagName = "section";
        output.Attributes.SetAttribute("inert", "");
        output.Content.SetHtmlContent(Named().Replace(part, ""));
    }

    [GeneratedRegex(" (?:id|for|form|list|aria-labelledby|aria-describedby|aria-controls)=\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
