using System.Net;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>What no clerk would type: pages answer it, and never with a fault of their own.</summary>
public sealed class OddInputTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/cases?q=%00ab")]
    [InlineData("/cases?class=%00&unit=%00x&area=%00y&channel=%00z&state=9&light=7&sort=none")]
    [InlineData("/cases?q=%ED%A0%80%25_%27--&view=nobody")]
    [InlineData("/cases?from=0001-01-01&to=9999-12-31")]
    [InlineData("/cases?after=%00&view=open")]
    [InlineData("/cases/%00")]
    [InlineData("/cases/201111070000000?done=%00")]
    [InlineData("/files/nothing")]
    [InlineData("/imports/nothing/refused")]
    [InlineData("/me/code?half=nothing")]
    public async Task An_odd_address_is_answered(string path)
    {
        using var administrator = await Visitor.InAsync(host, "administrator");
        Assert.InRange((int)(await administrator.GetAsync(path)).Status, 200, 499);
    }

    [Theory]
    [InlineData("class", "no such class", "class")]
    [InlineData("place.lon", "NaN", "place")]
    [InlineData("place.lat", "123", "place")]
    [InlineData("title", "a\0b", "title")]
    [InlineData("channel", "\0", "channel")]
    [InlineData("secrecy", "7", "secrecy")]
    [InlineData("phone", "\0", "phone")]
    public async Task A_registration_that_cannot_be_is_refused_at_its_field(string name, string value, string field)
    {
        using var taker = await Visitor.InAsync(host, "calltaker");
        var form = (await taker.GetAsync("/cases/new")).Form("#register");
        (string, string)[] values = [("class", "pothole"), ("place.lon", "-71.07"), ("place.lat", "42.36"), ("area", "beacon-hill")];
        var answer = await taker.SendAsync(form, [.. values.Where(v => v.Item1 != name), (name, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector($".wrong [name='{field}']"));
    }

    [Fact]
    public async Task A_point_without_a_neighbourhood_is_asked_for_it_and_the_callers_number_is_asked_out_of_the_words()
    {
        using var taker = await Visitor.InAsync(host, "calltaker");
        var form = (await taker.GetAsync("/cases/new")).Form("#register");
        var asked = await taker.SendAsync(form, ("class", "pothole"), ("place.lon", "-71.07"), ("place.lat", "42.36"));
        Assert.NotNull(asked.Page.QuerySelector(".wrong select[name=area]"));
        var named = await taker.SendAsync(asked.Form("#register"), ("area", "beacon-hill"), ("phone", "617-555-0142"), ("description", "Ring 617 555 0142 first."));
        Assert.NotNull(named.Page.QuerySelector(".wrong textarea[name=description]"));
        var kept = await taker.SendAsync(named.Form("#register"), ("named", "true"));
        Assert.Equal(HttpStatusCode.OK, kept.Status);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_refused_at_its_field_and_the_words_stay()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        await dispatcher.SendAsync((await dispatcher.GetAsync("/cases/" + number)).Act("dispatch"), ("dispatch.unit", "PWDx"));
        using var clerk = await Visitor.InAsync(host, "clerk");
        var page = await clerk.SendAsync((await clerk.GetAsync("/cases/" + number)).Act("accept"));
        var refused = await clerk.SendAsync(page.Act("progress"), [("progress.photos", "MZ not a picture"u8.ToArray())], ("progress.note", "On the way there."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Page.QuerySelector(".wrong input[name='progress.photos']"));
        Assert.Contains("On the way there.", refused.Act("progress").TextContent, StringComparison.Ordinal);
    }
}
