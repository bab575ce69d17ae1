using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>Hands that know the keyboard only. What does not come in time says how the page stood.</summary>
internal static class Hands
{
    private const int MostTabs = 160;
    private const float Patience = 60_000;

    private const string Standing = """
        () => {
          const words = element => (element?.innerText ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
          const shown = selector => [...document.querySelectorAll(selector)].filter(element => element.getClientRects().length > 0);
          return {
            url: location.href, title: document.title,
            focus: document.activeElement?.outerHTML.replace(/\s+/g, ' ').slice(0, 240),
            said: shown('.note, .why, .refusal, .toast, .empty, .problem, .lost, .arrived').map(words),
            rows: shown('tr[data-number]').map(row => `${row.dataset.number} ${row.className}`).slice(0, 30),
            open: shown('details[open] > summary').map(words),
            wrong: [...document.querySelectorAll(':invalid')].filter(field => field.name).map(field => field.name),
          };
        }
        """;

    /// <summary>Comes in at the door of the demo and goes on to a page, all by keys.</summary>
    public static async Task<IPage> InAsync(this Browser browser, DeskHost host, string person, string path, string language = "zh", string theme = "light", int width = 1440, int height = 900)
    {
        var page = await browser.Open(host.Address, language, theme, width, height);
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(host.Address + path);
        await page.EnterAsync(person, path);
        return page;
    }

    /// <summary>At the door: finds the person's own button and presses it.</summary>
    public static async Task EnterAsync(this IPage page, string person, string path)
    {
        await page.ReachAsync($"button[value='{person}']");
        await page.Keyboard.PressAsync("Enter");
        await page.StandsAtAsync(path.Split('?')[0]);
    }

    /// <summary>Goes to an address. An empty desk loads itself anew when something comes in; where that takes the way, it is gone once more.</summary>
    public static async Task VisitAsync(this IPage page, string address)
    {
        try
        {
            await page.GotoAsync(address);
        }
        catch (PlaywrightException torn) when (torn.Message.Contains("interrupted by another navigation", StringComparison.Ordinal))
        {
            await page.GotoAsync(address);
        }
    }

    /// <summary>Goes with Tab until the hand rests on what is meant.</summary>
    public static Task ReachAsync(this IPage page, string selector) => page.GoAsync(selector, "Tab");

    /// <summary>The same, backwards.</summary>
    public static Task ReachBackAsync(this IPage page, string selector) => page.GoAsync(selector, "Shift+Tab");

    private static async Task GoAsync(this IPage page, string selector, string key)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) === true", selector))
            {
                return;
            }
            await page.Keyboard.PressAsync(key);
        }
        Assert.Fail($"{selector} is not reached by {key}. {await page.StandingAsync()}");
    }

    /// <summary>Goes there with Tab and writes.</summary>
    public static async Task WriteAsync(this IPage page, string selector, string words)
    {
        await page.ReachAsync(selector);
        await page.Keyboard.InsertTextAsync(words);
    }

    /// <summary>One press, once the page is whole: nobody's hand is faster than its scripts.</summary>
    public static async Task PressAsync(this IPage page, string key)
    {
        await page.UntilAsync("() => document.readyState === 'complete'");
        await page.Keyboard.PressAsync(key);
    }

    public static Task ShowsAsync(this IPage page, string selector) => page.TellingAsync(page.Locator(selector).First.WaitForAsync(), selector + " does not show");

    public static Task LosesAsync(this IPage page, string selector) =>
        page.TellingAsync(page.Locator(selector).First.WaitForAsync(new() { State = WaitForSelectorState.Hidden }), selector + " does not go");

    /// <summary>The page of this path is there and heard: its scripts have run.</summary>
    public static async Task StandsAtAsync(this IPage page, string path)
    {
        await page.TellingAsync(page.WaitForURLAsync(url => new Uri(url).PathAndQuery.StartsWith(path, StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Load }), "not at " + path);
    }

    public static Task UntilAsync(this IPage page, string condition, object? about = null) => page.TellingAsync(page.WaitForFunctionAsync(condition, about), "never " + condition);

    /// <summary>Unfolds an act of the case, where it is not unfolded already.</summary>
    public static async Task OpenAsync(this IPage page, string act)
    {
        if (await page.Locator($"#act-{act}[open]").CountAsync() > 0)
        {
            return;
        }
        await page.ReachAsync($"#act-{act} > summary");
        await page.PressAsync("Enter");
        await page.ShowsAsync($"#act-{act}[open] form");
    }

    /// <summary>Does an act of the case that asks for words, and is told that it is done.</summary>
    public static async Task DoAsync(this IPage page, string number, string act, params (string Field, string Words)[] fields)
    {
        await page.OpenAsync(act);
        foreach (var (field, words) in fields)
        {
            await page.WriteAsync($"#act-{act} [name='{act}.{field}']", words);
        }
        await page.ReachAsync($"#act-{act} button[type=submit]");
        await page.PressAsync("Enter");
        await page.UntilAsync("act => new URLSearchParams(location.search).get('done') === act", act);
    }

    /// <summary>Goes to a choice and walks it by arrow keys: a list, or buttons in a row.</summary>
    public static async Task PickAsync(this IPage page, string field, string value)
    {
        await page.ReachAsync($"[name='{field}']");
        for (var i = 0; i < MostTabs && await ChosenAsync(page, field) != value; i++)
        {
            await page.PressAsync(i == 0 && await page.EvaluateAsync<bool>("() => document.activeElement.type === 'radio'") ? "Space" : "ArrowDown");
        }
        Assert.True(await ChosenAsync(page, field) == value, $"{field} does not come to {value}. {await page.StandingAsync()}");
    }

    private static Task<string> ChosenAsync(IPage page, string field) =>
        page.EvaluateAsync<string>("field => document.activeElement.form.elements[field].value", field);

    /// <summary>Takes a picture to the clipboard and pastes it where the hand rests.</summary>
    public static Task PastePictureAsync(this IPage page, string name = "after.png") => page.EvaluateAsync("""
        name => new Promise(done => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 6 });
          canvas.getContext('2d').fillRect(0, 0, 1 + [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 8, 6);
          canvas.toBlob(blob => {
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([blob], name, { type: 'image/png' }));
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            done();
          }, 'image/png');
        })
        """, name);

    /// <summary>What a person at this screen would tell who asks what went wrong.</summary>
    public static async Task<string> StandingAsync(this IPage page)
    {
        try
        {
            return (await page.EvaluateAsync<JsonElement>(Standing)).ToString();
        }
        catch (PlaywrightException gone)
        {
            return $"{page.Url}: {gone.Message}";
        }
    }

    private static async Task TellingAsync(this IPage page, Task waits, string otherwise)
    {
        try
        {
            await waits;
        }
        catch (Exception late) when (late is TimeoutException or PlaywrightException)
        {
            Assert.Fail($"{otherwise}. {await page.StandingAsync()} {late.Message.Split('\n')[0]}");
        }
    }
}
