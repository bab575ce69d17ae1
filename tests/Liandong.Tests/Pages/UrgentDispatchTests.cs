using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>An urgent case of the model district goes only when somebody has been rung.</summary>
public sealed class UrgentDispatchTests(MinhangHost host) : IClassFixture<MinhangHost>
{
    [Fact]
    public async Task It_says_whom_to_ring_and_does_not_go_without_having_rung()
    {
        host.Clock.Now = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        var number = (await host.As("calltaker").PostAsync("cases", new
        {
            @class = "S0303", title = "雨水井盖缺失", description = "已有人绊到。诉求：马上处理。", area = "310112101001", channel = "line-962000", nature = "help", urgency = "critical",
        }))["number"].GetString()!;
        using var dispatcher = await Visitor.InAsync(host, "dispatcher", "zh");
        var page = await dispatcher.GetAsync("/dispatch");
        Assert.Equal(number, page.Page.QuerySelector("tr[data-number]")!.GetAttribute("data-number"));
        var form = page.Form($"tr[data-number='{number}'] form");
        Assert.Equal("dispatch.called", form.GetAttribute("data-called"));
        form.SetAttribute("action", "/dispatch");

        Assert.NotNull(await SendAsync(dispatcher, form));
        Assert.Null(await SendAsync(dispatcher, form, ("dispatch.called", "莘庄值班长 15:07")));
        Assert.Contains("莘庄值班长 15:07", (await dispatcher.GetAsync("/cases/" + number)).Words, StringComparison.Ordinal);
    }

    /// <summary>The refusal; null when it went.</summary>
    private static async Task<string?> SendAsync(Visitor dispatcher, IHtmlFormElement form, params (string, string)[] values)
    {
        var answer = await dispatcher.SendAsync(form, values);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return JsonDocument.Parse(await answer.Http.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement[0].GetProperty("refusal").GetString();
    }
}
