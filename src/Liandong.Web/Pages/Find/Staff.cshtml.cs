using Liandong.Web.Desk.Find;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Find;

/// <summary>A member of the staff: where he sits, whom to ring.</summary>
public sealed class StaffModel(CardReading reading) : PageModel
{
    public StaffCard View { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string person)
    {
        if (reading.Staff(Signed.Need(HttpContext), person) is not { } card)
        {
            return NotFound();
        }
        View = card;
        return Page();
    }
}
