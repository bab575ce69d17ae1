using System.Globalization;

namespace Liandong.Web.Desk;

/// <summary>Looks for the caller's own name or number in words that many will read.</summary>
public static class CallerScan
{
    private const int LeastDigits = 7;
    private const int LeastLetters = 4;

    /// <summary>True when the words hold the number, however it is grouped, or the name as a word of its own.</summary>
    public static bool Finds(string? words, string? name, string? phone) => words is { Length: > 0 } && (HasNumber(words, phone) || HasName(words, name));

    private static bool HasNumber(string words, string? phone)
    {
        var digits = Digits(phone ?? "");
        return digits.Length >= LeastDigits && Digits(string.Concat(words.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.' or '(' or ')' or '/')))).Contains(digits, StringComparison.Ordinal);
    }

    private static bool HasName(string words, string? name)
    {
        var whole = (name ?? "").Trim();
        var chinese = whole.Any(c => c >= '\u4e00' && c <= '\u9fff');
        if (whole.Length < (chinese ? 2 : LeastLetters))
        {
            return false;
        }
        var at = CultureInfo.InvariantCulture.CompareInfo.IndexOf(words, whole, CompareOptions.IgnoreCase);
        return at >= 0 && (chinese || (!IsLetter(words, at - 1) && !IsLetter(words, at + whole.Length)));
    }

    private static bool IsLetter(string words, int at) => at >= 0 && at < words.Length && char.IsLetter(words[at]);

    /// <summary>Digits as one run; anything else parts them.</summary>
    private static string Digits(string text) => string.Concat(text.Select(c => char.IsDigit(c) ? CharUnicodeInfo.GetDecimalDigitValue(c).ToString(CultureInfo.InvariantCulture) : " ")).Replace(" ", text.Any(char.IsLetter) ? " " : "", StringComparison.Ordinal);
}
