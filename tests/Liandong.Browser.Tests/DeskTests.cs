using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>What a clerk's hands meet: keys, drafts, one press, and all of it without script.</summary>
public sealed class DeskTests(Browser browser, LookHost host)
{
    [Fact]
    public async Task J_and_K_walk_the_rows_and_Enter_opens_the_case()
    {
        var page = await browser.Open(host.Address);
        await page.GotoAsync(host.Address + "/look/samples/queue");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("j");
        Assert.Equal("202611190012031", await page.Locator("tr.at").GetAttributeAsync("data-number"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/look/samples/case");
    }

    [Fact]
    public async Task A_letter_typed_into_the_find_box_is_a_letter()
    {
        var page = await browser.Open(host.Address);
        await page.GotoAsync(host.Address + "/look/samples/queue");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("jk?f");
        Assert.Equal("jk?f", await page.Locator("#find").InputValueAsync());
        Assert.Equal(0, await page.Locator("tr.at").CountAsync());
    }

    [Fact]
    public async Task A_key_pressed_while_the_input_method_composes_does_nothing()
    {
        var page = await browser.Open(host.Address);
        await page.GotoAsync(host.Address + "/look/samples/queue");
        await page.EvaluateAsync("document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyJ', key: 'j', isComposing: true, bubbles: true }))");
        Assert.Equal(0, await page.Locator("tr.at").CountAsync());
    }

    [Fact]
    public async Task What_was_typed_and_not_sent_is_there_after_the_page_was_closed()
    {
        var page = await browser.Open(host.Address);
        await page.GotoAsync(host.Address + "/look/samples/case");
        await page.Keyboard.PressAsync("p");
        var note = page.Locator("#act-note textarea");
        await note.FillAsync("登高车 11 点到");
        await page.Locator("form[data-kept]").WaitForAsync();
        await page.ReloadAsync();
        Assert.Equal("登高车 11 点到", await note.InputValueAsync());
    }

    [Fact]
    public async Task Consequences_are_shown_beside_the_form_as_it_is_filled()
    {
        var page = await browser.Open(host.Address);
        await page.GotoAsync(host.Address + "/look/samples/register");
        var answer = page.WaitForResponseAsync("**/register-aside");
        await page.Locator("input[name=class]").FillAsync("07006");
        await page.Locator("input[name=class]").BlurAsync();
        Assert.Contains("06011", await (await answer).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_and_the_theme_change_without_script()
    {
        var page = await browser.Open(host.Address, script: false);
        await page.GotoAsync(host.Address + "/look/samples/queue");
        await page.Locator("button[name=lang]").ClickAsync();
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        await page.Locator("details.menu summary").ClickAsync();
        await page.Locator("label", new PageLocatorOptions { HasText = "Dark" }).ClickAsync();
        await page.Locator(".menu-sheet .btn-main").ClickAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
    }

    [Theory]
    [InlineData("/look/samples/queue")]
    [InlineData("/look/samples/case")]
    [InlineData("/look/samples/register")]
    [InlineData("/look/samples/sign-in")]
    [InlineData("/look/samples/imports")]
    public async Task Axe_finds_nothing_that_keeps_a_reader_out(string path)
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            var page = await browser.Open(host.Address, theme: theme);
            await page.GotoAsync(host.Address + path);
            var found = await page.RunAxe();
            Assert.Empty(found.Violations.Where(fault => fault.Impact is "serious" or "critical")
                .Select(fault => $"{fault.Id}: {fault.Nodes[0].Html}"));
        }
    }
}
