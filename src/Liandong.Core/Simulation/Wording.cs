using System.Globalization;
using System.Text;

namespace Liandong.Core.Simulation;

/// <summary>
/// Fills frames: <c>{key}</c> is one of the city's words of that key (the same again within one case), <c>{3-8}</c> a whole
/// number, with leading zeros as written.
/// </summary>
internal sealed class Wording(IReadOnlyDictionary<string, IReadOnlyList<string>> words, Chance chance)
{
    private const int Deepest = 8;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Says what a key stands for.</summary>
    public Wording With(string key, string? value)
    {
        _values[key] = value ?? "";
        return this;
    }

    /// <summary>Says when: <c>{month} {day} {hour} {minute}</c>, and <c>{now}</c> as the city writes a moment.</summary>
    public Wording At(DateTime local, string key = "now")
    {
        With("month", Text(local.Month)).With("day", Text(local.Day)).With("hour", Text(local.Hour)).With("minute", local.Minute.ToString("00", CultureInfo.InvariantCulture));
        return With(key, Fill("{moment}", remember: false));
    }

    /// <summary>A frame with everything filled in.</summary>
    public string Fill(string frame, int depth = 0, bool remember = true)
    {
        var text = new StringBuilder(frame.Length + 32);
        for (var i = 0; i < frame.Length;)
        {
            var end = frame[i] == '{' ? frame.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(frame[i++]);
                continue;
            }
            text.Append(depth > Deepest ? "" : Slot(frame[(i + 1)..end], depth, remember));
            i = end + 1;
        }
        return text.ToString();
    }

    /// <summary>One of several.</summary>
    public string One(IReadOnlyList<string> of) => chance.One(of);

    private string Slot(string key, int depth, bool remember)
    {
        if (_values.TryGetValue(key, out var known))
        {
            return known;
        }
        if (key.Split('-') is [var from, var to] && int.TryParse(from, CultureInfo.InvariantCulture, out var least) && int.TryParse(to, CultureInfo.InvariantCulture, out var most))
        {
            return chance.Between(least, most).ToString(from[0] == '0' ? new string('0', from.Length) : "0", CultureInfo.InvariantCulture);
        }
        var value = words.TryGetValue(key, out var of) ? Fill(chance.One(of), depth + 1, remember) : "";
        if (remember)
        {
            _values[key] = value;
        }
        return value;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
