using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>Shows who called, for a reason that is written into the trace. The answer to this one request only; loaded again, it is masked.</summary>
public sealed class ReporterModel(Node node, CaseReading reading, Texts texts) : PageModel
{
    public CasePage View { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string number) => LocalRedirect("/cases/" + Uri.EscapeDataString(number));

    public async Task<IActionResult> OnPostAsync([FromRoute] string number, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (await reading.FindAsync(who, number, cancel) is not { } file)
        {
            return NotFound();
        }
        var fields = new Dictionary<string, FieldValue> { ["reason"] = new(reason) };
        var act = ActPosts.ActOf(Guid.NewGuid(), who.Person.Id, Request.Path, fields);
        var (shown, refusal) = await ShowReporter.RunAsync(node.Desk, act, new CaseId(file.Row.Id), reason?.Trim(), cancel);
        var fresh = await reading.FindAsync(who, number, cancel) ?? file;
        var note = refusal is null ? null : new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["appeal.show"], refusal);
        View = await reading.PageAsync(fresh, cancel, shown: shown, refusal: note, done: refusal is null ? texts["appeal.shown"] : null);
        Response.StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
