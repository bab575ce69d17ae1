using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages;

/// <summary>One's own account: the second factor.</summary>
public sealed class MeModel(Accounts accounts, SecondFactor factor, Texts texts, TimeProvider real) : PageModel
{
    public string Line { get; private set; } = "";

    public bool HasAccount { get; private set; }

    public bool HasTotp { get; private set; }

    /// <summary>The sealed secret while it is being set up.</summary>
    public string? Half { get; private set; }

    public string? Secret { get; private set; }

    public string? Error { get; private set; }

    public string? Done { get; private set; }

    private string Person => Signed.Need(HttpContext).Person.Id.Value;

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task OnPostBeginAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        if (HasAccount)
        {
            Half = factor.Begin(Person);
            Secret = factor.Open(Half, Person);
        }
    }

    public async Task<IActionResult> OnPostConfirmAsync(string? half, string? code, CancellationToken cancel)
    {
        await ShowAsync(cancel);
        if (!HasAccount || factor.Open(half ?? "", Person) is not { } secret)
        {
            return LocalRedirect("/me");
        }
        if (Totp.StepOf(secret, code ?? "", real.GetUtcNow()) is null)
        {
            (Half, Secret, Error) = (half, secret, texts["sign-in.code.wrong"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        await accounts.SetTotpAsync(Person, secret, cancel);
        (HasTotp, Done) = (true, texts["me.done"]);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        Line = new CityWords(who.City, texts).Line(who.Person, who.Actor.Posts.Count == 0 ? null : who.Actor.Posts[0]);
        HasAccount = await accounts.StampAsync(Person, cancel) is not null;
        HasTotp = HasAccount && await accounts.HasTotpAsync(Person, cancel);
    }
}
