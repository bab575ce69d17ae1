using System.Text;
using System.Text.Json;
using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.People;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;
using Liandong.Work.Cities;
using Liandong.Work.Sheets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.People;

/// <param name="Row">Of the sheet; null when it is about something else.</param>
public sealed record SheetFault(int? Row, Fault Fault);

/// <summary>A table of people comes in: checked and shown row by row, put in force by a second press.</summary>
public sealed class ImportModel(Node node, Texts texts) : PageModel
{
    private const string Pattern = "/admin/people-import";
    private const string Sheet = "people-sheet";
    private const long Largest = 8 * 1024 * 1024;
    private const int MostRows = 20_000;

    public IReadOnlyList<StaffRow> Rows { get; private set; } = [];

    public IReadOnlyList<SheetFault> Faults { get; private set; } = [];

    public RefusalNote? Refusal { get; private set; }

    public Guid Draft { get; private set; }

    public string MadeFrom { get; private set; } = "";

    public string? Done { get; private set; }

    public void OnGet(string? done) => Done = done is { Length: > 0 and < 10 } && done.All(char.IsAsciiDigit) ? done : null;

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (file is null || file.Length is 0 or > Largest || await ReadAsync(file, cancel) is not { Count: <= MostRows } sheet)
        {
            return Refuse(new Refusal(file is { Length: > Largest } ? Refusals.TooLarge : Refusals.TypeUnsupported, "file"));
        }
        var files = (await CityVersions.FilesAsync(node.Source, null, cancel))!;
        var plan = StaffSheet.Plan(files, sheet);
        Rows = plan.Rows;
        if (Outside(who, plan) is { Count: > 0 } outside || (outside = [.. plan.Faults.Select(f => new SheetFault(f.Line, f))]).Count > 0)
        {
            Faults = outside;
            return Page();
        }
        var tried = plan.Edits.Count == 0 ? null : await ChangeCity.RunAsync(node, new CityWish(who.Person.Id, "-", Guid.NewGuid(), files.Hash, plan.Edits), cancel, dry: true);
        Faults = [.. (tried?.Faults ?? []).Select(f => new SheetFault(StaffSheet.RowOf(files, plan, f), f))];
        (Draft, MadeFrom) = (Guid.NewGuid(), files.Hash);
        await CityDrafts.KeepAsync(node.Source, Draft, who.Person.Id, Sheet, JsonSerializer.Serialize(sheet), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(Guid key, Guid draft, string? made, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var files = (await CityVersions.FilesAsync(node.Source, null, cancel))!;
        if (await CityDrafts.FindAsync(node.Source, draft, who.Person.Id, Sheet, cancel) is not { } kept || key == Guid.Empty)
        {
            return Refuse(new Refusal(Refusals.Stale, "draft"));
        }
        if (reason is null || reason.Trim().Length is < ChangeAccount.ShortestReason or > ChangeAccount.LongestReason)
        {
            return Refuse(new Refusal(Refusals.FieldMissing, "reason"));
        }
        var plan = StaffSheet.Plan(files, JsonSerializer.Deserialize<List<List<string>>>(kept)!);
        if (Outside(who, plan).Count > 0)
        {
            return Forbid();
        }
        var done = await ChangeCity.RunAsync(node, new CityWish(who.Person.Id, reason.Trim(), key, made ?? "", plan.Edits), cancel);
        if (done.IsRefused)
        {
            Faults = [.. done.Faults.Select(f => new SheetFault(StaffSheet.RowOf(files, plan, f), f))];
            return done.Conflicts.Count > 0 ? Refuse(new Refusal(Refusals.Stale)) : Page();
        }
        await AccountLog.WriteAsync(node.Source, new AccountLine(key, node.Real.GetUtcNow(), who.Person.Id, null, AccountDeeds.People, reason, $"v{done.Version}"), cancel);
        return LocalRedirect("/admin/people-import?done=" + done.Version);
    }

    /// <summary>Rows of people or posts that are not this administrator's, and his own.</summary>
    private List<SheetFault> Outside(Signed who, StaffPlan plan)
    {
        var reach = PeopleReach.Of(who, "POST", Pattern);
        return [.. plan.Rows.Where(r => r.Change != "same" && (r.Code == who.Person.Id.Value
                || who.City.Staff.Find(new PersonId(r.Code)) is not null && !reach.Covers(new PersonId(r.Code))
                || who.City.Staff.FindPost(r.Post) is { } post && !reach.Covers(post.Unit)))
            .Select(r => new SheetFault(r.Row, new Fault("people.csv", r.Row, $"{r.Code} {r.Post}", new LocalName("is not yours to change", "不归你管"))))];
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>?> ReadAsync(IFormFile file, CancellationToken cancel)
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancel);
        bytes.Position = 0;
        return bytes.GetBuffer() is [(byte)'P', (byte)'K', ..] ? SheetReader.Read(bytes) : StaffSheet.ReadCsv(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private PageResult Refuse(Refusal refusal)
    {
        Refusal = refusal.Code is Refusals.Stale ? new RefusalNote(texts["people.import"], texts["people.import.again"]) : refusal.Code is Refusals.TypeUnsupported ? new RefusalNote(texts["people.import"], texts["people.import.unread"])
            : new RefusalWords(new CityWords(node.City.Now, texts), texts).Note(texts["people.import"], refusal);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
