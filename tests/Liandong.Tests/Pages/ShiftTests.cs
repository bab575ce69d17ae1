using System.Net;
using AngleSharp.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>The shift leader's desk, and the handover that two persons sign.</summary>
public sealed class ShiftTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Comes = "311-shift-leader-b";
    private const string Goes = "311-shift-leader";

    [Fact]
    public async Task A_shift_is_handed_over_with_its_open_matters_and_signed_by_both()
    {
        var urgent = await UrgentAsync();
        using var one = await Visitor.InAsync(host, Goes);
        var desk = await one.GetAsync("/shift");
        Assert.Contains("Not sent yet", desk.Text($"tr[data-number='{urgent}']"), StringComparison.Ordinal);

        var given = await one.SendAsync(desk.Form(".handover-give form"), ("words", "The bridge stays shut until six."));
        Assert.StartsWith("/shift/handovers/", given.At.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains(urgent, given.Page.QuerySelectorAll("table a").Select(a => a.GetAttribute("href")![("/cases/".Length)..]));
        Assert.Contains("The bridge stays shut until six.", given.Words, StringComparison.Ordinal);
        Assert.Null(given.Page.QuerySelector(".handover-sign"));

        using var two = await Visitor.InAsync(host, Comes);
        Assert.Contains("Waits for you", (await two.GetAsync("/shift")).Words, StringComparison.Ordinal);
        var sheet = await two.GetAsync(given.At.AbsolutePath);
        var own = await one.SendAsync(sheet.Form(".handover-sign"), ("__RequestVerificationToken", Token(await one.GetAsync("/shift"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.Status);
        var taken = await two.SendAsync(sheet.Form(".handover-sign"), ("remark", "Read."));
        Assert.Contains("the shift is yours", taken.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await two.SendAsync(sheet.Form(".handover-sign"), ("remark", "Read."))).Status);
        var kept = await one.GetAsync(given.At.AbsolutePath);
        Assert.Contains("Read.", kept.Words, StringComparison.Ordinal);
        Assert.Null(kept.Page.QuerySelector(".handover-sign"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_handover_and_nobody_else_comes_in()
    {
        using var leader = await Visitor.InAsync(host, Goes);
        var form = (await leader.GetAsync("/shift")).Form(".handover-give form");
        var first = await leader.SendAsync(form, ("words", "Once."));
        Assert.Equal(first.At, (await leader.SendAsync(form, ("words", "Once."))).At);
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        Assert.Equal(HttpStatusCode.Forbidden, (await dispatcher.GetAsync("/shift")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await dispatcher.GetAsync(first.At.AbsolutePath)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await leader.GetAsync("/shift/handovers/" + Guid.NewGuid())).Status);
    }

    private async Task<string> UrgentAsync() => (await host.As("calltaker").PostAsync("cases", new
    {
        @class = "pothole", title = "A hole on the bridge", description = "Deep.", area = "beacon-hill", channel = "call", urgency = "urgent", nature = "help",
    }))["number"].GetString()!;

    private static string Token(Visit page) => page.Page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
