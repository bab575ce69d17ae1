using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>A unit's lists by keyboard: columns, a view of one's own, a sheet, a stack of orders.</summary>
public sealed class ListTests(Browser browser, DeskHost host) : IClassFixture<DeskHost>
{
    [Theory]
    [InlineData("zh", "列", "我的坑")]
    [InlineData("en", "Columns", "My holes")]
    public async Task Columns_are_chosen_a_view_is_kept_and_a_figure_leads_back_to_it(string language, string word, string name)
    {
        await host.RegisterAsync("Hole before the gate");
        var page = await InAsync("supervisor", language);
        await page.Keyboard.PressAsync("c");
        await page.Locator("details[open] legend", new PageLocatorOptions { HasText = word }).WaitForAsync();
        await page.Locator("details[open] input[name=column][value=opened]").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**columns=*");
        await page.Keyboard.PressAsync("v");
        await page.Keyboard.TypeAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".side a[data-key=Digit1]", new PageLocatorOptions { HasText = name }).WaitForAsync();
        await page.GotoAsync(host.Address + "/me");
        await page.Keyboard.PressAsync("1");
        await page.WaitForURLAsync("**columns=*");
        Assert.Equal("page", await page.Locator(".side a[data-key=Digit1]").GetAttributeAsync("aria-current"));
        await page.GotoAsync(host.Address + "/cases/views");
        await page.Locator(".own-views button[name=remove]").ClickAsync();
        await page.Locator(".empty").WaitForAsync();
    }

    [Fact]
    public async Task The_list_is_taken_along_and_the_page_stays()
    {
        await host.RegisterAsync("Hole in the lane");
        var page = await InAsync("supervisor", "zh");
        for (var i = 0; i < 2; i++)
        {
            var sheet = await page.RunAndWaitForDownloadAsync(async () =>
            {
                if (!await page.Locator("form[data-download]").IsVisibleAsync()) await page.Keyboard.PressAsync("o");
                await page.Locator("form[data-download] .btn-main").PressAsync("Enter");
            });
            Assert.EndsWith(".xlsx", sheet.SuggestedFilename, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Chosen_rows_become_a_stack_of_orders_and_P_without_any_does_nothing()
    {
        await host.RegisterAsync("Hole one");
        await host.RegisterAsync("Hole two");
        var page = await InAsync("supervisor", "en");
        await page.Keyboard.PressAsync("p");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("p");
        await page.WaitForURLAsync("**/cases/print?n=*&n=*");
        Assert.Equal(2, await page.Locator("article.paper svg.qr").CountAsync());
    }

    private async Task<IPage> InAsync(string person, string language)
    {
        var page = await browser.Open(host.Address, language);
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator($"button[value={person}]").ClickAsync();
        await page.WaitForURLAsync("**/cases");
        await page.GotoAsync(host.Address + "/cases?view=open&sort=-openedAt");
        return page;
    }
}
