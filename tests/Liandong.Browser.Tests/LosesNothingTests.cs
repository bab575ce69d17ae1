using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Work.Calls;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>What goes wrong on any day: somebody is faster, the line is lost, the session is over, a key is pressed twice. No word is lost and no act is done twice.</summary>
public sealed class LosesNothingTests(Browser browser, MinhangDeskHost host) : IClassFixture<MinhangDeskHost>
{
    private const string Words = "清运车下午两点到场，先把通道让出来。";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task The_second_of_two_hears_who_was_faster_and_his_words_stay(string language)
    {
        var number = await host.InHandAsync("两人同办 " + language);
        var page = await browser.InAsync(host, "clerk", "/cases/" + number, language);
        await page.OpenAsync("request-extension");
        await page.WriteAsync("[name='request-extension.reason']", Words);
        // A colleague adds a note: the case is another, the act is still to be had.
        await host.ActAsync("clerk", number, "progress", ("note", new FieldValue("先到现场看过。")));
        await host.ActAsync("head", number, "progress", ("note", new FieldValue("负责人已知悉。")));
        await page.ShowsAsync(".arrived");
        await page.PressAsync("Escape");
        await page.PressAsync("n");
        await page.UntilAsync("words => document.querySelector(\"[name='request-extension.reason']\")?.value === words", Words);

        // Now the colleague takes the very step away.
        await page.OpenAsync("request-extension");
        await host.ActAsync("clerk", number, "request-extension", ("reason", new FieldValue("同事已先申请延期一日。")));
        await page.ReachAsync("[name='request-extension.reason']");
        await page.PressAsync("Control+Enter");
        await page.StandsAtAsync($"/cases/{number}/acts");
        await page.ShowsAsync(".refusal");
        Assert.Contains(language is "zh" ? "谭闻桐" : "Tan Wentong", await page.Locator(".refusal").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(Words, await page.Locator(".left-words").InnerTextAsync(), StringComparison.Ordinal);
        // It stays until it is dropped by hand.
        await page.GotoAsync(host.Address + "/cases/" + number);
        await page.ReachAsync(".left-words button");
        await page.PressAsync("Enter");
        await page.ReloadAsync();
        Assert.Equal(0, await page.Locator(".left-words").CountAsync());
        Assert.Equal(1, await host.CountAsync(number, "request-extension"));
    }

    public static TheoryData<string, string, string> Forms => new()
    {
        { "calltaker", "/cases/new", "textarea[name=description]" },
        { "secretary", "/station", "textarea[name='register.done']" },
        { "secretary", "/station?procedure=grid-case", "textarea[name=description]" },
        { "clerk", "/cases/{number}", "[name='progress.note']" },
        { "supervisor", "/dispatch/objections?number={number}", "textarea[name='rule.reason']" },
    };

    /// <summary>And those whose sending would end the matter for the tests that follow.</summary>
    public static TheoryData<string, string, string> Left => [.. Forms, ("shiftleader", "/shift", "#words")];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Without_a_line_nothing_leaves_the_form(string person, string path, string field)
    {
        var page = await FilledAsync(person, path, field);
        await page.Context.SetOfflineAsync(true);
        await page.PressAsync("Control+Enter");
        await page.ShowsAsync(".lost:not([hidden])");
        Assert.Equal(Words, await page.Locator(field).First.InputValueAsync());
        Assert.Contains("网络", await page.Locator(".lost").InnerTextAsync(), StringComparison.Ordinal);
        var here = page.Url;
        await page.Context.SetOfflineAsync(false);
        await page.PressAsync("Control+Enter");
        // Sent now: either it is done, or the page itself says what is still missing, with the words in their place.
        await page.UntilAsync("here => location.href !== here || document.querySelector('.wrong, .refusal') !== null", here);
    }

    [Theory]
    [MemberData(nameof(Left))]
    public async Task After_the_session_was_over_the_words_are_there_again(string person, string path, string field)
    {
        var page = await FilledAsync(person, path, field);
        await page.Context.ClearCookiesAsync(new() { Name = "liandong" });
        await page.PressAsync("Control+Enter");
        // A desk that looked for news meanwhile says it where it stands, and nothing leaves; any other page is led to the door.
        await page.UntilAsync("() => location.pathname === '/sign-in' || document.querySelector('.lost a') !== null");
        if (await page.Locator(".lost a").CountAsync() > 0)
        {
            Assert.Equal(Words, await page.Locator(field).First.InputValueAsync());
            await page.ReloadAsync();
        }
        await page.StandsAtAsync("/sign-in");
        await page.EnterAsync(person, path.Split('?')[0].Replace("{number}", "", StringComparison.Ordinal));
        await page.UntilAsync("([field, words]) => document.querySelector(field)?.value === words", new[] { field, Words });
        await page.ShowsAsync("form .note-brand");
    }

    [Theory]
    [MemberData(nameof(Left))]
    public async Task A_page_that_is_left_in_the_same_breath_keeps_its_words(string person, string path, string field)
    {
        var page = await FilledAsync(person, path, field);
        var here = page.Url;
        await page.GotoAsync(host.Address + "/me");
        await page.GotoAsync(here);
        await page.UntilAsync("([field, words]) => document.querySelector(field)?.value === words", new[] { field, Words });
    }

    [Fact]
    public async Task With_photos_in_hand_an_ended_session_is_told_on_the_spot_and_the_photos_stay()
    {
        var number = await host.InHandAsync("照片在手");
        var page = await browser.InAsync(host, "clerk", "/cases/" + number);
        await page.OpenAsync("progress");
        await page.WriteAsync("[name='progress.note']", Words);
        await page.PastePictureAsync();
        await page.ShowsAsync("#act-progress .chosen-files li");
        await page.Context.ClearCookiesAsync(new() { Name = "liandong" });
        await page.PressAsync("Control+Enter");
        await page.ShowsAsync(".lost a[target=_blank]");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(host.Address + "/sign-in");
        await other.ReachAsync("button[value=clerk]");
        await other.PressAsync("Enter");
        await other.StandsAtAsync("/cases");
        await page.BringToFrontAsync();
        await page.ReachAsync("[name='progress.note']");
        await page.PressAsync("Control+Enter");
        await page.StandsAtAsync($"/cases/{number}?done=progress");
        Assert.Equal(1, await page.Locator("main img").CountAsync());
    }

    [Fact]
    public async Task On_the_dispatch_desk_a_row_stays_until_it_is_sent_without_a_line_and_without_a_session()
    {
        var number = await host.CalledInAsync("断线时派单");
        var page = await browser.InAsync(host, "dispatcher", "/dispatch");
        await page.ShowsAsync("tr.at");
        while (await page.Locator("tr.at").GetAttributeAsync("data-number") != number) await page.PressAsync("j");
        await page.Context.SetOfflineAsync(true);
        await page.PressAsync("Enter");
        await page.ShowsAsync($"tr.refused[data-number='{number}']");
        await page.Context.SetOfflineAsync(false);
        await page.Context.ClearCookiesAsync(new() { Name = "liandong" });
        while (await page.Locator("tr.at").GetAttributeAsync("data-number") != number) await page.PressAsync("k");
        await page.PressAsync("Enter");
        await page.UntilAsync("number => document.querySelector(`tr.refused[data-number='${number}'] .became`)?.textContent.includes('登录')", number);
        Assert.Equal("dispatch", (await host.StandsAsync(number)).Step);
        await page.GotoAsync(host.Address + "/dispatch");
        await page.EnterAsync("dispatcher", "/dispatch");
        await page.ShowsAsync("tr.at");
        while (await page.Locator("tr.at").GetAttributeAsync("data-number") != number) await page.PressAsync("j");
        await page.PressAsync("Enter");
        await page.PressAsync("Enter");
        await page.LosesAsync($"tr[data-number='{number}']");
        Assert.Equal(1, await host.CountAsync(number, "dispatch"));
    }

    [Fact]
    public async Task A_call_written_down_is_kept_by_the_house_without_a_line_and_without_a_session()
    {
        foreach (var moment in new[] { CallMoment.Ringing, CallMoment.Answered })
        {
            await TellCall.RunAsync(host.Node.Calls, "telephone", new CallTold("lost", moment, "962000", "100-0000-9555", new PersonId("calltaker"), null), Cancel);
        }
        var page = await browser.InAsync(host, "calltaker", "/hotline");
        await page.StandsAtAsync("/hotline/");
        var call = page.Url;
        await page.WriteAsync("textarea[name=description]", Words);
        await page.Locator("#register").EvaluateAsync("form => { form.noValidate = true }");
        await page.ShowsAsync(".draft-state:text('已存')");
        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.InsertTextAsync("又说一句。");
        await page.PressAsync("Control+Enter");
        await page.ShowsAsync(".lost:not([hidden])");
        await page.Context.SetOfflineAsync(false);
        await page.Context.ClearCookiesAsync(new() { Name = "liandong" });
        await page.PressAsync("Control+Enter");
        await page.UntilAsync("() => location.pathname === '/sign-in' || document.querySelector('.lost a') !== null");
        await page.GotoAsync(call);
        await page.EnterAsync("calltaker", "/hotline/");
        await page.UntilAsync("words => document.querySelector('textarea[name=description]')?.value === words", Words + "又说一句。");
    }

    [Fact]
    public async Task A_key_pressed_twice_is_one_act_on_every_desk()
    {
        var number = await host.InHandAsync("按了两次");
        var page = await browser.InAsync(host, "clerk", "/cases/" + number);
        await page.OpenAsync("progress");
        await page.WriteAsync("[name='progress.note']", Words);
        await TwiceAsync(page, "#act-progress form");
        await page.StandsAtAsync($"/cases/{number}?done=progress");
        Assert.Equal(1, await host.CountAsync(number, "progress"));

        await page.GotoAsync(host.Address + "/cases/new");
        await page.WriteAsync("textarea[name=description]", Words);
        await page.WriteAsync("input[name=title]", "按两次只登记一件");
        await page.WriteAsync("input[name=class]", "S0403");
        await TwiceAsync(page, "#register");
        await page.UntilAsync("() => location.search.includes('done=register') || document.querySelector('.wrong, .refusal') !== null");
        Assert.True(page.Url.Contains("done=register", StringComparison.Ordinal), await page.StandingAsync());
        var found = await page.Context.NewPageAsync();
        await found.GotoAsync(host.Address + "/cases?view=open&q=" + Uri.EscapeDataString("按两次只登记一件"));
        Assert.True(await found.Locator("tr[data-number]").CountAsync() <= 1, await found.StandingAsync());
    }

    /// <summary>Two presses before the first is answered.</summary>
    private static Task TwiceAsync(IPage page, string form) => page.Locator(form).EvaluateAsync("""
        form => { for (let i = 0; i < 2; i++) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true })); }
        """);

    private async Task<IPage> FilledAsync(string person, string path, string field)
    {
        if (path.Contains("{number}", StringComparison.Ordinal))
        {
            path = path.Replace("{number}", person is "supervisor" ? await ReturnedTwiceAsync() : await host.InHandAsync("写到一半"), StringComparison.Ordinal);
        }
        var page = await browser.InAsync(host, person, path);
        if (path.StartsWith("/cases/2", StringComparison.Ordinal))
        {
            await page.OpenAsync("progress");
        }
        else if (path is "/shift")
        {
            await page.PressAsync("s");
        }
        await page.WriteAsync(field, Words);
        // What else is missing is the house's to say here, not the browser's.
        await page.Locator(field).First.EvaluateAsync("field => { field.form.noValidate = true }");
        return page;
    }

    private async Task<string> ReturnedTwiceAsync()
    {
        var number = await host.CalledInAsync("退了两次");
        foreach (var (clerk, unit, next) in new[] { ("clerk", "T101-urban-management", "T101"), ("clerk2", "T101", "T101-urban-management") })
        {
            await host.ActAsync("dispatcher", number, "dispatch", ("unit", new FieldValue(unit)));
            await host.ActAsync(clerk, number, "accept");
            await host.ActAsync(clerk, number, "return", ("reason", new FieldValue("not-ours")), ("article", new FieldValue("事权清单第十五条")),
                ("explanation", new FieldValue("点位不在本单位职责范围内。")), ("suggested", new FieldValue(next)));
        }
        return number;
    }
}
