using System.Text;

namespace Liandong.Work.Sheets;

/// <summary>Words as a workbook may hold them.</summary>
internal static class SheetText
{
    /// <summary>The longest text that a cell takes.</summary>
    private const int LongestCell = 32_767;
    private const int LongestName = 31;
    private const int LongestMark = 240;
    private const string NotInNames = "[]:*?/\\'";

    /// <summary>What some program might take for a formula when the sheet is saved as something else.</summary>
    public static bool LooksLikeFormula(string words) => words[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    /// <summary>As markup; signs that XML has no place for are left out.</summary>
    public static StringBuilder AppendWords(this StringBuilder to, string words)
    {
        for (var i = 0; i < words.Length && i < LongestCell; i++)
        {
            var sign = words[i];
            if (char.IsHighSurrogate(sign) && i + 1 < words.Length && char.IsLowSurrogate(words[i + 1]) && i + 1 < LongestCell)
            {
                to.Append(sign).Append(words[++i]);
            }
            else if (!char.IsSurrogate(sign) && (sign >= ' ' || sign is '\t' or '\n' or '\r') && sign < '\uFFFE')
            {
                _ = sign switch { '&' => to.Append("&amp;"), '<' => to.Append("&lt;"), '>' => to.Append("&gt;"), '"' => to.Append("&quot;"), '\r' => to.Append("&#13;"), _ => to.Append(sign) };
            }
        }
        return to;
    }

    public static string Escape(string words) => new StringBuilder().AppendWords(words).ToString();

    /// <summary>A sheet's name within its limits.</summary>
    public static string Name(string name) => Escape(Cut(string.Concat(name.Where(c => !NotInNames.Contains(c))), LongestName));

    /// <summary>A page's head; a single ampersand would begin a code there.</summary>
    public static string PageHead(string mark) => Escape("&C" + Cut(mark, LongestMark).ReplaceLineEndings(" ").Replace("&", "&&", StringComparison.Ordinal));

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
