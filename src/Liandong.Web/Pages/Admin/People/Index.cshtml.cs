using Liandong.Web.Desk.People;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.People;

/// <summary>Everybody within the reader's reach, found by parts of name, code, unit or post.</summary>
public sealed class IndexModel(PeopleReading reading) : PageModel
{
    public PeoplePage View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => View = await reading.ListAsync(Signed.Need(HttpContext), PeopleFilter.Of(Request.Query), cancel);
}
