using System.Collections.Frozen;
using System.IO.Enumeration;

namespace Liandong.Work.Imports;

/// <summary>Where one value of a case comes from, and what the file's words for it mean.</summary>
/// <param name="Columns">One, or several whose values are joined.</param>
/// <param name="Between">What stands between joined values.</param>
/// <param name="Values">The file's words as they are, to codes.</param>
/// <param name="Patterns">The file's words with * for any text, to codes; the first that fits decides.</param>
/// <param name="HasDefault">What is blank or not known is taken for <paramref name="Default"/>; without it, the unknown refuses the row.</param>
public sealed record MappedField(IReadOnlyList<string> Columns, string Between, FrozenDictionary<string, string> Values,
    IReadOnlyList<(string Pattern, string Code)> Patterns, bool HasDefault, string? Default)
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
            if (FileSystemName.MatchesSimpleExpression(pattern, value))
            {
                return meaning;
            }
        }
        return value;
    }
}
