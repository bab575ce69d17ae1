using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>The dispatcher's day by keyboard alone: one key a case, one for all of a kind, and ten seconds to take it back.</summary>
public sealed class DispatchDeskTests(Browser browser, DeskHost host) : IClassFixture<DeskHost>
{
    private const int MostKeys = 45;

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Twenty_cases_are_sent_with_at_most_forty_five_keys(string language)
    {
        var numbers = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            numbers.Add(await host.RegisterAsync($"Sent by keyboard {i}", i % 4 == 0 ? "street-light-outage" : i % 7 == 3 ? "graffiti-removal" : "pothole", "normal"));
        }
        var page = await OpenAsync(language);
        var keys = 0;
        while (await page.Locator("tr[data-number]:not(.sending)").CountAsync() > 0 && keys < MostKeys)
        {
            var before = await page.Locator("tr.at").GetAttributeAsync("data-number");
            await page.Keyboard.PressAsync("Enter");
            keys++;
            await page.WaitForFunctionAsync("number => document.querySelector('tr.at')?.dataset.number !== number", before);
        }
        await page.Locator("[data-none]:not([hidden])").WaitForAsync();

        Assert.InRange(keys, 1, MostKeys);
        foreach (var number in numbers)
        {
            Assert.Equal("accept", (await host.StandsAsync(number)).Step);
        }
    }

    [Fact]
    public async Task One_key_sends_all_of_a_kind_and_one_takes_them_back()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            numbers.Add(await host.RegisterAsync($"All alike {i}", "pothole", "normal"));
        }
        var page = await OpenAsync("en");
        Assert.Equal(4, await page.Locator("tr.peer").CountAsync());
        await page.Keyboard.PressAsync("g");
        await page.Locator("[data-none]:not([hidden])").WaitForAsync();
        foreach (var number in numbers)
        {
            Assert.Equal("accept", (await host.StandsAsync(number)).Step);
        }
        await page.Keyboard.PressAsync("u");
        await page.Locator("tr[data-number]").Nth(4).WaitForAsync();
        Assert.Equal("dispatch", (await host.StandsAsync(numbers[4])).Step);
        await page.Keyboard.PressAsync("g");
        await page.Locator("[data-none]:not([hidden])").WaitForAsync();
    }

    [Fact]
    public async Task A_list_read_before_the_send_and_answered_after_it_brings_nothing_back()
    {
        var first = await host.RegisterAsync("Sent while the list was on its way", "pothole", "normal");
        var page = await OpenAsync("en");
        var (read, sent) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await page.RouteAsync("**/dispatch?rows=1", async route =>
        {
            var answer = await route.FetchAsync();
            read.TrySetResult();
            await sent.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        var second = await host.RegisterAsync("Came in meanwhile", "graffiti-removal", "normal");
        await read.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-none]:not([hidden])").WaitForAsync();
        sent.SetResult();

        await page.Locator($"tr[data-number='{second}']").WaitForAsync();
        Assert.Equal(0, await page.Locator($"tr[data-number='{first}']").CountAsync());
        Assert.Equal("accept", (await host.StandsAsync(first)).Step);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-none]:not([hidden])").WaitForAsync();
    }

    [Fact]
    public async Task Another_lead_is_found_by_a_few_letters_and_sent_by_Enter()
    {
        var number = await host.RegisterAsync("Really the park's", "pothole", "normal");
        var page = await OpenAsync("en");
        await page.Keyboard.PressAsync("l");
        await page.Keyboard.TypeAsync("parks");
        await page.Locator("#leads li").First.WaitForAsync();
        Assert.Empty((await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-none]:not([hidden])").WaitForAsync();
        Assert.Equal("PARK", (await host.StandsAsync(number)).Unit);
    }

    [Theory]
    [InlineData("zh", "light", 1440)]
    [InlineData("en", "dark", 390)]
    public async Task The_desk_keeps_no_reader_out_and_fits_its_window(string language, string theme, int width)
    {
        await host.RegisterAsync("Somebody fell", "pothole", "urgent");
        var page = await OpenAsync(language, theme, width);
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-none]:not([hidden])").WaitForAsync();
    }

    private async Task<IPage> OpenAsync(string language, string theme = "light", int width = 1440)
    {
        var page = await browser.Open(host.Address, language, theme, width);
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator("button[value=dispatcher]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cases");
        await page.GotoAsync(host.Address + "/dispatch");
        await page.Locator("tr.at").WaitForAsync();
        return page;
    }
}
