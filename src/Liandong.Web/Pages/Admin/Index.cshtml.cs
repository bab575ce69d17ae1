using Liandong.Web.Desk.Admin;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin;

/// <summary>Where administrators begin: each is offered what is his.</summary>
public sealed class IndexModel : PageModel
{
    public IReadOnlyList<AdminLink> Links { get; private set; } = [];

    public void OnGet() => Links = [.. AdminLinks.All.Where(l => Signed.Need(HttpContext).Admits("GET", l.Path))];
}
