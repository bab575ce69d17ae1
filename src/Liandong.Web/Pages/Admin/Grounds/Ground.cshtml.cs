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

namespace Liandong.Web.Pages.Admin.Grounds;

/// <summary>Who answers for one piece of ground, and from which day on somebody else does.</summary>
public sealed class GroundModel(Node node, GroundReading reading, Texts texts) : PageModel
{
    public GroundPage View { get; private set; } = null!;

    public IActionResult OnGet(string ground, bool done)
    {
        if (reading.One(Signed.Need(HttpContext), ground) is not { } view)
        {
            return NotFound();
        }
        View = view with { Done = done };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string ground, Guid key, string? made, string? person, string? rank, string? from, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (reading.One(who, ground) is not { MayChange: true } view)
        {
            return NotFound();
        }
        var id = new PersonId((person ?? "").Trim());
        var known = who.City.Staff.Find(id) is not null && PeopleReach.Of(who, "POST", "/admin/grounds/{ground}").Covers(id);
        var done = !known ? new LeftOffice(new Refusal(Refusals.CodeUnknown, "person", id.Value), null)
            : !DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? new LeftOffice(new Refusal(Refusals.FieldInvalid, "from"), null)
            : await ChangeKeeper.RunAsync(node, new KeeperChange(key, who.Person.Id, view.Ground.Post, id, rank ?? "", first, reason, made ?? ""), cancel);
        if (done is { Refusal: null, City.IsRefused: false })
        {
            return LocalRedirect($"/admin/grounds/{Uri.EscapeDataString(ground)}?done=true");
        }
        View = view with
        {
            Refusal = done.City is { Conflicts.Count: > 0 } ? new RefusalNote(texts["grounds.change"], texts["people.conflict"]) : done.Refusal is { } refusal ? new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["grounds.change"], refusal) : null,
            Faults = done.City?.Faults ?? [], Typed = (person, rank, from, reason),
        };
        Response.StatusCode = done.City is { Conflicts.Count: > 0 } ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
