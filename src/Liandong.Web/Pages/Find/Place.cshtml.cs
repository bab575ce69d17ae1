using Liandong.Web.Desk.Find;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Find;

/// <summary>A place: who answers there, and what goes on around it.</summary>
public sealed class PlaceModel(PlaceReading reading) : PageModel
{
    public PlaceCard View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string place, string? at, CancellationToken cancel)
    {
        if (await reading.ReadAsync(Signed.Need(HttpContext), place, at, cancel) is not { } card)
        {
            return NotFound();
        }
        View = card;
        return Page();
    }
}
