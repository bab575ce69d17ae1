using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Hotline;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Hotline;

/// <summary>One call: the form in the order people speak, and what else may become of it.</summary>
public sealed class CallModel(Node node, HotlineReading reading, ActPosts posts, Texts texts) : PageModel
{
    private const string JoinAct = "join-appeal";
    private const int LongestSaid = 200;

    public CallPage View { get; private set; } = null!;

    private Signed Who => Signed.Need(HttpContext);

    public async Task<IActionResult> OnGetAsync(Guid call, string? done, string? number, string? open, CancellationToken cancel)
    {
        if (await MineAsync(call, cancel) is not { } mine)
        {
            return LocalRedirect("/hotline");
        }
        var draft = await CallDrafts.FindAsync(node.Calls, call, Who.Person.Id, cancel);
        var key = Guid.TryParse(draft?.Fields.GetValueOrDefault("key"), out var kept) ? kept : Guid.NewGuid();
        View = await reading.CallAsync(Who, mine, CallForms.Of(draft, Who), draft?.SavedAt, key, cancel, done: IndexModel.Done(reading, Who, texts, done, number), open: open);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync(Guid call, CancellationToken cancel)
    {
        await TakeCall.RunAsync(node.Calls, call, Who.Person.Id, over: false, cancel);
        return LocalRedirect(HotlineReading.UrlOf(call));
    }

    public async Task<IActionResult> OnPostHoldAsync(Guid call, CancellationToken cancel)
    {
        await TakeCall.HoldAsync(node.Calls, call, Who.Person.Id, cancel);
        return LocalRedirect("/hotline");
    }

    /// <summary>The form as it stands, kept while one types.</summary>
    public async Task<IActionResult> OnPostDraftAsync(Guid call, CancellationToken cancel) =>
        await CallDrafts.KeepAsync(node.Calls, call, Who.Person.Id, CallForms.FieldsOf(Request.Form), cancel) ? new NoContentResult() : new ConflictResult();

    /// <summary>What would happen. With script the aside alone, without it the page.</summary>
    public async Task<IActionResult> OnPostAsideAsync(Guid call, Guid key, CancellationToken cancel)
    {
        if (await MineAsync(call, cancel) is not { } mine)
        {
            return NotFound();
        }
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            return Partial("_HotlineAside", await reading.AsideAsync(Who, mine, Request.Form, cancel));
        }
        View = await reading.CallAsync(Who, mine, Request.Form, null, key == Guid.Empty ? Guid.NewGuid() : key, cancel);
        return Page();
    }

    public async Task<IActionResult> OnGetArticlesAsync(Guid call, string? q, CancellationToken cancel) => await MineAsync(call, cancel) is { } mine
        && reading.Articles(Who, mine, q is { Length: <= LongestSaid } ? q : "", null) is { } found ? Partial("_HotlineArticles", found) : NotFound();

    /// <summary>An article was of no use; the call goes on.</summary>
    public async Task<IActionResult> OnPostDoubtAsync(Guid call, Guid key, string? detail, string? words, CancellationToken cancel)
    {
        await ArticleDoubts.TellAsync(node.Calls, key, Who.Person.Id, detail ?? "", string.IsNullOrWhiteSpace(words) ? null : words.Trim(), cancel);
        return LocalRedirect(HotlineReading.UrlOf(call) + "?done=" + IndexModel.Doubt);
    }

    /// <summary>Registers a case from the call.</summary>
    public async Task<IActionResult> OnPostAsync(Guid call, Guid key, CancellationToken cancel)
    {
        if (await MineAsync(call, cancel) is not { } mine || key == Guid.Empty)
        {
            return LocalRedirect("/hotline");
        }
        var who = Who;
        var form = CallForms.Read(Request.Form, who, mine);
        var procedure = RegisterReading.ProcedureOf(who, form);
        var (asked, refusal) = await posts.FieldsAsync(procedure.Opening, Request.Form, who.Person.Id, key, cancel);
        refusal = form.Wrong() ?? refusal;
        if (refusal is null)
        {
            var act = ActPosts.ActOf(key, who.Person.Id, Request.Path, form.Fields.Concat(asked).ToDictionary(f => f.Key, f => f.Value));
            var answer = await RegisterCase.RunAsync(node.Desk, act, form.ToRegistration() with { Procedure = procedure.Code, Fields = asked }, cancel);
            if (answer.Case is { } registered)
            {
                return await SettledAsync(mine, key, CallOutcomes.Registered, null, registered.State, cancel);
            }
            refusal = answer.Refusal!;
        }
        return await AgainAsync(mine, key, refusal, null, cancel);
    }

    /// <summary>Joins the caller to a case that is there: his own appeal, his own reply, his own call-back.</summary>
    public async Task<IActionResult> OnPostJoinAsync(Guid call, Guid key, string? join, CancellationToken cancel)
    {
        if (await MineAsync(call, cancel) is not { } mine || key == Guid.Empty)
        {
            return LocalRedirect("/hotline");
        }
        var form = CallForms.Read(Request.Form, Who, mine);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal) { ["channel"] = new(form["channel"] ?? Who.City.Hotline!.Channel), ["wantsAnswer"] = new(form["wantsAnswer"] is null ? "false" : "true") };
        Put(fields, "words", string.Join('\n', new[] { form["title"], form["description"] }.Where(w => w is not null)));
        Put(fields, "callerName", form["name"]);
        Put(fields, "callerPhone", form["phone"] ?? mine.Phone);
        if (form.Tells is { } told && form["named"] is null)
        {
            return await AgainAsync(mine, key, new Refusal(told, "description"), null, cancel);
        }
        var (state, refusal) = await ActAsync(key, join, JoinAct, fields, cancel);
        return state is not null ? await SettledAsync(mine, key, CallOutcomes.Joined, null, state, cancel) : await AgainAsync(mine, key, null, Note("hotline.join", refusal!), cancel);
    }

    /// <summary>A key of the printed card.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid call, Guid key, string? ending, int step, string? @case, string? number, string? note, string? detail, bool stayed, CancellationToken cancel)
    {
        if (await MineAsync(call, cancel) is not { } mine || Who.City.Hotline!.Ending(ending ?? "") is not { } chosen || key == Guid.Empty)
        {
            return LocalRedirect("/hotline");
        }
        var url = HotlineReading.UrlOf(call);
        if (chosen.Kind == CallEndingKind.Close && step < chosen.Scripts.Count)
        {
            await SettleCall.WarnAsync(node.Calls, call, Who.Person.Id, step, cancel);
            return LocalRedirect($"{url}?open={chosen.Code}");
        }
        if (chosen.Kind == CallEndingKind.Transfer && chosen.Numbers.Any(n => n.Code == detail))
        {
            await SettleCall.ThroughAsync(node.Calls, call, Who.Person.Id, detail!, stayed, cancel);
            return LocalRedirect(url);
        }
        if (chosen.Kind == CallEndingKind.Answer && Who.City.Knowledge.All(a => a.Code != detail))
        {
            return await AgainAsync(mine, key, null, Note("hotline.knowledge", new Refusal(Refusals.CodeUnknown, "article")), cancel);
        }
        var which = string.IsNullOrWhiteSpace(number) ? @case : number;
        if (chosen is not { Kind: CallEndingKind.OnCase, Act: { } name } || string.IsNullOrWhiteSpace(which))
        {
            return await SettledAsync(mine, key, chosen.Code, chosen.Kind == CallEndingKind.Answer ? detail : mine.ThroughTo, null, cancel, note);
        }
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        Put(fields, "note", note);
        var (state, refusal) = await ActAsync(key, which, name, fields, cancel);
        return state is not null ? await SettledAsync(mine, key, chosen.Code, null, state, cancel)
            : await AgainAsync(mine, Guid.NewGuid(), null, new RefusalWords(new CityWords(Who.City, texts), texts).Note(new CityWords(Who.City, texts).In(chosen.Name), refusal!), cancel, chosen.Code);
    }

    /// <summary>The call, when it is this person's and still to be written down.</summary>
    private async Task<CallView?> MineAsync(Guid id, CancellationToken cancel) => Who.City.Hotline is not null
        && await CallReader.OneAsync(node.Calls, id, cancel) is { SettledAt: null } call && call.TakenBy == Who.Person.Id ? call : null;

    private async Task<(CaseState? State, Refusal? Refusal)> ActAsync(Guid key, string? number, string act, Dictionary<string, FieldValue> fields, CancellationToken cancel)
    {
        if (await node.Reader.FindAsync(number ?? "", Who.Scope, cancel) is not { } row)
        {
            return (null, new Refusal(Refusals.NotFound, "number"));
        }
        var answer = await ActOnCase.RunAsync(node.Desk, ActPosts.ActOf(key, Who.Person.Id, $"{Request.Path} {act} {row.Number}", fields), new CaseId(row.Id), new ActRequest(act, fields), row.Version, cancel);
        return (answer.Case?.State, answer.Refusal);
    }

    private async Task<IActionResult> SettledAsync(CallView call, Guid key, string outcome, string? detail, CaseState? state, CancellationToken cancel, string? note = null)
    {
        await SettleCall.RunAsync(node.Calls, call.Id, Who.Person.Id, key, outcome, detail, state?.Id, cancel, string.IsNullOrWhiteSpace(note) ? null : note.Trim());
        return LocalRedirect($"/hotline?done={outcome}&number={state?.Facts!.Number}");
    }

    private async Task<IActionResult> AgainAsync(CallView call, Guid key, Refusal? wrong, RefusalNote? note, CancellationToken cancel, string? open = null)
    {
        var draft = wrong is null && !Request.Form.ContainsKey("procedure") ? await CallDrafts.FindAsync(node.Calls, call.Id, Who.Person.Id, cancel) : null;
        var given = Request.Form.ContainsKey("procedure") ? Request.Form : CallForms.Of(draft, Who);
        View = await reading.CallAsync(Who, call, given, draft?.SavedAt, key, cancel, wrong, note, open: open);
        Response.StatusCode = wrong?.Code is Refusals.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private RefusalNote Note(string key, Refusal refusal) => new RefusalWords(new CityWords(Who.City, texts), texts).Note(texts[key], refusal);

    private static void Put(Dictionary<string, FieldValue> fields, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            fields[name] = new FieldValue(value.Trim());
        }
    }
}
