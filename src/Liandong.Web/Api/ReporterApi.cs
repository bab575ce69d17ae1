using Liandong.Core;
using Liandong.Work.Cases;

namespace Liandong.Web.Api;

/// <summary>POST /cases/{number}/reporter: who called, for a reason that is told in the case's trace.</summary>
internal static class ReporterApi
{
    public static async Task<Refusal?> ShowAsync(ApiCall call)
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
        var body = new ApiObject(document.RootElement, "reason");
        var reason = body.Text("reason");
        var (act, badKey) = call.ActOf(bytes, null);
        if (body.Fault is not null || act is null)
        {
            return body.Fault ?? badKey;
        }
        if (await LoadedCase.FindAsync(call.Node.Source, call.Path("number"), call.Scope, call.Cancel) is not { } id)
        {
            return new Refusal(Refusals.NotFound, "number");
        }
        var (shown, no) = await ShowReporter.RunAsync(call.Node.Desk, act, id, reason, call.Cancel);
        return shown is null ? no
            : await call.AnswerAsync(new ListAnswer<ReporterAnswer>([.. shown.Select(r => new ReporterAnswer(r.Appeal, r.Name, r.Phone))], null), ApiJson.Plain.ListAnswerReporterAnswer);
    }
}
