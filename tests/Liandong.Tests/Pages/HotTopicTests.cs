using System.Globalization;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A matter that comes more often than usual, wherever it lies.</summary>
public sealed class HotTopicTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task What_comes_more_often_than_the_days_before_is_a_hot_topic_and_opens_into_its_list()
    {
        host.Clock.Now = host.Clock.Now.AddDays(-14);
        await ComeAsync("street-light-outage", 4);
        await ComeAsync("catchbasin", 16);
        host.Clock.Now = host.Clock.Now.AddDays(14);
        await ComeAsync("street-light-outage", 15);
        await ComeAsync("catchbasin", 16);
        using var leader = await Visitor.InAsync(host, "supervisor");
        var board = await leader.GetAsync("/board");
        var topics = board.Page.QuerySelectorAll(".w-topics li");

        var topic = Assert.Single(topics);
        Assert.Contains("usually 4", topic.TextContent, StringComparison.Ordinal);
        var list = await leader.GetAsync(topic.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal("15", string.Concat(topic.QuerySelector("b")!.TextContent.Where(char.IsAsciiDigit)));
        Assert.Equal(15, int.Parse(list.Text(".views [aria-current] .n"), CultureInfo.InvariantCulture));
        Assert.Contains(topic.QuerySelector("span")!.FirstChild!.TextContent, list.Words, StringComparison.Ordinal);
    }

    private async Task ComeAsync(string @class, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await host.As("calltaker").RegisterAsync(@class);
        }
    }
}
