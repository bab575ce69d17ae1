using System.Net;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Columns of one's choice, and views of one's own.</summary>
public sealed class ViewTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_queue_shows_the_columns_that_its_address_names()
    {
        await host.As("calltaker").RegisterAsync("pothole");
        using var supervisor = await Visitor.InAsync(host, "supervisor");

        var page = await supervisor.GetAsync("/cases?view=open&column=number&column=opened&column=nature");

        Assert.Equal(["Most urgent clock", "Number", "Matter", "Received", "Nature"], page.Page.QuerySelectorAll(".queue thead th:not(.pick)").Select(h => h.TextContent.Trim()));
        Assert.All(page.Page.QuerySelectorAll("tr[data-number]"), r => Assert.Equal(6, r.Children.Length));
        // The order goes on with them, and so does the next page.
        Assert.All(page.Page.QuerySelectorAll(".sorts a"), a => Assert.Contains("columns=number.opened.nature", a.GetAttribute("href")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_is_kept_under_a_name_and_stands_at_the_side_with_its_count()
    {
        var hole = await host.As("calltaker").RegisterAsync("rodent-activity");
        using var supervisor = await Visitor.InAsync(host, "supervisor", "zh");
        var found = await supervisor.GetAsync("/cases?view=open&class=rodent-activity&columns=number.place&after=&nonsense=1");
        var form = found.Form("form[action='/cases/views']");

        var kept = await supervisor.SendAsync(form, ("name", "老鼠"));
        await supervisor.SendAsync(form, ("name", "老鼠"));

        Assert.Equal("?view=open&class=rodent-activity&columns=number.place", kept.At.Query);
        var link = Assert.Single(kept.Page.QuerySelectorAll(".side a"), a => a.TextContent.Contains("老鼠", StringComparison.Ordinal));
        Assert.Equal("page", link.GetAttribute("aria-current"));
        Assert.Equal("Digit1", link.GetAttribute("data-key"));
        Assert.Equal("1", link.QuerySelector(".n")!.TextContent);
        Assert.Equal([hole], kept.Page.QuerySelectorAll("tr[data-number]").Select(r => r.GetAttribute("data-number")));

        using var other = await Visitor.InAsync(host, "dispatcher", "zh");
        Assert.DoesNotContain("老鼠", (await other.GetAsync("/cases")).Words, StringComparison.Ordinal);

        var list = await supervisor.GetAsync("/cases/views");
        var renamed = await supervisor.SendAsync(list.Form(".own-views form"), ("name", "鼠患"));
        Assert.Contains("鼠患", renamed.Text(".side"), StringComparison.Ordinal);
        var gone = await supervisor.SendAsync(list.Form(".own-views form + form"), ("remove", "true"));
        Assert.DoesNotContain("鼠患", gone.Text(".side"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_without_a_name_or_one_too_many_is_refused()
    {
        using var clerk = await Visitor.InAsync(host, "clerk");
        var form = (await clerk.GetAsync("/cases?sort=-openedAt&view=unit")).Form("form[action='/cases/views']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.SendAsync(form, ("name", "  "))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.SendAsync(form, ("name", new string('x', 41)))).Status);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await clerk.SendAsync(form, ("id", Guid.NewGuid().ToString()), ("name", $"View {i}"))).Status);
        }
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.SendAsync(form, ("id", Guid.NewGuid().ToString()), ("name", "One more"))).Status);
    }
}
