using System.Net;
using AngleSharp.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Two units have returned a case: what each said stands beside the other, and the ruling is given there.</summary>
public sealed class ObjectionTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Returns_stand_side_by_side_and_the_ruling_is_given_there_and_becomes_a_precedent()
    {
        var first = await ReturnedTwiceAsync();
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        var page = await supervisor.GetAsync("/dispatch/objections?number=" + first);

        Assert.Equal(2, page.Page.QuerySelectorAll(".returns dl:has(time)").Length);
        Assert.Contains("Chapter 84, the park's land", page.Words, StringComparison.Ordinal);
        Assert.Contains("Chapter 82, the road's edge", page.Words, StringComparison.Ordinal);
        Assert.Contains("What the list of affairs says", page.Words, StringComparison.Ordinal);
        var ruled = await supervisor.SendAsync(page.Form(".objection form"), ("rule.unit", "PWDx"), ("rule.reason", "The hole lies in the carriageway."));
        Assert.Equal("/dispatch/objections", ruled.At.AbsolutePath);
        Assert.Contains("Ruled", ruled.Words, StringComparison.Ordinal);
        Assert.Equal("PWDx", (await host.As("supervisor").GetAsync("cases/" + first))["unit"].GetProperty("code").GetString());

        var second = await ReturnedTwiceAsync();
        var next = await supervisor.GetAsync("/dispatch/objections?number=" + second);
        Assert.Contains("The hole lies in the carriageway.", next.Text(".objection table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_rule_reads_it_and_is_told_whose_it_is()
    {
        var number = await ReturnedTwiceAsync();
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var page = await dispatcher.GetAsync("/dispatch/objections?number=" + number);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Page.QuerySelector(".objection form"));
        Assert.NotEmpty(page.Text(".objection aside p"));
        Assert.Equal(HttpStatusCode.OK, (await dispatcher.GetAsync("/dispatch/objections?number=nonsense")).Status);
        using var clerk = await Visitor.InAsync(host, "clerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/dispatch/objections")).Status);
    }

    private async Task<string> ReturnedTwiceAsync()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        await ActAsync("dispatcher", number, "dispatch", 1, new { unit = "PWDx" });
        await ActAsync("clerk", number, "accept", 2, new { });
        await ActAsync("clerk", number, "return", 3, new { reason = "not-ours", explanation = "Chapter 84, the park's land", suggested = "PARK" });
        await ActAsync("dispatcher", number, "dispatch", 4, new { unit = "PARK" });
        await ActAsync("clerk2", number, "accept", 5, new { });
        await ActAsync("clerk2", number, "return", 6, new { reason = "not-ours", explanation = "Chapter 82, the road's edge", suggested = "PWDx" });
        return number;
    }

    private async Task ActAsync(string person, string number, string act, int version, object fields)
    {
        var answer = await host.As(person).PostAsync($"cases/{number}/acts", new { act, version, fields });
        Assert.True(answer.Refusal is null, $"{act}: {answer}");
    }
}
