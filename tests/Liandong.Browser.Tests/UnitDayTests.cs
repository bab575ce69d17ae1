using Liandong.Core.Acts;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>A unit's case from accepting it to its result, keyboard only, its photo pasted.</summary>
public sealed class UnitDayTests(Browser browser, MinhangDeskHost host) : IClassFixture<MinhangDeskHost>
{
    private const string Block = "已督促商户当场收回门外物品，通道恢复畅通，并约定每日早晚各巡查一次。";

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task From_accept_to_reported(string language)
    {
        var number = await host.CalledInAsync($"垃圾清运不及时 {language}", "S0401");
        await host.ActAsync("dispatcher", number, "dispatch", ("unit", new FieldValue("T101")));
        var page = await browser.InAsync(host, "clerk2", "/me/blocks", language);
        await page.WriteAsync("form[data-draft=blocks] [name=name]", "收回");
        await page.WriteAsync("form[data-draft=blocks] [name=body]", Block);
        await page.PressAsync("Control+Enter");
        await page.ShowsAsync("details.block");

        // From the list, by walking it.
        await page.GotoAsync(host.Address + "/cases?view=unit");
        await page.PressAsync("j");
        while (await page.Locator("tr.at").GetAttributeAsync("data-number") != number) await page.PressAsync("j");
        await page.PressAsync("Enter");
        await page.StandsAtAsync("/cases/" + number);
        await page.DoAsync(number, "accept");
        await page.DoAsync(number, "first-contact", ("note", "已电话联系，约好下午到现场。"));
        await page.DoAsync(number, "contact", ("note", "再次联系，告知清运时间。"));
        await page.DoAsync(number, "progress", ("note", "清运车已在路上。"));
        await page.DoAsync(number, "request-extension", ("reason", "清运车辆今日检修，申请延一日，已告知。"));
        await host.ActAsync("head2", number, "grant-extension");

        await page.GotoAsync(host.Address + "/cases/" + number);
        await page.OpenAsync("assign");
        await page.PickAsync("assign.unit", "T101-urban-management");
        await page.PressAsync("Control+Enter");
        await page.StandsAtAsync($"/cases/{number}?done=assign");
        await host.ActAsync("clerk", number, "accept-part");
        await host.ActAsync("clerk", number, "report-part", ("reply", new FieldValue("已到场清理完毕，现场整洁。")));
        await page.GotoAsync(host.Address + "/cases/" + number);
        await page.DoAsync(number, "pass-parts");

        // One word is no reply; what was written is there again.
        await page.OpenAsync("report");
        await page.PickAsync("report.result", "resolved");
        for (var part = 0; part < 4; part++)
        {
            await page.WriteAsync($"textarea#f-report-reply-{part}", "好");
        }
        await page.PressAsync("Control+Enter");
        await page.StandsAtAsync($"/cases/{number}/acts");
        await page.ShowsAsync("#act-report[open] .field.wrong .why");
        await ReplyAsync(page);
        await page.PressAsync("Control+Enter");
        await page.StandsAtAsync($"/cases/{number}?done=report");
        Assert.NotEqual("handle", (await host.StandsAsync(number)).Step);
        Assert.Equal(1, await host.CountAsync(number, "report"));
        Assert.True(await page.Locator("main img").CountAsync() > 0, await page.StandingAsync());
        Assert.Contains(Block, await page.Locator(".trace").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>The four parts that are needed, the third by a text block; the conditions; a photo by paste.</summary>
    private static async Task ReplyAsync(IPage page)
    {
        foreach (var (part, words) in new[] { (0, "今日九时于季磊电话联系了反映人。"), (1, "现场垃圾桶满溢，周边有散落。"), (3, "反映人表示认可。") })
        {
            await page.ReachAsync($"textarea#f-report-reply-{part}");
            await page.PressAsync("Control+a");
            await page.Keyboard.InsertTextAsync(words);
        }
        await page.ReachBackAsync("textarea#f-report-reply-2");
        await page.PressAsync("Control+a");
        await page.PressAsync("Delete");
        await page.PressAsync("Tab");
        await page.PressAsync("ArrowDown");
        await page.PressAsync("Enter");
        Assert.Equal(Block, await page.Locator("#f-report-reply-2").InputValueAsync());
        await page.PastePictureAsync();
        await page.ShowsAsync("#act-report .chosen-files li");
        foreach (var i in Enumerable.Range(0, await page.Locator("input[name='report.conditions']").CountAsync()))
        {
            var value = await page.Locator("input[name='report.conditions']").Nth(i).GetAttributeAsync("value");
            await page.ReachAsync($"input[name='report.conditions'][value='{value}']");
            await page.PressAsync("Space");
        }
    }
}
