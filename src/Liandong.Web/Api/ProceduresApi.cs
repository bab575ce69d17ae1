using Liandong.Core;
using Liandong.Core.Cases;

namespace Liandong.Web.Api;

/// <summary>GET /procedures: what a person may open, the city's usual one first.</summary>
internal static class ProceduresApi
{
    public static async Task<Refusal?> ListAsync(ApiCall call)
    {
        if (new ApiQuery(call.Http.Request.QueryString.Value).Fault is { } fault)
        {
            return fault;
        }
        var open = Openings.Of(call.City, call.Actor, call.Now);
        return await call.AnswerAsync(new ListAnswer<ProcedureAnswer>([.. open.Select(s => Of(s, call.Language))], null), ApiJson.Plain.ListAnswerProcedureAnswer);
    }

    private static ProcedureAnswer Of(Situation s, string language) =>
        new(s.Procedure.Code, s.Procedure.Name.In(language), new ActForm(s, new CaseState { Id = default }, language).Of(s.Procedure.Opening).Fields);
}
