using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Liandong.Web.Look;

/// <summary>Writes the few shapes that our drawings need. Geometry stands in attributes, so that no style attribute breaks the content policy.</summary>
internal sealed class Svg(HtmlEncoder encoder)
{
    private readonly StringBuilder markup = new();

    public void Box(string css, double x, double y, double width, double height)
    {
        if (width > 0)
        {
            markup.Append(CultureInfo.InvariantCulture, $"<path class=\"{css}\" d=\"M{N(x)} {N(y)}h{N(width)}v{N(height)}h{N(-width)}z\"/>");
        }
    }

    public void Line(string css, double x1, double y1, double x2, double y2) => Path(css, $"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}");

    public void Path(string css, string data) => markup.Append(CultureInfo.InvariantCulture, $"<path class=\"{css}\" d=\"{data}\"/>");

    public void Circle(string css, double x, double y, double radius) =>
        markup.Append(CultureInfo.InvariantCulture, $"<circle class=\"{css}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>");

    public void Words(string css, double x, double y, string words, string anchor = "start") =>
        markup.Append(CultureInfo.InvariantCulture, $"<text class=\"{css}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{encoder.Encode(words)}</text>");

    public void Element(string name, string id, string words) =>
        markup.Append(CultureInfo.InvariantCulture, $"<{name} id=\"{id}\">{encoder.Encode(words)}</{name}>");

    /// <summary>What <paramref name="draw"/> draws, with a title, and a link when there is an address.</summary>
    public void Linked(string? url, string title, Action<Svg> draw)
    {
        markup.Append(url is null ? "<g>" : $"<a href=\"{encoder.Encode(url)}\">").Append(CultureInfo.InvariantCulture, $"<title>{encoder.Encode(title)}</title>");
        draw(this);
        markup.Append(url is null ? "</g>" : "</a>");
    }

    public override string ToString() => markup.ToString();

    public static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>About how wide a 12-unit text is: a Chinese sign is a full square, Latin about half of one.</summary>
    public static double WidthOf(string words) => words.Sum(letter => letter >= 0x2E80 ? 12.0 : 6.9);
}
