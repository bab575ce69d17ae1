using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>Does one act. Done: back to the case. Refused: the case again, the form open, everything typed still there.</summary>
[RequestSizeLimit(MostPhotos * (KeptFiles.Largest + FormAround))]
public sealed class ActsModel(Node node, CaseReading reading, ActPosts posts) : PageModel
{
    private const long MostPhotos = 9;
    private const long FormAround = 64 * 1024;

    public CasePage View { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string number) => LocalRedirect("/cases/" + Uri.EscapeDataString(number));

    public async Task<IActionResult> OnPostAsync([FromRoute] string number, string? act, Guid key, string? version, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (await reading.FindAsync(who, number, cancel) is not { } file)
        {
            return NotFound();
        }
        if (file.Situation.Procedure.Act(act ?? "") is not { } known || key == Guid.Empty)
        {
            return BadRequest();
        }
        var (fields, refusal) = await posts.FieldsAsync(known, Request.Form, who.Person.Id, key, cancel);
        if (refusal is null)
        {
            int? read = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : null;
            var doing = ActPosts.ActOf(key, who.Person.Id, $"{Request.Path}\n{known.Name}\n{version}", fields);
            var answer = await ActOnCase.RunAsync(node.Desk, doing, new CaseId(file.Row.Id), new ActRequest(known.Name, fields), read, cancel);
            if (answer.Refusal is null)
            {
                return Url.IsLocalUrl(Request.Form["back"]) ? LocalRedirect($"{Request.Form["back"]}?done={known.Name}") : await BackAsync(who, file, known.Name, cancel);
            }
            refusal = answer.Refusal;
        }
        return await AgainAsync(who, number, new ActTried(known.Name, key, fields, refusal), cancel);
    }

    /// <summary>To the case, or to the queue when the act took it off this desk.</summary>
    private async Task<IActionResult> BackAsync(Signed who, CaseFile file, string act, CancellationToken cancel)
    {
        var visible = await LoadedCase.FindAsync(node.Source, file.Row.Number, who.Scope, cancel) is not null;
        return LocalRedirect(visible ? $"/cases/{file.Row.Number}?done={act}" : $"/cases?gone={file.Row.Number}&done={act}");
    }

    private async Task<IActionResult> AgainAsync(Signed who, string number, ActTried tried, CancellationToken cancel)
    {
        if (await reading.FindAsync(who, number, cancel) is not { } file)
        {
            return NotFound();
        }
        View = await reading.PageAsync(file, cancel, tried);
        Response.StatusCode = tried.Refusal.Code is Refusals.Stale or Refusals.KeyReused ? StatusCodes.Status409Conflict
            : tried.Refusal.Code is Refusals.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
