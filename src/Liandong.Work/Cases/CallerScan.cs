using System.Globalization;
using System.Text;
using Liandong.Core.Cities;

namespace Liandong.Work.Cases;

/// <summary>Looks for the caller's own name or number in words that many will read.</summary>
public static partial class CallerScan
{
    /// <summary>The end of a number that a neighbour would dial; shorter ones are house numbers.</summary>
    private const int LeastDigits = 7;
    private const int LeastLetters = 4;
    private const int LeastPart = 3;
    private const string Between = "-./()+,_·~－．（）＋，、—–";
    private const string Spoken = "〇零一二三四五六七八九";
    private const string Written = "○零壹贰叁肆伍陆柒捌玖";
    private const char OneOnTheLine = '幺';

    /// <summary>The words by which the city addresses callers (先生, 女士, Mr, ...), in all its languages: they are no part of a name.</summary>
    public static IReadOnlyList<string> Honorifics(City city) => !city.Texts.TryGetValue("caller.honorifics", out var words) ? []
        : [.. $"{words.En} {words.Zh}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().OrderByDescending(w => w.Length)];

    /// <summary>True when the words hold the number, however it is grouped, or the name as a word of its own.</summary>
    public static bool Finds(string? words, string? name, string? phone, IReadOnlyList<string>? honorifics = null) => words is { Length: > 0 }
        && (Numbers(words, phone).Any() || new[] { name?.Trim(), Bare(name, honorifics ?? []) }.Any(n => IsLong(n) && Names(words, n!).Any()));

    /// <summary>
    /// True when the words hold what looks like somebody's telephone number or the number of a document: so many digits as those have,
    /// that are neither a day nor the number of a case. A question to whoever writes, not a verdict.
    /// </summary>
    public static bool HoldsNumber(string? words) => words is { Length: > 0 } && Runs(Day().Replace(words, "|")).Any(run =>
    {
        var digits = string.Concat(run.Select(d => d.Digit));
        var together = run.Count > 0 && run[^1].At - run[0].At + 1 == run.Count;
        return !Core.Cases.CaseNumber.TryParse(digits, out _) && digits.Length is 10 or 11 or 12 or 15 or 17 or 18 || together && digits.Length is 7 or 8 && !IsDay(digits);
    });

    [System.Text.RegularExpressions.GeneratedRegex(@"\d{4}[-./]\d{1,2}[-./]\d{1,2}")]
    private static partial System.Text.RegularExpressions.Regex Day();

    private static bool IsDay(string digits) => DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>
    /// The words with every mention of the number and the name covered. With <paramref name="parts"/> also a first or last name
    /// alone, which is safe for what was told and would spoil a street's name.
    /// </summary>
    public static string? Cover(string? words, string? name, string? phone, string cover, bool parts, IReadOnlyList<string>? honorifics = null)
    {
        if (words is not { Length: > 0 })
        {
            return words;
        }
        var hidden = Numbers(words, phone).Concat(Parts(name, parts, honorifics ?? []).SelectMany(p => Names(words, p))).OrderBy(r => r.From).ToList();
        var text = new StringBuilder();
        var at = 0;
        foreach (var (from, to) in hidden.Where(r => r.To > r.From))
        {
            if (from >= at)
            {
                text.Append(words, at, from - at).Append(cover);
            }
            at = Math.Max(at, to);
        }
        return text.Append(words, at, words.Length - at).ToString();
    }

    /// <summary>Where the end of the number stands, with as much of what comes before as is the number's too.</summary>
    private static IEnumerable<(int From, int To)> Numbers(string words, string? phone)
    {
        var number = Digits(phone ?? "").Select(d => d.Digit).ToArray();
        if (number.Length < LeastDigits)
        {
            yield break;
        }
        foreach (var run in Runs(words))
        {
            for (var end = LeastDigits; end <= run.Count; end++)
            {
                var same = 0;
                while (same < end && same < number.Length && run[end - 1 - same].Digit == number[^(same + 1)])
                {
                    same++;
                }
                if (same >= LeastDigits)
                {
                    yield return (run[end - same].At, run[end - 1].At + 1);
                }
            }
        }
    }

    /// <summary>Digits that nothing parts but what people write inside a number.</summary>
    private static IEnumerable<List<(char Digit, int At)>> Runs(string words)
    {
        var run = new List<(char Digit, int At)>();
        foreach (var digit in Digits(words))
        {
            if (run.Count > 0 && !words.AsSpan(run[^1].At + 1, digit.At - run[^1].At - 1).ToString().All(c => char.IsWhiteSpace(c) || Between.Contains(c)))
            {
                yield return run;
                run = [];
            }
            run.Add(digit);
        }
        yield return run;
    }

    private static IEnumerable<(char Digit, int At)> Digits(string text) => text.Select((c, at) => (Value: Figure(c), At: at))
        .Where(d => d.Value >= 0).Select(d => ((char)('0' + d.Value), d.At));

    /// <summary>A number is also said in characters: 一三八, 幺三八, 壹叁捌.</summary>
    private static int Figure(char c) => CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit ? digit : c == OneOnTheLine ? 1
        : Spoken.IndexOf(c, StringComparison.Ordinal) is > 0 and var spoken ? spoken - 1 : c == Spoken[0] ? 0 : Written.IndexOf(c, StringComparison.Ordinal) is >= 0 and var written ? Math.Max(0, written - 1) : -1;

    private static IEnumerable<(int From, int To)> Names(string words, string name) => IsChinese(name) ? ChineseNames(words, name) : OtherNames(words, name);

    /// <summary>Whatever spaces and points stand within, here or there: 王 小明, 王小明, 买买提·吐尔逊.</summary>
    private static IEnumerable<(int From, int To)> ChineseNames(string words, string name)
    {
        var wanted = Letters(name).Select(l => l.Letter).ToArray();
        var letters = Letters(words).ToList();
        for (var at = 0; wanted.Length > 0 && at + wanted.Length <= letters.Count; at++)
        {
            if (wanted.Select((letter, i) => letters[at + i].Letter == letter).All(same => same))
            {
                yield return (letters[at].At, letters[at + wanted.Length - 1].At + 1);
            }
        }
    }

    private static IEnumerable<(char Letter, int At)> Letters(string text) =>
        text.Select((c, at) => (Letter: char.ToUpperInvariant(c), At: at)).Where(l => char.IsLetterOrDigit(l.Letter) || char.IsSurrogate(l.Letter));

    private static IEnumerable<(int From, int To)> OtherNames(string words, string name)
    {
        for (var at = 0; at < words.Length;)
        {
            var found = CultureInfo.InvariantCulture.CompareInfo.IndexOf(words.AsSpan(at), name, CompareOptions.IgnoreCase | CompareOptions.IgnoreWidth, out var length);
            if (found < 0 || length == 0)
            {
                yield break;
            }
            var (from, to) = (at + found, at + found + length);
            if (!IsLetter(words, from - 1) && !IsLetter(words, to))
            {
                yield return (from, to);
            }
            at = from + 1;
        }
    }

    /// <summary>The whole name, and what one would say of it alone: longest first, so that nothing of a longer one is left.</summary>
    private static IEnumerable<string> Parts(string? name, bool parts, IReadOnlyList<string> honorifics)
    {
        var (given, whole) = ((name ?? "").Trim(), Bare(name, honorifics));
        IEnumerable<string> all = !parts ? [given, whole] : IsChinese(whole) ? [given, whole, .. ChineseParts(whole, honorifics)]
            : [given, whole, .. whole.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length >= LeastPart)];
        return all.Where(p => p.Length > 1).Distinct().OrderByDescending(p => p.Length);
    }

    /// <summary>The given name alone, after a surname of one letter or of two; the surname with a form of address.</summary>
    private static IEnumerable<string> ChineseParts(string whole, IReadOnlyList<string> honorifics)
    {
        var letters = string.Concat(Letters(whole).Select(l => l.Letter));
        return Enumerable.Range(1, 2).Where(n => letters.Length > n + 1).SelectMany(n => new[] { letters[n..] }.Concat(honorifics.Where(IsChinese).Select(h => letters[..n] + h)))
            .Concat(letters.Length == 2 ? honorifics.Where(IsChinese).Select(h => letters[..1] + h) : []);
    }

    /// <summary>The name without a form of address before or after it; the same when nothing else would be left.</summary>
    private static string Bare(string? name, IReadOnlyList<string> honorifics)
    {
        var bare = (name ?? "").Trim();
        foreach (var word in honorifics)
        {
            var after = bare.EndsWith(word, StringComparison.OrdinalIgnoreCase) && (IsChinese(word) || !IsLetter(bare, bare.Length - word.Length - 1));
            var before = bare.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (IsChinese(word) || !IsLetter(bare, word.Length));
            var rest = (after ? bare[..^word.Length] : before ? bare[word.Length..] : bare).Trim(' ', '.', '\u3000', ',');
            bare = rest.Length == 0 ? bare : rest;
        }
        return bare;
    }

    /// <summary>Short names are words of the language too often to warn of.</summary>
    private static bool IsLong(string? name) => (name ?? "").Trim() is var whole && whole.Length >= (IsChinese(whole) ? 2 : LeastLetters);

    private static bool IsChinese(string text) => text.Any(c => c >= '\u3400' && c <= '\u9fff');

    private static bool IsLetter(string words, int at) => at >= 0 && at < words.Length && char.IsLetter(words[at]);
}
