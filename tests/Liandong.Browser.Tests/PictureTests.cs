using Xunit;
using System.Globalization;

namespace Liandong.Browser.Tests;

/// <summary>Every sample page stands in both languages, on a desk and on a phone, light and dark, without a script error and without scrolling sideways.</summary>
public sealed class PictureTests(Browser browser, LookHost host)
{
    /// <summary>When set, the pictures are kept in this folder for looking at.</summary>
    private static readonly string? Folder = Environment.GetEnvironmentVariable("LIANDONG_PICTURES");

    public static TheoryData<string> Pages() =>
    [
        "/look", "/look/samples/queue", "/look/samples/empty", "/look/samples/absurd", "/look/samples/case", "/look/samples/case-suspended",
        "/look/samples/case-closed", "/look/samples/case-bare", "/look/samples/register", "/look/samples/sign-in", "/look/samples/sign-in-code",
        "/look/samples/imports", "/look/samples/imports-empty", "/problem/404", "/problem/403", "/problem/500",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_fits_its_window_and_breaks_no_rule_of_the_content_policy(string path)
    {
        foreach (var (language, theme, width) in new[] { ("zh", "light", 1440), ("en", "dark", 1440), ("zh", "dark", 390), ("en", "light", 390) })
        {
            var page = await browser.Open(host.Address, language, theme, width);
            var complaints = new List<string>();
            page.Console += (_, message) =>
            {
                // The browser itself notes that an error page has an error status.
                if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                {
                    complaints.Add(message.Text);
                }
            };
            page.PageError += (_, error) => complaints.Add(error);
            await page.GotoAsync(host.Address + path);
            await Keep(page, path, language, theme, width);

            Assert.Empty(complaints);
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(sideways <= 0, $"{path} {language} is {sideways.ToString(CultureInfo.InvariantCulture)} px too wide at {width}.");
            await page.Context.CloseAsync();
        }
    }

    private static async Task Keep(Microsoft.Playwright.IPage page, string path, string language, string theme, int width)
    {
        if (Folder is not null)
        {
            var name = $"{path.Replace("/look/samples/", "", StringComparison.Ordinal).Trim('/').Replace('/', '-')}.{language}.{theme}.{width.ToString(CultureInfo.InvariantCulture)}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name), FullPage = true });
        }
    }
}
