using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Lists;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Sheets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace Liandong.Web.Pages.Cases;

/// <summary>The list of an address as a workbook. With persons only from the form, for a reason; refused, the queue comes back and says why.</summary>
public sealed class ExportModel(QueueReading reading, CaseExport export, Texts texts) : PageModel
{
    public QueuePage View { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(string? columns, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        return SendAsync(who, new ListTaken(Filter(who), CaseColumns.Read(columns, CaseColumns.OfSheet, CaseColumns.UsualOfSheet)), cancel);
    }

    public async Task<IActionResult> OnPostAsync(Guid key, bool persons, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var columns = CaseColumns.OfSheet.Intersect(Request.Form["column"].OfType<string>()).ToList();
        var taken = new ListTaken(Filter(who), columns.Count == 0 ? CaseColumns.UsualOfSheet : columns);
        if (!persons)
        {
            return await SendAsync(who, taken, cancel);
        }
        if (!who.Admits("POST", "/cases/{number}/reporter"))
        {
            return Forbid();
        }
        var (callers, refusal) = await export.CallersAsync(who, taken.Filter, key, reason, cancel);
        return refusal is null ? await SendAsync(who, taken with { Callers = callers, Reason = reason?.Trim() }, cancel) : await RefuseAsync(who, taken, refusal, cancel);
    }

    private QueueFilter Filter(Signed who) => new(Request.Query, who, DeskViews.Of(who, texts));

    private async Task<IActionResult> RefuseAsync(Signed who, ListTaken taken, Refusal refusal, CancellationToken cancel)
    {
        var page = await reading.ReadAsync(who, Request.Query, cancel);
        var note = refusal.Field is "persons" ? new RefusalNote(texts["export.title"], texts["export.persons.many", ("n", CaseExport.MostPersons)])
            : new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["export.persons"], refusal);
        View = page with { Refusal = note, Export = page.Export! with { Open = true, Chosen = taken.Columns, Persons = true } };
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IActionResult> SendAsync(Signed who, ListTaken taken, CancellationToken cancel)
    {
        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(export.FileName());
        Response.Headers.ContentDisposition = name.ToString();
        Response.Headers.CacheControl = "no-store";
        Response.ContentType = SheetBook.MediaType;
        // The last block of a zip's part is written by its closing, which knows no other way than the synchronous one: a few hundred bytes.
        HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await export.WriteAsync(who, taken, Response.Body, cancel);
        return new EmptyResult();
    }
}
