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
        Assert.Equal("2011-11-07T15:00:00Z", read["openedAt"].GetString());
        Assert.DoesNotContain("617", read.Body.ToString(), StringComparison.Ordinal);
    }
}
