using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages;

/// <summary>The log of imports.</summary>
public sealed class ImportsModel(ImportsReading reading) : PageModel
{
    public ImportsPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? rows, CancellationToken cancel)
    {
        View = await reading.ReadAsync(Signed.Need(HttpContext), cancel);
        return rows is null ? Page() : Partial("_Imports", View);
    }
}
