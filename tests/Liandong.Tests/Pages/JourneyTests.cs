using System.Net;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>The whole way of a complaint, through the pages alone, as the nine people of the demo.</summary>
public sealed class JourneyTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_complaint_is_registered_ruled_extended_suspended_reworked_closed_and_reopened()
    {
        var number = await RegisterAsync();
        await DoAsync("dispatcher", number, "dispatch", ("dispatch.unit", "PWDx"), ("dispatch.co", "PARK"));
        await DoAsync("clerk", number, "return", ("return.reason", "not-ours"), ("return.explanation", "This is the park's own path."));
        await DoAsync("dispatcher", number, "dispatch", ("dispatch.unit", "PWDx"), ("dispatch.co", "PARK"));
        await DoAsync("clerk", number, "return", ("return.reason", "not-ours"), ("return.explanation", "It is still the park's own path."));
        await DoAsync("supervisor", number, "rule", ("rule.unit", "PWDx"), ("rule.co", "PARK"), ("rule.reason", "The list of affairs names the yard."));
        await DoAsync("clerk", number, "accept");
        await DoAsync("clerk2", number, "accept-part");
        await DoAsync("clerk", number, "first-contact", ("first-contact.note", "Spoke with the caller."));
        await DoAsync("clerk", number, "request-extension", ("request-extension.reason", "Cold patch is out of stock."));
        await DoAsync("head", number, "grant-extension");
        await DoAsync("head", number, "suspend", ("suspend.until", Local(days: 3)), ("suspend.reason", "The water company digs here first."));
        await DoAsync("head", number, "resume");
        await DoAsync("clerk2", number, "report-part", ("report-part.reply", "Roots cut back."));
        await DoAsync("clerk", number, "pass-parts");
        await ReportAsync(number);
        await DoAsync("reviewer", number, "send-back", ("send-back.reason", "Say who was spoken with."));
        await ReportAsync(number);
        await DoAsync("reviewer", number, "pass-review");
        await CallBackAsync(number, "not", "2");
        await DoAsync("callback", number, "rework", ("rework.reason", "The edge still stands out."));
        await DoAsync("clerk", number, "first-contact", ("first-contact.note", "Told the caller that we come again."));
        await ReportAsync(number);
        await DoAsync("reviewer", number, "pass-review");
        await CallBackAsync(number, "resolved", "5");
        await DoAsync("callback", number, "close", ("close.result", "resolved"));
        using (var reader = await Visitor.InAsync(host, "supervisor"))
        {
            Assert.Contains("Closed", (await reader.GetAsync("/cases/" + number)).Text(".state"), StringComparison.Ordinal);
        }

        var last = await DoAsync("calltaker", number, "reopen", ("reopen.reason", "It broke open again."));
        Assert.Contains("Round 3", last.Words, StringComparison.Ordinal);
        Assert.True(last.Page.QuerySelectorAll(".trace li").Length > 25);
    }

    [Fact]
    public async Task A_refusal_stands_at_its_field_and_keeps_what_was_typed()
    {
        var number = await RegisterAsync();
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var page = await dispatcher.GetAsync("/cases/" + number);
        var again = await dispatcher.SendAsync(page.Act("answer-directly"), ("answer-directly.answer", "soon"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        var field = again.Act("answer-directly").QuerySelector(".field.wrong")!;
        Assert.Contains("at least 6 characters", field.TextContent, StringComparison.Ordinal);
        Assert.Equal("soon", field.QuerySelector("textarea")!.TextContent);
        Assert.True(again.Page.QuerySelector("#act-answer-directly")!.HasAttribute("open"));
    }

    [Fact]
    public async Task Whoever_comes_second_hears_who_was_first_and_keeps_his_words()
    {
        var number = await RegisterAsync();
        using var one = await Visitor.InAsync(host, "dispatcher");
        var old = await one.GetAsync("/cases/" + number);
        await DoAsync("dispatcher", number, "dispatch", ("dispatch.unit", "ISD"));
        await DoAsync("supervisor", number, "call-in", ("call-in.reason", "Wrong unit."));
        var late = await one.SendAsync(old.Act("dispatch"), ("dispatch.unit", "PWDx"), ("dispatch.note", "Please hurry"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Horace Juniperson", late.Text(".refusal"), StringComparison.Ordinal);
        Assert.Contains("Please hurry", late.Act("dispatch").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_act()
    {
        var number = await RegisterAsync();
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var form = (await dispatcher.GetAsync("/cases/" + number)).Act("note");
        var both = await Task.WhenAll(dispatcher.SendAsync(form, ("note.note", "Called the yard.")), dispatcher.SendAsync(form, ("note.note", "Called the yard.")));
        Assert.All(both, v => Assert.Equal(HttpStatusCode.OK, v.Status));
        var page = await dispatcher.GetAsync("/cases/" + number);
        Assert.Single(page.Page.QuerySelectorAll(".said"), s => s.TextContent == "Called the yard.");
    }

    [Fact]
    public async Task The_case_of_another_unit_is_not_there()
    {
        var number = await RegisterAsync();
        using var clerk = await Visitor.InAsync(host, "clerk2");
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/cases/" + number)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/cases/201111070000000")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/cases/nonsense")).Status);
    }

    [Fact]
    public async Task The_caller_is_masked_until_somebody_gives_a_reason_that_the_trace_keeps()
    {
        var number = await RegisterAsync();
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var page = await dispatcher.GetAsync("/cases/" + number);
        Assert.DoesNotContain("Mary Caller", page.Page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("555-0142", page.Page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("M**", page.Text(".appeal"), StringComparison.Ordinal);
        var shown = await dispatcher.SendAsync(page.Form("form.show"), ("reason", "The address is not clear."));
        Assert.Contains("Mary Caller", shown.Text(".appeal"), StringComparison.Ordinal);
        var after = await dispatcher.GetAsync("/cases/" + number);
        Assert.DoesNotContain("Mary Caller", after.Page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("The address is not clear.", after.Text(".trace"), StringComparison.Ordinal);
    }

    private static string Local(int days) => new DateTimeOffset(2011, 11, 7, 10, 0, 0, TimeSpan.Zero).AddDays(days).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> RegisterAsync()
    {
        using var taker = await Visitor.InAsync(host, "calltaker");
        var page = await taker.GetAsync("/cases/new");
        var registered = await taker.SendAsync(page.Form("#register"), ("class", "pothole"), ("title", "Hole at the corner"), ("description", "Deep enough to lose a bicycle in."),
            ("place", "12 Beacon Street"), ("area", "beacon-hill"), ("name", "Mary Caller"), ("phone", "617-555-0142"), ("wantsAnswer", "true"));
        Assert.True(registered.Status == HttpStatusCode.OK, registered.Words);
        return registered.At.Segments[^1];
    }

    private async Task<Visit> DoAsync(string person, string number, string act, params (string Name, string Value)[] fields)
    {
        using var visitor = await Visitor.InAsync(host, person);
        var page = await visitor.GetAsync("/cases/" + number);
        Assert.True(page.Status == HttpStatusCode.OK, $"{person} does not see the case before {act}.");
        var done = await visitor.SendAsync(page.Act(act), fields);
        Assert.True(done.Status == HttpStatusCode.OK, $"{act}: {done.Text(".refusal")} {done.Text(".wrong")}");
        return done;
    }

    private async Task ReportAsync(string number)
    {
        using var visitor = await Visitor.InAsync(host, "clerk");
        var form = (await visitor.GetAsync("/cases/" + number)).Act("report");
        var conditions = form.QuerySelectorAll("input[name='report.conditions']").Select(b => ("report.conditions", b.GetAttribute("value")!));
        var done = await visitor.SendAsync(form, [("report.photos", Files.Pictures.Png)],
            [("report.result", "resolved"), ("report.reply", "Clara spoke with the caller at ten; filled and rolled; the caller is content."), .. conditions]);
        Assert.True(done.Status == HttpStatusCode.OK, $"report: {done.Text(".refusal")} {done.Text(".wrong")}");
    }

    private Task CallBackAsync(string number, string resolved, string satisfaction) => DoAsync("callback", number, "call-back",
        ("call-back.appeal", "1"), ("call-back.resolved", resolved), ("call-back.satisfaction", satisfaction));
}
