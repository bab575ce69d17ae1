using Liandong.Web.Desk.People;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.Grounds;

/// <summary>Every piece of ground that somebody answers for.</summary>
public sealed class IndexModel(GroundReading reading) : PageModel
{
    private const int MostPages = 10_000;

    public GroundsPage View { get; private set; } = null!;

    public void OnGet(string? q, int page) => View = reading.List(Signed.Need(HttpContext), q?.Trim(), page is > 0 and < MostPages ? page : 1);
}
