using System.Text;
using Liandong.Core.Cases;
using Liandong.Web.Desk.Find;
using Liandong.Web.SignIn;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Liandong.Web.Pages.Find;

/// <summary>The line on top of every desk. It is sent by POST, so that a caller's number comes into no address, no history and no log of a proxy.</summary>
public sealed class IndexModel(FindReading reading, CaseReader reader) : PageModel
{
    private const int Longest = 200;

    public FindPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? q, CancellationToken cancel)
    {
        var said = Said(q);
        if (LookByNumber.IsNumber(said))
        {
            return LocalRedirect("/find");
        }
        View = await reading.ReadAsync(Signed.Need(HttpContext), said, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? q, CancellationToken cancel)
    {
        var (who, said) = (Signed.Need(HttpContext), Said(q));
        // Whoever types a whole number wants that case.
        if (CaseNumber.TryParse(said, out var number) && await reader.FindAsync(number.Value, who.Scope, cancel) is { } found)
        {
            return LocalRedirect("/cases/" + found.Number);
        }
        if (!LookByNumber.IsNumber(said))
        {
            return LocalRedirect(QueryHelpers.AddQueryString("/find", "q", said));
        }
        View = await reading.ReadAsync(who, said, cancel);
        return Page();
    }

    private static string Said(string? q)
    {
        var said = string.Concat((q ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))).Normalize(NormalizationForm.FormKC).Trim();
        return said.Length <= Longest ? said : said[..Longest];
    }
}
