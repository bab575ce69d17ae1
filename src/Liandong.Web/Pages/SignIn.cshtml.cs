using Liandong.Core.Cities;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages;

/// <summary>Sign-in: demo people by one button, all others by password and, when set, a one-time code.</summary>
public sealed class SignInModel(Node node, DemoDoor door, Accounts accounts, Sessions sessions, Texts texts) : PageModel
{
    public SignInPage View { get; private set; } = null!;

    public IActionResult OnGet(string? returnUrl)
    {
        if (Signed.Of(HttpContext) is not null)
        {
            return LocalRedirect(Local(returnUrl));
        }
        Show(returnUrl);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? returnUrl, string? demo, string? login, string? password, string? half, string? code, CancellationToken cancel)
    {
        if (demo is not null)
        {
            return await EnterDemoAsync(demo, returnUrl);
        }
        return half is not null ? await EnterCodeAsync(half, code ?? "", returnUrl, cancel) : await EnterAsync(string.Concat((login ?? "").Where(c => !char.IsControl(c))).Trim(), password ?? "", returnUrl, cancel);
    }

    private async Task<IActionResult> EnterDemoAsync(string login, string? returnUrl)
    {
        var city = node.City.Now;
        if (!door.IsOpen(HttpContext, city) || DemoDoor.Find(city, login) is not { } person)
        {
            Show(returnUrl, error: texts["sign-in.wrong"]);
            return Page();
        }
        await Sessions.BeginAsync(HttpContext, person.Id.Value, null);
        return LocalRedirect(Local(returnUrl));
    }

    private async Task<IActionResult> EnterAsync(string login, string password, string? returnUrl, CancellationToken cancel)
    {
        var (entry, stamp) = await accounts.EnterAsync(login, password, cancel);
        if (entry == Entry.Entered)
        {
            await Sessions.BeginAsync(HttpContext, login, stamp);
            return LocalRedirect(Local(returnUrl));
        }
        Show(returnUrl, login, entry == Entry.Wrong ? texts["sign-in.wrong"] : null, entry == Entry.CodeWanted ? sessions.HalfWay(login, stamp) : null);
        return Page();
    }

    private async Task<IActionResult> EnterCodeAsync(string half, string code, string? returnUrl, CancellationToken cancel)
    {
        if (sessions.FromHalfWay(half) is not { } known)
        {
            Show(returnUrl, error: texts["sign-in.again"]);
            return Page();
        }
        if (await accounts.EnterCodeAsync(known.Person, known.Stamp, code, cancel))
        {
            await Sessions.BeginAsync(HttpContext, known.Person, known.Stamp);
            return LocalRedirect(Local(returnUrl));
        }
        Show(returnUrl, error: texts["sign-in.code.wrong"], half: half);
        return Page();
    }

    private string Local(string? url) => url is not null && Url.IsLocalUrl(url) ? url : "/";

    private void Show(string? returnUrl, string? login = null, string? error = null, string? half = null)
    {
        var city = node.City.Now;
        var open = door.IsOpen(HttpContext, city) && half is null;
        View = new SignInPage("/sign-in", Local(returnUrl), open ? People(city) : [], login, error, half is not null, half,
            city.Disclaimer is { } said ? new CityWords(city, texts).In(said) : null);
    }

    private List<DemoPerson> People(City city)
    {
        var words = new CityWords(city, texts);
        var day = city.Day(node.Clock.GetUtcNow());
        return [.. from person in city.Staff.People.Where(p => p.Demo)
                   let post = city.Staff.PostsOf(person.Id, day).FirstOrDefault()
                   select new DemoPerson(person.Id.Value, words.In(person.Name), post is null ? "" : words.Role(post.Role), post is null ? null : words.Unit(post.Unit.Value))];
    }
}
