using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages;

/// <summary>The page for every refusal of the host itself: what happened and the way on.</summary>
[IgnoreAntiforgeryToken]
public sealed class ProblemModel(Texts texts) : PageModel
{
    public ProblemPage View { get; private set; } = null!;

    public void OnGet(int status) => Show(status);

    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        var known = status is 400 or 401 or 403 or 404 or 409 or 413 or 429 or 503;
        var kind = known ? status : status < 500 ? 400 : 500;
        var (way, url) = kind is 401 ? (texts["problem.way.sign-in"], "/sign-in") : (texts["problem.way.start"], "/");
        View = new ProblemPage(status, texts[$"problem.{kind}"], texts[$"problem.{kind}.what"], way, url);

        // Asked for directly, the page itself was found.
        if (Response.StatusCode < 400 && status is >= 400 and < 600)
        {
            Response.StatusCode = status;
        }
    }
}
