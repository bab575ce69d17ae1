using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Work.Cases;

namespace Liandong.Web.Api;

/// <summary>GET /cases and GET /cases/{number}.</summary>
internal static class CaseListApi
{
    private const int UsualLimit = 50;

    private static readonly string[] s_parameters = ["state", "unit", "area", "class", "light", "source", "sourceId", "q", "from", "to", "copied", "sort", "after", "limit"];
    private static readonly Dictionary<string, bool> s_copied = new(StringComparer.Ordinal) { ["true"] = true };

    private static readonly Dictionary<string, CaseSort> s_sorts = new(StringComparer.Ordinal)
    {
        ["openedAt"] = CaseSort.Opened, ["-openedAt"] = CaseSort.OpenedDescending, ["number"] = CaseSort.Number,
        ["closedAt"] = CaseSort.Closed, ["-closedAt"] = CaseSort.ClosedDescending, ["due"] = CaseSort.Due, ["light"] = CaseSort.Light,
    };

    private static readonly Dictionary<string, CaseStatus> s_states = Enum.GetValues<CaseStatus>().ToDictionary(CaseAnswers.Word, StringComparer.Ordinal);
    private static readonly Dictionary<string, Light> s_lights = Enum.GetValues<Light>().ToDictionary(CaseAnswers.Word, StringComparer.Ordinal);

    /// <summary>What a list of cases may be asked.</summary>
    public static IReadOnlyList<string> Parameters => s_parameters;

    public static async Task<Refusal?> ListAsync(ApiCall call)
    {
        var (query, fault) = Query(call);
        if (fault is not null)
        {
            return fault;
        }
        var (page, refusal) = await call.Node.Reader.ListAsync(query, call.Scope, call.Cancel);
        if (page is null)
        {
            return refusal;
        }
        var descriptions = await CaseTexts.DescriptionsAsync(call.Node.Source, [.. page.Items.Select(c => c.Id)], call.Cancel);
        var answers = CaseAnswers.For(call);
        var items = new List<CaseAnswer>(page.Items.Count);
        foreach (var item in page.Items)
        {
            items.Add(await answers.OfAsync(item, descriptions.GetValueOrDefault(item.Id), call.Cancel));
        }
        return await call.AnswerAsync(new ListAnswer<CaseAnswer>(items, page.Next), ApiJson.Plain.ListAnswerCaseAnswer);
    }

    public static async Task<Refusal?> OneAsync(ApiCall call)
    {
        if (new ApiQuery(call.Http.Request.QueryString.Value).Fault is { } fault)
        {
            return fault;
        }
        if (await FindAsync(call) is not { } found)
        {
            return new Refusal(Refusals.NotFound, "number");
        }
        var answers = CaseAnswers.For(call);
        var tag = answers.TagOf(found);
        call.Http.Response.Headers.ETag = tag;
        if (Matches(call.Http.Request, tag))
        {
            call.Http.Response.StatusCode = StatusCodes.Status304NotModified;
            return null;
        }
        var descriptions = await CaseTexts.DescriptionsAsync(call.Node.Source, [found.Id], call.Cancel);
        return await call.AnswerAsync(await answers.OfAsync(found, descriptions.GetValueOrDefault(found.Id), call.Cancel), ApiJson.Plain.CaseAnswer);
    }

    /// <summary>The case of the address, if this reader may see it. The number is taken as it is written, digits only.</summary>
    public static async Task<CaseView?> FindAsync(ApiCall call) =>
        call.Path("number") is { Length: <= 40 } number && number.All(char.IsAsciiDigit)
            ? await call.Node.Reader.FindAsync(number, call.Scope, call.Cancel) : null;

    private static (CaseQuery Query, Refusal? Fault) Query(ApiCall call)
    {
        var city = call.City;
        var q = new ApiQuery(call.Http.Request.QueryString.Value, s_parameters);
        var state = q.Word("state", s_states);
        var unit = q.Code("unit", u => city.NameOf(Register.Units, u) is not null);
        var query = new CaseQuery(
            state is { } s ? [s] : [], unit is null ? [] : [.. city.Units.SelfAndBelow(new UnitCode(unit)).Select(u => u.Value)],
            q.Code("area", a => city.NameOf(Register.Areas, a) is not null), q.Code("class", c => city.NameOf(Register.Classes, c) is not null),
            q.Word("light", s_lights), q.Text("source"), q.Text("sourceId"), q.Text("q"), q.Instant("from", city), q.Instant("to", city),
            Sort: q.Word("sort", s_sorts) ?? CaseSort.OpenedDescending, After: q.Text("after"), Limit: q.Limit(UsualLimit, CaseReader.MostRows)) { Copied = q.Word("copied", s_copied) ?? false };
        return (query, q.Fault);
    }

    private static bool Matches(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0 && request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == "*" || t.Tag == tag);
}
