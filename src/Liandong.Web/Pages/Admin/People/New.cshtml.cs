using System.Globalization;
using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.People;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;
using Liandong.Work.Cities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.People;

/// <summary>What stands in the form.</summary>
public sealed record NewTyped(string? Code, string? NameZh, string? NameEn, string? Post, string? Rank, string? From, string? Reason);

/// <summary>Somebody new on his first post, within the reader's reach; on his page he is invited.</summary>
public sealed class NewModel(Node node, Texts texts) : PageModel
{
    private const string Pattern = "/admin/people-new";

    /// <summary>Of a whole city nobody scrolls through all posts: they are typed.</summary>
    private const int MostPosts = 400;

    public Guid Key { get; private set; } = Guid.NewGuid();

    public string MadeFrom { get; private set; } = "";

    public NewTyped Typed { get; private set; } = null!;

    public IReadOnlyList<FieldOption> Posts { get; private set; } = [];

    public RefusalNote? Refusal { get; private set; }

    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    public void OnGet()
    {
        var who = Signed.Need(HttpContext);
        Show(who, new NewTyped(null, null, null, null, "A", who.City.Day(who.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null), who.City.Hash);
    }

    public async Task<IActionResult> OnPostAsync(Guid key, string? made, NewTyped typed, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        Show(who, typed, made ?? "");
        Key = key;
        var post = who.City.Staff.FindPost(typed.Post?.Trim() ?? "");
        if (post is null || !PeopleReach.Of(who, "POST", Pattern).Covers(post.Unit) || string.IsNullOrWhiteSpace(typed.Code))
        {
            return Wrong(new Refusal(Refusals.CodeUnknown, post is null ? "post" : "code", post is null ? typed.Post : typed.Code));
        }
        var person = new PersonId(typed.Code.Trim());
        // The second press of one form.
        if (await CityVersions.ByKeyAsync(node.Source, key, cancel) is not null)
        {
            return LocalRedirect($"/admin/people/{Uri.EscapeDataString(person.Value)}?done=posts");
        }
        var done = await ChangePosts.RunAsync(node, key, who.Person.Id, person, new NewPerson(typed.NameEn?.Trim() ?? "", typed.NameZh?.Trim() ?? "", post.Code, typed.Rank ?? "", typed.From ?? ""), typed.Reason, MadeFrom, cancel);
        if (done is { Refusal: null, City.IsRefused: false })
        {
            return LocalRedirect($"/admin/people/{Uri.EscapeDataString(person.Value)}?done=posts");
        }
        Faults = done.City?.Faults ?? [];
        return done.City is { Conflicts.Count: > 0 } ? Moved() : Wrong(done.Refusal);
    }

    private PageResult Moved()
    {
        (Refusal, MadeFrom) = (new RefusalNote(texts["people.new"], texts["people.conflict"]), node.City.Now.Hash);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private PageResult Wrong(Refusal? refusal)
    {
        Refusal = refusal is null ? null : refusal is { Code: Refusals.FieldInvalid, Field: "code" } ? new RefusalNote(texts["people.new"], texts["people.new.taken"]) : new RefusalWords(new CityWords(node.City.Now, texts), texts).Note(texts["people.new"], refusal);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void Show(Signed who, NewTyped typed, string madeFrom)
    {
        var (reach, words) = (PeopleReach.Of(who, "POST", Pattern), new CityWords(who.City, texts));
        (Typed, MadeFrom) = (typed, madeFrom);
        Posts = [.. who.City.Staff.Posts.Where(p => reach.Covers(p.Unit)).Take(MostPosts).Select(p => new FieldOption(p.Code, $"{words.Unit(p.Unit.Value)} {words.Role(p.Role)}"))];
    }
}
