using System.Text;

namespace Liandong.Work.Store;

/// <summary>
/// Pairs of neighbouring characters, packed into numbers: what a search looks up before it compares the words themselves.
/// Two-character Chinese words are the common query; trigrams and word cutters do not answer it.
/// </summary>
public static class Bigrams
{
    /// <summary>The form in which words are kept and compared: NFKC, lower case, white space in single blanks.</summary>
    public static string Normalise(string? text)
    {
        text ??= "";
        var result = new StringBuilder(text.Length);
        foreach (var c in Ascii.IsValid(text) ? text : Composed(text))
        {
            var blank = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!blank)
            {
                result.Append(char.IsAscii(c) ? char.ToLowerInvariant(c) : c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }
        return result.ToString().TrimEnd();
    }

    /// <summary>The distinct pairs of a normalised text, sorted.</summary>
    public static int[] Of(string normalised)
    {
        if (normalised.Length < 2)
        {
            return [];
        }
        var pairs = new int[normalised.Length - 1];
        for (var i = 1; i < normalised.Length; i++)
        {
            pairs[i - 1] = normalised[i - 1] << 16 | normalised[i];
        }
        Array.Sort(pairs);
        var distinct = 1;
        for (var i = 1; i < pairs.Length; i++)
        {
            if (pairs[i] != pairs[i - 1])
            {
                pairs[distinct++] = pairs[i];
            }
        }
        return pairs[..distinct];
    }

    /// <summary>Composed and in lower case. Lone halves of surrogate pairs and U+FFFE cannot be normalised (it throws), nor stored.</summary>
    private static string Composed(string text) =>
        new string([.. text.EnumerateRunes().Where(r => r != Rune.ReplacementChar && r.Value != 0xFFFE).SelectMany(r => r.ToString())])
            .Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>The pairs that every text with this normalised query has, or null for a query too short to have one: pairs cannot answer it.</summary>
    public static int[]? OfQuery(string normalised) => normalised.Length < 2 ? null : Of(normalised);

    /// <summary>A LIKE pattern that finds the normalised query anywhere.</summary>
    public static string Pattern(string normalised) => "%" + normalised.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
