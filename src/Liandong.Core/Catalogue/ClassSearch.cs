using Liandong.Core.Cities;

namespace Liandong.Core.Catalogue;

/// <summary>A class that words may mean.</summary>
/// <param name="Score">0 to 1; 1 for its code, its name or one of its other names.</param>
/// <param name="Said">The name that was met.</param>
public sealed record FoundClass(CaseClass Class, double Score, string Said);

/// <summary>Finds classes by what is typed of their names, or by what a caller told: whatever name of a class stands in it.</summary>
public static class ClassSearch
{
    /// <summary>Less is chance: a pair of letters that many words have.</summary>
    private const double Least = 0.34;

    /// <summary>A name that stands in a longer text tells more the longer it is.</summary>
    private const double Within = 0.8;

    /// <summary>The best first, at most so many; what was typed is a beginning or a part of a name, or a whole text with names in it.</summary>
    public static IReadOnlyList<FoundClass> Find(City city, string words, int most)
    {
        var said = words.Trim().ToUpperInvariant();
        if (said.Length == 0)
        {
            return [];
        }
        var pairs = Pairs(said);
        return [.. city.Catalogue.All.Select((c, at) => (Found: Best(c, said, pairs), At: at)).Where(f => f.Found.Score >= Least)
            .OrderByDescending(f => f.Found.Score).ThenBy(f => f.At).Take(most).Select(f => f.Found)];
    }

    private static FoundClass Best(CaseClass c, string said, HashSet<string> pairs) =>
        Names(c).Select(n => new FoundClass(c, Score(n.ToUpperInvariant(), said, pairs), n)).MaxBy(f => f.Score)!;

    private static IEnumerable<string> Names(CaseClass c) => [c.Name.Zh, c.Name.En, .. c.Aliases, c.Code.Value];

    private static double Score(string name, string said, HashSet<string> pairs)
    {
        if (name == said)
        {
            return 1;
        }
        if (name.StartsWith(said, StringComparison.Ordinal))
        {
            return 0.95;
        }
        if (name.Contains(said, StringComparison.Ordinal))
        {
            return 0.9;
        }
        if (name.Length > 1 && said.Contains(name, StringComparison.Ordinal))
        {
            return Within + Math.Min(name.Length, 9) / 100.0;
        }
        var own = Pairs(name);
        return own.Count == 0 ? 0 : Within * own.Count(pairs.Contains) / own.Count;
    }

    private static HashSet<string> Pairs(string text) =>
        [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Where(i => char.IsLetterOrDigit(text[i]) && char.IsLetterOrDigit(text[i + 1])).Select(i => text.Substring(i, 2))];
}
