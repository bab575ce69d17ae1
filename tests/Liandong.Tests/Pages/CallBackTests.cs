using System.Net;
using AngleSharp.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Replies judged, callers rung back once a day, places in the order of the way.</summary>
public sealed class CallBackTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_reply_stands_in_full_and_is_sent_back_or_passed_from_the_list()
    {
        var number = await ReportedAsync("617-555-0111", "A first reply that says nearly nothing.");
        using var reviewer = await Visitor.InAsync(host, "reviewer");
        var list = await reviewer.GetAsync("/review");
        Contained(list);
        var row = list.Page.QuerySelector($"tr[data-number='{number}']")!;
        Assert.Contains("A first reply that says nearly nothing.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("No photo afterwards", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("/review", list.Page.QuerySelector("#bulk [name=back]")!.GetAttribute("value")!, StringComparison.Ordinal);

        var value = row.QuerySelector("[name=cases]")!.GetAttribute("value")!;
        var done = await reviewer.SendAsync(list.Form("#bulk"), ("cases", value), ("key", Guid.NewGuid().ToString()), ("act", "send-back"), ("send-back.reason", "Say who was spoken with."));

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Null((await reviewer.GetAsync("/review")).Page.QuerySelector($"tr[data-number='{number}']"));
    }

    [Fact]
    public async Task Dialling_is_told_before_the_number_is_shown_and_one_person_is_reached_once_a_day()
    {
        var first = await ToRingAsync("617-555-0222");
        var second = await ToRingAsync("(617) 555-0222");
        var other = await ToRingAsync("617-555-0333");
        using var callback = await Visitor.InAsync(host, "callback");
        var list = await callback.GetAsync("/call-back");
        Contained(list);
        Assert.DoesNotContain("555", list.Words, StringComparison.Ordinal);

        var dialled = await callback.SendAsync(Dial(list, first)!);
        Assert.Contains("617-555-0222", dialled.Words, StringComparison.Ordinal);
        Assert.True(dialled.Page.QuerySelector("#act-call-back")!.HasAttribute("open"));
        Assert.Contains("Call-back of appeal 1", dialled.Text(".trace"), StringComparison.Ordinal);

        // Nobody answered: a try does not count.
        await host.As("callback").PostAsync($"cases/{first}/acts", new { act = "try-call", fields = new { appeal = "1" } });
        Assert.NotNull(Dial(await callback.GetAsync("/call-back"), second));

        await callback.SendAsync(Dial(await callback.GetAsync("/call-back"), first)!);
        var reached = await callback.SendAsync((await callback.GetAsync("/cases/" + first)).Act("call-back"), ("call-back.appeal", "1"), ("call-back.resolved", "resolved"), ("call-back.satisfaction", "5"));
        Assert.Equal(HttpStatusCode.OK, reached.Status);

        var after = await callback.GetAsync("/call-back");
        Assert.Null(Dial(after, second));
        Assert.NotNull(Dial(after, other));
        Assert.Contains("Reached today", after.Words, StringComparison.Ordinal);
        // Not by an old page either, and no other case is named.
        var refused = await callback.SendAsync(Dial(list, second)!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.DoesNotContain(first, refused.Text(".refusal"), StringComparison.Ordinal);
        host.Clock.Now = host.Clock.Now.AddDays(1);
        using var tomorrow = await Visitor.InAsync(host, "callback");
        Assert.NotNull(Dial(await tomorrow.GetAsync("/call-back"), second));
        using var clerk = await Visitor.InAsync(host, "clerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/call-back")).Status);
    }

    [Fact]
    public async Task The_round_goes_from_place_to_place()
    {
        using var verifier = await Visitor.InAsync(host, "verifier", "zh");
        var page = await verifier.GetAsync("/round?from=42.35,-71.06");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Contained(page);
    }

    private static AngleSharp.Html.Dom.IHtmlFormElement? Dial(Visit list, string number) => (AngleSharp.Html.Dom.IHtmlFormElement?)list.Page.QuerySelector($"tr[data-number='{number}-1'] form");

    private static void Contained(Visit visit)
    {
        Assert.Empty(visit.Page.QuerySelectorAll("style, script:not([src])"));
        Assert.Empty(visit.Page.All.SelectMany(e => e.Attributes).Where(a => a.Name is "style" || a.Name.StartsWith("on", StringComparison.Ordinal)).Select(a => a.Name));
        Assert.Empty(visit.Page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    private async Task<string> ToRingAsync(string phone)
    {
        var number = await ReportedAsync(phone, "Clara spoke with the caller at ten; the hole was filled.");
        await ActAsync("reviewer", number, "pass-review", new { });
        return number;
    }

    private async Task<string> ReportedAsync(string phone, string reply)
    {
        var reply1 = await host.As("calltaker").PostAsync("cases", new { @class = "pothole", title = "Hole", reporter = new { name = "Mary Quiller", phone } });
        Assert.True(reply1.Status == HttpStatusCode.Created, reply1.ToString());
        var number = reply1["number"].GetString()!;
        await ActAsync("dispatcher", number, "dispatch", new { unit = "PWDx" });
        await ActAsync("clerk", number, "accept", new { });
        await ActAsync("clerk", number, "first-contact", new { note = "Spoke with the caller." });
        await ActAsync("clerk", number, "report", new { result = "explained", reply });
        return number;
    }

    private async Task ActAsync(string person, string number, string act, object fields)
    {
        var version = (await host.As(person).GetAsync("cases/" + number))["version"].GetInt32();
        var done = await host.As(person).PostAsync($"cases/{number}/acts", new { act, version, fields });
        Assert.True(done.Status == HttpStatusCode.OK, $"{act}: {done}");
    }
}
