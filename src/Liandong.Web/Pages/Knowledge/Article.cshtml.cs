using Liandong.Web.Desk.Knowledge;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Knowledge;

/// <summary>One article: what was said against it, and its owner's answer.</summary>
public sealed class ArticleModel(KnowledgeReading reading) : PageModel
{
    public ArticlePage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string article, CancellationToken cancel)
    {
        if (await reading.OneAsync(Signed.Need(HttpContext), article, null, cancel) is not { } page)
        {
            return NotFound();
        }
        View = page;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string article, Guid key, string? madeFrom, DateTimeOffset seen, ArticleTyped typed, CancellationToken cancel)
    {
        if (await reading.ReviewAsync(Signed.Need(HttpContext), article, key, madeFrom ?? "", seen, typed, cancel) is not { } page)
        {
            return NotFound();
        }
        if (page.Done)
        {
            return LocalRedirect("/knowledge?done=1");
        }
        View = page;
        Response.StatusCode = page.Moved ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
