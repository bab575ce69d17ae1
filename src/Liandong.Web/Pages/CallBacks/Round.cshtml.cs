using Liandong.Web.Desk.CallBacks;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.CallBacks;

/// <summary>What one has to look at outside, in the order of the way. Where one stands is in the address of this page only, and is not kept.</summary>
public sealed class RoundModel(RoundReading reading) : PageModel
{
    public RoundPage View { get; private set; } = null!;

    public async Task OnGetAsync(string? from, CancellationToken cancel) => View = await reading.ReadAsync(Signed.Need(HttpContext), from, cancel);
}
