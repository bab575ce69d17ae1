using Liandong.Web.Desk.Admin;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.City;

/// <summary>A table of the city; what is none is shown as text.</summary>
public sealed class TableModel(CityTableReading reading) : PageModel
{
    public CityTablePage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string file, string? q, int from, int? done, string? rows, CancellationToken cancel)
    {
        if (await reading.ReadAsync(Signed.Need(HttpContext), file, q, from, done, cancel) is not { } view)
        {
            return LocalRedirect($"/admin/city/text/{file}" + (done is { } no ? $"?done={no}" : ""));
        }
        View = view;
        return Page();
    }
}
