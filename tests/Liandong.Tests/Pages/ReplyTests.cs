using System.Net;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Text blocks of one's own and of one's unit, and who saw a caller.</summary>
public sealed class ReplyTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_block_of_a_unit_is_offered_to_all_who_work_there_and_ones_own_to_nobody_else()
    {
        using var clerk = await Visitor.InAsync(host, "clerk");
        var form = (await clerk.GetAsync("/me/blocks")).Form("form[data-draft=blocks]");
        await clerk.SendAsync(form, ("name", "Guarded"), ("body", "A crew stands there from six to half past eight."), ("unit", "PWDx"));
        await clerk.SendAsync(form, ("name", "Guarded"), ("body", "A crew stands there from six to half past eight."), ("unit", "PWDx"));
        await clerk.SendAsync(form, ("id", Guid.NewGuid().ToString()), ("name", "Mine"), ("body", "As I always say."));
        Assert.Equal(2, (await clerk.GetAsync("/me/blocks")).Page.QuerySelectorAll("details.block").Length);

        var number = await host.As("calltaker").RegisterAsync("pothole");
        await host.As("dispatcher").PostAsync($"cases/{number}/acts", new { act = "dispatch", version = 1, fields = new { unit = "PWDx" } });
        await clerk.SendAsync((await clerk.GetAsync("/cases/" + number)).Act("accept"));
        var page = await clerk.GetAsync("/cases/" + number);
        Assert.Equal(["As I always say.", "A crew stands there from six to half past eight."], page.Page.QuerySelectorAll("#text-blocks option[value]:not([value=''])").Select(o => o.GetAttribute("value")!));

        using var other = await Visitor.InAsync(host, "clerk2");
        Assert.Equal(0, (await other.GetAsync("/me/blocks")).Page.QuerySelectorAll("details.block").Length);
        var theirs = (await clerk.GetAsync("/me/blocks")).Page.QuerySelector("details.block [name=id]")!.GetAttribute("value")!;
        var own = (await other.GetAsync("/me/blocks")).Form("form[data-draft=blocks]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.SendAsync(own, ("id", theirs), ("name", "Taken"), ("body", "Over."))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.SendAsync(own, ("name", "Theirs"), ("body", "For them."), ("unit", "PWDx"))).Status);
    }

    [Fact]
    public async Task Who_saw_a_caller_is_told_to_those_who_watch_over_it()
    {
        var number = (await host.As("calltaker").PostAsync("cases", new { @class = "pothole", title = "Hole", reporter = new { name = "Mary Quiller", phone = "617-555-0142" } }))["number"].GetString()!;
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        var page = await supervisor.GetAsync("/cases/" + number);
        Assert.Contains("Nobody has looked", (await supervisor.GetAsync($"/cases/{number}/readers")).Words, StringComparison.Ordinal);
        await supervisor.SendAsync(page.Form("form[action$='/reporter']"), ("reason", "She asked to be rung back"));

        var readers = await supervisor.GetAsync(page.Page.QuerySelector("a[href$='/readers']")!.GetAttribute("href")!);

        Assert.Single(readers.Page.QuerySelectorAll("tbody tr"));
        Assert.Contains("She asked to be rung back", readers.Text("tbody tr"), StringComparison.Ordinal);
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        Assert.Equal(HttpStatusCode.Forbidden, (await dispatcher.GetAsync($"/cases/{number}/readers")).Status);
        Assert.Null((await dispatcher.GetAsync("/cases/" + number)).Page.QuerySelector("a[href$='/readers']"));
    }
}
