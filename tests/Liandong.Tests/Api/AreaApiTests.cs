using System.Net;
using System.Text.Json;
using Liandong.Tests.Cities;
using Liandong.Tests.Pages;
using Liandong.Tests.Postgres;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>Boston with four districts drawn: areas with their shapes, and where points lie.</summary>
public sealed class AreaApiTests(DrawnHost host) : IClassFixture<DrawnHost>
{
    [Fact]
    public async Task Points_come_back_with_their_areas_the_deepest_first_and_null_where_there_is_none()
    {
        var reply = await host.As("clerk").PostAsync("locate", new { points = new[] { new[] { -71.095, 42.305 }, [-71.09, 42.31], [-71.085, 42.315], [0, 0] } });

        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        Assert.Equal("""[["SW","boston"],["NE","boston"],["NE","boston"],null]""", reply["items"].GetRawText());
    }

    [Fact]
    public async Task Ten_thousand_points_are_answered_in_their_order_and_one_more_is_refused()
    {
        var points = Enumerable.Range(0, 10_001).Select(n => new[] { n % 2 == 0 ? -71.095 : -71.085, 42.305 }).ToArray();

        var reply = await host.As("clerk").PostAsync("locate", new { points = points[..10_000], layer = "main", at = "2026-03-02T04:00:00Z" });
        Assert.Equal(points[..10_000].Select(p => p[0] < -71.09 ? "SW" : "SE"), reply["items"].EnumerateArray().Select(i => i[0].GetString()));

        var refused = await host.As("clerk").PostAsync("locate", new { points });
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "points"), (refused.Status, refused.Refusal, refused.Field));
    }

    [Theory]
    [InlineData("{}", "FieldMissing", "points")]
    [InlineData("""{"points":[]}""", "FieldInvalid", "points")]
    [InlineData("""{"points":{}}""", "FieldInvalid", "points")]
    [InlineData("""{"points":[[-71,42],[1]]}""", "FieldInvalid", "points[1]")]
    [InlineData("""{"points":[[-71,42,3]]}""", "FieldInvalid", "points[0]")]
    [InlineData("""{"points":[[-71,91]]}""", "FieldInvalid", "points[0]")]
    [InlineData("""{"points":[[1e999,1]]}""", "FieldInvalid", "points[0]")]
    [InlineData("""{"points":[["-71",42]]}""", "FieldInvalid", "points[0]")]
    [InlineData("""{"points":[[-71,42]],"at":"today"}""", "FieldInvalid", "at")]
    [InlineData("""{"points":[[-71,42]],"layer":"clouds"}""", "CodeUnknown", "layer")]
    [InlineData("""{"points":[[-71,42]],"colour":1}""", "FieldUnknown", "colour")]
    [InlineData("[]", "BodyInvalid", "body")]
    public async Task What_is_no_list_of_points_is_refused_by_the_field_it_is_in(string body, string refusal, string field)
    {
        var reply = await host.As("clerk").PostRawAsync("locate", body);

        Assert.Equal((HttpStatusCode.BadRequest, refusal, field), (reply.Status, reply.Refusal, reply.Field));
    }

    [Fact]
    public async Task Shapes_are_geojson_of_the_level_asked_for_with_names_in_the_reader_s_language()
    {
        var reply = await host.As("clerk").GetAsync("areas?level=district&format=geojson", "zh");

        Assert.Equal("application/geo+json", reply.Http.Content.Headers.ContentType!.MediaType);
        var drawn = JsonDocument.Parse(await reply.Http.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal("FeatureCollection", drawn.GetProperty("type").GetString());
        Assert.Equal(["SW 西南", "SE 东南", "NW 西北", "NE 东北"],
            drawn.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties")).Select(p => $"{p.GetProperty("code")} {p.GetProperty("name")}"));
        Assert.Equal("""{"type":"Polygon","coordinates":[[[-71.1,42.3],[-71.09,42.3],[-71.09,42.31],[-71.1,42.31],[-71.1,42.3]]]}""",
            drawn.GetProperty("features")[0].GetProperty("geometry").GetRawText());
    }

    [Theory]
    [InlineData("areas?level=moon", "CodeUnknown", "level")]
    [InlineData("areas?layer=moon", "CodeUnknown", "layer")]
    [InlineData("areas?format=svg", "CodeUnknown", "format")]
    [InlineData("areas?format=geojson&limit=3", "FieldUnknown", "limit")]
    [InlineData("areas?at=soon", "FieldInvalid", "at")]
    public async Task What_areas_cannot_be_asked_is_refused_by_name(string path, string refusal, string field)
    {
        var reply = await host.As("clerk").GetAsync(path);

        Assert.Equal((HttpStatusCode.BadRequest, refusal, field), (reply.Status, reply.Refusal, reply.Field));
    }

    [Fact]
    public async Task An_area_says_its_kinds_who_answers_for_it_and_which_team_works_there()
    {
        var area = (await host.As("clerk").GetAsync("areas?level=district&limit=1", "en"))["items"][0];

        Assert.Equal("""{"code":"SW","name":"South-West","parent":"boston","level":"district","layer":"main","groups":[{"code":"old-public","name":"Old public housing"}],"responsible":{"code":"PWDx.clerk","name":"Public Works Department, clerk"},"team":"Team South-West","from":null,"to":null,"successor":null}""",
            area.GetRawText());
    }

    [Fact]
    public async Task A_case_with_a_point_lies_where_the_point_lies_without_anybody_naming_it()
    {
        var reply = await host.As("calltaker").PostAsync("cases", new { @class = "pothole", place = new { lon = -71.085, lat = 42.315 } });

        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        Assert.Equal(["NE", "boston"], reply["areas"].EnumerateArray().Select(a => a.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_small_map_of_a_case_shows_the_area_it_lies_in()
    {
        var reply = await host.As("calltaker").PostAsync("cases", new { @class = "pothole", place = new { lon = -71.0851, lat = 42.3151 } });
        using var reader = await Visitor.InAsync(host, "supervisor");

        var outline = (await reader.GetAsync("/cases/" + reply["number"].GetString())).Page.QuerySelector("svg.map .m-here")!.GetAttribute("d")!;

        Assert.Equal((1, 4), (outline.Count(c => c == 'M'), outline.Count(c => c == 'L')));
    }
}

/// <summary>The host of <see cref="ApiHost"/> with Boston's four districts drawn.</summary>
public sealed class DrawnHost(TestServer server) : ApiHost(server)
{
    protected override Work.Cities.CityFiles Files => GroundTests.Drawn();
}
