using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Places at the desk and over the API: what is said becomes a point, the point an area, the area a lead.</summary>
public sealed class PlacePageTests(DistrictHost host) : IClassFixture<DistrictHost>
{
    [Fact]
    public async Task Without_script_the_place_that_was_said_is_proposed_shown_with_its_lead_and_registered()
    {
        using var taker = await Visitor.InAsync(host, "calltaker", "zh");
        var shown = await PreviewAsync(taker, "莘松路1380弄12号402室");

        var chosen = Assert.Single(shown.Page.QuerySelectorAll<IHtmlInputElement>("#aside input[name='place.pick']"), r => r.IsChecked);
        Assert.Contains("莘松路1380弄12号", chosen.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("莘庄镇", shown.Text("#aside .facts"), StringComparison.Ordinal);

        var form = shown.Form("#register");
        form.SetAttribute("action", "/cases/new");
        var registered = await taker.SendAsync(form, ("wantsAnswer", ""));
        Assert.True(registered.Status == HttpStatusCode.OK, registered.Words);
        var found = await AskAsync("cases/" + registered.At.Segments[^1]);
        Assert.Equal("莘松路1380弄12号402室", found["place"].GetProperty("address").GetString());
        Assert.InRange(found["place"].GetProperty("lon").GetDouble(), 121.34, 121.40);
        Assert.Contains("莘庄镇", found["areas"].EnumerateArray().Select(a => a.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_short_word_for_several_is_asked_about_and_none_is_taken()
    {
        using var taker = await Visitor.InAsync(host, "calltaker", "zh");
        var shown = await PreviewAsync(taker, "虹桥");

        var picks = shown.Page.QuerySelectorAll<IHtmlInputElement>("#aside input[name='place.pick']").ToList();
        Assert.True(picks.Count >= 4);
        Assert.DoesNotContain(picks, p => p.IsChecked);
        Assert.Contains("请问清", shown.Text("#aside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_words_forget_what_was_chosen_for_the_first()
    {
        using var taker = await Visitor.InAsync(host, "calltaker", "zh");
        var form = (await PreviewAsync(taker, "春晓佳园三期26号")).Form("#register");
        form.SetAttribute("action", "/cases/new");
        var registered = await taker.SendAsync(form, ("place", "说不清的地方"), ("wantsAnswer", ""));

        var found = await AskAsync("cases/" + registered.At.Segments[^1]);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, found["place"].GetProperty("lon").ValueKind);
    }

    [Fact]
    public async Task The_list_under_the_field_says_what_each_place_is_and_where()
    {
        using var taker = await Visitor.InAsync(host, "calltaker", "zh");
        var first = (await taker.GetAsync("/cases/new?handler=Places&q=xzdtz")).Page.QuerySelector("li[role=option]")!;

        Assert.Equal("莘庄地铁站", first.GetAttribute("data-words"));
        Assert.Equal("121.3745,31.1105", first.GetAttribute("data-value"));
        Assert.Contains("轨交站 · 莘庄镇", first.TextContent, StringComparison.Ordinal);
        Assert.Empty((await taker.GetAsync("/cases/new?handler=Places")).Page.QuerySelectorAll("li"));
    }

    [Fact]
    public async Task Over_the_api_places_come_with_their_kind_their_areas_and_whether_to_ask()
    {
        var taker = host.As("calltaker");
        var crossing = (await AskAsync("places?q=" + Uri.EscapeDataString("沪闵路近莘建路") + "&limit=1"))["items"].EnumerateArray().Single();

        Assert.Equal(("沪闵路莘建路路口", "路口", 1.0, false), (crossing.GetProperty("name").GetString(), crossing.GetProperty("kind").GetProperty("name").GetString(),
            crossing.GetProperty("score").GetDouble(), crossing.GetProperty("ask").GetBoolean()));
        Assert.Equal("闵行区", crossing.GetProperty("areas").EnumerateArray().Last().GetProperty("name").GetString());
        Assert.Equal(2, (await AskAsync("places?q=" + Uri.EscapeDataString("交大")))["items"].EnumerateArray().Count(i => i.GetProperty("ask").GetBoolean()));
        Assert.Equal("FieldMissing", (await taker.GetAsync("places")).Refusal);
        Assert.Equal("FieldInvalid", (await taker.GetAsync("places?q=ab&limit=51")).Refusal);
    }

    private async Task<ApiReply> AskAsync(string path, string? language = "zh")
    {
        var reply = await host.As("calltaker").GetAsync(path, language);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        return reply;
    }

    private static async Task<Visit> PreviewAsync(Visitor taker, string place)
    {
        var form = (await taker.GetAsync("/cases/new")).Form("#register");
        form.SetAttribute("action", "/cases/new?handler=Aside");
        return await taker.SendAsync(form, ("class", "S0301"), ("title", "楼道停放电动自行车"), ("place", place));
    }
}

/// <summary>Minhang on a day on which its people are in office.</summary>
public sealed class DistrictHost : ApiHost
{
    public DistrictHost(Postgres.TestServer server) : base(server) => Clock.Now = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    protected override Work.Cities.CityFiles Files { get; } = Cities.CityFolderTests.Files("minhang");
}
