using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Look;
using Liandong.Work.Cases;

namespace Liandong.Web.Api;

/// <summary>GET and POST /cases/{number}/acts.</summary>
internal static class ActsApi
{
    private static readonly string[] s_elsewhere = [Refusals.NotInThisStep, Refusals.NotInThisState, Refusals.NotYourRole];

    public static async Task<Refusal?> AllowedAsync(ApiCall call)
    {
        if (new ApiQuery(call.Http.Request.QueryString.Value).Fault is { } fault)
        {
            return fault;
        }
        if (await LoadedCase.FindAsync(call.Node.Source, call.Path("number"), call.Scope, call.Cancel) is not { } id
            || await LoadedCase.ReadAsync(call.Node.Source, id, call.Cancel) is not { State: var state })
        {
            return new Refusal(Refusals.NotFound, "number");
        }
        var situation = await ActOnCase.SituationAsync(call.Node.Desk, call.Actor.Person, state, call.Now, call.Cancel);
        var form = new ActForm(situation, state, call.Language);
        var acts = new List<ActAnswer>();
        var withheld = new List<WithheldAnswer>();
        foreach (var act in situation.Procedure.Acts.Where(a => a.Seat != Seat.Rule))
        {
            var why = CaseDecisions.WhyNot(situation, state, act);
            if (why is null)
            {
                acts.Add(form.Of(act));
            }
            else if (!s_elsewhere.Contains(why.Code))
            {
                withheld.Add(new WithheldAnswer(act.Name, act.Label.In(call.Language), why.Code, Problem.Sentence(call.Http, call.Language, why.Code)));
            }
        }
        return await call.AnswerAsync(new ActsAnswer(state.Version, acts, null, withheld), ApiJson.Plain.ActsAnswer);
    }

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
        var (request, version, at, fault) = Read(document.RootElement);
        if (fault is not null)
        {
            return fault;
        }
        var (act, badKey) = call.ActOf(bytes, at);
        return act is null ? badKey : await PerformAsync(call, act, request!, version);
    }

    private static async Task<Refusal?> PerformAsync(ApiCall call, Act act, ActRequest request, int? version)
    {
        // Whoever gave a case away does not see it any more, but may hear again that it was done.
        var id = await LoadedCase.FindAsync(call.Node.Source, call.Path("number"), call.Scope, call.Cancel)
            ?? (await KnownActs.FindAsync(call.Node.Source, act, call.Cancel)).Stream;
        if (id is not { } found)
        {
            return new Refusal(Refusals.NotFound, "number");
        }
        var answer = await ActOnCase.RunAsync(call.Node.Desk, act, found, request, version, call.Cancel);
        if (answer.Refusal is { } refused)
        {
            call.Last = refused.Code == Refusals.Stale ? await LastAsync(call, found) : null;
            return refused;
        }
        var (title, place, description) = await CaseTexts.OpeningAsync(call.Node.Source, found, call.Cancel);
        var answers = CaseAnswers.For(call);
        var view = CaseView.Of(answer.Case!, title, place, call.Now);
        call.Http.Response.Headers.ETag = answers.TagOf(view);
        return await call.AnswerAsync(await answers.OfAsync(view, description, call.Cancel), ApiJson.Plain.CaseAnswer);
    }

    private static async Task<LastActAnswer?> LastAsync(ApiCall call, CaseId id)
    {
        var loaded = await LoadedCase.ReadAsync(call.Node.Source, id, call.Cancel);
        return loaded is not null && await KnownActs.LastAsync(call.Node.Source, id, call.Cancel) is var (name, principal, at)
            ? new LastActAnswer(name, call.City.Staff.Find(new PersonId(principal)) is null ? null : CaseAnswers.For(call).Person(new PersonId(principal)), at, loaded.State.Version)
            : null;
    }

    private static (ActRequest? Request, int? Version, DateTimeOffset? At, Refusal? Fault) Read(JsonElement json)
    {
        var body = new ApiObject(json, "act", "fields", "version", "at");
        var request = RequestOf(body);
        var (version, at) = (body.Integer("version"), body.Instant("at"));
        return body.Fault is { } fault ? (null, null, null, fault) : (request, version, at, null);
    }

    /// <summary>The act and its fields, as every body of an act has them.</summary>
    internal static ActRequest RequestOf(ApiObject body)
    {
        body.Need("act");
        var fields = body.Object("fields");
        var given = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var name in fields?.Names ?? [])
        {
            if (fields!.Field(name) is { } value)
            {
                given[name] = value;
            }
        }
        return new ActRequest(body.Text("act") ?? "", given);
    }
}
