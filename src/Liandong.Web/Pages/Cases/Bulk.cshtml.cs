using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>One act on the cases chosen in a queue: first what is possible on all, then its form, then what became of each.</summary>
[RequestFormLimits(ValueCountLimit = 2 * ActOnCases.Most)]
public sealed class BulkModel(Node node, BulkReading reading, ActPosts posts) : PageModel
{
    // Typed so far, and nothing refused yet.
    private static readonly Refusal s_typing = new("");

    public BulkPage View { get; private set; } = null!;

    public IActionResult OnGet() => LocalRedirect("/cases");

    public async Task<IActionResult> OnPostAsync(string? act, Guid key, string? back, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var asked = BulkReading.Asked(Request.Form["cases"]);
        back = Url.IsLocalUrl(back) && (back.StartsWith("/cases", StringComparison.Ordinal) || back is "/review" or "/shift") ? back : "/cases";
        if (asked.Count == 0)
        {
            return LocalRedirect(back);
        }
        var chosen = await reading.ReadAsync(who, [.. asked.Take(ActOnCases.Most)], cancel);
        var known = act is null ? null : BulkReading.Act(who, chosen, act);
        if (known is null || Request.Form.ContainsKey("open"))
        {
            return await OfferAsync(who, chosen, known, key, back, cancel);
        }
        return key == Guid.Empty ? BadRequest() : await ActAsync(who, asked, known, key, back, cancel);
    }

    /// <summary>With script the bar alone, without it the page; what was typed into the form stays in it.</summary>
    private async Task<IActionResult> OfferAsync(Signed who, IReadOnlyList<ChosenCase> chosen, ProcedureAct? unfolded, Guid key, string back, CancellationToken cancel)
    {
        var open = Request.Form["open"].ToString();
        var tried = unfolded is null || unfolded.Name != open ? null
            : new ActTried(open, key, (await posts.FieldsAsync(unfolded, Request.Form, who.Person.Id, key, cancel)).Fields, s_typing);
        View = reading.Offer(who, chosen, open, tried, back);
        return Request.Headers.ContainsKey("HX-Request") ? Partial("_BulkBar", View.Bar) : Page();
    }

    private async Task<IActionResult> ActAsync(Signed who, IReadOnlyList<AskedCase> asked, ProcedureAct act, Guid key, string back, CancellationToken cancel)
    {
        var (fields, refusal) = await posts.FieldsAsync(act, Request.Form, who.Person.Id, key, cancel);
        IReadOnlyList<ActedCase> acted = [];
        if (refusal is null)
        {
            var said = $"{Request.Path}\n{act.Name}\n{string.Join(' ', asked.Select(c => BulkReading.ValueOf(c.Number, c.Version)))}";
            (acted, refusal) = await ActOnCases.RunAsync(node.Desk, ActPosts.ActOf(key, who.Person.Id, said, fields), new ActRequest(act.Name, fields), asked, who.Scope, cancel);
        }
        var refused = acted.Select(a => a.Answer.Refusal).OfType<Refusal>().ToList();
        var first = refusal ?? refused.FirstOrDefault(r => act.Fields.Any(f => f.Code == r.Field)) ?? s_typing;
        var after = await reading.ReadAsync(who, [.. asked.Take(ActOnCases.Most)], cancel);
        View = reading.Told(who, after, acted, new ActTried(act.Name, key, fields, first), act, back);
        Response.StatusCode = refused.Count < acted.Count ? StatusCodes.Status200OK
            : refusal?.Code is Refusals.KeyReused ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
