using Liandong.Web.Desk.Board;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Board;

/// <summary>The board to be read at six metres: no controls; it shows the time of its data, and since when it has lost the network.</summary>
public sealed class WallModel(BoardReading reading) : PageModel
{
    public BoardPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? area, CancellationToken cancel)
    {
        if (await reading.ReadAsync(Signed.Need(HttpContext), area, wall: true, cancel) is not { } view)
        {
            return NotFound();
        }
        View = view;
        return Page();
    }
}
