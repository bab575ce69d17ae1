using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Hotline;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Hotline;

/// <summary>The hotline's desk between two calls. Who speaks with somebody is led to that call.</summary>
public sealed class IndexModel(Node node, HotlineReading reading, Texts texts) : PageModel
{
    /// <summary>No outcome: an article was doubted, and the call goes on.</summary>
    internal const string Doubt = "doubt";

    private const int LongestSaid = 200;

    public HotlineDesk View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? done, string? number, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (who.City.Hotline is null)
        {
            return NotFound();
        }
        var strip = await reading.StripAsync(who, null, cancel);
        if (strip.Speaks is { } url)
        {
            return LocalRedirect(done is null ? url : $"{url}?done={Uri.EscapeDataString(done)}&number={Uri.EscapeDataString(number ?? "")}");
        }
        View = await reading.DeskAsync(who, Done(reading, who, texts, done, number), null, cancel);
        return Page();
    }

    /// <summary>The calls of this person as they lie now; asked by the live part.</summary>
    public async Task<IActionResult> OnGetCallsAsync(Guid? but, CancellationToken cancel) =>
        Partial("_CallsStrip", await reading.StripAsync(Signed.Need(HttpContext), but, cancel));

    /// <summary>Classes for what is typed or told so far.</summary>
    public IActionResult OnGetClasses(string? q) => Partial("_ClassOptions", reading.Classes(Signed.Need(HttpContext), q is { Length: <= LongestSaid } ? q : ""));

    /// <summary>A call typed in.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? line, string? number, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var (call, refusal) = await TakeCall.ByHandAsync(node.Calls, id, who.Person.Id, string.IsNullOrWhiteSpace(line) ? null : line, string.IsNullOrWhiteSpace(number) ? null : number.Trim(), cancel);
        if (call is not null)
        {
            return LocalRedirect(HotlineReading.UrlOf(call.Id));
        }
        View = await reading.DeskAsync(who, null, new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["hotline.by-hand"], refusal!), cancel);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>In a demo city: a call to practise with.</summary>
    public async Task<IActionResult> OnPostPracticeAsync(Guid id, CancellationToken cancel)
    {
        var call = id == Guid.Empty ? null : await PracticeCall.RingAsync(node.Calls, id, Signed.Need(HttpContext).Person.Id, cancel);
        return LocalRedirect(call is null ? "/hotline" : HotlineReading.UrlOf(call.Id));
    }

    /// <summary>What the last call came to, as the page that follows says it.</summary>
    internal static HotlineDone? Done(HotlineReading reading, Signed who, Texts texts, string? outcome, string? number)
    {
        var known = CaseNumber.TryParse(number, out var parsed) ? parsed.Value : null;
        return outcome is null ? null : outcome == Doubt ? new HotlineDone(texts["hotline.article.doubted"], null, null) : new HotlineDone(texts["hotline.done", ("outcome", reading.Outcome(who.City, outcome, new CityWords(who.City, texts)))], known is null ? null : "/cases/" + known, known);
    }
}
