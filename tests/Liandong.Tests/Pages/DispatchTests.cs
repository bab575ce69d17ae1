using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>The dispatch desk by plain requests: whom it names, what it sends, how long that can be taken back.</summary>
public sealed class DispatchTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_case_stands_there_with_the_unit_of_the_list_and_why()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var page = await dispatcher.GetAsync("/dispatch");

        var form = page.Form($"tr[data-number='{number}'] form");
        Assert.NotEmpty(Value(form, "dispatch.unit"));
        Assert.Contains("responsible", Assert.IsAssignableFrom<IHtmlTemplateElement>(page.Page.QuerySelector($"tr[data-number='{number}'] template")).Content.TextContent, StringComparison.Ordinal);
        var done = await dispatcher.SendAsync(form);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Null((await dispatcher.GetAsync("/dispatch")).Page.QuerySelector($"tr[data-number='{number}']"));
    }

    [Fact]
    public async Task What_was_sent_is_taken_back_within_ten_seconds_and_not_after_nor_when_it_was_accepted()
    {
        var (early, late, accepted) = (await SentAsync(), await SentAsync(), await SentAsync());
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        await host.As("clerk").PostAsync($"cases/{accepted}/acts", new { act = "accept", version = 2 });

        Assert.Null(await TakeBackAsync(dispatcher, early, 2));
        Assert.NotNull(await TakeBackAsync(dispatcher, accepted, 3));
        host.Clock.Now += TimeSpan.FromSeconds(11);
        Assert.Contains("Too late", await TakeBackAsync(dispatcher, late, 2), StringComparison.Ordinal);
        Assert.Equal("dispatch", (await host.As("supervisor").GetAsync("cases/" + early))["step"].GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_same_key_sends_once_and_each_row_is_answered()
    {
        var numbers = new[] { await host.As("calltaker").RegisterAsync("pothole"), await host.As("calltaker").RegisterAsync("pothole") };
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        await host.As("dispatcher").PostAsync($"cases/{numbers[1]}/acts", new { act = "note", fields = new { note = "Somebody was faster." } });
        var form = (await dispatcher.GetAsync("/dispatch")).Form($"tr[data-number='{numbers[0]}'] form");

        for (var time = 0; time < 2; time++)
        {
            var rows = await PostAsync(dispatcher, form, ("cases", numbers[0] + ".1"), ("cases", numbers[1] + ".1"), ("act", "dispatch"), ("key", Value(form, "key")), ("dispatch.unit", "PWDx"));
            Assert.Equal(2, rows[0].GetProperty("version").GetInt32());
            Assert.Contains("Somebody acted", rows[1].GetProperty("refusal").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_lead_is_found_by_letters_and_only_by_those_who_dispatch()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var found = await dispatcher.GetAsync($"/dispatch?handler=Leads&number={number}&q=park");
        Assert.Contains("PARK", found.Page.QuerySelectorAll("li").Select(l => l.GetAttribute("data-code")));
        Assert.Empty((await dispatcher.GetAsync($"/dispatch?handler=Leads&number={number}&q=%20")).Page.QuerySelectorAll("li"));
        Assert.Empty((await dispatcher.GetAsync("/dispatch?handler=Leads&number=1&q=park")).Page.QuerySelectorAll("li"));
        using var clerk = await Visitor.InAsync(host, "clerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/dispatch")).Status);
    }

    private async Task<string> SentAsync()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        await host.As("dispatcher").PostAsync($"cases/{number}/acts", new { act = "dispatch", version = 1, fields = new { unit = "PWDx" } });
        return number;
    }

    /// <summary>The refusal; null when it is back.</summary>
    private static async Task<string?> TakeBackAsync(Visitor dispatcher, string number, int version)
    {
        var rows = await PostAsync(dispatcher, (await dispatcher.GetAsync("/me")).Form("form[action='/sign-out']"),
            ("act", "recall"), ("key", Guid.NewGuid().ToString()), ("cases", $"{number}.{version}"));
        return rows[0].GetProperty("refusal").GetString();
    }

    private static async Task<JsonElement> PostAsync(Visitor dispatcher, IHtmlFormElement form, params (string, string)[] values)
    {
        form.SetAttribute("action", "/dispatch");
        var answer = await dispatcher.SendAsync(form, values);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return JsonDocument.Parse(await answer.Http.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.Clone();
    }

    private static string Value(IHtmlFormElement form, string name) => form.QuerySelector<IHtmlInputElement>($"[name='{name}']")?.Value ?? "";
}
