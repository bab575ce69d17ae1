using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Shift;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Shifts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Shift;

/// <summary>A handover on paper; the one who comes signs it here.</summary>
public sealed class HandoverModel(ShiftReading reading, Handovers handovers, Texts texts) : PageModel
{
    public HandoverSheet View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await ShowAsync(Signed.Need(HttpContext), id, null, cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, string? remark, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var refusal = await handovers.TakeAsync(id, who.Person.Id, remark, who.Now, cancel);
        return refusal is null ? LocalRedirect("/shift?done=signed") : await ShowAsync(who, id, refusal, cancel);
    }

    private async Task<IActionResult> ShowAsync(Signed who, Guid id, Refusal? refusal, CancellationToken cancel)
    {
        if (await reading.SheetAsync(who, id, cancel) is not { } sheet)
        {
            return NotFound();
        }
        View = sheet with { Refusal = refusal is null ? null : new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["handover.take"], refusal) };
        Response.StatusCode = refusal is null ? StatusCodes.Status200OK : refusal.Code is Refusals.Stale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
