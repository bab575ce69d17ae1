using System.Globalization;
using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.People;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.People;

/// <summary>Somebody leaves: shown is what he holds; sent, it is one act; afterwards, what was moved.</summary>
public sealed class LeaveModel(Node node, LeaveReading reading, ClosedAccounts closed, Texts texts) : PageModel
{
    public LeavePage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string person, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (await reading.ReadAsync(who, person, cancel) is not { } view)
        {
            return NotFound();
        }
        await AccountLog.WriteAsync(node.Source, new AccountLine(Guid.NewGuid(), node.Real.GetUtcNow(), who.Person.Id, new PersonId(person), AccountDeeds.Read, null, null), cancel);
        View = view;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string person, Guid key, string? made, string? when, string? day, string? successor, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (await reading.ReadAsync(who, person, cancel) is not { } view)
        {
            return NotFound();
        }
        var at = when == "day";
        var today = who.City.Day(who.Now);
        PersonId? heir = string.IsNullOrEmpty(successor) ? null : new PersonId(successor);
        var last = !at ? today.AddDays(-1) : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) && given >= today ? given : (DateOnly?)null;
        string[] posts = [.. Request.Form["post"].OfType<string>().Distinct()];
        var left = last is not { } lastDay ? new LeftOffice(new Refusal(Refusals.FieldInvalid, "day"), null)
            : heir is { } h && !PeopleReading.May(who, h, "/admin/people/{person}/leave") ? new LeftOffice(new Refusal(Refusals.CodeUnknown, "successor", h.Value), null)
            : await LeaveOffice.RunAsync(node, new Leaving(key, who.Person.Id, new PersonId(person), lastDay, heir, heir is null ? [] : posts, reason, made ?? ""), cancel);
        closed.Forget();
        if (left is { Refusal: null, City.IsRefused: false })
        {
            return LocalRedirect($"/admin/people/{Uri.EscapeDataString(person)}/leave");
        }
        var words = new CityWords(node.City.Now, texts);
        var note = left.City is { Conflicts.Count: > 0 } ? new RefusalNote(texts["leave.form"], texts["people.conflict"]) : left.Refusal is null ? null : new RefusalWords(words, texts).Note(texts["leave.form"], Named(words, left.Refusal));
        View = view with { At = at, Day = day, Successor = successor, Reason = reason, Refusal = note, Faults = left.City?.Faults ?? [], Posts = [.. view.Posts.Select(p => p with { Takes = posts.Contains(p.Code) })] };
        Response.StatusCode = left.City is { Conflicts.Count: > 0 } ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>He stays after all.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(string person, Guid key, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (await reading.ReadAsync(who, person, cancel) is not { } view)
        {
            return NotFound();
        }
        var done = await WithdrawLeaving.RunAsync(node, key, who.Person.Id, new PersonId(person), reason, cancel);
        closed.Forget();
        // A second press finds nothing left to withdraw: that is what was wanted.
        if (done is { Refusal: null, City.IsRefused: false } || done.Refusal is { Code: Refusals.NotFound })
        {
            return LocalRedirect($"/admin/people/{Uri.EscapeDataString(person)}");
        }
        View = view with { Refusal = done.Refusal is null ? null : done.Refusal.Code is Refusals.Stale ? new RefusalNote(texts["left.withdraw"], texts["people.conflict"]) : new RefusalWords(new CityWords(node.City.Now, texts), texts).Note(texts["left.withdraw"], done.Refusal), Faults = done.City?.Faults ?? [] };
        Response.StatusCode = done.Refusal is { Code: Refusals.Stale } || done.City is { Conflicts.Count: > 0 } ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Posts by their names.</summary>
    private Refusal Named(CityWords words, Refusal refusal) => refusal.Code != Refusals.PostLeftEmpty ? refusal
        : refusal with { Detail = string.Join(texts["list.comma"], refusal.Detail!.Split(' ').Select(p => node.City.Now.Staff.FindPost(p) is { } post ? $"{words.Unit(post.Unit.Value)} {words.Role(post.Role)}" : p)) };
}
