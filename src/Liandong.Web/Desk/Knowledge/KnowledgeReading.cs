using System.Globalization;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;
using Liandong.Web.Desk.Admin;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;

namespace Liandong.Web.Desk.Knowledge;

/// <summary>Articles as their owners see them: what the hotline found of no use, and until when to answer.</summary>
public sealed class KnowledgeReading(Node node, Texts texts)
{
    private const string Doubt = "doubt";

    /// <summary>The way there with how many wait; none for who owns no article.</summary>
    public static async Task<IReadOnlyList<SideLink>> LinksAsync(HttpContext context, Signed who, Texts texts)
    {
        if (!who.Admits("GET", "/knowledge") || Within(who).ToList() is not { Count: > 0 } articles)
        {
            return [];
        }
        var open = (await ArticleDoubts.OpenAsync(context.RequestServices.GetRequiredService<Node>().Source, [.. articles.Select(a => a.Code)], context.RequestAborted)).ToLookup(d => d.Article);
        return [new SideLink(texts["knowledge.title"], "/knowledge", open.Count == 0 ? null : open.Count, open.Count(d => LightOf(who, d.First()) is Light.Red))];
    }

    public async Task<KnowledgePage> ListAsync(Signed who, CancellationToken cancel)
    {
        var articles = Within(who).ToList();
        var doubts = (await ArticleDoubts.OpenAsync(node.Source, [.. articles.Select(a => a.Code)], cancel)).ToLookup(d => d.Article);
        var words = new CityWords(who.City, texts);
        var lines = articles.Select(a => Line(who, words, a, [.. doubts[a.Code]])).ToList();
        return new KnowledgePage([.. lines.Where(l => l.Doubts > 0).OrderBy(l => doubts[l.Code].First().At)], [.. lines.Where(l => l.Doubts == 0).OrderBy(l => l.ValidUntil).ThenBy(l => l.Code, StringComparer.Ordinal)]);
    }

    /// <summary>Null for no article of the reader's.</summary>
    public async Task<ArticlePage?> OneAsync(Signed who, string code, ArticleTyped? typed, CancellationToken cancel)
    {
        if (Within(who).FirstOrDefault(a => a.Code == code) is not { } article)
        {
            return null;
        }
        var words = new CityWords(who.City, texts);
        var doubts = await ArticleDoubts.OpenAsync(node.Source, [code], cancel);
        return new ArticlePage(Line(who, words, article, doubts), [.. doubts.Select(d => new DoubtLine(d.At, Teller(who, words, d.By), d.Words))], who.Actor.Posts.Any(p => p.Unit == article.Owner),
            Guid.NewGuid(), who.City.Hash, doubts.Count == 0 ? who.Now : doubts[^1].At, typed ?? ArticleTyped.Of(article));
    }

    /// <summary>As the form sent it; days that are none are told.</summary>
    public async Task<ArticlePage?> ReviewAsync(Signed who, string code, Guid key, string madeFrom, DateTimeOffset seen, ArticleTyped typed, CancellationToken cancel)
    {
        if (await OneAsync(who, code, typed, cancel) is not { } page)
        {
            return null;
        }
        var refusals = new RefusalWords(new CityWords(who.City, texts), texts);
        page = page with { Key = key, MadeFrom = madeFrom, Seen = seen };
        if (!DateOnly.TryParseExact(typed.ValidUntil, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
        {
            return page with { Refusal = refusals.Note(texts["knowledge.valid"], new Refusal(Refusals.FieldInvalid, "validUntil")) };
        }
        var review = new ArticleReview(key, who.Person.Id, code, madeFrom, new LocalName(typed.QuestionEn ?? "", typed.QuestionZh ?? ""), new LocalName(typed.AnswerEn ?? "", typed.AnswerZh ?? ""),
            new LocalName(typed.BasisEn ?? "", typed.BasisZh ?? ""), until, typed.Reason, seen);
        var (changed, refusal) = await ReviewArticle.RunAsync(node, review, cancel);
        return refusal is not null ? page with { Refusal = refusals.Note(texts["knowledge.title"], refusal) }
            : changed!.Faults.Count > 0 ? page with { Faults = [.. changed.Faults.Select(f => new FaultLine(f.File, f.File, f.Line, f.Value, f.Text.In(texts.Language)))] }
            : changed.Conflicts.Count > 0 ? page with { Moved = true, MadeFrom = node.City.Now.Hash, Key = Guid.NewGuid() } : page with { Done = true };
    }

    /// <summary>Articles of the reader's units and of those below.</summary>
    private static IEnumerable<Article> Within(Signed who)
    {
        var units = who.Actor.Posts.Where(p => RouteTable.Find("GET", "/knowledge")!.Roles.Contains(p.Role)).SelectMany(p => who.City.Units.SelfAndBelow(p.Unit)).ToHashSet();
        return who.City.Knowledge.Where(a => units.Contains(a.Owner));
    }

    private static ArticleLine Line(Signed who, CityWords words, Article a, IReadOnlyList<ArticleDoubt> doubts) => new(a.Code, "/knowledge/" + Uri.EscapeDataString(a.Code), words.In(a.Question), words.Class(a.Class.Value), words.Unit(a.Owner.Value),
        doubts.Count, doubts.Count > 0 && ClockOf(who, doubts[0]) is { } clock ? new ClockWords(who.City, who.Now).Of(clock) : null, a.ValidUntil, a.Reviewed, !a.IsValid(who.City.Day(who.Now)));

    private static ClockState? ClockOf(Signed who, ArticleDoubt first) => who.City.Hotline?.DoubtsWithin is { } limit
        ? Clocks.Start(Doubt, limit, who.City.CalendarOf(limit), who.City.Thresholds, first.At) : null;

    private static Light? LightOf(Signed who, ArticleDoubt first) => ClockOf(who, first) is { } clock ? Clocks.LightAt(clock, who.Now) : null;

    private static string Teller(Signed who, CityWords words, PersonId person) =>
        who.City.Staff.Find(person) is { } known ? words.Line(known, who.City.Staff.PostsOf(person, who.City.Day(who.Now)) is [var post, ..] ? post : null) : words.Person(person.Value);
}
