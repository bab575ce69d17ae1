using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>A committee's secretary on a telephone with a keyboard: five matters put right, each with what it was and what it became.</summary>
public sealed class StationDayTests(Browser browser, MinhangDeskHost host) : IClassFixture<MinhangDeskHost>
{
    private const int Phone = 390;

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Five_in_a_row(string language)
    {
        var page = await browser.InAsync(host, "secretary", "/station", language, width: Phone, height: 844);
        var before = await TodayAsync(page);
        for (var i = 1; i <= 5; i++)
        {
            await page.WriteAsync("input[name=class]", "M06-010");
            await page.WriteAsync("input[name=place]", $"{i}号楼");
            await PhotoAsync(page, "register.before", $"before-{i}.png");
            await PhotoAsync(page, "register.photos", $"photos-{i}.png");
            await page.WriteAsync("input[name='register.minutes']", (10 + i).ToString(System.Globalization.CultureInfo.InvariantCulture));
            await page.WriteAsync("textarea[name='register.done']", $"楼道堆物，已会同物业清走（{i}）。");
            // Twice, as a hurried hand does: it is one.
            await page.ReachAsync(".st-go");
            var last = page.Url;
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("Enter");
            await page.UntilAsync("last => location.href !== last && location.search.includes('done=') && document.readyState === 'complete'", last);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0, await page.StandingAsync());
            Assert.Equal(before + i, await TodayAsync(page));
        }
        Assert.Equal("", await page.Locator("textarea[name='register.done']").InputValueAsync());
        await page.ReachAsync("p[role=status] a");
        await page.PressAsync("Enter");
        await page.ShowsAsync("main img");
        Assert.Equal(2, await page.Locator("main img").CountAsync());
    }

    private static async Task PhotoAsync(IPage page, string field, string name)
    {
        await page.ReachAsync($"input[type=file][name='{field}']");
        await page.PastePictureAsync(name);
        await page.UntilAsync("field => document.querySelector(`input[type=file][name='${field}']`).files.length === 1", field);
    }

    private static Task<int> TodayAsync(IPage page) => page.EvaluateAsync<int>("() => parseInt(document.querySelectorAll('.station section:nth-of-type(2) h2 .n')[1].textContent, 10)");
}
