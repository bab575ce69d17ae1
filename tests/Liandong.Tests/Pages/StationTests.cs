using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Liandong.Tests.Api;
using Liandong.Tests.Files;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A committee's station: handle first, report what is beyond one's power.</summary>
public sealed class StationTests(StationTests.Committee committee) : IClassFixture<StationTests.Committee>
{
    private MinhangHost Host => committee.Host;

    [Fact]
    public async Task What_was_put_right_on_the_spot_is_entered_with_two_photos_in_one_go()
    {
        using var secretary = await Visitor.InAsync(Host, "secretary", "zh");
        var station = await secretary.GetAsync("/station");
        Assert.Contains("当场处置", station.Text(".st-ways [aria-current]"), StringComparison.Ordinal);

        var done = await secretary.SendAsync(station.Form(".st-form form"), [("register.before", Pictures.Png), ("register.photos", Pictures.Png)],
            ("class", "M06-010"), ("place", "3号楼二楼"), ("register.minutes", "20"), ("register.done", "楼道堆物，已会同物业清走"));

        Assert.Equal("/station", done.At.AbsolutePath);
        Assert.Contains("已登记", done.Text(".note-brand"), StringComparison.Ordinal);
        var entered = await secretary.GetAsync(done.Page.QuerySelector("[role=status] a")!.GetAttribute("href")!);
        Assert.Contains("莘和第三居委会", entered.Words, StringComparison.Ordinal);
        Assert.Contains("楼道堆物，已会同物业清走", entered.Words, StringComparison.Ordinal);
        Assert.Contains("3号楼二楼", done.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_press_enters_nothing_new()
    {
        using var member = await Visitor.InAsync(Host, "member", "zh");
        var form = (await member.GetAsync("/station")).Form(".st-form form");
        (string, string)[] values = [("class", "M06-010"), ("register.minutes", "15"), ("register.done", "劝离并清理完毕")];

        var (first, second) = (await member.SendAsync(form, values), await member.SendAsync(form, values));

        Assert.Equal(first.Page.QuerySelector("[role=status] a")!.GetAttribute("href"), second.Page.QuerySelector("[role=status] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task What_is_beyond_its_power_goes_up_and_nothing_is_presumed_of_what_was_tried()
    {
        using var secretary = await Visitor.InAsync(Host, "secretary", "zh");
        var form = (await secretary.GetAsync("/station?procedure=grid-case")).Form(".st-form form");
        Assert.False(form.QuerySelector("[name='register.dissuaded']")!.HasAttribute("checked"));

        var done = await secretary.SendAsync(form, [("register.before", Pictures.Png)], ("class", "S0402"), ("description", "菜场门口六个摊位占道，劝了不走"), ("register.dissuaded", "true"));

        var entered = await secretary.GetAsync(done.Page.QuerySelector("[role=status] a")!.GetAttribute("href")!);
        Assert.Contains("立案", entered.Words, StringComparison.Ordinal);
        Assert.Contains("菜场门口六个摊位占道", entered.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_entered_is_counted_by_kind_of_work_without_anybody_typing_it_and_each_count_opens_into_its_list()
    {
        using var secretary = await Visitor.InAsync(Host, "secretary", "zh");
        await What_was_put_right_on_the_spot_is_entered_with_two_photos_in_one_go();
        await What_is_beyond_its_power_goes_up_and_nothing_is_presumed_of_what_was_tried();
        var station = await secretary.GetAsync("/station");
        var kinds = station.Page.QuerySelectorAll(".st-duties th[scope=row]");
        Assert.Equal(13, kinds.Length);
        foreach (var name in new[] { "清理垃圾和堆物", "超出能力的上报" })
        {
            foreach (var count in kinds.Single(k => k.TextContent == name).ParentElement!.QuerySelectorAll("a"))
            {
                var list = await secretary.GetAsync(count.GetAttribute("href")!);
                Assert.Equal(int.Parse(count.TextContent, CultureInfo.InvariantCulture), list.Page.QuerySelectorAll("tr[data-number]").Length);
                Assert.Contains(name, string.Join(' ', list.Page.QuerySelectorAll(".tag-off").Select(t => t.TextContent)), StringComparison.Ordinal);
            }
        }
        Assert.Equal("0", kinds.Single(k => k.TextContent == "劝阻占道和跨门经营").ParentElement!.QuerySelector("td")!.TextContent);
    }

    [Fact]
    public async Task What_is_not_on_the_committees_list_is_refused_by_name_and_no_word_is_lost()
    {
        using var secretary = await Visitor.InAsync(Host, "secretary", "zh");
        var form = (await secretary.GetAsync("/station")).Form(".st-form form");

        var refused = await secretary.SendAsync(form, ("class", "S0601"), ("place", "水清路菜场"), ("register.minutes", "20"), ("register.done", "已劝导并退费"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("已劝导并退费", refused.Form(".st-form form").TextContent, StringComparison.Ordinal);
        Assert.Equal("水清路菜场", refused.Page.QuerySelector("[name=place]")!.GetAttribute("value"));
        Assert.NotEmpty(refused.Page.QuerySelectorAll(".note, .why"));
    }

    [Fact]
    public async Task A_station_knows_its_ground_its_neighbours_and_what_it_entered()
    {
        using var secretary = await Visitor.InAsync(Host, "secretary", "zh");
        await What_was_put_right_on_the_spot_is_entered_with_two_photos_in_one_go();
        var station = await secretary.GetAsync("/station");
        Assert.Contains("莘和第三居委会", station.Text("#ground .st-rows"), StringComparison.Ordinal);
        Assert.True(station.Page.QuerySelectorAll("#ground ul:last-of-type li a[href^='tel:']").Length >= 3);
        foreach (var figure in station.Page.QuerySelectorAll(".st-month a"))
        {
            var list = await secretary.GetAsync(figure.GetAttribute("href")!);
            Assert.Equal(int.Parse(figure.TextContent, CultureInfo.InvariantCulture), list.Page.QuerySelectorAll("tr[data-number]").Length);
        }
    }

    [Fact]
    public async Task A_clerk_of_a_department_has_no_station()
    {
        using var clerk = await Visitor.InAsync(Host, "clerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/station")).Status);
    }

    /// <summary>Minhang on a Tuesday in spring.</summary>
    public sealed class Committee(Postgres.TestServer server) : IAsyncLifetime
    {
        public MinhangHost Host { get; } = new(server);

        public async ValueTask InitializeAsync()
        {
            await Host.InitializeAsync();
            Host.Clock.Now = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
