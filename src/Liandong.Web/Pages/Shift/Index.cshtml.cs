using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Shift;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Liandong.Work.Shifts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Shift;

/// <summary>The shift leader's desk.</summary>
public sealed class IndexModel(Node node, ShiftReading reading, Handovers handovers, Texts texts) : PageModel
{
    public ShiftPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? rows, string? calls, string? done, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (rows is not null)
        {
            return Partial("_QueueRows", await reading.OwnAsync(who, new CityWords(who.City, texts), cancel));
        }
        if (calls is not null)
        {
            return Partial("_Calls", await reading.CallsAsync(who, cancel));
        }
        View = await reading.ReadAsync(who, cancel);
        View = View with { Done = done is "taken" or "signed" ? texts["shift.done." + done] : null };
        return Page();
    }

    /// <summary>Takes a call over, whoever speaks with the caller.</summary>
    public async Task<IActionResult> OnPostTakeAsync(Guid call, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var (_, refusal) = await TakeCall.RunAsync(node.Calls, call, who.Person.Id, over: true, cancel);
        return refusal is null ? LocalRedirect(who.Admits("GET", "/hotline") ? "/hotline" : "/shift?done=taken") : await AgainAsync(who, texts["shift.take"], refusal, null, cancel);
    }

    /// <summary>The one who goes signs; the list is made at this moment, by the same rule that showed it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid key, string? words, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (key == Guid.Empty)
        {
            return BadRequest();
        }
        var open = await CallReader.OpenAsync(node.Calls, cancel);
        var refusal = await handovers.GiveAsync(key, who.Person.Id, await reading.MattersAsync(who, open.Count, cancel), words, who.Now, cancel);
        return refusal is null ? LocalRedirect($"/shift/handovers/{key}") : await AgainAsync(who, texts["handover.give"], refusal, words, cancel);
    }

    private async Task<IActionResult> AgainAsync(Signed who, string what, Refusal refusal, string? words, CancellationToken cancel)
    {
        View = await reading.ReadAsync(who, cancel) with { Refusal = new RefusalWords(new CityWords(who.City, texts), texts).Note(what, refusal), Words = words };
        Response.StatusCode = refusal.Code is Refusals.Stale or Refusals.KeyReused ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
