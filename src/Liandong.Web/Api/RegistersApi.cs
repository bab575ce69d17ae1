using System.Text.Json.Serialization.Metadata;
using Liandong.Core;
using Liandong.Core.Catalogue;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Web.Api;

/// <summary>GET /units, /classes: the registers of the city in the order of its files.</summary>
internal static class RegistersApi
{
    public static Task<Refusal?> UnitsAsync(ApiCall call) => ListAsync(call, Page(call), "units", call.City.Units.All, u => u.Code.Value,
        u => new UnitAnswer(u.Code.Value, u.Name.In(call.Language), u.Parent?.Value, u.Kind), ApiJson.Plain.ListAnswerUnitAnswer);

    public static Task<Refusal?> ClassesAsync(ApiCall call) => ListAsync(call, Page(call), "classes", call.City.Catalogue.All, c => c.Code.Value,
        c => new ClassAnswer(c.Code.Value, c.Name.In(call.Language), c.Group.In(call.Language), c.Nature, c.Secrecy, [.. c.Standards.Select(s => Of(s, call.Language))], Limits(call, c)),
        ApiJson.Plain.ListAnswerClassAnswer);

    private static List<LocalLimit>? Limits(ApiCall call, CaseClass c)
    {
        var limits = call.City.Affairs.All.Where(a => a.Class == c.Code && a.Limit is not null)
            .Select(a => new LocalLimit(a.Area, a.When is { } w ? $"{w.Code}={w.Value}" : null, a.Limit!.ToString())).ToList();
        return limits.Count == 0 ? null : limits;
    }

    private static ApiQuery Page(ApiCall call) => new(call.Http.Request.QueryString.Value, "after", "limit");

    private static StandardAnswer Of(Standard s, string language) => new(s.Code, s.Filing.In(language), s.Limit?.ToString(), s.PhotoAfter,
        [.. s.Conditions.Select(c => new CodeName(c.Code, c.Name.In(language)))]);

    /// <param name="name">What is listed, filters included: a cursor of one list is not read by another.</param>
    internal static async Task<Refusal?> ListAsync<T, TAnswer>(ApiCall call, ApiQuery q, string name, IReadOnlyList<T> all, Func<T, string> code,
        Func<T, TAnswer> answer, JsonTypeInfo<ListAnswer<TAnswer>> type)
    {
        var (limit, after) = (q.Limit(CaseReader.MostRows, CaseReader.MostRows), q.Text("after"));
        if (q.Fault is { } fault)
        {
            return fault;
        }
        var cursors = new Cursors(call.Node.Keys);
        var from = 0;
        if (after is not null)
        {
            var last = cursors.Read(after, name)?[0];
            from = all.Index().Where(x => code(x.Item) == last).Select(x => x.Index + 1).FirstOrDefault(-1);
        }
        if (from < 0)
        {
            return new Refusal(Refusals.FieldInvalid, "after");
        }
        var page = all.Skip(from).Take(limit).ToList();
        var next = from + page.Count < all.Count ? cursors.Write([code(page[^1])], name) : null;
        return await call.AnswerAsync(new ListAnswer<TAnswer>([.. page.Select(answer)], next), type);
    }
}
