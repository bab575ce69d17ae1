using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Work.Cases;

namespace Liandong.Web.Api;

/// <summary>POST /cases/acts.</summary>
internal static class BulkApi
{
    public static async Task<Refusal?> PerformAsync(ApiCall call)
    {
        var (bytes, refusal) = await ApiBody.JsonBytesAsync(call.Http.Request, call.Cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        var (document, broken) = ApiBody.Parse(bytes);
        using var body = document;
        if (document is null)
        {
            return broken;
        }
        var (request, cases, at, fault) = Read(document.RootElement);
        if (fault is not null)
        {
            return fault;
        }
        var (act, badKey) = call.ActOf(bytes, at);
        return act is null ? badKey : await PerformAsync(call, act, request!, cases!);
    }

    private static async Task<Refusal?> PerformAsync(ApiCall call, Act act, ActRequest request, IReadOnlyList<AskedCase> cases)
    {
        var (acted, refusal) = await ActOnCases.RunAsync(call.Node.Desk, act, request, cases, call.Scope, call.Cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        var rows = new List<ActedRow>(acted.Count);
        foreach (var one in acted)
        {
            rows.Add(one.Answer.Case is { State: var state } && one.Answer.Refusal is null ? await DoneAsync(call, one.Number, state) : Refused(call, one.Number, one.Answer.Refusal!));
        }
        return await call.AnswerAsync(new ActedAnswer(rows), ApiJson.Plain.ActedAnswer);
    }

    private static async ValueTask<ActedRow> DoneAsync(ApiCall call, string number, CaseState state)
    {
        var procedure = await call.Node.Desk.Definitions.ProcedureAsync(state.Facts!.ProcedureHash, call.City.DefaultCalendar, call.Cancel);
        return new ActedRow(number, Done: true) { Version = state.Version, State = CaseAnswers.Word(state.Status), Step = CaseAnswers.For(call).Step(procedure, state.Step) };
    }

    private static ActedRow Refused(ApiCall call, string number, Refusal refusal) => new(number, Done: false)
    {
        Refusal = refusal.Code, Field = refusal.Field, Detail = refusal.Detail, Sentence = Problem.Sentence(call.Http, call.Language, refusal.Code, refusal.Detail),
    };

    private static (ActRequest? Request, IReadOnlyList<AskedCase>? Cases, DateTimeOffset? At, Refusal? Fault) Read(JsonElement json)
    {
        var body = new ApiObject(json, "act", "fields", "cases", "at");
        var request = ActsApi.RequestOf(body);
        body.Need("cases");
        var cases = new List<AskedCase>();
        foreach (var one in body.Objects("cases", ActOnCases.Most, "number", "version") ?? [])
        {
            one.Need("number");
            cases.Add(new AskedCase(one.Text("number") ?? "", one.Integer("version")));
        }
        var at = body.Instant("at");
        return body.Fault is { } fault ? (null, null, null, fault) : (request, cases, at, null);
    }
}
