using System.Collections.Frozen;

namespace Liandong.Work.Imports;

/// <summary>Where one value of a case comes from, and what the file's words for it mean.</summary>
/// <param name="Columns">One, or several whose values are joined.</param>
/// <param name="Between">What stands between joined values.</param>
/// <param name="Values">The file's words as they are, to codes.</param>
/// <param name="Patterns">The file's words with * for any text, to codes; the first that fits decides.</param>
/// <param name="HasDefault">What is blank or not known is taken for <paramref name="Default"/>; without it, the unknown refuses the row.</param>
public sealed record MappedField(IReadOnlyList<string> Columns, string Between, FrozenDictionary<string, string> Values,
    IReadOnlyList<(WordPattern Pattern, string Code)> Patterns, bool HasDefault, string? Default)
{
    /// <summary>The code for a value of the file; the value itself when no line of the table fits, for the city may know it by alias.</summary>
    public string Translate(string value)
    {
        if (Values.TryGetValue(value, out var code))
        {
            return code;
        }
        foreach (var (pattern, meaning) in Patterns)
        {
            if (pattern.Fits(value))
            {
                return meaning;
            }
        }
        return value;
    }
}

/// <summary>Words with * for any text, none included: <c>Case Closed*Duplicate *</c>. Upper and lower case differ.</summary>
public sealed class WordPattern(string text)
{
    private readonly string[] _parts = text.Split('*');

    /// <summary>True when the whole of <paramref name="value"/> is said by the pattern.</summary>
    public bool Fits(ReadOnlySpan<char> value)
    {
        var (first, last) = (_parts[0], _parts[^1]);
        if (value.Length < first.Length + last.Length || !value.StartsWith(first, StringComparison.Ordinal) || !value.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }
        var rest = value[first.Length..^last.Length];
        foreach (var part in _parts.AsSpan()[1..^1])
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }
            rest = rest[(at + part.Length)..];
        }
        return true;
    }
}
