using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>An administrator changes a limit by keyboard alone; what was promised stays promised.</summary>
public sealed class AdminCityDeskTests(Browser browser, DeskHost host) : IClassFixture<DeskHost>
{
    [Theory]
    [InlineData("zh", "graffiti-removal", "graffiti-removal.ordinary", "45 working-day", "40 working-day")]
    [InlineData("en", "street-light-outage", "street-light-outage.ordinary", "10 working-day", "6 working-day")]
    public async Task A_limit_is_changed_by_keyboard_and_only_new_cases_get_it(string language, string @class, string standard, string was, string shall)
    {
        var old = await host.RegisterAsync("Before", @class, "normal");
        var page = await OpenAsync(language, "/admin/city");

        await page.Keyboard.PressAsync("j");
        await page.Locator("tr[data-number='catalogue.csv'] a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#in-table").FocusAsync();
        await page.Keyboard.TypeAsync(standard);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**q=*");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#f-v-limit").FocusAsync();
        await AxeAsync(page);

        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("soon");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#f-v-limit-e").WaitForAsync();
        Assert.Contains("soon", await page.Locator("#f-v-limit-e").InnerTextAsync(), StringComparison.Ordinal);
        await AxeAsync(page);

        await page.Locator("#f-v-limit").FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(shall);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#reason").WaitForAsync();
        Assert.Equal((was, shall), (await page.Locator(".changes del").InnerTextAsync(), await page.Locator(".changes ins").InnerTextAsync()));
        await AxeAsync(page);
        await page.Keyboard.TypeAsync("The council decided so");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**done=*");

        var fresh = await host.RegisterAsync("Afterwards", @class, "normal");
        Assert.Equal((was, shall), (await LimitAsync(old), await LimitAsync(fresh)));
    }

    [Theory]
    [InlineData("zh", "light", 1440)]
    [InlineData("en", "dark", 390)]
    public async Task No_page_of_it_keeps_a_reader_out_or_is_wider_than_its_window(string language, string theme, int width)
    {
        var page = await OpenAsync(language, "/admin", theme, width);
        foreach (var path in (string[])["/admin", "/admin/city", "/admin/city/catalogue.csv", "/admin/city/row/units.csv", "/admin/city/text/texts/zh.json", "/admin/city/text/city.json", "/admin/city/versions", "/admin/city/versions/1"])
        {
            await page.GotoAsync(host.Address + path);
            await AxeAsync(page);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0, path);
        }
    }

    private static async Task AxeAsync(IPage page) =>
        Assert.Empty((await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));

    /// <summary>What the case was promised by.</summary>
    private async Task<string?> LimitAsync(string number)
    {
        await using var command = host.Node.Source.CreateCommand("select standard_hash from cases where number = $1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = number });
        var hash = (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        return (await host.Node.Desk.Definitions.StandardAsync(hash, TestContext.Current.CancellationToken))?.Limit?.ToString();
    }

    private async Task<IPage> OpenAsync(string language, string path, string theme = "light", int width = 1440)
    {
        var page = await browser.Open(host.Address, language, theme, width);
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator("button[value=administrator]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cases");
        await page.GotoAsync(host.Address + path);
        return page;
    }
}
