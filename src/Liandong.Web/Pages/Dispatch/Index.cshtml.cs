using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Dispatch;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Dispatch;

/// <summary>What became of one of the cases sent or taken back.</summary>
/// <param name="Version">Of the case afterwards; null when it was refused.</param>
/// <param name="Refusal">In words; null when it was done.</param>
public sealed record SentCase(string Number, int? Version, string? Refusal);

/// <summary>The dispatch desk. Its keys send by script; without script a row's form goes the way of every act on many cases.</summary>
[RequestFormLimits(ValueCountLimit = 2 * ActOnCases.Most)]
public sealed class IndexModel(Node node, DispatchReading reading, LeadSearch leads, BulkReading bulk, ActPosts posts, Texts texts) : PageModel
{
    public DispatchPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? rows, CancellationToken cancel)
    {
        View = await reading.ReadAsync(Signed.Need(HttpContext), cancel);
        return rows is null ? Page() : Partial("_DispatchRows", View);
    }

    /// <summary>Another lead for one case, by what is typed.</summary>
    public async Task<IActionResult> OnGetLeadsAsync(string? number, string? q, CancellationToken cancel) =>
        Partial("_Leads", LeadSearch.First(await leads.FindAsync(Signed.Need(HttpContext), number ?? "", q ?? "", cancel)));

    /// <summary>Sends, or takes back, one case or many under one key; the answer has a line for each.</summary>
    public async Task<IActionResult> OnPostAsync(string? act, Guid key, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var asked = BulkReading.Asked(Request.Form["cases"]);
        if (asked.Count is 0 or > ActOnCases.Most || key == Guid.Empty)
        {
            return BadRequest();
        }
        // The act as the cases' own procedure has it: two procedures may ask different things under one name.
        if (BulkReading.Act(who, await bulk.ReadAsync(who, asked, cancel), act ?? "") is not { } known || !DispatchActs.IsOfDesk(known, who))
        {
            return BadRequest();
        }
        var (fields, refusal) = await posts.FieldsAsync(known, Request.Form, who.Person.Id, key, cancel);
        var said = $"{Request.Path}\n{known.Name}\n{string.Join(' ', asked.Select(c => BulkReading.ValueOf(c.Number, c.Version)))}";
        IReadOnlyList<ActedCase> acted = [];
        if (refusal is null)
        {
            (acted, refusal) = await ActOnCases.RunAsync(node.Desk, ActPosts.ActOf(key, who.Person.Id, said, fields), new ActRequest(known.Name, fields), asked, who.Scope, cancel);
        }
        var words = new RefusalWords(new CityWords(who.City, texts), texts);
        return new JsonResult(refusal is not null ? asked.Select(c => new SentCase(c.Number, null, words.Say(refusal)))
            : acted.Select(a => new SentCase(a.Number, a.Answer.Case?.State.Version, a.Answer.Refusal is { } no ? words.Say(no) : null)));
    }
}
