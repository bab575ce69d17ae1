using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <param name="Who">Person, post and unit as they were.</param>
public sealed record ReaderLine(DateTimeOffset At, string Who, string Reason);

/// <summary>Who saw the personal data of a case, when and why: for those who watch over it, out of the case's own chain.</summary>
public sealed class ReadersModel(CaseReading reading, Texts texts, Moments moments) : PageModel
{
    public string Number { get; private set; } = "";

    public IReadOnlyList<ReaderLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromRoute] string number, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (await reading.FindAsync(who, number, cancel) is not { } file)
        {
            return NotFound();
        }
        var story = new CaseStory(file.Situation.Procedure, new CityWords(who.City, texts), texts, moments);
        Number = file.Row.Number;
        Lines = [.. file.Trace.Where(t => t.Act?.Act == ShowReporter.ActName).Reverse()
            .Select(t => new ReaderLine(t.At, story.Who(t.Act!) ?? texts["trace.somebody"], t.Texts?.GetValueOrDefault("reason") ?? texts["readers.erased"]))];
        return Page();
    }
}
