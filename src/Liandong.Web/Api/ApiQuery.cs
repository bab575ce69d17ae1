using System.Globalization;
using System.Text;
using Liandong.Core;

namespace Liandong.Web.Api;

/// <summary>
/// A query string read strictly: every parameter known, once, in whole UTF-8 and without control characters. The first
/// thing wrong is kept in <see cref="Fault"/>; what is asked for afterwards is null.
/// </summary>
public sealed class ApiQuery
{
    private const int LongestValue = 600;
    private static readonly UTF8Encoding s_strict = new(false, true);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public ApiQuery(string? query, params ReadOnlySpan<string> known)
    {
        foreach (var part in (query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(cut < 0 ? part : part[..cut]);
            if (name is null || !known.Contains(name))
            {
                Refuse(Refusals.FieldUnknown, name is { Length: <= 60 } ? name : "query");
                return;
            }
            if (Decode(cut < 0 ? "" : part[(cut + 1)..]) is not { Length: <= LongestValue } value || value.Any(char.IsControl) || !_values.TryAdd(name, value))
            {
                Refuse(Refusals.FieldInvalid, name);
                return;
            }
        }
    }

    /// <summary>The first thing wrong, or null.</summary>
    public Refusal? Fault { get; private set; }

    /// <summary>A value; blank is as good as missing.</summary>
    public string? Text(string name) => Fault is null && _values.GetValueOrDefault(name) is { } v && !string.IsNullOrWhiteSpace(v) ? v : null;

    /// <summary>A code that must be known.</summary>
    public string? Code(string name, Func<string, bool> isKnown)
    {
        if (Text(name) is not { } code || isKnown(code))
        {
            return Text(name);
        }
        Refuse(Refusals.CodeUnknown, name, code);
        return null;
    }

    /// <summary>One of the words, as its value.</summary>
    public T? Word<T>(string name, IReadOnlyDictionary<string, T> words) where T : struct =>
        Code(name, words.ContainsKey) is { } word ? words[word] : null;

    /// <summary>The page's length, 1 to <paramref name="most"/>.</summary>
    public int Limit(int usual, int most)
    {
        if (!_values.TryGetValue("limit", out var text) || Fault is not null)
        {
            return usual;
        }
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1 || limit > most)
        {
            Refuse(Refusals.FieldInvalid, "limit", string.Create(CultureInfo.InvariantCulture, $"1..{most}"));
        }
        return limit;
    }

    /// <summary>An instant with Z or an offset; a bare day is the city's midnight.</summary>
    public DateTimeOffset? Instant(string name, Core.Cities.City city)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (ApiInstants.TryRead(text.Replace(' ', '+'), out var at) || ApiInstants.TryReadDay(text, city, out at))
        {
            return at;
        }
        Refuse(Refusals.FieldInvalid, name);
        return null;
    }

    /// <summary>Keeps a refusal that the caller found.</summary>
    public void Refuse(string code, string field, string? detail = null) => Fault ??= new Refusal(code, field, detail is { Length: <= 60 } ? detail : null);

    private static string? Decode(string text)
    {
        var raw = Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var b = raw[i] == (byte)'+' ? (byte)' ' : raw[i];
            if (b == (byte)'%')
            {
                if (i + 2 >= raw.Length || !byte.TryParse(raw.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out b))
                {
                    return null;
                }
                i += 2;
            }
            bytes.Add(b);
        }
        try
        {
            return s_strict.GetString([.. bytes]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
