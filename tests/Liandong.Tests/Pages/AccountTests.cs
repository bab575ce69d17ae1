using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Web.SignIn;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Local sign-in: password, lock-out, one-time codes.</summary>
public sealed class AccountTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Password = "a long enough password";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Accounts Accounts => new(host.Node.Source, host.Node.Keys, host.Clock);

    [Fact]
    public async Task The_right_password_lets_in_and_a_new_one_ends_the_session()
    {
        await Accounts.SetPasswordAsync("head", Password, Cancel);
        using var visitor = new Visitor(host);
        Assert.Equal("/cases", (await EnterAsync(visitor, "head", Password)).At.AbsolutePath);
        await Accounts.SetPasswordAsync("head", Password + "!", Cancel);
        Assert.Equal("/sign-in", (await visitor.GetAsync("/cases")).At.AbsolutePath);
    }

    [Fact]
    public async Task Unknown_name_wrong_password_and_locked_account_get_the_same_words()
    {
        await Accounts.SetPasswordAsync("clerk", Password, Cancel);
        using var visitor = new Visitor(host);
        var unknown = (await EnterAsync(visitor, "nobody", Password)).Text(".why");
        Assert.NotEmpty(unknown);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(unknown, (await EnterAsync(visitor, "clerk", "not this one")).Text(".why"));
        }
        Assert.Equal(unknown, (await EnterAsync(visitor, "clerk", Password)).Text(".why"));
        host.Clock.Now += TimeSpan.FromMinutes(16);
        Assert.Equal("/cases", (await EnterAsync(visitor, "clerk", Password)).At.AbsolutePath);
    }

    [Fact]
    public async Task Unlocking_opens_at_once()
    {
        await Accounts.SetPasswordAsync("reviewer", Password, Cancel);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Entry.Wrong, (await Accounts.EnterAsync("reviewer", "wrong", Cancel)).Entry);
        }
        Assert.Equal(Entry.Wrong, (await Accounts.EnterAsync("reviewer", Password, Cancel)).Entry);
        Assert.True(await Accounts.UnlockAsync("reviewer", Cancel));
        Assert.Equal(Entry.Entered, (await Accounts.EnterAsync("reviewer", Password, Cancel)).Entry);
    }

    [Fact]
    public async Task With_a_second_factor_the_password_is_half_the_way_and_a_code_works_once()
    {
        var secret = Totp.NewSecret();
        await Accounts.SetPasswordAsync("supervisor", Password, Cancel);
        await Accounts.SetTotpAsync("supervisor", secret, Cancel);
        using var visitor = new Visitor(host);
        var half = await EnterAsync(visitor, "supervisor", Password);
        Assert.NotNull(half.Page.QuerySelector("#code"));
        Assert.Equal("/sign-in", (await visitor.GetAsync("/cases")).At.AbsolutePath);
        var code = Totp.CodeAt(secret, host.Clock.Now.ToUnixTimeSeconds() / 30);
        Assert.NotEmpty((await visitor.SendAsync(half.Form("form:has(#code)"), ("code", Other(code)))).Text(".why"));
        Assert.Equal("/cases", (await visitor.SendAsync(half.Form("form:has(#code)"), ("code", code))).At.AbsolutePath);
        using var thief = new Visitor(host);
        var again = await EnterAsync(thief, "supervisor", Password);
        Assert.NotEmpty((await thief.SendAsync(again.Form("form:has(#code)"), ("code", code))).Text(".why"));
    }

    [Fact]
    public async Task Guessing_codes_locks_like_guessing_passwords()
    {
        await Accounts.SetPasswordAsync("callback", Password, Cancel);
        await Accounts.SetTotpAsync("callback", Totp.NewSecret(), Cancel);
        for (var i = 0; i < 5; i++)
        {
            var (entry, stamp) = await Accounts.EnterAsync("callback", Password, Cancel);
            Assert.Equal(Entry.CodeWanted, entry);
            Assert.False(await Accounts.EnterCodeAsync("callback", stamp, "000000", Cancel));
        }
        Assert.Equal(Entry.Wrong, (await Accounts.EnterAsync("callback", Password, Cancel)).Entry);
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds / 30));

    [Fact]
    public async Task A_second_factor_is_set_up_by_its_picture_and_kept_once_a_code_proved_it()
    {
        await Accounts.SetPasswordAsync("dispatcher", Password, Cancel);
        using var visitor = new Visitor(host);
        await EnterAsync(visitor, "dispatcher", Password);
        var begun = await visitor.SendAsync((await visitor.GetAsync("/me")).Form("form[action*=Begin]"));
        var picture = await visitor.GetAsync(begun.Page.QuerySelector("img[src^='/me/code']")!.GetAttribute("src")!);
        Assert.Equal("image/svg+xml", picture.Http.Content.Headers.ContentType!.MediaType);
        var secret = begun.Text("code");
        Assert.NotEmpty((await visitor.SendAsync(begun.Form("form[action*=Confirm]"), ("code", "12"))).Text(".why"));
        Assert.False(await Accounts.HasTotpAsync("dispatcher", Cancel));
        await visitor.SendAsync(begun.Form("form[action*=Confirm]"), ("code", Totp.CodeAt(secret, host.Clock.Now.ToUnixTimeSeconds() / 30)));
        Assert.True(await Accounts.HasTotpAsync("dispatcher", Cancel));
    }

    private static string Other(string code) => code == "111111" ? "222222" : "111111";

    private static async Task<Visit> EnterAsync(Visitor visitor, string login, string password) =>
        await visitor.SendAsync((await visitor.GetAsync("/sign-in")).Form("form:has(#password)"), ("login", login), ("password", password));
}
