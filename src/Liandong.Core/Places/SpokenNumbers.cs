using System.Globalization;
using System.Text.RegularExpressions;

namespace Liandong.Core.Places;

/// <summary>Chinese numbers before a counted word (弄, 号, 组, ...) as figures: 两千弄, 2千弄 and 2000弄 are one.</summary>
internal static partial class SpokenNumbers
{
    private const string Figures = "零一二三四五六七八九";

    /// <summary>Only numbers that count something: 八一路 and 第三居委会 are names.</summary>
    public static string InFigures(string text) => Counted().Replace(text, m => Value(m.Value) is { } value ? value.ToString(CultureInfo.InvariantCulture) : m.Value);

    /// <summary>Null when it is no number, or too large for a door.</summary>
    private static int? Value(string said)
    {
        if (said.All(char.IsAsciiDigit))
        {
            return null;
        }
        if (!said.Any("十百千".Contains))
        {
            return said.Length <= 5 ? said.Aggregate(0, (number, c) => (number * 10) + Figure(c)) : null;
        }
        var (sum, figures, unit, zero) = (0, 0, 10, false);
        foreach (var c in said)
        {
            if (c is '十' or '百' or '千')
            {
                unit = c switch { '十' => 10, '百' => 100, _ => 1000 };
                sum += (figures == 0 ? 1 : figures) * unit;
                (figures, zero) = (0, false);
            }
            else
            {
                zero |= Figure(c) == 0;
                figures = (figures * 10) + Figure(c);
            }
        }
        // 两千三 is 2300, 两千零三 is 2003.
        return figures > 999 ? null : sum + (figures < 10 && !zero && unit > 10 ? figures * unit / 10 : figures);
    }

    private static int Figure(char c) => char.IsAsciiDigit(c) ? c - '0' : c switch { '〇' => 0, '两' => 2, _ => Figures.IndexOf(c, StringComparison.Ordinal) };

    [GeneratedRegex("[0-9〇零一二两三四五六七八九十百千]+(?=弄|支弄|号|組|组|队|期|幢|栋|座|室|单元|层|楼|区)")]
    private static partial Regex Counted();
}
