using Liandong.Core.Cities;
using Liandong.Web.Desk.Admin;
using Liandong.Web.Look;

namespace Liandong.Web.Desk.Knowledge;

/// <summary>A unit's articles: what was found of no use first, then by the day on which they lapse.</summary>
public sealed record KnowledgePage(IReadOnlyList<ArticleLine> Doubted, IReadOnlyList<ArticleLine> Others);

/// <param name="Due">When the owner's answer is due, by the oldest doubt; null without doubts or limit.</param>
/// <param name="Lapsed">May not be read out any more.</param>
public sealed record ArticleLine(string Code, string Url, string Question, string Class, string Owner, int Doubts, Remaining? Due, DateOnly ValidUntil, DateOnly Reviewed, bool Lapsed);

/// <summary>One article before its owner.</summary>
/// <param name="MayReview">The reader sits in the unit that owns it.</param>
/// <param name="Key">Made with the form.</param>
public sealed record ArticlePage(ArticleLine Line, IReadOnlyList<DoubtLine> Doubts, bool MayReview, Guid Key, string MadeFrom, DateTimeOffset Seen, ArticleTyped Typed)
{
    public RefusalNote? Refusal { get; init; }

    public IReadOnlyList<FaultLine> Faults { get; init; } = [];

    /// <summary>Somebody else changed it meanwhile.</summary>
    public bool Moved { get; init; }

    public bool Done { get; init; }
}

/// <param name="Who">Person and post; the desk, not the caller.</param>
public sealed record DoubtLine(DateTimeOffset At, string Who, string? Words);

/// <summary>What stands in the form.</summary>
public sealed record ArticleTyped(string? QuestionZh, string? QuestionEn, string? AnswerZh, string? AnswerEn, string? BasisZh, string? BasisEn, string? ValidUntil, string? Reason)
{
    public static ArticleTyped Of(Article a) => new(a.Question.Zh, a.Question.En, a.Answer.Zh, a.Answer.En, a.Basis.Zh, a.Basis.En, a.ValidUntil.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), null);
}
