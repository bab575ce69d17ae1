using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>One case. What the reader may not see is not there.</summary>
public sealed class CaseModel(CaseReading reading, Texts texts) : PageModel
{
    public CasePage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string number, string? done, CancellationToken cancel)
    {
        if (await reading.FindAsync(Signed.Need(HttpContext), number, cancel) is not { } file)
        {
            return NotFound();
        }
        View = await reading.PageAsync(file, cancel, done: done is null ? null : texts["act.done", ("act", reading.Label(file, done))]);
        return Page();
    }
}
