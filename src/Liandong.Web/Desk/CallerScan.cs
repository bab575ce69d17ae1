using System.Globalization;
using System.Text;

namespace Liandong.Web.Desk;

/// <summary>Looks for the caller's own name or number in words that many will read.</summary>
public static class CallerScan
{
    /// <summary>The end of a number that a neighbour would dial; shorter ones are house numbers.</summary>
    private const int LeastDigits = 7;
    private const int LeastLetters = 4;
    private const int LeastPart = 3;
    private const string Between = "-./()+－．（）＋";

    /// <summary>True when the words hold the number, however it is grouped, or the name as a word of its own.</summary>
    public static bool Finds(string? words, string? name, string? phone) =>
        words is { Length: > 0 } && (Numbers(words, phone).Any() || (IsLong(name) && Names(words, name!.Trim()).Any()));

    /// <summary>
    /// The words with every mention of the number and the name covered. With <paramref name="parts"/> also a first or last name
    /// alone, which is safe for what was told and would spoil a street's name.
    /// </summary>
    public static string? Cover(string? words, string? name, string? phone, string cover, bool parts)
    {
        if (words is not { Length: > 0 })
        {
            return words;
        }
        var hidden = Numbers(words, phone).Concat(Parts(name, parts).SelectMany(p => Names(words, p))).OrderBy(r => r.From).ToList();
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

    private static IEnumerable<(char Digit, int At)> Digits(string text) => text.Select((c, at) => (Value: CharUnicodeInfo.GetDecimalDigitValue(c), At: at))
        .Where(d => d.Value >= 0).Select(d => ((char)('0' + d.Value), d.At));

    private static IEnumerable<(int From, int To)> Names(string words, string name)
    {
        for (var at = 0; at < words.Length;)
        {
            var found = CultureInfo.InvariantCulture.CompareInfo.IndexOf(words.AsSpan(at), name, CompareOptions.IgnoreCase | CompareOptions.IgnoreWidth, out var length);
            if (found < 0 || length == 0)
            {
                yield break;
            }
            var (from, to) = (at + found, at + found + length);
            if (IsChinese(name) || (!IsLetter(words, from - 1) && !IsLetter(words, to)))
            {
                yield return (from, to);
            }
            at = from + 1;
        }
    }

    /// <summary>The whole name, and what one would say of it alone: longest first, so that nothing of a longer one is left.</summary>
    private static IEnumerable<string> Parts(string? name, bool parts)
    {
        var whole = (name ?? "").Trim();
        if (whole.Length < 2)
        {
            return [];
        }
        IEnumerable<string> all = !parts ? [whole]
            : IsChinese(whole) ? whole.Length > 2 ? [whole, whole[1..]] : [whole]
            : whole.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length >= LeastPart).Prepend(whole);
        return all.Distinct().OrderByDescending(p => p.Length);
    }

    /// <summary>Short names are words of the language too often to warn of.</summary>
    private static bool IsLong(string? name) => (name ?? "").Trim() is var whole && whole.Length >= (IsChinese(whole) ? 2 : LeastLetters);

    private static bool IsChinese(string text) => text.Any(c => c >= '\u4e00' && c <= '\u9fff');

    private static bool IsLetter(string words, int at) => at >= 0 && at < words.Length && char.IsLetter(words[at]);
}
