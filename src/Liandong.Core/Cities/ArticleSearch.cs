namespace Liandong.Core.Cities;

/// <summary>Finds answers of the knowledge base by what is asked, in either language.</summary>
public static class ArticleSearch
{
    private const double Least = 0.3;
    private const double OfClass = 0.5;

    /// <summary>Valid on the day, the best first: those whose question has the words, and those of the class.</summary>
    public static IReadOnlyList<Article> Find(City city, string words, ClassCode? about, DateOnly day, int most)
    {
        var pairs = Pairs(words);
        return [.. city.Knowledge.Where(a => a.IsValid(day)).Select((a, at) => (Article: a, Score: Score(a, pairs) + (about == a.Class ? OfClass : 0), At: at))
            .Where(f => f.Score >= Least).OrderByDescending(f => f.Score).ThenBy(f => f.At).Take(most).Select(f => f.Article)];
    }

    private static double Score(Article article, HashSet<string> pairs) => pairs.Count == 0 ? 0
        : Math.Max(Share(article.Question.Zh + article.Answer.Zh, pairs), Share(article.Question.En + " " + article.Answer.En, pairs));

    /// <summary>The share of what is asked that the article speaks of; a long story is measured as a short question, or it would find nothing.</summary>
    private static double Share(string text, HashSet<string> pairs)
    {
        const int Question = 12;
        var own = Pairs(text);
        return (double)pairs.Count(own.Contains) / Math.Min(pairs.Count, Question);
    }

    private static HashSet<string> Pairs(string text)
    {
        var said = text.ToUpperInvariant();
        return [.. Enumerable.Range(0, Math.Max(0, said.Length - 1)).Where(i => char.IsLetterOrDigit(said[i]) && char.IsLetterOrDigit(said[i + 1])).Select(i => said.Substring(i, 2))];
    }
}
