using Liandong.Web.Desk.Admin;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.City;

/// <summary>The registers of the city in force.</summary>
public sealed class IndexModel(CityRegisters registers) : PageModel
{
    public RegistersPage View { get; private set; } = null!;

    public int? Done { get; private set; }

    public async Task OnGetAsync(int? done, CancellationToken cancel) => (View, Done) = (await registers.ReadAsync(Signed.Need(HttpContext), cancel), done);
}
