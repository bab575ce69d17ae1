using AngleSharp.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>What the desk says of a promise before and after: the limit of the place, the secrecy of the class, whom to ring, in which language the law is.</summary>
public sealed class PromisePageTests(DistrictHost host) : IClassFixture<DistrictHost>
{
    private const string Committee = "310112101001";
    private static readonly DateTimeOffset s_friday = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("S0401", Committee, "4 工作时")] // 莘庄 clears waste in four hours,
    [InlineData("S0401", "310112102", "1 工作日")] // 七宝 in the day of the class.
    [InlineData("S0106", Committee, "对被反映人保密")]
    public async Task What_will_be_promised_is_said_before_it_is_registered(string @class, string area, string promised)
    {
        using var taker = await Visitor.InAsync(host, "calltaker", "zh");
        var form = (await taker.GetAsync("/cases/new")).Form("#register");
        form.SetAttribute("action", "/cases/new?handler=Aside");

        Assert.Contains(promised, (await taker.SendAsync(form, ("class", @class), ("area", area))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_law_in_the_other_language_says_so_and_whom_to_ring_stands_beside_the_lead()
    {
        host.Clock.Now = s_friday;
        var registered = await host.As("calltaker").PostAsync("cases", new { @class = "S0802", title = "晾衣杆争吵", description = "邻居为晾衣杆位置争吵。", area = Committee });
        var number = registered["number"].GetString()!;
        var sent = await host.As("dispatcher").PostAsync($"cases/{number}/acts", new { act = "dispatch", version = registered["version"].GetInt32(), fields = new { unit = "T101" } });
        Assert.True(sent.Refusal is null, sent.ToString());
        var duty = host.Node.City.Now.Units.Find(new Core.UnitCode("T101"))!.Duty!;

        using var reader = await Visitor.InAsync(host, "dispatcher", "en");
        var page = await reader.GetAsync("/cases/" + number);
        var law = page.Page.QuerySelector(".facts span[lang='zh-CN']")!;
        Assert.StartsWith("中华人民共和国人民调解法", law.TextContent, StringComparison.Ordinal);
        Assert.Equal("(in Chinese)", law.NextElementSibling!.TextContent);
        Assert.Contains("Duty " + duty, page.Text(".chain"), StringComparison.Ordinal);
        using var native = await Visitor.InAsync(host, "dispatcher", "zh");
        Assert.Null((await native.GetAsync("/cases/" + number)).Page.QuerySelector(".facts span[lang]"));

        var (byDay, byNight) = (await DutyAsync(number), await DutyAsync(number, TimeSpan.FromHours(12)));
        Assert.Equal((duty, duty), (byDay.Number, byNight.Number));
        Assert.Equal((null, "duty"), (byDay.Person, byNight.Person));
    }

    private async Task<(string? Number, string? Person)> DutyAsync(string number, TimeSpan later = default)
    {
        host.Clock.Now = s_friday + later;
        var duty = (await host.As("dispatcher").GetAsync("cases/" + number))["duty"];
        return (duty.GetProperty("number").GetString(), duty.GetProperty("person") is { ValueKind: System.Text.Json.JsonValueKind.Object } p ? p.GetProperty("id").GetString() : null);
    }
}
