using Liandong.Web.Desk.CallBacks;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.CallBacks;

/// <summary>Replies to be judged, each in full; one or several are passed or sent back from the bar below.</summary>
public sealed class ReviewModel(ReviewReading reading) : PageModel
{
    public ReviewPage View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => View = await reading.ReadAsync(Signed.Need(HttpContext), "/review", cancel);
}
