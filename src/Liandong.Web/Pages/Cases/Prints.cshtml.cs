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

/// <summary>Several work orders at once, as chosen in a queue; with the callers only for a reason that every case is told.</summary>
[RequestFormLimits(ValueCountLimit = 2 * ActOnCases.Most)]
public sealed class PrintsModel(Node node, PrintReading print, Texts texts) : PageModel
{
    public PrintPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string[] n, int left, CancellationToken cancel)
    {
        var sheets = await print.ReadManyAsync(Signed.Need(HttpContext), n, Site(Request), null, null, cancel);
        if (sheets.Count == 0)
        {
            return n.Length == 0 ? LocalRedirect("/cases") : NotFound();
        }
        View = PageOf(sheets, texts) with { Left = Math.Max(left, n.Distinct().Count() - PrintReading.Most) };
        return Page();
    }

    /// <summary>From the bar of a queue: an address that can be loaded again. From the page itself: with the callers.</summary>
    public async Task<IActionResult> OnPostAsync(Guid key, string[] n, string? reason, CancellationToken cancel)
    {
        if (n.Length > 0)
        {
            return await WithCallersAsync(Signed.Need(HttpContext), n, key, reason, cancel);
        }
        var numbers = BulkReading.Asked(Request.Form["cases"]).Select(c => c.Number).ToList();
        var asked = string.Join('&', numbers.Take(PrintReading.Most).Select(number => "n=" + Uri.EscapeDataString(number)));
        return numbers.Count == 0 ? LocalRedirect("/cases") : LocalRedirect(numbers.Count > PrintReading.Most ? $"/cases/print?{asked}&left={numbers.Count - PrintReading.Most}" : "/cases/print?" + asked);
    }

    /// <summary>Where this house is reached by whoever reads now.</summary>
    internal static string Site(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    internal static PrintPage PageOf(IReadOnlyList<(CaseFile File, PrintSheet Sheet)> sheets, Texts texts)
    {
        var namable = sheets.Where(s => PrintReading.MayName(s.File)).Select(s => s.File.Row.Number).ToList();
        var one = sheets is [var only] ? only.Sheet.Number : null;
        return new PrintPage([.. sheets.Select(s => s.Sheet)], one is null ? "/cases" : "/cases/" + one, one is null ? texts["case.queue"] : texts["print.back"],
            Ask: namable.Count == 0 ? null : new PrintAsk(Guid.NewGuid(), [.. sheets.Select(s => s.Sheet.Number)]));
    }

    private async Task<IActionResult> WithCallersAsync(Signed who, string[] numbers, Guid key, string? reason, CancellationToken cancel)
    {
        if (!who.Admits("POST", "/cases/{number}/reporter") || key == Guid.Empty)
        {
            return Forbid();
        }
        var plain = await print.ReadManyAsync(who, numbers, Site(Request), null, null, cancel);
        List<(Guid, string)> namable = [.. plain.Where(s => PrintReading.MayName(s.File)).Select(s => (s.File.Row.Id, s.File.Row.Number))];
        var act = ActPosts.ActOf(key, who.Person.Id, Request.Path, new Dictionary<string, FieldValue> { ["reason"] = new(reason), ["n"] = new(null, numbers) });
        var (callers, refusal) = await ShowReporters.RunAsync(node.Desk, act, namable, reason, cancel);
        View = PageOf(refusal is null ? await print.ReadManyAsync(who, numbers, Site(Request), callers, reason?.Trim(), cancel) : plain, texts);
        View = refusal is null ? View with { Ask = null }
            : View with { Ask = View.Ask! with { Open = true }, Refusal = new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["print.with-callers"], refusal) };
        Response.StatusCode = refusal is null ? StatusCodes.Status200OK : refusal.Code is Refusals.KeyReused ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
