using Liandong.Web.Desk.Board;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Board;

/// <summary>The calls of today that the board counts.</summary>
public sealed class CallsModel(CallsReading reading) : PageModel
{
    public CallsPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? sort, string? before, CancellationToken cancel)
    {
        if (await reading.ReadAsync(Signed.Need(HttpContext), sort, before, cancel) is not { } view)
        {
            return NotFound();
        }
        View = view;
        return Page();
    }
}
