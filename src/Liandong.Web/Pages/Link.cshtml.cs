using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.Portal;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages;

/// <summary>
/// The caller's own page, for everybody who has its address. The address is the key: no cookie is asked for, so that it opens
/// in any reader of messages, and nobody who lacks it can make a browser send it.
/// </summary>
[IgnoreAntiforgeryToken]
[RequestSizeLimit(64 * 1024)]
public sealed class LinkModel(Node node, LinkReading reading, GuessLimit guesses, Texts texts) : PageModel
{
    public LinkPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] string token, CancellationToken cancel) =>
        await OpenAsync(token, cancel) is not { } link ? Page() : await ShowAsync(link, cancel);

    public async Task<IActionResult> OnPostAsync([FromRoute] string token, CancellationToken cancel)
    {
        if (await OpenAsync(token, cancel) is not { } link)
        {
            return Page();
        }
        if (link is not { Standing: LinkStanding.Open, Asked: { } asked })
        {
            return LocalRedirect(Request.Path);
        }
        var fields = LinkReading.Fields(asked, await Request.ReadFormAsync(cancel));
        if (await reading.NamesCallerAsync(link, fields, cancel) is { } naming)
        {
            return await ShowAsync(link, cancel, new ActTried(asked.Name, Guid.Empty, fields, new Refusal(Refusals.FieldInvalid, naming)), texts["link.names"]);
        }
        var answer = await AnswerByLink.RunAsync(node.Desk, link, fields, ActPosts.Hash(Request.Path, fields), cancel);
        return answer.Refusal switch
        {
            { Field: { } field } no when asked.Fields.Any(f => f.Code == field) && field != "appeal" => await ShowAsync(link, cancel, new ActTried(asked.Name, Guid.Empty, fields, no), null),
            { Code: Refusals.Busy or Refusals.Stale } no => await ShowAsync(link, cancel, new ActTried(asked.Name, Guid.Empty, fields, no), texts["link.busy"]),
            // Done now, before, or no longer possible: the page says which.
            _ => LocalRedirect(Request.Path),
        };
    }

    /// <summary>The link of this address; null with the page set when there is none to show.</summary>
    private async Task<OpenedLink?> OpenAsync(string token, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        var from = HttpContext.Connection.RemoteIpAddress;
        if (guesses.IsSpent(from))
        {
            return No(LinkSays.Wait, StatusCodes.Status429TooManyRequests);
        }
        if (await AnswerByLink.FindAsync(node.Desk, token, cancel) is not { } link)
        {
            guesses.Miss(from);
            return No(LinkSays.Wrong, StatusCodes.Status404NotFound);
        }
        // Whoever handles a case may not answer for its caller, and may not see here what his own desk does not show.
        return Signed.Of(HttpContext) is null ? link : No(LinkSays.Inside, StatusCodes.Status403Forbidden);
    }

    private OpenedLink? No(LinkSays says, int status)
    {
        View = new LinkPage(says, Request.Path);
        Response.StatusCode = status;
        return null;
    }

    private async Task<IActionResult> ShowAsync(OpenedLink link, CancellationToken cancel, ActTried? tried = null, string? error = null)
    {
        View = await reading.ReadAsync(link, Request.Path, tried, error, cancel);
        Response.StatusCode = View.Says is LinkSays.Over ? StatusCodes.Status410Gone : tried is null ? StatusCodes.Status200OK
            : tried.Refusal.Code is Refusals.Busy or Refusals.Stale ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
