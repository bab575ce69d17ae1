using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Finding the work: views, filters, pages, search.</summary>
public sealed class QueueTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_desk_begins_with_the_step_that_waits_for_it()
    {
        var number = await host.As("calltaker").RegisterAsync();
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var queue = await dispatcher.GetAsync("/cases");
        Assert.Contains("Dispatch", queue.Text("h1"), StringComparison.Ordinal);
        var newest = queue.Page.QuerySelectorAll(".sorts a").Single(a => a.TextContent == "Newest").GetAttribute("href")!;
        Assert.Contains(number, Numbers(await dispatcher.GetAsync(newest)));
        Assert.NotEqual("0", queue.Text(".side [aria-current] .n"));
    }

    [Fact]
    public async Task Filters_are_addresses_and_each_goes_by_its_tag()
    {
        var hole = await host.As("calltaker").RegisterAsync("pothole");
        var lamp = await host.As("calltaker").RegisterAsync("street-light-outage");
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        var holes = await supervisor.GetAsync("/cases?view=open&class=pothole&sort=-openedAt");
        Assert.Contains(hole, Numbers(holes));
        Assert.DoesNotContain(lamp, Numbers(holes));
        var all = await supervisor.GetAsync(holes.Page.QuerySelector("a.tag-off")!.GetAttribute("href")!);
        Assert.Contains(lamp, Numbers(all));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_one_before_ended_and_no_case_comes_twice()
    {
        var calltaker = host.As("calltaker");
        for (var i = 0; i < 55; i++)
        {
            await calltaker.RegisterAsync("tree-emergency");
        }
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        var first = await supervisor.GetAsync("/cases?view=open&class=tree-emergency");
        var second = await supervisor.GetAsync(first.Page.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        var rows = Numbers(first).Concat(Numbers(second)).ToList();
        Assert.Equal(55, rows.Count);
        Assert.Equal(55, rows.Distinct().Count());
        Assert.NotNull(second.Page.QuerySelector(".pager a:not([rel])"));
    }

    [Fact]
    public async Task A_whole_number_in_the_find_box_opens_the_case_and_words_find_it_whatever_its_state()
    {
        var reply = await host.As("calltaker").PostAsync("cases", new { @class = "pothole", title = "Zebra crossing sunk" });
        var number = reply["number"].GetString()!;
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        Assert.Equal("/cases/" + number, (await supervisor.GetAsync("/cases?q=" + number)).At.AbsolutePath);
        Assert.Equal([number], Numbers(await supervisor.GetAsync("/cases?q=zebra")));
    }

    [Fact]
    public async Task The_rows_alone_come_as_a_fragment()
    {
        await host.As("calltaker").RegisterAsync();
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        var page = await supervisor.GetAsync("/cases?view=open");
        var url = page.Page.QuerySelector("tbody[data-rows]")!.GetAttribute("data-refetch")!;
        var rows = await supervisor.GetAsync(url);
        Assert.DoesNotContain("<html", rows.Page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("<tbody", rows.Page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_sees_its_own_work_and_a_department_that_of_its_sections()
    {
        var number = await host.As("calltaker").RegisterAsync("pothole");
        using (var dispatcher = await Visitor.InAsync(host, "dispatcher"))
        {
            await dispatcher.SendAsync((await dispatcher.GetAsync("/cases/" + number)).Act("dispatch"), ("dispatch.unit", "PWDx-1B"));
        }
        using var clerk = await Visitor.InAsync(host, "clerk");
        Assert.Contains(number, Numbers(await clerk.GetAsync("/cases?view=unit")));
        using var other = await Visitor.InAsync(host, "clerk2");
        Assert.DoesNotContain(number, Numbers(await other.GetAsync("/cases?view=unit")));
        Assert.DoesNotContain(number, Numbers(await other.GetAsync("/cases?unit=PWDx-1B")));
    }

    private static List<string> Numbers(Visit queue) => [.. queue.Page.QuerySelectorAll("tr[data-number]").Select(r => r.GetAttribute("data-number")!)];
}
