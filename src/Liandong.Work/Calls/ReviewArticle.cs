using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Work.Cases;
using Liandong.Work.Cities;

namespace Liandong.Work.Calls;

/// <summary>What the owner of an article says of it: corrected where a word is other than before, else confirmed as it stands.</summary>
/// <param name="Key">Made with the form: a second press is the same review.</param>
/// <param name="MadeFrom">Hash of the version that he read.</param>
/// <param name="Seen">The newest doubt that he had before him; what came later waits for him.</param>
public sealed record ArticleReview(Guid Key, PersonId By, string Article, string MadeFrom, LocalName Question, LocalName Answer, LocalName Basis, DateOnly ValidUntil, string? Reason, DateTimeOffset Seen);

/// <summary>An owner reviews his article: his own file of the city and no other, as a version of the city, checked like any.</summary>
public static class ReviewArticle
{
    public const string Corrected = "corrected";
    public const string Confirmed = "confirmed";

    private const int ShortestReason = 4;
    private const int LongestReason = 500;

    public static async Task<(CityChanged? Changed, Refusal? Refusal)> RunAsync(Node node, ArticleReview review, CancellationToken cancel)
    {
        var (city, now) = (node.City.Now, node.Clock.GetUtcNow());
        if (city.Knowledge.FirstOrDefault(a => a.Code == review.Article) is not { } article)
        {
            return (null, new Refusal(Refusals.CodeUnknown, "article", review.Article));
        }
        if (city.Of(review.By, now).Posts.All(p => p.Unit != article.Owner))
        {
            return (null, new Refusal(Refusals.NotYours));
        }
        if (review.Key == Guid.Empty || (review.Reason?.Trim().Length ?? 0) is < ShortestReason or > LongestReason)
        {
            return (null, new Refusal(Refusals.FieldMissing, "reason"));
        }
        var written = article with { Question = review.Question, Answer = review.Answer, Basis = review.Basis, ValidUntil = review.ValidUntil, Reviewed = city.Day(now) };
        var wish = new CityWish(review.By, review.Reason!.Trim(), review.Key, review.MadeFrom, [new WholeFile($"knowledge/{article.Code}.md", KnowledgeFile.Write(written))]);
        var changed = await ChangeCity.RunAsync(node, wish, cancel);
        if (!changed.IsRefused)
        {
            var same = (written.Question, written.Answer, written.Basis) == (article.Question, article.Answer, article.Basis);
            await ArticleDoubts.SettleAsync(node.Source, article.Code, review.Seen, review.By, now, same ? Confirmed : Corrected, cancel);
        }
        return (changed, null);
    }
}
