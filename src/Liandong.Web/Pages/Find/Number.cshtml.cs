using Liandong.Web.Desk.Find;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Find;

/// <summary>The cases of a caller's number, for a reason that is written down first. The answer to this one request only: loaded again, it is asked again.</summary>
public sealed class NumberModel(FindReading reading) : PageModel
{
    public FindPage View { get; private set; } = null!;

    public IActionResult OnGet() => LocalRedirect("/find");

    public async Task<IActionResult> OnPostAsync(Guid key, string? phone, string? reason, CancellationToken cancel)
    {
        View = await reading.ByNumberAsync(Signed.Need(HttpContext), key, phone ?? "", reason, cancel);
        Response.StatusCode = View.Number?.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
