using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>A case as a work order on paper. Who may not see the case, because of its secrecy or its unit, gets no paper of it.</summary>
public sealed class PrintModel(CaseReading reading, PrintReading print) : PageModel
{
    public PrintSheet View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string number, CancellationToken cancel)
    {
        if (await reading.FindAsync(Signed.Need(HttpContext), number, cancel) is not { } file)
        {
            return NotFound();
        }
        View = await print.ReadAsync(file, cancel);
        return Page();
    }
}
