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
public sealed class SignInModel(Node node, DemoDoor door, Accounts accounts, ClosedAccounts closed, Sessions sessions, Texts texts) : PageModel
{
    public SignInPage View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? returnUrl, CancellationToken cancel)
    {
        if (Signed.Of(HttpContext) is not null)
        {
            return LocalRedirect(Local(returnUrl));
        }
        await ShowAsync(returnUrl, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? returnUrl, string? demo, string? login, string? password, string? half, string? code, CancellationToken cancel)
    {
        if (demo is not null)
        {
            return await EnterDemoAsync(demo, returnUrl, cancel);
        }
        return half is not null ? await EnterCodeAsync(half, code ?? "", returnUrl, cancel) : await EnterAsync(string.Concat((login ?? "").Where(c => !char.IsControl(c))).Trim(), password ?? "", returnUrl, cancel);
    }

    private async Task<IActionResult> EnterDemoAsync(string login, string? returnUrl, CancellationToken cancel)
    {
        var city = node.City.Now;
        if (!door.IsOpen(HttpContext, city) || DemoDoor.Find(city, login) is not { } person || await closed.HasAsync(login, cancel))
        {
            await ShowAsync(returnUrl, cancel, error: texts["sign-in.wrong"]);
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
        await ShowAsync(returnUrl, cancel, login, entry == Entry.Wrong ? texts["sign-in.wrong"] : null, entry == Entry.CodeWanted ? sessions.HalfWay(login, stamp) : null);
        return Page();
    }

    private async Task<IActionResult> EnterCodeAsync(string half, string code, string? returnUrl, CancellationToken cancel)
    {
        if (sessions.FromHalfWay(half) is not { } known)
        {
            await ShowAsync(returnUrl, cancel, error: texts["sign-in.again"]);
            return Page();
        }
        if (await accounts.EnterCodeAsync(known.Person, known.Stamp, code, cancel))
        {
            await Sessions.BeginAsync(HttpContext, known.Person, known.Stamp);
            return LocalRedirect(Local(returnUrl));
        }
        await ShowAsync(returnUrl, cancel, error: texts["sign-in.code.wrong"], half: half);
        return Page();
    }

    private string Local(string? url) => url is not null && Url.IsLocalUrl(url) ? url : "/";

    private async Task ShowAsync(string? returnUrl, CancellationToken cancel, string? login = null, string? error = null, string? half = null)
    {
        var city = node.City.Now;
        var open = door.IsOpen(HttpContext, city) && half is null;
        View = new SignInPage("/sign-in", Local(returnUrl), open ? await PeopleAsync(city, cancel) : [], login, error, half is not null, half,
            city.Disclaimer is { } said ? new CityWords(city, texts).In(said) : null);
    }

    private async Task<List<DemoPerson>> PeopleAsync(City city, CancellationToken cancel)
    {
        var shut = await closed.AllAsync(cancel);
        var words = new CityWords(city, texts);
        var day = city.Day(node.Clock.GetUtcNow());
        return [.. from person in city.Staff.People.Where(p => p.Demo && !shut.Contains(p.Id.Value))
                   let post = city.Staff.PostsOf(person.Id, day).FirstOrDefault()
                   select new DemoPerson(person.Id.Value, words.In(person.Name), post is null ? "" : words.Role(post.Role), post is null ? null : words.Unit(post.Unit.Value))];
    }
}
