using Liandong.Web.Desk.Board;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Liandong.Work.Simulation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Board;

/// <summary>The board at a desk and on a leader's phone; the switch of a city that lives by itself.</summary>
public sealed class IndexModel(BoardReading reading) : PageModel
{
    public BoardPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? area, CancellationToken cancel)
    {
        if (await reading.ReadAsync(Signed.Need(HttpContext), area, wall: false, cancel) is not { } view)
        {
            return NotFound();
        }
        View = view;
        return Page();
    }

    /// <summary>Stops and starts the simulator; people's own cases go on either way.</summary>
    public IActionResult OnPost(string? life, [FromServices] IServiceProvider services)
    {
        if (services.GetService<LivingCity>() is not { } city)
        {
            return NotFound();
        }
        city.Paused = life == "pause";
        return LocalRedirect("/board");
    }
}
