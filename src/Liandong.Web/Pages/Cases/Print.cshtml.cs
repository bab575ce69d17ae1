using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>A case as a work order on paper. Who may not see the case, because of its secrecy or its unit, gets no paper of it.</summary>
public sealed class PrintModel(PrintReading print, Texts texts) : PageModel
{
    public PrintPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string number, CancellationToken cancel)
    {
        var sheets = await print.ReadManyAsync(Signed.Need(HttpContext), [number], PrintsModel.Site(Request), null, null, cancel);
        View = PrintsModel.PageOf(sheets, texts);
        return sheets.Count == 0 ? NotFound() : Page();
    }
}
