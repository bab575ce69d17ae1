using System.Net;
using System.Text.Json;
using Xunit;

namespace Liandong.Tests.Api;

public sealed class CaseApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly object Pothole = new
    {
        @class = "pothole", title = "Deep hole 坑", description = "Before number 12", place = new { lon = -71.06, lat = 42.35, address = "12 Beacon St" },
        area = "back-bay", channel = "call", reporter = new { name = "Ann", phone = "617-555-0100" }, nature = "help", urgency = "urgent",
    };

    [Fact]
    public async Task A_case_that_was_registered_is_read_back_word_for_word()
    {
        var registered = await host.As("calltaker").PostAsync("cases", Pothole);

        Assert.True(registered.Status == HttpStatusCode.Created, registered.ToString());
        var read = await host.As("dispatcher").GetAsync("cases/" + registered["number"].GetString());
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal(
            registered.Body.EnumerateObject().Where(m => m.Name != "duplicates").Select(m => m.ToString()),
            read.Body.EnumerateObject().Select(m => m.ToString()));
        Assert.Equal("Deep hole 坑", read["title"].GetString());
        Assert.Equal("open", read["state"].GetString());
        Assert.Equal("dispatch", read["step"].GetProperty("code").GetString());
        Assert.Equal(-71.06, read["place"].GetProperty("lon").GetDouble());
        Assert.EndsWith("Z", read["openedAt"].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("617", read.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_is_the_same_case_and_another_body_or_another_person_is_refused()
    {
        var key = Guid.NewGuid();
        var first = await host.As("calltaker").PostAsync("cases", Pothole, key);
        var again = await host.As("calltaker").PostAsync("cases", Pothole, key);

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(first["number"].GetString(), again["number"].GetString());
        Assert.Equal("Deep hole 坑", again["title"].GetString());
        Assert.Equal((HttpStatusCode.Conflict, "KeyReused"), Told(await host.As("calltaker").PostAsync("cases", new { @class = "pothole" }, key)));
        Assert.Equal((HttpStatusCode.Conflict, "KeyReused"), Told(await host.As("dispatcher").PostAsync("cases", Pothole, key)));
    }

    [Fact]
    public async Task A_case_nearby_of_the_same_class_is_named_with_its_distance()
    {
        var at = new { lon = -71.1001, lat = 42.3, address = (string?)null };
        var first = await host.As("calltaker").PostAsync("cases", new { @class = "pothole", title = "One", place = at, area = "boston" });
        var second = await host.As("calltaker").PostAsync("cases", new { @class = "pothole", place = at with { lat = 42.3009 }, area = "boston" });

        var near = Assert.Single(second["duplicates"].EnumerateArray());
        Assert.Equal((first["number"].GetString(), "One"), (near.GetProperty("number").GetString(), near.GetProperty("title").GetString()));
        Assert.Equal(100, near.GetProperty("distance").GetInt32());
    }

    [Fact]
    public async Task A_case_without_point_and_address_has_no_place_and_keeps_the_city_as_its_area()
    {
        var reply = await host.As("clerk").PostAsync("cases", new { @class = "pothole", place = new { address = " " } });

        Assert.Equal(JsonValueKind.Null, reply["place"].ValueKind);
        Assert.Equal("boston", Assert.Single(reply["areas"].EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal("api", reply["channel"].GetString());
        Assert.Equal(JsonValueKind.Null, (await host.As("clerk").PostAsync("cases", new { @class = "pothole", place = (string?)null }))["place"].ValueKind);
        var addressed = await host.As("clerk").PostAsync("cases", new { @class = "pothole", place = new { address = "1 City Hall Sq" } });
        Assert.Equal(JsonValueKind.Null, addressed["place"].GetProperty("lon").ValueKind);
    }

    [Fact]
    public async Task A_list_gives_each_row_once_in_its_order()
    {
        for (var i = 0; i < 5; i++)
        {
            await host.As("calltaker").RegisterAsync("abandoned-bicycle");
            host.Clock.Now += TimeSpan.FromMinutes(1);
        }
        foreach (var sort in new[] { "openedAt", "-openedAt", "number", "closedAt", "-closedAt", "due", "light" })
        {
            var (numbers, after) = (new List<string>(), "");
            do
            {
                var page = await host.As("dispatcher").GetAsync($"cases?class=abandoned-bicycle&state=open&limit=2&sort={sort}{after}");
                Assert.True(page.Status == HttpStatusCode.OK, page.ToString());
                numbers.AddRange(page["items"].EnumerateArray().Select(c => c.GetProperty("number").GetString()!));
                after = page["next"].GetString() is { } next ? "&after=" + next : "";
            }
            while (after.Length > 0);
            Assert.Equal(5, numbers.Distinct().Count());
            Assert.Equal(5, numbers.Count);
        }
        var first = (await host.As("dispatcher").GetAsync("cases?limit=1"))["next"].GetString();
        Assert.Equal(HttpStatusCode.BadRequest, (await host.As("dispatcher").GetAsync("cases?limit=1&sort=number&after=" + first)).Status);
        Assert.Equal(0, (await host.As("dispatcher").GetAsync("cases?class=abandoned-bicycle&to=2011-11-07")).Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Names_follow_the_language_and_the_entity_tag_answers_for_the_page()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        var english = await host.As("dispatcher").GetAsync("cases/" + number, "en-US,en;q=0.9");
        var chinese = await host.As("dispatcher").GetAsync("cases/" + number, "zh-CN");

        Assert.Equal("Request for Pothole Repair", english["class"].GetProperty("name").GetString());
        Assert.Equal("坑洞修补", chinese["class"].GetProperty("name").GetString());
        var tag = english.Http.Headers.ETag!.Tag;
        Assert.Equal(HttpStatusCode.NotModified, (await host.As("dispatcher").GetAsync("cases/" + number, "en", tag)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.As("dispatcher").GetAsync("cases/" + number, "zh", tag)).Status);
    }

    [Fact]
    public async Task Another_units_case_is_not_there()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        await DispatchAsync(number, "PWDx");

        Assert.Equal(HttpStatusCode.OK, (await host.As("clerk").GetAsync("cases/" + number)).Status);
        foreach (var path in new[] { "", "/acts", "/events" })
        {
            Assert.Equal((HttpStatusCode.NotFound, "NotFound"), Told(await host.As("clerk2").GetAsync("cases/" + number + path)));
        }
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), Told(await host.As("clerk2").PostAsync($"cases/{number}/acts", new { act = "accept", version = 2 })));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), Told(await host.As("clerk2").PostAsync($"cases/{number}/reporter", new { reason = "curious" })));
    }

    [Fact]
    public async Task A_stale_act_hears_who_was_faster_and_an_act_sent_twice_hears_that_it_was_done()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        var body = new { act = "dispatch", version = 1, fields = new { unit = "PWDx" } };
        var key = Guid.NewGuid();

        var done = await host.As("dispatcher").PostAsync($"cases/{number}/acts", body, key);
        var again = await host.As("dispatcher").PostAsync($"cases/{number}/acts", body, key);
        var stale = await host.As("dispatcher").PostAsync($"cases/{number}/acts", body);

        Assert.Equal((HttpStatusCode.OK, 2), (done.Status, done["version"].GetInt32()));
        Assert.Equal(done.Body.ToString(), again.Body.ToString());
        Assert.Equal((HttpStatusCode.Conflict, "Stale"), Told(stale));
        Assert.Equal("dispatch", stale["last"].GetProperty("act").GetString());
        Assert.Equal("dispatcher", stale["last"].GetProperty("person").GetProperty("id").GetString());
        Assert.Equal((HttpStatusCode.Conflict, "KeyReused"), Told(await host.As("dispatcher").PostAsync("cases", Pothole, key)));

        await host.As("clerk").PostAsync($"cases/{number}/acts", new { act = "return", version = 2, fields = new { reason = "not-ours", explanation = "Article 5 says so" } }, key = Guid.NewGuid());
        Assert.Equal(HttpStatusCode.NotFound, (await host.As("clerk").GetAsync("cases/" + number)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.As("clerk").PostAsync($"cases/{number}/acts", new { act = "return", version = 2, fields = new { reason = "not-ours", explanation = "Article 5 says so" } }, key)).Status);
    }

    [Fact]
    public async Task The_trace_tells_every_act_with_its_words_and_shows_hashes_to_administrators_only()
    {
        var number = (await host.As("calltaker").PostAsync("cases", Pothole))["number"].GetString()!;
        await DispatchAsync(number, "PWDx");

        var trace = await host.As("dispatcher").GetAsync($"cases/{number}/events?limit=1");
        var rest = await host.As("administrator").GetAsync($"cases/{number}/events?after={trace["next"].GetString()}&limit=1");

        var opened = Assert.Single(trace["items"].EnumerateArray());
        Assert.Equal(("register", "calltaker", "Deep hole 坑"),
            (opened.GetProperty("act").GetString(), opened.GetProperty("person").GetProperty("id").GetString(), opened.GetProperty("texts").GetProperty("title").GetString()));
        Assert.False(opened.TryGetProperty("hash", out _));
        var dispatched = Assert.Single(rest["items"].EnumerateArray());
        Assert.Equal("PWDx", dispatched.GetProperty("fields").GetProperty("unit").GetString());
        Assert.Contains("HandlingChanged", dispatched.GetProperty("events").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(64, dispatched.GetProperty("hash").GetString()!.Length);
        Assert.Equal(JsonValueKind.Null, rest["next"].ValueKind);
    }

    [Fact]
    public async Task A_caller_is_shown_for_a_reason_that_stays_in_the_trace()
    {
        var number = (await host.As("calltaker").PostAsync("cases", Pothole))["number"].GetString()!;

        Assert.Equal((HttpStatusCode.BadRequest, "FieldMissing"), Told(await host.As("calltaker").PostAsync($"cases/{number}/reporter", new { })));
        Assert.Equal((HttpStatusCode.Forbidden, "NotYourRole"), Told(await host.As("administrator").PostAsync($"cases/{number}/reporter", new { reason = "just looking" })));
        var shown = await host.As("callback").PostAsync($"cases/{number}/reporter", new { reason = "Calling back" });

        Assert.Equal(("Ann", "617-555-0100"), (shown["items"][0].GetProperty("name").GetString(), shown["items"][0].GetProperty("phone").GetString()));
        var trace = (await host.As("supervisor").GetAsync($"cases/{number}/events"))["items"].EnumerateArray().Last();
        Assert.Equal(("show-reporter", "Calling back"), (trace.GetProperty("act").GetString(), trace.GetProperty("texts").GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_strictly_secret_caller_is_never_shown_to_those_who_handle()
    {
        var open = (await host.As("dispatcher").PostAsync("cases", new { @class = "pothole", reporter = new { name = "X" } }))["number"].GetString()!;
        await DispatchAsync(open, "PWDx");
        Assert.Equal(HttpStatusCode.OK, (await host.As("clerk").PostAsync($"cases/{open}/reporter", new { reason = "First contact" })).Status);

        var strict = (await host.As("dispatcher").PostAsync("cases", new { @class = "pothole", reporter = new { name = "X" }, fields = new { secrecy = 2 } }))["number"].GetString()!;
        await DispatchAsync(strict, "PWDx");
        Assert.Equal(HttpStatusCode.OK, (await host.As("clerk").PostAsync($"cases/{strict}/acts", new { act = "accept", version = 2 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.As("clerk2").GetAsync("cases/" + strict)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("clerk").PostAsync($"cases/{strict}/reporter", new { reason = "First contact" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("head").PostAsync($"cases/{strict}/reporter", new { reason = "First contact" })).Status);
    }

    [Theory]
    [InlineData("title", "Ann Woodbridge says it is loud", null)]
    [InlineData("description", null, "call me on 617 555 0134, said she")]
    public async Task The_words_of_a_strictly_secret_case_may_not_name_its_caller(string field, string? title, string? description)
    {
        var reporter = new { name = "Ann Woodbridge", phone = "617-555-0134" };
        Task<ApiReply> RegisterAsync(int secrecy) => host.As("dispatcher").PostAsync("cases", new { @class = "pothole", title, description, reporter, fields = new { secrecy } });

        var refused = await RegisterAsync(2);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CallerInWords", field), (refused.Status, refused.Refusal, refused.Field));
        Assert.Equal(HttpStatusCode.Created, (await RegisterAsync(1)).Status);
    }

    [Theory]
    [InlineData("areas"), InlineData("units"), InlineData("classes")]
    public async Task Registers_come_whole_page_by_page(string register)
    {
        var whole = (await host.As("clerk").GetAsync(register))["items"].EnumerateArray().Select(i => i.GetProperty("code").GetString()).ToList();
        var (paged, after) = (new List<string?>(), "");
        do
        {
            var page = await host.As("clerk").GetAsync($"{register}?limit=50{after}");
            paged.AddRange(page["items"].EnumerateArray().Select(i => i.GetProperty("code").GetString()));
            after = page["next"].GetString() is { } next ? "&after=" + next : "";
        }
        while (after.Length > 0);

        Assert.True(whole.Count > 40);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task The_description_names_every_route_and_every_refusal()
    {
        using var response = await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/openapi/v1.json")));
        var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(Liandong.Web.RouteTable.All.Where(l => l.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal)).Select(l => l.Pattern).Distinct().Count(), document.GetProperty("paths").EnumerateObject().Count());
        Assert.Equal(422, document.GetProperty("x-refusals").GetProperty("PhotoMissing").GetInt32());
        Assert.True(document.GetProperty("paths").GetProperty("/api/v1/cases").GetProperty("post").TryGetProperty("requestBody", out _));
    }

    private async Task DispatchAsync(string number, string unit)
    {
        var reply = await host.As("dispatcher").PostAsync($"cases/{number}/acts", new { act = "dispatch", version = 1, fields = new { unit } });
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
    }

    private static (HttpStatusCode, string?) Told(ApiReply reply) => (reply.Status, reply.Refusal);
}
