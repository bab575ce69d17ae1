using Liandong.Core.Cases;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>The queue; its rows alone for the refetch.</summary>
public sealed class IndexModel(QueueReading reading, CaseReader reader, Texts texts) : PageModel
{
    public QueuePage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? q, string? rows, string? gone, string? done, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        // Whoever types a whole number wants that case, not a list of one.
        if (rows is null && q is not null && CaseNumber.TryParse(q, out var number) && await reader.FindAsync(number.Value, who.Scope, cancel) is { } found)
        {
            return LocalRedirect("/cases/" + found.Number);
        }
        // One box each is what a form sends; the address to go on with, to keep and to share is the short one.
        if (rows is null && Request.Query.ContainsKey("column"))
        {
            return LocalRedirect(new QueueFilter(Request.Query, who, DeskViews.Of(who, texts)).Url());
        }
        View = await reading.ReadAsync(who, Request.Query, cancel);
        if (gone is not null && CaseNumber.TryParse(gone, out var left))
        {
            View = View with { Done = texts["act.done.gone", ("act", reading.Label(who, done ?? "")), ("number", left.Value)] };
        }
        return rows is null ? Page() : Partial("_QueueRows", View);
    }
}
