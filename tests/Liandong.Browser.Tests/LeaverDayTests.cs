using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>An administrator lets somebody go, by keyboard alone: found, seen what is his, a successor named, done; he is out, the successor has the work.</summary>
public sealed class LeaverDayTests(Browser browser, MinhangDeskHost host) : IClassFixture<MinhangDeskHost>
{
    [Theory]
    [InlineData("zh", "light", 1440, "clerk2", "t101-clerk-b", "T101", "S0402")]
    [InlineData("en", "dark", 390, "clerk3", "d25-clerk-b", "D25", "S0408")]
    public async Task A_leaver(string language, string theme, int width, string leaver, string heir, string unit, string @class)
    {
        var number = await host.InHandAsync("菜场门口占道卖菜", leaver, unit, @class);
        var gone = await InAsync(leaver, language, theme, width);
        var admin = await InAsync("sysadmin", language, theme, width);

        await admin.GotoAsync(host.Address + "/admin/people");
        await SoundAsync(admin);
        await admin.Keyboard.TypeAsync(leaver);
        await admin.Keyboard.PressAsync("Enter");
        await admin.WaitForURLAsync("**/admin/people?q=**");
        await admin.Keyboard.PressAsync("Escape");
        await admin.Keyboard.PressAsync("j");
        await admin.Keyboard.PressAsync("Enter");
        await admin.WaitForURLAsync("**/admin/people/" + leaver);
        await SoundAsync(admin);
        await admin.Keyboard.PressAsync("v");
        await admin.WaitForURLAsync($"**/admin/people/{leaver}/leave");
        await SoundAsync(admin);
        Assert.Equal(1, await admin.Locator($"a[href='/cases/{number}']").CountAsync());

        // The cursor stands in the list of successors: the first is his deputy.
        await admin.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(heir, await admin.Locator("#successor").InputValueAsync());
        await admin.Keyboard.PressAsync("Tab");
        await admin.Keyboard.PressAsync("Space");
        while (await admin.EvaluateAsync<string>("document.activeElement.id") is not "reason")
        {
            await admin.Keyboard.PressAsync("Tab");
        }
        await admin.Keyboard.TypeAsync(language is "zh" ? "调往区局工作" : "Goes to another bureau");
        await admin.Keyboard.PressAsync("Control+Enter");
        await admin.Locator(".left").WaitForAsync();
        await SoundAsync(admin);
        Assert.Equal(1, await admin.Locator($".left a[href='/cases/{number}']").CountAsync());

        await gone.GotoAsync(host.Address + "/cases");
        Assert.EndsWith("/sign-in?ReturnUrl=%2Fcases", gone.Url, StringComparison.Ordinal);
        Assert.Equal(heir, await host.HolderAsync(number));
    }

    private static async Task SoundAsync(IPage page)
    {
        Assert.Empty((await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0, page.Url);
    }

    private async Task<IPage> InAsync(string person, string language, string theme, int width)
    {
        var page = await browser.Open(host.Address, language, theme, width);
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator($"button[value='{person}']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cases");
        return page;
    }
}
