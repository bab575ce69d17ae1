using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.People;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.People;

/// <summary>Invites, closes, opens, resets. A link is shown in the answer itself, never in an address.</summary>
public sealed class AccountModel(PeopleReading reading, ChangeAccount change, ClosedAccounts closed, Texts texts) : PageModel
{
    public PersonPage View { get; private set; } = null!;

    public IActionResult OnGet(string person) => LocalRedirect("/admin/people/" + Uri.EscapeDataString(person));

    public async Task<IActionResult> OnPostAsync(string person, Guid key, string? what, string? reason, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var id = new PersonId(person);
        if (who.City.Staff.Find(id) is null || !PeopleReading.May(who, id, "/admin/people/{person}/account"))
        {
            return NotFound();
        }
        var answer = await change.RunAsync(new AccountAct(key, who.Person.Id, id, what ?? "", reason), cancel);
        closed.Forget();
        if (answer is { Refusal: null, Token: null })
        {
            return LocalRedirect($"/admin/people/{Uri.EscapeDataString(person)}?done={what}");
        }
        var view = (await reading.OneAsync(who, person, cancel))!;
        if (answer.Refusal is { } refusal)
        {
            var title = AccountDeeds.All.Contains(what ?? "") ? texts["people.deed." + what] : texts["people.account"];
            View = view with { Refusal = new RefusalWords(new CityWords(who.City, texts), texts).Note(title, refusal), Reason = reason };
            Response.StatusCode = refusal.Code is Refusals.KeyReused or Refusals.AccountStandsOtherwise ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        View = view with { Link = new HandedLink($"{Request.Scheme}://{Request.Host}/welcome/{answer.Token}", answer.Until!.Value) };
        return Page();
    }
}
