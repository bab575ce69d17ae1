using Liandong.Core;
using Liandong.Web.Desk.People;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.People;

/// <summary>One person. That it was read stands in the log.</summary>
public sealed class PersonModel(Node node, PeopleReading reading, Texts texts) : PageModel
{
    private static readonly string[] s_done = ["close", "open", "second-factor-off", "posts", "leave", "withdrawn"];

    public PersonPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string person, string? done, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (await reading.OneAsync(who, person, cancel) is not { } view)
        {
            return NotFound();
        }
        await AccountLog.WriteAsync(node.Source, new AccountLine(Guid.NewGuid(), node.Real.GetUtcNow(), who.Person.Id, new PersonId(person), AccountDeeds.Read, null, null), cancel);
        View = view with { Done = s_done.Contains(done) ? texts["people.done." + done] : null };
        return Page();
    }
}
