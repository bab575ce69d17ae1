using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Work.Cases;

namespace Liandong.Web.Api;

/// <summary>GET /cases/{number}/contacts and /links.</summary>
internal static class ContactsApi
{
    public static async Task<Refusal?> ListAsync(ApiCall call)
    {
        if (await FindAsync(call) is not var (situation, state))
        {
            return new Refusal(Refusals.NotFound, "number");
        }
        var answers = CaseAnswers.For(call);
        var trace = await CaseTrace.ReadAsync(call.Node.Source, state.Id, call.Cancel);
        return await call.AnswerAsync(new ContactsAnswer(state.Contact is { } contact ? answers.Person(contact) : null,
            [.. ContactLog.Of(situation.Procedure, trace).Select(c => new ContactAnswer(c.At, CaseAnswers.Word(c.Kind), c.By.Person is { } person ? answers.Person(person) : null,
                c.By.Unit is { } unit ? answers.Unit(unit.Value) : null, c.Appeal, c.Reached))]), ApiJson.Plain.ContactsAnswer);
    }

    public static async Task<Refusal?> LinksAsync(ApiCall call)
    {
        if (await FindAsync(call) is not var (situation, state))
        {
            return new Refusal(Refusals.NotFound, "number");
        }
        var request = call.Http.Request;
        var links = AnswerByLink.Waiting(call.Node.Keys, situation, state).Select(l => new LinkAnswer(l.Appeal, $"{request.Scheme}://{request.Host}{request.PathBase}/r/{l.Token}", l.Until));
        return await call.AnswerAsync(new ListAnswer<LinkAnswer>([.. links], null), ApiJson.Plain.ListAnswerLinkAnswer);
    }

    private static async Task<(Situation Situation, CaseState State)?> FindAsync(ApiCall call) =>
        await LoadedCase.FindAsync(call.Node.Source, call.Path("number"), call.Scope, call.Cancel) is { } id && await LoadedCase.ReadAsync(call.Node.Source, id, call.Cancel) is { State: var state }
            ? (await ActOnCase.SituationAsync(call.Node.Desk, call.Actor.Person, state, call.Now, call.Cancel), state) : null;
}
