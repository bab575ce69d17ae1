using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using QRCoder;

namespace Liandong.Web.Look;

/// <summary><c>&lt;qr of="address" label="..." /&gt;</c>: an address as a QR code (ISO 18004, level M), one path of ink, for paper and for a telephone's camera.</summary>
[HtmlTargetElement("qr", TagStructure = TagStructure.WithoutEndTag)]
public sealed class QrTag(HtmlEncoder encoder) : TagHelper
{
    public string Of { get; set; } = "";

    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var (side, path) = Draw(Of);
        output.Content.SetHtmlContent(string.Create(CultureInfo.InvariantCulture,
            $"""<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{encoder.Encode(Label)}" shape-rendering="crispEdges"><path d="{path}"/></svg>"""));
    }

    /// <summary>Modules a side, the quiet zone of four with them, and the dark ones as runs of a path.</summary>
    internal static (int Side, string Path) Draw(string words)
    {
        using var code = QRCodeGenerator.GenerateQrCode(words, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                var from = x;
                while (x < rows[y].Length && rows[y][x])
                {
                    x++;
                }
                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                }
            }
        }
        return (rows.Count, path.ToString());
    }
}
