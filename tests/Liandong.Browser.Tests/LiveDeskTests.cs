using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>The living desks in a browser: by keyboard alone, pressed twice, told of what others do, and open to every reader.</summary>
public sealed class LiveDeskTests(Browser browser, DeskHost host) : IClassFixture<DeskHost>
{
    /// <summary>When set, the pictures are kept in this folder for looking at.</summary>
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("LIANDONG_PICTURES");

    [Fact]
    public async Task A_dispatcher_signs_in_opens_and_sends_a_case_by_keyboard_alone()
    {
        var number = await host.RegisterAsync("Keyboard hole");
        var page = await browser.Open(host.Address, "en");
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator("button[value=dispatcher]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cases");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(number);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cases/" + number);
        await page.Keyboard.PressAsync("d");
        // A long list of units is looked through by a few letters: there the hand rests.
        await page.UntilAsync("() => document.activeElement?.matches('.seek')");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**?done=dispatch");
        Assert.Contains("Acceptance", await page.Locator(".state").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_pressed_twice_acts_once()
    {
        var number = await host.RegisterAsync("Pressed twice");
        var page = await SignedInAsync("dispatcher", "en", "light", 1440);
        await page.GotoAsync($"{host.Address}/cases/{number}");
        await page.Locator("#act-note summary").ClickAsync();
        await page.Locator("#act-note textarea").FillAsync("The yard was told.");
        await page.Locator("#act-note form button").DblClickAsync();
        await page.WaitForURLAsync("**?done=note");
        Assert.Equal(1, await page.Locator(".said", new() { HasText = "The yard was told." }).CountAsync());
        Assert.Equal("", await page.Locator("#act-note textarea").InputValueAsync());
    }

    [Fact]
    public async Task A_place_is_chosen_by_keyboard_while_it_is_typed_and_other_words_forget_it()
    {
        var page = await SignedInAsync("calltaker", "en", "light", 1440);
        await page.GotoAsync(host.Address + "/cases/new");
        await page.Locator("#f-class").FillAsync("pothole");
        await page.Locator("#f-place").PressSequentiallyAsync("jamaica");
        await page.Locator("#f-place-places li").First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("place-0", await page.Locator("#f-place").GetAttributeAsync("aria-activedescendant"));
        var axe = await page.RunAxe();
        Assert.Empty(axe.Violations.Select(v => v.Id));
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("Jamaica Plain", await page.Locator("#f-place").InputValueAsync());
        Assert.Equal("jamaica-plain", await page.Locator("#f-area").InputValueAsync());
        Assert.True(await page.Locator("#f-place-places").IsHiddenAsync());
        await page.Locator("#f-place").FillAsync("Somewhere");
        Assert.Equal("", await page.Locator("#f-area").InputValueAsync());
        Assert.Contains("/cases/new", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_in_waits_in_the_line_above_the_queue()
    {
        await host.RegisterAsync("Here before");
        var page = await SignedInAsync("supervisor", "en", "light", 1440);
        await page.GotoAsync(host.Address + "/cases?view=open");
        var rows = await page.Locator("tr[data-number]").CountAsync();
        await host.RegisterAsync("Comes while looking");
        await page.Locator(".arrived:not([hidden])").WaitForAsync();
        Assert.Equal(rows, await page.Locator("tr[data-number]").CountAsync());
        await page.Keyboard.PressAsync("n");
        await page.Locator("tr[data-number]").Nth(rows).WaitForAsync();
    }

    [Fact]
    public async Task An_open_case_says_that_somebody_else_has_acted_and_not_that_oneself_has()
    {
        var number = await host.RegisterAsync("Two readers");
        var one = await SignedInAsync("supervisor", "en", "light", 1440);
        await one.GotoAsync($"{host.Address}/cases/{number}");
        var two = await SignedInAsync("dispatcher", "en", "light", 1440);
        await two.GotoAsync($"{host.Address}/cases/{number}");
        await two.Locator("#act-note summary").ClickAsync();
        await two.Locator("#act-note textarea").FillAsync("Seen.");
        await two.Locator("#act-note form button").ClickAsync();
        await one.Locator(".case > .arrived").WaitForAsync();
        Assert.Equal(0, await two.Locator(".case > .arrived").CountAsync());
    }

    [Fact]
    public async Task Rows_are_chosen_by_keyboard_and_dispatched_with_one_form_in_place()
    {
        for (var i = 0; i < 3; i++) await host.RegisterAsync("Bulk hole");
        var page = await SignedInAsync("dispatcher", "en", "light", 1440);
        await page.GotoAsync(host.Address + "/cases?view=dispatch&sort=-openedAt");
        Assert.False(await page.Locator("#bulk").IsVisibleAsync());
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Shift+X");
        Assert.Equal(3, await page.Locator("[data-rows] :checked").CountAsync());
        await page.Locator("#bulk strong", new() { HasText = "3 chosen" }).WaitForAsync();
        await page.Locator(".bulk-bar button[value=dispatch]").WaitForAsync();
        await page.Keyboard.PressAsync("d");
        await page.Locator(".bulk-form select").WaitForAsync();
        await page.UntilAsync("() => document.activeElement?.name === 'dispatch.unit'");
        Assert.EndsWith("/cases?view=dispatch&sort=-openedAt", page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/cases/acts");
        Assert.Empty((await page.RunAxe()).Violations.Where(f => f.Impact is "serious" or "critical").Select(f => $"{f.Id}: {f.Nodes[0].Html}"));
        if (s_pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, "live-bulk-answer.en.light.1440.png"), FullPage = true });
        Assert.Contains("done for 3 cases", await page.Locator("main [role=status].note-brand").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_with_shift_chooses_all_between_and_escape_none()
    {
        for (var i = 0; i < 4; i++) await host.RegisterAsync("Range");
        var page = await SignedInAsync("supervisor", "en", "light", 1440);
        await page.GotoAsync(host.Address + "/cases?view=open&sort=-openedAt");
        await page.Locator("[data-rows] .pick input").Nth(0).ClickAsync();
        await page.Locator("[data-rows] .pick input").Nth(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        Assert.Equal(4, await page.Locator("[data-rows] :checked").CountAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator("[data-rows] :checked").CountAsync());
    }

    [Fact]
    public async Task Choosing_a_class_tells_what_will_happen_before_the_button()
    {
        var page = await SignedInAsync("calltaker", "en", "light", 1440);
        await page.GotoAsync(host.Address + "/cases/new");
        await page.Locator("input[name=class]").FillAsync("pothole");
        await page.Locator("input[name=class]").BlurAsync();
        await page.Locator("#aside", new() { HasText = "2 working days" }).WaitForAsync();
        Assert.Equal("pothole", await page.Locator("input[name=class]").InputValueAsync());
    }

    [Theory]
    [InlineData("zh", "light", 1440)]
    [InlineData("en", "dark", 1440)]
    [InlineData("zh", "dark", 390)]
    [InlineData("en", "light", 390)]
    public async Task Every_page_keeps_no_reader_out_fits_its_window_and_breaks_no_rule_of_the_content_policy(string language, string theme, int width)
    {
        var number = await host.RegisterAsync("Every reader");
        var page = await SignedInAsync("dispatcher", language, theme, width);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        foreach (var path in new[] { "/cases", "/cases?view=open&light=red", $"/cases/{number}", $"/cases/{number}/print", "/cases/new", "/me" })
        {
            await page.GotoAsync(host.Address + path);
            if (await page.Locator("details.act").CountAsync() > 0) await page.Locator("details.act summary").First.ClickAsync();
            if (await page.Locator("[data-rows] .pick input").CountAsync() > 0)
            {
                await page.Locator("[data-rows] .pick input").First.CheckAsync();
                await page.Locator(".bulk-bar button[value=dispatch]").ClickAsync();
                await page.Locator(".bulk-form").WaitForAsync();
            }
            if (s_pictures is not null)
            {
                var name = $"live{path.Replace('/', '-').Replace('?', '-')}.{language}.{theme}.{width.ToString(CultureInfo.InvariantCulture)}.png";
                if (path.EndsWith("/print", StringComparison.Ordinal)) await page.EmulateMediaAsync(new() { Media = Media.Print });
                await page.ScreenshotAsync(new() { Path = Path.Combine(s_pictures, name), FullPage = true });
                await page.EmulateMediaAsync(new() { Media = Media.Screen });
            }
            var found = await page.RunAxe();
            Assert.Empty(found.Violations.Where(f => f.Impact is "serious" or "critical").Select(f => $"{path} {f.Id}: {f.Nodes[0].Html}"));
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0, $"{path} is too wide at {width.ToString(CultureInfo.InvariantCulture)}.");
        }
        Assert.Empty(complaints);
    }

    private async Task<IPage> SignedInAsync(string person, string language, string theme, int width)
    {
        var page = await browser.Open(host.Address, language, theme, width);
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator($"button[value={person}]").ClickAsync();
        await page.WaitForURLAsync("**/cases");
        return page;
    }
}
