using Liandong.Core.Acts;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>Twenty sent, three of them come back, go out again, come back again and are ruled on: keyboard only.</summary>
public sealed class DispatchDayTests(Browser browser, MinhangDeskHost host) : IClassFixture<MinhangDeskHost>
{
    private const string Squad = "T101-urban-management";

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Twenty_dispatches_and_three_objections(string language)
    {
        var numbers = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            numbers.Add(await host.CalledInAsync($"店铺跨门经营 {language} {i}", i % 5 == 4 ? "S0401" : "S0403"));
        }
        var desk = await browser.InAsync(host, "dispatcher", "/dispatch", language);
        await desk.ShowsAsync("tr.at");
        await SendAllAsync(desk);
        Assert.All(await Task.WhenAll(numbers.Select(host.StandsAsync)), stands => Assert.Equal("accept", stands.Step));

        string[] objected = [numbers[0], numbers[1], numbers[2]];
        foreach (var number in objected)
        {
            await ReturnAsync("clerk", number, "T101");
        }
        await ComeInAsync(desk, objected);
        foreach (var number in objected)
        {
            await desk.UntilAsync("number => { const row = document.querySelector('tr.at'); return row !== null && !row.matches('.sending') }", number);
            await desk.PressAsync("l");
            await desk.Keyboard.InsertTextAsync(language is "zh" ? "莘庄镇" : "Xinzhuang Town");
            await desk.UntilAsync("words => document.querySelector('#leads li[aria-selected=true]')?.textContent.trim().includes(words)", language is "zh" ? "莘庄镇" : "Xinzhuang Town");
            await desk.PressAsync("Enter");
            await desk.ShowsAsync("[data-card-lead] b");
            await desk.PressAsync("Enter");
            await desk.UntilAsync("n => document.querySelectorAll('tr[data-number]').length === n", objected.Length - 1 - Array.IndexOf(objected, number));
        }
        // Nothing of it was urgent: nothing rang.
        Assert.False(await desk.Locator("[data-ring]").IsVisibleAsync(), await desk.StandingAsync());
        foreach (var number in objected)
        {
            await ReturnAsync("clerk2", number, Squad);
            Assert.Equal("ruling", (await host.StandsAsync(number)).Step);
        }

        var supervisor = await browser.InAsync(host, "supervisor", "/dispatch/objections", language);
        for (var left = objected.Length; left > 0; left--)
        {
            await supervisor.UntilAsync("n => document.querySelectorAll('tr[data-number]').length === n", left);
            Assert.Equal(2, await supervisor.Locator(".returns dl:has(time)").CountAsync());
            await supervisor.WriteAsync("textarea[name='rule.reason']", "跨门经营由城管中队督促商户整改，见事权清单。");
            await supervisor.PressAsync("Control+Enter");
            await supervisor.StandsAtAsync("/dispatch/objections?done=");
            await supervisor.ShowsAsync("p[role=status].note-brand");
        }
        foreach (var number in objected)
        {
            Assert.Equal(("accept", Squad), await host.StandsAsync(number));
            Assert.Equal(1, await host.CountAsync(number, "rule"));
        }
    }

    private static async Task SendAllAsync(IPage desk)
    {
        while (await desk.Locator("tr[data-number]:not(.sending)").CountAsync() > 0)
        {
            var before = await desk.Locator("tr.at").GetAttributeAsync("data-number");
            await desk.PressAsync("Enter");
            await desk.UntilAsync("number => document.querySelector('tr.at')?.dataset.number !== number", before);
        }
        await desk.ShowsAsync("[data-none]:not([hidden])");
    }

    private async Task ReturnAsync(string clerk, string number, string suggested)
    {
        await host.ActAsync(clerk, number, "accept");
        await host.ActAsync(clerk, number, "return", ("reason", new FieldValue("not-ours")), ("article", new FieldValue("事权清单第十五条")),
            ("explanation", new FieldValue("点位在镇管道路红线内，非本单位职责。")), ("suggested", new FieldValue(suggested)));
    }

    /// <summary>What came back stands on the desk, put there by its own key where it waited in the line above.</summary>
    private static async Task ComeInAsync(IPage desk, string[] numbers)
    {
        await desk.UntilAsync("n => document.querySelectorAll('tr[data-number]').length + parseInt(document.querySelector('.arrived:not([hidden])')?.textContent.match(/\\d+/)?.[0] ?? '0', 10) === n", numbers.Length);
        if (await desk.Locator("tr[data-number]").CountAsync() < numbers.Length)
        {
            await desk.PressAsync("n");
        }
        await desk.UntilAsync("n => document.querySelectorAll('tr[data-number]').length === n", numbers.Length);
        await desk.UntilAsync("() => document.querySelector('tr.at') !== null");
    }
}
