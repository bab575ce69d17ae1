using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>Takes the pictures of README and docs from a running product; <c>docs/pictures/take</c> starts it and calls this.</summary>
public sealed class ReadmePictures(Browser browser)
{
    private static readonly string? Address = Environment.GetEnvironmentVariable("LIANDONG_PICTURES_OF");
    private static readonly string Folder = Environment.GetEnvironmentVariable("LIANDONG_PICTURES") ?? ".";

    [Fact(Explicit = true)]
    public async Task The_pictures_are_taken_from_the_running_product()
    {
        Assert.SkipWhen(Address is null, "LIANDONG_PICTURES_OF is not set; run docs/pictures/take.");
        foreach (var language in new[] { "en", "zh" })
        {
            await TakeAsync("leader", "/board", $"board-{language}", language, "light", 1440);
            await TakeAsync("clerk2", "/cases?view=unit&sort=light", $"queue-{language}", language, "light", 1440);
            await TakeAsync("clerk2", null, $"case-{language}", language, "light", 1440);
        }
        await TakeAsync("leader", "/board/wall", "wall-zh", "zh", "dark", 1600);
        await TakeAsync("calltaker", "/hotline", "hotline-zh-dark", "zh", "dark", 1440);
        await TakeAsync("dispatcher", "/dispatch", "dispatch-zh", "zh", "light", 1440);
        await TakeAsync("secretary", "/station", "station-zh-390", "zh", "light", 390);
        await TakeAsync("clerk2", "/cases?view=unit&sort=light", "queue-zh-390", "zh", "light", 390);
    }

    /// <summary>A page as a person sees it; without a path, the first case of the queue.</summary>
    private async Task TakeAsync(string person, string? path, string name, string language, string theme, int width)
    {
        var page = await browser.Open(Address!, language, theme, width);
        await page.GotoAsync(Address + "/sign-in");
        await page.Locator($"button[name=demo][value={person}]").ClickAsync();
        await page.WaitForLoadStateAsync();
        await page.GotoAsync(Address + (path ?? "/cases?view=unit&sort=light"));
        if (path is null)
        {
            await page.Locator(".queue .what a").First.ClickAsync();
            await page.WaitForLoadStateAsync(LoadState.Load);
        }
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
        await page.Context.CloseAsync();
    }
}
