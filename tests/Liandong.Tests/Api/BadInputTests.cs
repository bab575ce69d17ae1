using System.Net;
using System.Text;
using Dapper;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>Whatever is sent, the answer is a 4xx that names the field, and nothing has changed.</summary>
public sealed class BadInputTests(ApiHost host) : IClassFixture<ApiHost>
{
    public static TheoryData<string, string, string> Registrations => new()
    {
        { "{}", "FieldMissing", "class" },
        { """{"class":null}""", "FieldMissing", "class" },
        { """{"class":"  "}""", "FieldMissing", "class" },
        { """{"class":7}""", "FieldInvalid", "class" },
        { """{"class":"no-such"}""", "CodeUnknown", "class" },
        { """{"class":"pothole","class":"pothole"}""", "FieldInvalid", "class" },
        { """{"class":"pothole","colour":"red"}""", "FieldUnknown", "colour" },
        { """{"class":"pothole","title":["a"]}""", "FieldInvalid", "title" },
        { """{"class":"pothole","title":"a\u0000b"}""", "FieldInvalid", "title" },
        { """{"class":"pothole","title":"a\u0007b"}""", "FieldInvalid", "title" },
        { """{"class":"pothole","title":"\ud800"}""", "FieldInvalid", "title" },
        { """{"class":"pothole","description":"\udc00 x"}""", "FieldInvalid", "description" },
        { """{"class":"pothole","\ud800":1}""", "FieldUnknown", "body" },
        { """{"class":"pothole","area":"atlantis"}""", "CodeUnknown", "area" },
        { """{"class":"pothole","channel":"pigeon"}""", "CodeUnknown", "channel" },
        { """{"class":"pothole","nature":"x"}""", "CodeUnknown", "nature" },
        { """{"class":"pothole","urgency":"x"}""", "CodeUnknown", "urgency" },
        { """{"class":"pothole","at":"2099-01-01T00:00:00Z"}""", "InTheFuture", "at" },
        { """{"class":"pothole","at":"1999-01-01T00:00:00Z"}""", "FieldInvalid", "at" },
        { """{"class":"pothole","at":"yesterday"}""", "FieldInvalid", "at" },
        { """{"class":"pothole","at":"2011-11-07"}""", "FieldInvalid", "at" },
        { """{"class":"pothole","at":20111107}""", "FieldInvalid", "at" },
        { """{"class":"pothole","place":"here"}""", "FieldInvalid", "place" },
        { """{"class":"pothole","place":{"lon":-71.06}}""", "FieldMissing", "place.lat" },
        { """{"class":"pothole","place":{"lat":42}}""", "FieldMissing", "place.lon" },
        { """{"class":"pothole","place":{"lon":"-71","lat":42}}""", "FieldInvalid", "place.lon" },
        { """{"class":"pothole","place":{"lon":1e999,"lat":42}}""", "FieldInvalid", "place.lon" },
        { """{"class":"pothole","area":"boston","place":{"lon":-71,"lat":91}}""", "FieldInvalid", "place.lat" },
        { """{"class":"pothole","area":"boston","place":{"lon":-181,"lat":42}}""", "FieldInvalid", "place.lon" },
        { """{"class":"pothole","place":{"lon":NaN,"lat":42}}""", "BodyInvalid", "place.lon" },
        { """{"class":"pothole","place":{"lon":-71.06,"lat":42.35}}""", "FieldMissing", "area" },
        { """{"class":"pothole","place":{"x":1}}""", "FieldUnknown", "place.x" },
        { """{"class":"pothole","reporter":[]}""", "FieldInvalid", "reporter" },
        { """{"class":"pothole","reporter":{"name":5}}""", "FieldInvalid", "reporter.name" },
        { """{"class":"pothole","reporter":{"phone":"\u0001"}}""", "FieldInvalid", "reporter.phone" },
        { """{"class":"pothole","fields":{"secrecy":3}}""", "FieldInvalid", "secrecy" },
        { """{"class":"pothole","fields":{"secrecy":99999999999999999999}}""", "FieldInvalid", "secrecy" },
        { """{"class":"pothole","fields":{"wantsAnswer":"yes"}}""", "FieldInvalid", "wantsAnswer" },
        { """{"class":"pothole","fields":{"complainedOf":"x"}}""", "CodeUnknown", "complainedOf" },
        { """{"class":"pothole","fields":{"standard":"x"}}""", "CodeUnknown", "standard" },
        { """{"class":"pothole","fields":{"hat":1}}""", "FieldUnknown", "hat" },
        { "[]", "BodyInvalid", "body" },
        { "null", "BodyInvalid", "body" },
        { "", "BodyInvalid", "body" },
        { "{", "BodyInvalid", "body" },
        { """{"class":"pothole","title":"a""", "BodyInvalid", "title" },
        { """{"class":"pothole"} x""", "BodyInvalid", "body" },
    };

    [Theory, MemberData(nameof(Registrations))]
    public async Task A_bad_registration_is_refused_by_name_and_leaves_no_trace(string body, string refusal, string field)
    {
        var before = await RowsAsync();

        var reply = await host.As("calltaker").PostRawAsync("cases", body);

        Assert.Equal((400, refusal, field), ((int)reply.Status, reply.Refusal, reply.Field));
        Assert.Equal("application/problem+json", reply.Http.Content.Headers.ContentType!.MediaType);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Broken_bytes_deep_and_long_bodies_are_refused_by_name()
    {
        var calltaker = host.As("calltaker");
        byte[] broken = [.. """{"class":"pothole","title":"a"""u8, 0xFF, 0xC0, .. "\"}"u8];
        byte[] surrogate = [.. """{"class":"pothole","place":{"address":"a"""u8, 0xED, 0xA0, 0x80, .. "\"}}"u8];
        var deep = $$"""{"class":"pothole","description":{{new string('[', 5000)}}{{new string(']', 5000)}}}""";

        Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid", "title"), Told(await calltaker.PostRawAsync("cases", broken)));
        Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid", "place.address"), Told(await calltaker.PostRawAsync("cases", surrogate)));
        Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid", "description"), Told(await calltaker.PostRawAsync("cases", deep)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "TooLarge", "body"), Told(await calltaker.PostRawAsync("cases", $$"""{"class":"pothole","title":"{{new string('a', 1024 * 1024)}}"}""")));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "title"), Told(await calltaker.PostRawAsync("cases", $$"""{"class":"pothole","title":"{{new string('a', 201)}}"}""")));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TypeUnsupported", "Content-Type"), Told(await calltaker.PostRawAsync("cases", """{"class":"pothole"}""", "text/plain")));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TypeUnsupported", "Content-Type"), Told(await calltaker.PostRawAsync("cases", """{"class":"pothole"}""", null)));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "Idempotency-Key"), Told(await calltaker.PostRawAsync("cases", """{"class":"pothole"}""", key: "twelve")));
    }

    [Theory]
    [InlineData("limit=0", "limit"), InlineData("limit=-1", "limit"), InlineData("limit=abc", "limit"), InlineData("limit=1001", "limit"), InlineData("limit=", "limit")]
    [InlineData("limit=99999999999999", "limit"), InlineData("sort=name", "sort"), InlineData("state=lost", "state"), InlineData("light=green", "light")]
    [InlineData("unit=XX", "unit"), InlineData("area=atlantis", "area"), InlineData("class=x", "class"), InlineData("after=xx", "after"), InlineData("after=%00", "after")]
    [InlineData("from=yesterday", "from"), InlineData("to=2011-13-01T00:00:00Z", "to"), InlineData("from=0000-00-00", "from"), InlineData("colour=red", "colour")]
    [InlineData("limit=5&limit=6", "limit"), InlineData("q=%FF", "q"), InlineData("q=%ED%A0%80", "q"), InlineData("q=a%00b", "q"), InlineData("q=a", "q")]
    public async Task A_bad_question_is_refused_by_name(string query, string field)
    {
        var reply = await host.As("dispatcher").GetAsync("cases?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, field), (reply.Status, reply.Field));
    }

    [Theory]
    [InlineData("cases/1"), InlineData("cases/abc"), InlineData("cases/201111070000012"), InlineData("cases/%20"), InlineData("cases/%ED%A0%80"), InlineData("cases/../x")]
    [InlineData("cases/%2e%2e%2fetc"), InlineData("nothing"), InlineData("files/xyz"), InlineData("cases/２０１１/acts"), InlineData("cases/1/2/3/4")]
    public async Task A_strange_address_is_not_found(string path)
    {
        var reply = await host.As("dispatcher").GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (reply.Status, reply.Refusal));
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_know_is_told()
    {
        var reply = await host.As("dispatcher").SendAsync(HttpMethod.Delete, "cases/1", null);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "MethodUnsupported"), (reply.Status, reply.Refusal));
    }

    [Fact]
    public async Task A_bad_act_is_refused_by_name()
    {
        var dispatcher = host.As("dispatcher");
        var acts = $"cases/{await host.As("calltaker").RegisterAsync()}/acts";
        async Task<(HttpStatusCode, string?, string?)> Post(string body) => Told(await dispatcher.PostRawAsync(acts, body));

        Assert.Equal((HttpStatusCode.BadRequest, "FieldMissing", "act"), await Post("{}"));
        Assert.Equal((HttpStatusCode.BadRequest, "UnknownAct", "act"), await Post("""{"act":"explode","version":1}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "version"), await Post("""{"act":"dispatch","version":"1"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "version"), await Post("""{"act":"dispatch","version":1.5}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "InTheFuture", "at"), await Post("""{"act":"dispatch","version":1,"at":"2099-01-01T00:00:00Z"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldMissing", "unit"), await Post("""{"act":"dispatch","version":1}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "unit"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":5}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "unit"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":{"a":1}}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "CodeUnknown", "unit"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":"XX"}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "co"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":"PWDx","co":"PARK"}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "co"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":"PWDx","co":[["PARK"]]}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "note"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":"PWDx","note":"\ud83d"}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldUnknown", "hat"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":"PWDx","hat":"x"}}"""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "UnitAlreadyHandles", "unit"), await Post("""{"act":"dispatch","version":1,"fields":{"unit":"PWDx","co":["PWDx"]}}"""));
        Assert.Equal((HttpStatusCode.PreconditionRequired, "VersionMissing", "version"), await Post("""{"act":"dispatch","fields":{"unit":"PWDx"}}"""));
        Assert.Equal((HttpStatusCode.Conflict, "Stale", "version"), await Post("""{"act":"dispatch","version":7,"fields":{"unit":"PWDx"}}"""));
        Assert.Equal(1, (await dispatcher.GetAsync(acts))["version"].GetInt32());
    }

    [Theory]
    [InlineData(null), InlineData("Bearer"), InlineData("Bearer x"), InlineData("Bearer ld1.AAAA"), InlineData("Basic YTpi"), InlineData("Bearer ld1.###")]
    public async Task Without_a_good_token_nobody_comes_in(string? header)
    {
        foreach (var path in new[] { "cases", "units", "cases/1/acts" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/api/v1/" + path));
            if (header is not null) request.Headers.TryAddWithoutValidation("Authorization", header);

            using var response = await host.SendAsync(request);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Contains("NotSignedIn", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_of_somebody_unknown_or_run_out_or_changed_is_no_token()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.As("nobody").GetAsync("cases")).Status);
        var late = host.As("clerk");
        var start = host.Clock.Now;
        host.Clock.Now += TimeSpan.FromDays(91);
        try
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await late.GetAsync("cases")).Status);
        }
        finally
        {
            host.Clock.Now = start;
        }
        Assert.Equal(HttpStatusCode.OK, (await late.GetAsync("cases")).Status);
    }

    private static (HttpStatusCode, string?, string?) Told(ApiReply reply) => (reply.Status, reply.Refusal, reply.Field);

    private async Task<long> RowsAsync()
    {
        await using var connection = await host.Node.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<long>("select (select count(*) from events) + (select count(*) from acts) + (select count(*) from cases)");
    }
}
