using Deque.AxeCore.Playwright;
using Liandong.Core;
using Liandong.Work.Calls;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>A call-taker's ten calls by keyboard alone, the words through an input method that composes; every key beyond the words is counted.</summary>
public sealed class HotlineDeskTests(Browser browser, MinhangDeskHost host, ITestOutputHelper output) : IClassFixture<MinhangDeskHost>
{
    private const int MostKeys = 25;
    private static readonly PersonId s_taker = new("calltaker");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Ten_calls_by_keyboard_alone(string language)
    {
        var page = await SignedInAsync(language);
        var hands = new Hands(page);
        var line = language + "-";
        string[] told = ["莘松路路灯不亮", "水清路菜场门口乱设摊", "楼道里电动车飞线充电", "江月路道路积水"];
        foreach (var (i, matter) in told.Index())
        {
            await RingAsync(page, line + i, "100-0000-91" + i + language.Length);
            hands.Keys = 0;
            await hands.SayAsync("请尽快处理");
            await hands.PressAsync("Tab");
            await hands.SayAsync(matter);
            await hands.PressAsync("Tab");
            await page.Locator("#f-class-places li").First.WaitForAsync();
            await hands.PressAsync("ArrowDown");
            await hands.PressAsync("Enter");
            await hands.PressAsync("Tab");
            await hands.SayAsync(matter[..3]);
            await hands.PressAsync("Tab");
            await hands.SayAsync("李女士");
            if (i == 3)
            {
                for (var tab = 0; tab < 5; tab++) await hands.PressAsync("Tab");
                await hands.PressAsync("ArrowRight");
            }
            await hands.PressAsync("Control+Enter");
            await page.WaitForURLAsync("**/hotline?done=registered*");
            output.WriteLine($"{language} case {i + 1}: {hands.Keys} keys");
            Assert.InRange(hands.Keys, 1, MostKeys);
        }
        await RingAsync(page, line + "chase", "100-0000-910" + language.Length);
        await hands.PressAsync("F2");
        await hands.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/hotline?done=chase*");
        await RingAsync(page, line + "more", "100-0000-911" + language.Length);
        await hands.PressAsync("Tab");
        await hands.SayAsync("又多了两个摊位");
        await hands.PressAsync("F4");
        await hands.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/hotline?done=supplement*");
        await RingAsync(page, line + "wrong", "100-0000-9990");
        await hands.PressAsync("Shift+F4");
        await page.WaitForURLAsync("**/hotline?done=wrong*");
        await RingAsync(page, line + "silent", "100-0000-9991");
        await hands.PressAsync("Shift+F8");
        await hands.PressAsync("Shift+F8");
        await page.WaitForURLAsync("**?open=silent");
        await ReadyAsync(page);
        await hands.PressAsync("Shift+F8");
        await page.WaitForURLAsync("**/hotline?done=silent*");
        await RingAsync(page, line + "answer", "100-0000-9992");
        await hands.PressAsync("F9");
        await hands.SayAsync("家里突然停水");
        await page.Locator("#articles button").First.WaitForAsync();
        await hands.PressAsync("Enter");
        await hands.PressAsync("Enter");
        await page.WaitForURLAsync("**/hotline?done=answer*");
        await RingAsync(page, line + "danger", "100-0000-9993");
        await hands.PressAsync("Control+F8");
        await hands.PressAsync("1");
        await page.Locator(".call-now b").WaitForAsync();
        await ReadyAsync(page);
        await hands.PressAsync("Control+F8");
        await hands.PressAsync("Control+F8");
        await page.WaitForURLAsync("**/hotline?done=transfer*");
    }

    [Fact]
    public async Task Keys_rest_while_an_input_method_composes_and_a_reload_loses_nothing()
    {
        var page = await SignedInAsync("zh");
        await RingAsync(page, "compose", "100-0000-9994");
        var hands = new Hands(page);
        await hands.SayAsync("路灯");
        foreach (var code in new[] { "F2", "F9", "Enter" })
        {
            await page.EvaluateAsync("code => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, isComposing: true, shiftKey: code === 'F4', ctrlKey: code === 'Enter' }))", code);
        }
        Assert.Equal(0, await page.Locator("details.ending[open]").CountAsync());
        Assert.DoesNotContain("done", page.Url, StringComparison.Ordinal);
        await page.Locator(".draft-state", new() { HasTextRegex = new("已存") }).WaitForAsync();
        await page.ReloadAsync();
        Assert.Equal("路灯", await page.Locator("input[name=title]").InputValueAsync());
        Assert.Empty((await page.RunAxe()).Violations.Where(f => f.Impact is "serious" or "critical").Select(f => $"{f.Id}: {f.Nodes[0].Html}"));
        await page.Keyboard.PressAsync("F2");
        Assert.Empty((await page.RunAxe()).Violations.Where(f => f.Impact is "serious" or "critical").Select(f => $"{f.Id}: {f.Nodes[0].Html}"));
    }

    [Fact]
    public async Task A_call_that_rings_while_the_desk_is_open_is_taken_by_its_digit()
    {
        var page = await SignedInAsync("en");
        var (_, refusal) = await TellCall.RunAsync(host.Node.Calls, "telephone", new CallTold("rings", CallMoment.Ringing, "962000", "100-0000-9995", null, null), Cancel);
        Assert.Null(refusal);
        await page.Locator(".calls button kbd", new() { HasTextRegex = new("1") }).WaitForAsync();
        await page.Keyboard.PressAsync("1");
        await ReadyAsync(page);
    }

    /// <summary>The telephone answers; the desk comes up with the call by itself.</summary>
    private async Task RingAsync(IPage page, string id, string number)
    {
        foreach (var moment in new[] { CallMoment.Ringing, CallMoment.Answered })
        {
            var (_, refusal) = await TellCall.RunAsync(host.Node.Calls, "telephone", new CallTold(id, moment, "962000", number, s_taker, null), Cancel);
            Assert.Null(refusal);
        }
        await page.Locator("#register").WaitForAsync();
        await ReadyAsync(page);
    }

    /// <summary>The hand is in the first field: keys are heard from then on.</summary>
    private static Task ReadyAsync(IPage page) => page.WaitForFunctionAsync("() => document.activeElement?.name === 'title'");

    private async Task<IPage> SignedInAsync(string language)
    {
        foreach (var left in await CallReader.DeskAsync(host.Node.Calls, s_taker, Cancel))
        {
            await SettleCall.RunAsync(host.Node.Calls, left.Id, s_taker, Guid.NewGuid(), "wrong", null, null, Cancel);
        }
        var page = await browser.Open(host.Address, language);
        await page.GotoAsync(host.Address + "/sign-in");
        await page.Locator("button[value=calltaker]").ClickAsync();
        await page.WaitForURLAsync("**/cases");
        await page.GotoAsync(host.Address + "/hotline");
        return page;
    }

    /// <summary>Presses keys and counts them; says words as an input method gives them, composed and then put in.</summary>
    private sealed class Hands(IPage page)
    {
        private ICDPSession? _session;

        public int Keys { get; set; }

        public async Task PressAsync(string key)
        {
            Keys += key.Split('+').Length;
            await page.Keyboard.PressAsync(key);
        }

        public async Task SayAsync(string words)
        {
            _session ??= await page.Context.NewCDPSessionAsync(page);
            await _session.SendAsync("Input.imeSetComposition", new Dictionary<string, object> { ["text"] = "pin yin", ["selectionStart"] = 7, ["selectionEnd"] = 7 });
            await _session.SendAsync("Input.insertText", new Dictionary<string, object> { ["text"] = words });
            await page.WaitForFunctionAsync("words => document.activeElement?.value?.endsWith(words)", words);
            // The input method lets go in the frame after.
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        }
    }
}
