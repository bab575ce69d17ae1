using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.Portal;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages;

/// <summary>Where somebody who was invited sets his own password: once, by the link that was handed to him.</summary>
public sealed class WelcomeModel(Node node, ChangeAccount change, GuessLimit guesses, Texts texts) : PageModel
{
    private const int LongestPassword = 200;

    public string Token { get; private set; } = "";

    public string? Person { get; private set; }

    public string Login { get; private set; } = "";

    public string? Error { get; private set; }

    public bool Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, bool done, CancellationToken cancel)
    {
        Done = done;
        return done ? Page() : await ShowAsync(token, null, cancel);
    }

    public async Task<IActionResult> OnPostAsync(string token, string? password, string? again, CancellationToken cancel)
    {
        var wrong = (password ?? "").Length is < Accounts.ShortestPassword or > LongestPassword ? texts["welcome.short", ("n", Accounts.ShortestPassword)] : password != again ? texts["welcome.differ"] : null;
        if (wrong is not null || guesses.IsSpent(HttpContext.Connection.RemoteIpAddress))
        {
            return await ShowAsync(token, wrong, cancel);
        }
        return await change.UseAsync(token, person => Accounts.Hash(person, password!), cancel) is null ? await ShowAsync(token, null, cancel) : LocalRedirect("/welcome/set?done=true");
    }

    private async Task<IActionResult> ShowAsync(string token, string? error, CancellationToken cancel)
    {
        var from = HttpContext.Connection.RemoteIpAddress;
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (!guesses.IsSpent(from) && await change.WhoseAsync(token, cancel) is { } id && node.City.Now.Staff.Find(id) is { } person)
        {
            (Token, Login, Person, Error) = (token, id.Value, new CityWords(node.City.Now, texts).In(person.Name), error);
            Response.StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        guesses.Miss(from);
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
