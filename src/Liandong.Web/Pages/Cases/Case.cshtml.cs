using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>One case. What the reader may not see is not there.</summary>
public sealed class CaseModel(CaseReading reading) : PageModel
{
    public CasePage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string number, CancellationToken cancel)
    {
        if (await reading.FindAsync(Signed.Need(HttpContext), number, cancel) is not { } file)
        {
            return NotFound();
        }
        View = await reading.PageAsync(file, cancel);
        return Page();
    }
}
