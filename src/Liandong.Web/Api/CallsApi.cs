using Liandong.Core;
using Liandong.Work.Calls;

namespace Liandong.Web.Api;

/// <summary>POST /calls: what the telephone system tells.</summary>
internal static class CallsApi
{
    public static async Task<Refusal?> TellAsync(ApiCall call)
    {
        var (bytes, refusal) = await ApiBody.JsonBytesAsync(call.Http.Request, call.Cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        var (document, broken) = ApiBody.Parse(bytes);
        using var json = document;
        if (document is null)
        {
            return broken;
        }
        var body = new ApiObject(document.RootElement, "id", "event", "line", "number", "to", "at");
        body.Need("id");
        body.Need("event");
        var (id, word, line, number, to, at) = (body.Text("id"), body.Text("event"), body.Text("line"), body.Text("number"), body.Text("to"), body.Instant("at"));
        if (body.Fault is { } fault)
        {
            return fault;
        }
        if (Enum.GetValues<CallMoment>().Where(m => CaseAnswers.Word(m) == word).Select(m => (CallMoment?)m).FirstOrDefault() is not { } moment)
        {
            return new Refusal(Refusals.CodeUnknown, "event", word is { Length: <= 60 } ? word : null);
        }
        var told = new CallTold(id!, moment, line, number, to is null ? null : new PersonId(to), at);
        var (found, why) = await TellCall.RunAsync(call.Node.Calls, call.Actor.Person!.Value.Value, told, call.Cancel);
        return found is null ? why : await call.AnswerAsync(new CallAnswer(found.ToldId!, CaseAnswers.Word(found.Standing), found.RungAt, found.AnsweredAt, found.EndedAt), ApiJson.Plain.CallAnswer);
    }
}
