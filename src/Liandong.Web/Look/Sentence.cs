using System.Text;
using System.Text.Encodings.Web;

namespace Liandong.Web.Look;

/// <summary>One sentence of the texts: words, {named} places, and *stress* that becomes strong.</summary>
public sealed class Sentence
{
    private readonly List<Piece> pieces = [];

    public Sentence(string template)
    {
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('{', at);
            if (open < 0)
            {
                pieces.Add(new Piece(template[at..], Named: false));
                break;
            }

            var close = template.IndexOf('}', open);
            if (close < 0)
            {
                throw new FormatException($"A brace is open in “{template}”.");
            }

            pieces.Add(new Piece(template[at..open], Named: false));
            pieces.Add(new Piece(template[(open + 1)..close], Named: true));
            at = close + 1;
        }
    }

    /// <summary>The names in braces, in order of appearance.</summary>
    public IEnumerable<string> Places => pieces.Where(piece => piece.Named).Select(piece => piece.Text);

    /// <summary>The sentence as plain text; stress marks fall away.</summary>
    public string Plain(Func<string, string> valueOf)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            text.Append(piece.Named ? valueOf(piece.Text) : piece.Text.Replace("*", "", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    /// <summary>The sentence as markup: values are encoded, and only the sentence's own asterisks become strong.</summary>
    public string Markup(Func<string, string> valueOf, HtmlEncoder encoder)
    {
        var markup = new StringBuilder();
        var strong = false;
        foreach (var piece in pieces)
        {
            if (piece.Named)
            {
                markup.Append(encoder.Encode(valueOf(piece.Text)));
                continue;
            }

            var words = piece.Text.Split('*');
            for (var i = 0; i < words.Length; i++)
            {
                if (i > 0)
                {
                    markup.Append(strong ? "</strong>" : "<strong>");
                    strong = !strong;
                }

                markup.Append(encoder.Encode(words[i]));
            }
        }

        return markup.ToString();
    }

    private readonly record struct Piece(string Text, bool Named);
}
