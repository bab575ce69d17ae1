using Liandong.Web.Desk.Find;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Find;

/// <summary>A unit: its duty number and who sits there.</summary>
public sealed class UnitModel(CardReading reading) : PageModel
{
    public UnitCard View { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string unit)
    {
        if (reading.Unit(Signed.Need(HttpContext), unit) is not { } card)
        {
            return NotFound();
        }
        View = card;
        return Page();
    }
}
