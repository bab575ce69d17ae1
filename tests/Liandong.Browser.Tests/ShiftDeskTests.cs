using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>A shift is handed over by keyboard alone: one signs and goes, another signs and comes.</summary>
public sealed class ShiftDeskTests(Browser browser, DeskHost host) : IClassFixture<DeskHost>
{
    [Theory]
    [InlineData("zh", "light", 1440)]
    [InlineData("en", "dark", 390)]
    public async Task One_goes_and_another_comes(string language, string theme, int width)
    {
        var number = await host.RegisterAsync("Open when the shift changes");
        var goes = await InAsync("311-shift-leader", language, theme, width);
        Assert.Empty((await goes.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        Assert.True(await goes.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        await goes.Keyboard.PressAsync("s");
        await goes.Keyboard.TypeAsync("The bridge stays shut.");
        await goes.Keyboard.PressAsync("Control+Enter");
        await goes.WaitForURLAsync("**/shift/handovers/**");
        Assert.Equal(1, await goes.Locator($"a[href='/cases/{number}']").CountAsync());

        var comes = await InAsync("311-shift-leader-b", language, theme, width);
        await comes.Keyboard.PressAsync("h");
        await comes.WaitForURLAsync("**/shift/handovers/**");
        Assert.Empty((await comes.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        await comes.Locator("#remark").FocusAsync();
        await comes.Keyboard.TypeAsync("Read.");
        await comes.Keyboard.PressAsync("Control+Enter");
        await comes.WaitForURLAsync("**/shift?done=signed");
    }

    private async Task<IPage> InAsync(string person, string language, string theme, int width)
    {
        var page = await browser.Open(host.Address, language, theme, width);
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator($"button[value='{person}']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cases");
        await page.GotoAsync(host.Address + "/shift");
        return page;
    }
}
