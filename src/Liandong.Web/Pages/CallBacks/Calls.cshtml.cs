using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Web.Desk;
using Liandong.Web.Desk.CallBacks;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.CallBacks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.CallBacks;

/// <summary>The list of those to be rung back; dialling is told in the trace before the number is shown, on the page of the case with its form open.</summary>
public sealed class CallsModel(Node node, CallBackReading calls, CaseReading reading, Texts texts) : PageModel
{
    public CallBackPage View { get; private set; } = null!;

    /// <summary>The case whose caller is being dialled.</summary>
    public CasePage? Case { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => View = await calls.ReadAsync(Signed.Need(HttpContext), cancel);

    public async Task<IActionResult> OnPostAsync(string number, int appeal, Guid key, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (key == Guid.Empty || await reading.FindAsync(who, number, cancel) is not { } file)
        {
            return NotFound();
        }
        if (WaitingCalls.Of(file.Situation.Procedure, file.State).All(a => a.No != appeal))
        {
            return LocalRedirect("/call-back");
        }
        var act = ActPosts.ActOf(key, who.Person.Id, Request.Path, new Dictionary<string, FieldValue> { ["number"] = new(file.Row.Number), ["appeal"] = new(appeal.ToString(System.Globalization.CultureInfo.InvariantCulture)) });
        var dialled = await DialCaller.RunAsync(node.Desk, act, new CaseId(file.Row.Id), appeal, texts["calls.reason", ("n", appeal)], cancel);
        if (dialled.Callers is null)
        {
            var note = dialled.Held ? new RefusalNote(texts["calls.dial"], texts["calls.held.why"]) : new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["calls.dial"], dialled.Refusal!);
            View = await calls.ReadAsync(who, cancel) with { Refusal = note };
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var page = await reading.PageAsync(await reading.FindAsync(who, number, cancel) ?? file, cancel, shown: dialled.Callers, done: texts["calls.dialled"]);
        var acts = WaitingCalls.Acts(file.Situation.Procedure).Select(a => a.Name).ToHashSet();
        Case = page with { Acts = [.. page.Acts.Select(a => a with { Open = acts.Contains(a.Code) })], Ways = page.Ways with { QueueUrl = "/call-back" } };
        return Page();
    }
}
