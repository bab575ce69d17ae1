using System.Globalization;

namespace Liandong.Core.Cases;

/// <summary>
/// The number of a case as it is spoken: digits only. City-local opening day, a sequence of at least six digits, and one
/// Damm digit, which finds every single wrong digit and every swap of two neighbours (Damm, 2004).
/// </summary>
public readonly record struct CaseNumber
{
    private static readonly int[][] s_table =
    [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9], [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1], [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5], [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];

    private const int ShortestLength = 8 + 6 + 1;
    private const int LongestLength = 8 + 18 + 1;
    private const int LongestText = 64;

    private CaseNumber(string value) => Value = value;

    /// <summary>Digits only, as stored and sent.</summary>
    public string Value { get; }

    /// <summary>Makes the number of the n-th case; the day never decides anything.</summary>
    public static CaseNumber Make(DateOnly day, long sequence)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}{sequence:000000}");
        return new CaseNumber(digits + (char)('0' + Check(digits)));
    }

    /// <summary>
    /// Reads a number as people write it: blanks and dashes left out, full-width digits taken. False when it is too short,
    /// too long, holds anything else, or its check digit is wrong.
    /// </summary>
    public static bool TryParse(string? text, out CaseNumber number)
    {
        // By hand: Unicode normalisation throws at half a surrogate pair, and this reads what anybody types.
        var digits = text is { Length: <= LongestText }
            ? string.Concat(text.Where(c => !IsBetween(c)).Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c))
            : "";
        var read = digits.Length is >= ShortestLength and <= LongestLength && digits.All(char.IsAsciiDigit) && Check(digits) == 0;
        number = read ? new CaseNumber(digits) : default;
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsBetween(char c) => char.IsWhiteSpace(c) || c is '-' or '－' or '−' or (>= '‐' and <= '―');

    private static int Check(string digits) => digits.Aggregate(0, (interim, digit) => s_table[interim][digit - '0']);
}
