using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Work;
using Liandong.Work.Cases;

namespace Liandong.Web.Portal;

/// <summary>Makes the caller's page out of his link.</summary>
public sealed class LinkReading(Node node, Texts texts, Moments moments)
{
    /// <summary>The page of a link as it stands; with what was tried and what is wrong with it.</summary>
    public async Task<LinkPage> ReadAsync(OpenedLink link, string url, ActTried? tried, string? error, CancellationToken cancel)
    {
        var words = new CityWords(node.City.Now, texts);
        return link switch
        {
            { Standing: LinkStanding.Answered } => new LinkPage(LinkSays.Answered, url, At: link.Trace.LastOrDefault(t => t.Act?.Caller == link.Caller.Appeal)?.At),
            { Standing: LinkStanding.Open, Asked: { } asked } => new LinkPage(LinkSays.Ask, url, await CaseAsync(link, words, cancel),
                [.. new ActFields(link.Situation, link.Case, words, new RefusalWords(words, texts), texts, moments).Of(asked, tried)], error),
            _ => new LinkPage(LinkSays.Over, url),
        };
    }

    /// <summary>The answers of a form; the appeal is the link's and is not asked.</summary>
    public static Dictionary<string, FieldValue> Fields(ProcedureAct asked, IFormCollection form) => asked.Fields.Where(f => f.Type != FieldType.Appeal)
        .Select(f => (f.Code, Value: form[$"{asked.Name}.{f.Code}"].ToString() is { Length: > 0 } given ? given : f is { Type: FieldType.Flag, Required: false } ? "false" : ""))
        .Where(f => f.Value.Length > 0).ToDictionary(f => f.Code, f => new FieldValue(f.Value), StringComparer.Ordinal);

    /// <summary>A field of typed words that holds a caller's name or number: those who handle the case will read it.</summary>
    public async Task<string?> NamesCallerAsync(OpenedLink link, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancel)
    {
        var typed = link.Asked!.Fields.Where(f => f.Type == FieldType.Text && fields.ContainsKey(f.Code)).Select(f => f.Code).ToList();
        var callers = typed.Count == 0 ? [] : await CallersOf(link, cancel);
        return typed.FirstOrDefault(f => callers.Any(c => CallerScan.Finds(fields[f].Text, c.Name, c.Phone, CallerScan.Honorifics(link.Situation.City))));
    }

    private async Task<LinkedCase> CaseAsync(OpenedLink link, CityWords words, CancellationToken cancel)
    {
        var (state, facts, appeal) = (link.Case, link.Case.Facts!, link.Case.Appeals[link.Caller.Appeal - 1]);
        var own = link.Caller.Appeal == 1 && facts.Secrecy == 0;
        var reply = link.Trace.SkipWhile(t => !t.Events.OfType<RoundBegun>().Any(r => r.Round == state.Round) && state.Round > 1)
            .LastOrDefault(t => t.Act is { } act && link.Situation.Procedure.Act(act.Act)?.Effects.Any(e => e.Kind == EffectKind.ReportLead) is true);
        var callers = await CallersOf(link, cancel);
        return new LinkedCase(link.Number, words.Class(facts.Class.Value), words.Chain(state.Areas), own ? link.Trace[0].Texts?.GetValueOrDefault("address") : null,
            ToldAt(link), reply?.Act?.Fields.GetValueOrDefault("result") is { } kind ? words.Choice("closingKinds", kind) : null,
            reply?.Act?.Unit is { } unit ? words.Unit(unit.Value) : null, reply?.At,
            callers.Aggregate(reply?.Texts?.GetValueOrDefault("reply"), (text, c) => CallerScan.Cover(text, c.Name, c.Phone, texts["print.caller"], parts: true, CallerScan.Honorifics(link.Situation.City))),
            appeal.LinkUntil!.Value);
    }

    /// <summary>When this caller told it: at the opening, or when he was joined.</summary>
    private static DateTimeOffset ToldAt(OpenedLink link) => link.Caller.Appeal == 1 ? link.Case.OpenedAt
        : link.Trace.First(t => t.Events.OfType<AppealChanged>().Any(e => e.Appeal.No == link.Caller.Appeal)).At;

    private Task<IReadOnlyList<(int Appeal, string? Name, string? Phone)>> CallersOf(OpenedLink link, CancellationToken cancel) =>
        new Callers(node, new CityWords(node.City.Now, texts), texts).NamesAsync(link.Case.Id.Value, cancel);
}
