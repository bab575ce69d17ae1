using Liandong.Core.Acts;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>A reply refused and written again, a caller rung back by the list, one rework, and the end: three desks, keyboard only.</summary>
public sealed class ReviewDayTests(Browser browser, MinhangDeskHost host) : IClassFixture<MinhangDeskHost>
{
    private const string Reply = "今日九时谭闻桐电话联系反映人。\n现场商户占道三米。\n已督促收回并教育。\n反映人认可。";

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Sent_back_replied_again_rung_back_reworked_and_closed(string language)
    {
        var phone = language is "zh" ? "100-0000-9411" : "100-0000-9412";
        var number = await host.InHandAsync("店铺跨门经营 " + language, phone: phone);
        await ReportAsync(number, "已处理，请知悉。已处理，请知悉。");

        var review = await browser.InAsync(host, "reviewer", "/review", language);
        await ChooseAsync(review, number);
        await review.PressAsync(await KeyOfAsync(review, "send-back"));
        await review.ShowsAsync(".bulk-form textarea[name='send-back.reason']");
        await review.UntilAsync("() => document.activeElement?.name === 'send-back.reason'");
        await review.Keyboard.InsertTextAsync("未写明何时由谁联系反映人。");
        await review.PressAsync("Control+Enter");
        await review.ShowsAsync("p[role=status].note-brand");
        await review.PressAsync("u");
        await review.StandsAtAsync("/review");
        Assert.Equal(0, await review.Locator($"tr[data-number='{number}']").CountAsync());
        Assert.Equal("handle", (await host.StandsAsync(number)).Step);

        var clerk = await browser.InAsync(host, "clerk", "/cases/" + number, language);
        Assert.Contains("未写明何时由谁联系反映人。", await clerk.Locator(".trace").InnerTextAsync(), StringComparison.Ordinal);
        await ReportByKeysAsync(clerk, number);
        await PassAsync(review, number);

        var calls = await browser.InAsync(host, "callback", "/call-back", language);
        await DialAsync(calls, number, phone);
        await RecordAsync(calls, number, resolved: "not", satisfaction: "2");
        await calls.DoAsync(number, "rework", ("reason", "反映人称傍晚又占道，请再到现场。"));
        Assert.Equal("handle", (await host.StandsAsync(number)).Step);

        await host.ActAsync("clerk", number, "first-contact", ("note", new FieldValue("再次联系，约好傍晚到现场。")));
        await ReportAsync(number, Reply);
        await PassAsync(review, number);
        await calls.VisitAsync(host.Address + "/call-back");
        await DialAsync(calls, number, phone);
        await RecordAsync(calls, number, resolved: "resolved", satisfaction: "5");
        await calls.GotoAsync(host.Address + "/cases/" + number);
        await calls.OpenAsync("close");
        await calls.PickAsync("close.result", "resolved");
        await calls.PressAsync("Control+Enter");
        await calls.UntilAsync("() => new URLSearchParams(location.search).get('done') === 'close'");
        Assert.Equal("closed", (await host.StandsAsync(number)).Step);
    }

    private static async Task ChooseAsync(IPage page, string number)
    {
        await page.ShowsAsync($"tr[data-number='{number}']");
        do await page.PressAsync("j"); while (await page.Locator("tr.at").GetAttributeAsync("data-number") != number);
        await page.PressAsync("x");
        await page.ShowsAsync(".bulk-bar button[data-key]");
    }

    private static async Task<string> KeyOfAsync(IPage page, string act) =>
        (await page.Locator($".bulk-bar button[value='{act}']").GetAttributeAsync("data-key"))!.Replace("Key", "", StringComparison.Ordinal).ToLowerInvariant();

    private async Task PassAsync(IPage review, string number)
    {
        if ((await host.StandsAsync(number)).Step is "check")
        {
            await host.ActAsync("supervisor", number, "waive-check", ("reason", new FieldValue("本次免于现场核查。")));
        }
        await review.VisitAsync(host.Address + "/review");
        await ChooseAsync(review, number);
        await review.PressAsync(await KeyOfAsync(review, "pass-review"));
        await review.ShowsAsync("p[role=status].note-brand");
        Assert.Equal("call-back", (await host.StandsAsync(number)).Step);
    }

    /// <summary>The trace tells the dialling before the number is seen.</summary>
    private async Task DialAsync(IPage page, string number, string phone)
    {
        await page.ShowsAsync($"tr[data-number='{number}-1']");
        Assert.DoesNotContain(phone, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.ReachAsync($"tr[data-number='{number}-1'] form button");
        await page.PressAsync("Enter");
        await page.ShowsAsync("#act-call-back[open] form");
        Assert.Contains(phone, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task RecordAsync(IPage page, string number, string resolved, string satisfaction)
    {
        if (await page.Locator("#act-call-back[open]").CountAsync() == 0)
        {
            await page.OpenAsync("call-back");
        }
        await page.PickAsync("call-back.resolved", resolved);
        await page.PickAsync("call-back.satisfaction", satisfaction);
        await page.PressAsync("Control+Enter");
        await page.StandsAtAsync($"/cases/{number}?done=call-back");
    }

    private async Task ReportAsync(string number, string reply) => await host.ActAsync("clerk", number, "report", ("result", new FieldValue("explained")), ("reply", new FieldValue(reply)));

    private static async Task ReportByKeysAsync(IPage page, string number)
    {
        await page.OpenAsync("report");
        await page.PickAsync("report.result", "explained");
        foreach (var (line, part) in Reply.Split('\n').Select((l, i) => (l, i)))
        {
            await page.WriteAsync($"textarea#f-report-reply-{part}", line);
        }
        await page.PressAsync("Control+Enter");
        await page.StandsAtAsync($"/cases/{number}?done=report");
    }
}
