using System.Net;
using AngleSharp.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Many cases at once, by plain forms.</summary>
public sealed class BulkTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_dispatcher_chooses_three_and_sends_them_with_one_form()
    {
        var numbers = await RegisterAsync(3);
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var queue = await dispatcher.GetAsync("/cases?view=dispatch&sort=-openedAt");
        Assert.Equal(numbers.Order(), queue.Page.QuerySelectorAll("tr[data-number] input[name=cases]").Select(b => b.GetAttribute("value")!.Split('.')[0]).Where(numbers.Contains).Order());

        var offered = await ChooseAsync(dispatcher, queue, numbers, ("open", ""));
        Assert.Contains("dispatch", Offers(offered));
        Assert.DoesNotContain("call-in", Offers(offered));
        var form = await ChooseAsync(dispatcher, offered, numbers, ("open", "dispatch"));
        var done = await ChooseAsync(dispatcher, form, numbers, ("dispatch.unit", "PWDx-1B"), ("dispatch.note", "All three today."));

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("done for 3 cases", done.Words, StringComparison.Ordinal);
        Assert.Empty(done.Page.QuerySelectorAll("input[name=cases][checked]"));
        foreach (var number in numbers)
        {
            Assert.Equal("PWDx-1B", (await host.As("supervisor").GetAsync("cases/" + number))["unit"].GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Those_that_did_not_go_say_why_and_stay_chosen()
    {
        var numbers = await RegisterAsync(2);
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var form = await ChooseAsync(dispatcher, await dispatcher.GetAsync("/cases?view=dispatch&sort=-openedAt"), numbers, ("open", "dispatch"));
        await host.As("dispatcher").PostAsync($"cases/{numbers[0]}/acts", new { act = "note", fields = new { note = "Somebody was faster." } });

        var answer = await ChooseAsync(dispatcher, form, numbers, ("dispatch.unit", "PWDx"));

        Assert.Contains("1 done, 1 not", answer.Words, StringComparison.Ordinal);
        Assert.Equal([numbers[0] + ".2"], answer.Page.QuerySelectorAll("input[name=cases][checked]").Select(b => b.GetAttribute("value")));
        Assert.Contains("Somebody acted after you opened this page", answer.Text($"tr[data-number='{numbers[0]}'] .became"), StringComparison.Ordinal);
        Assert.Equal("Done.", answer.Text($"tr[data-number='{numbers[1]}'] .became"));
        var again = await ChooseAsync(dispatcher, await ChooseAsync(dispatcher, answer, numbers[..1], ("open", "dispatch")), numbers[..1], ("dispatch.unit", "PWDx"));
        Assert.Contains("done for 1 case.", again.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_answered_the_same_even_when_the_cases_have_left_the_desk()
    {
        var numbers = await RegisterAsync(2);
        await host.As("dispatcher").PostAsync("cases/acts", new { act = "dispatch", fields = new { unit = "PWDx" }, cases = numbers.Select(n => new { number = n, version = 1 }) });
        using var clerk = await Visitor.InAsync(host, "clerk");
        var form = await ChooseAsync(clerk, await clerk.GetAsync("/cases?view=unit&sort=-openedAt"), numbers, ("open", "return"));
        Task<Visit> Send() => ChooseAsync(clerk, form, numbers, ("return.reason", "not-ours"), ("return.explanation", "Article 5 says so"));

        var first = await Send();
        var again = await Send();

        Assert.Contains("no longer on your desk", first.Words, StringComparison.Ordinal);
        Assert.Contains("done for 2 cases", again.Words, StringComparison.Ordinal);
        Assert.All(numbers, n => Assert.NotNull(again.Page.QuerySelector($"tr[data-number='{n}']")));
    }

    [Fact]
    public async Task A_field_that_all_refuse_comes_back_unfolded_with_what_was_typed()
    {
        var numbers = await RegisterAsync(2);
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var form = await ChooseAsync(dispatcher, await dispatcher.GetAsync("/cases?view=dispatch&sort=-openedAt"), numbers, ("open", "answer-directly"));

        var answer = await ChooseAsync(dispatcher, form, numbers, ("answer-directly.answer", "No"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("No", answer.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlTextAreaElement>(".bulk-form textarea")!.Value);
        Assert.NotNull(answer.Page.QuerySelector(".bulk-form .wrong"));
        Assert.Equal(2, answer.Page.QuerySelectorAll("input[name=cases][checked]").Length);
    }

    [Fact]
    public async Task What_only_one_case_can_answer_is_not_asked_of_many_and_cases_at_two_steps_share_little()
    {
        var numbers = await RegisterAsync(2);
        await host.As("dispatcher").PostAsync($"cases/{numbers[0]}/acts", new { act = "dispatch", version = 1, fields = new { unit = "PWDx" } });
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var queue = await dispatcher.GetAsync("/cases?view=dispatch");

        var offered = Offers(await ChooseAsync(dispatcher, queue, numbers, ("open", "")));
        Assert.Contains("note", offered);
        Assert.DoesNotContain("dispatch", offered);
        Assert.DoesNotContain("call-in", offered);
        using var stranger = await Visitor.InAsync(host, "clerk2");
        Assert.Empty(Offers(await ChooseAsync(stranger, await stranger.GetAsync("/me"), numbers, ("open", ""))));
    }

    [Fact]
    public async Task Odd_posts_end_in_a_page()
    {
        var numbers = await RegisterAsync(1);
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var queue = await dispatcher.GetAsync("/cases?view=dispatch");
        Assert.Equal("/cases", (await ChooseAsync(dispatcher, queue, [], ("open", ""))).At.AbsolutePath);
        Assert.Equal("/cases", (await dispatcher.GetAsync("/cases/acts")).At.AbsolutePath);
        Assert.Equal(HttpStatusCode.BadRequest, (await ChooseAsync(dispatcher, queue, numbers, ("act", "note"), ("key", "x"), ("note.note", "Words"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await ChooseAsync(dispatcher, queue, [.. numbers, "..", "nonsense", new string('9', 300)], ("act", "no-such-act"))).Status);
        var away = await ChooseAsync(dispatcher, queue, numbers, ("open", ""), ("back", "//elsewhere.example/"));
        Assert.Equal("/cases", away.Page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("#bulk [name=back]")!.Value);
    }

    private async Task<string[]> RegisterAsync(int count)
    {
        var numbers = new List<string>();
        for (var i = 0; i < count; i++)
        {
            host.Clock.Now += TimeSpan.FromSeconds(1);
            numbers.Add(await host.As("calltaker").RegisterAsync("pothole"));
        }
        return [.. numbers];
    }

    /// <summary>Ticks the boxes of these cases, at the version that the page shows, and sends the bar's form.</summary>
    private static Task<Visit> ChooseAsync(Visitor visitor, Visit page, string[] numbers, params (string, string)[] values)
    {
        var form = (AngleSharp.Html.Dom.IHtmlFormElement?)page.Page.QuerySelector("#bulk") ?? page.Form("form[action='/sign-out']");
        form.SetAttribute("action", "/cases/acts");
        var boxes = numbers.Select(n => ("cases", page.Page.QuerySelector($"tr[data-number='{n}'] input[name=cases]")?.GetAttribute("value") ?? n + ".1"));
        return visitor.SendAsync(form, [.. boxes, .. values]);
    }

    private static List<string> Offers(Visit page) => [.. page.Page.QuerySelectorAll(".bulk-bar > button").Select(b => b.GetAttribute("value")!)];
}
