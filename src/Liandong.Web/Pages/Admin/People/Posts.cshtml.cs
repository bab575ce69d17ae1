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

/// <summary>Leave, rank, days, one more post: rows of the city's list of people, judged by the city's check.</summary>
public sealed class PostsModel(Node node, PeopleReading reading, Texts texts) : PageModel
{
    private const string Pattern = "/admin/people/{person}/posts";

    public PersonPage View { get; private set; } = null!;

    public IActionResult OnGet(string person) => LocalRedirect("/admin/people/" + Uri.EscapeDataString(person));

    public async Task<IActionResult> OnPostAsync(string person, Guid key, string? made, string? what, string? post, string? rank, string? from, string? to, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var id = new PersonId(person);
        if (who.City.Staff.Find(id) is null || !PeopleReading.May(who, id, Pattern))
        {
            return NotFound();
        }
        PostChange? change = what switch
        {
            "leave" => new LeaveDays(from ?? "", to ?? ""),
            "holding" when who.City.Staff.HeldBy(id).Any(h => h.Post == post) => new HoldingDays(post!, rank ?? "", from ?? "", to ?? ""),
            "add" => new AnotherPost((post ?? "").Trim(), rank ?? "", from ?? ""),
            _ => null,
        };
        var named = post is null || who.City.Staff.FindPost(post.Trim()) is not { } found || PeopleReach.Of(who, "POST", Pattern).Covers(found.Unit);
        if (change is null || !named)
        {
            return NotFound();
        }
        var done = await ChangePosts.RunAsync(node, key, who.Person.Id, id, change, reason, made ?? "", cancel);
        if (done is { Refusal: null, City.IsRefused: false })
        {
            return LocalRedirect($"/admin/people/{Uri.EscapeDataString(person)}?done=posts");
        }
        var words = new CityWords(node.City.Now, texts);
        View = (await reading.OneAsync(who, person, cancel))! with
        {
            Refusal = done.City is { Conflicts.Count: > 0 } ? new RefusalNote(texts["people.posts"], texts["people.conflict"]) : done.Refusal is { } refusal ? new RefusalWords(words, texts).Note(texts["people.posts"], refusal) : null,
            Faults = done.City?.Faults ?? [], Reason = reason, Open = what + (what is "holding" ? "-" + post : ""), Typed = (post, rank, from, to),
        };
        Response.StatusCode = done.City is { Conflicts.Count: > 0 } ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
