using System.Net;
using AngleSharp.Dom;
using Liandong.Core;
using Liandong.Core.Units;
using Liandong.Tests.Api;
using Liandong.Work.Accounts;
using Liandong.Work.Verify;
using Liandong.Work.Views;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Somebody leaves: one act, and nothing that was his own falls between two chairs.</summary>
public sealed class LeaverTests(MinhangHost host) : OwnTables(host)
{
    private Staff Staff => Host.Node.City.Now.Staff;

    [Fact]
    public async Task A_leaving_to_come_is_withdrawn_and_all_stands_as_before_but_not_by_oneself_and_not_when_it_is_over()
    {
        using var system = await Visitor.InAsync(Host, "sysadmin", "zh");
        var file = (await Liandong.Work.Cities.CityVersions.FilesAsync(Host.Node.Source, null, Cancel))!.Files["people.csv"];
        var page = await system.SendAsync((await system.GetAsync("/admin/people/clerk6/leave")).Form("form.leave-form"), ("when", "day"), ("day", "2026-06-30"), ("reason", "借调半年"));
        Assert.True(page.Page.QuerySelector(".withdraw form") is not null, page.Words);
        var form = page.Form(".withdraw form");
        Assert.NotEqual(file, (await Liandong.Work.Cities.CityVersions.FilesAsync(Host.Node.Source, null, Cancel))!.Files["people.csv"]);
        var back = await system.SendAsync(form, ("reason", "借调取消了"));
        Assert.Equal("/admin/people/clerk6", back.At.AbsolutePath);
        Assert.Equal("/admin/people/clerk6", (await system.SendAsync(form, ("reason", "借调取消了"))).At.AbsolutePath);

        Assert.Equal(file, (await Liandong.Work.Cities.CityVersions.FilesAsync(Host.Node.Source, null, Cancel))!.Files["people.csv"]);
        Assert.Null(await Departures.OfAsync(Host.Node.Source, new PersonId("clerk6"), Cancel));
        Assert.Null((await system.GetAsync("/admin/people/clerk6/leave")).Page.QuerySelector(".withdraw"));
    }

    [Fact]
    public async Task All_that_was_his_own_moves_in_one_act_and_his_session_is_gone()
    {
        var (mine, spoken) = (await HeldAsync("clerk2", "T101"), await HeldAsync("clerk2", "T101"));
        await ActAsync("clerk2", spoken, "first-contact", ("note", "已与反映人通话"));
        await SavedViews.SaveAsync(Host.Node.Source, new PersonId("clerk2"), new SavedView(Guid.NewGuid(), "我的件", "view=mine"), Host.Clock.Now, Cancel);
        using var leaver = await Visitor.InAsync(Host, "clerk2", "zh");
        using var system = await Visitor.InAsync(Host, "sysadmin", "zh");

        var before = await system.GetAsync("/admin/people/clerk2/leave");
        Assert.All([mine, spoken], n => Assert.NotNull(before.Page.QuerySelector($"a[href='/cases/{n}']")));
        Assert.Contains("自存视图", before.Words, StringComparison.Ordinal);
        var after = await system.SendAsync(before.Form("form.leave-form"), ("successor", "t101-clerk-b"), ("post", "T101.clerk"), ("reason", "调往区局"));

        Assert.Equal("/admin/people/clerk2/leave", after.At.AbsolutePath);
        Assert.True(after.Words.Contains("交接完毕", StringComparison.Ordinal), after.Text(".note") + after.Text(".left") + after.Text(".cols"));
        Assert.Contains("许蔚川", after.Text(".left"), StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await leaver.GetAsync("/cases")).At.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Host.As("clerk2").GetAsync("cases")).Status);
        foreach (var number in new[] { mine, spoken })
        {
            var state = await StateAsync(number);
            Assert.Equal(("t101-clerk-b", "t101-clerk-b", "t101-clerk-b"), (state.StepPerson?.Value, state.Lead?.Person?.Value, state.Contact?.Value));
        }
        Assert.Equal("我的件", Assert.Single(await SavedViews.ReadAsync(Host.Node.Source, new PersonId("t101-clerk-b"), Cancel)).Name);
        Assert.Equal(["t101-clerk-b"], Staff.HoldersOf("T101.clerk", new DateOnly(2026, 5, 12)).Select(p => p.Value));
        Assert.Equal("A", Assert.Single(Staff.HeldBy(new PersonId("t101-clerk-b"))).Rank);
        using var audit = await Visitor.InAsync(Host, "auditadmin", "zh");
        Assert.Contains("调往区局", (await audit.GetAsync("/admin/people-log?deed=leave")).Words, StringComparison.Ordinal);
        Assert.True((await VerifyLedger.RunAsync(Host.Node, full: true, _ => { }, Cancel)).IsClean);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_leaving_and_no_post_is_left_empty()
    {
        using var system = await Visitor.InAsync(Host, "sysadmin", "zh");
        var form = (await system.GetAsync("/admin/people/t102-duty-b/leave")).Form("form.leave-form");
        Assert.Equal(HttpStatusCode.OK, (await system.SendAsync(form, ("reason", "辞职离开"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await system.SendAsync(form, ("reason", "辞职离开"))).Status);

        var alone = await system.GetAsync("/admin/people/t102-duty/leave");
        Assert.Contains("此岗再无别人", alone.Words, StringComparison.Ordinal);
        var refused = await system.SendAsync(alone.Form("form.leave-form"), ("reason", "退休离岗"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("七宝镇 值班人员", refused.Text(".refusal"), StringComparison.Ordinal);
        Assert.Equal("退休离岗", refused.Page.QuerySelector("#reason")!.GetAttribute("value"));
        Assert.NotEmpty(Staff.HoldersOf("T102.duty", new DateOnly(2026, 5, 12)));
        var done = await system.SendAsync(refused.Form("form.leave-form"), ("reason", "退休离岗"), ("successor", "clerk4"), ("post", "T102.duty"));
        Assert.Contains("交接完毕", done.Words, StringComparison.Ordinal);
        Assert.Equal(["clerk4"], Staff.HoldersOf("T102.duty", new DateOnly(2026, 5, 12)).Select(p => p.Value));
    }

    [Fact]
    public async Task A_slip_is_refused_in_the_words_of_the_check_and_the_deputy_answers_during_leave()
    {
        using var system = await Visitor.InAsync(Host, "sysadmin", "zh");
        var form = (await system.GetAsync("/admin/people/clerk7")).Form("form:has([value=leave])");
        var wrong = await system.SendAsync(form, ("from", "2026-05-14"), ("to", "2026-05-13"), ("reason", "年休假期"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("leave_to 早于 leave_from", wrong.Words, StringComparison.Ordinal);
        var done = await system.SendAsync(wrong.Form("form:has([value=leave])"), ("from", "2026-05-12"), ("to", "2026-05-13"), ("reason", "年休假期"));
        Assert.Contains("请假中", done.Words, StringComparison.Ordinal);
        Assert.NotEqual("clerk7", Staff.Holder(new UnitCode("T101-housing"), Roles.Clerk, new DateOnly(2026, 5, 12))?.Value);
        Assert.Equal("clerk7", Staff.Holder(new UnitCode("T101-housing"), Roles.Clerk, new DateOnly(2026, 5, 14))?.Value);
    }

    [Fact]
    public async Task A_units_own_administrator_gives_posts_of_his_unit_only()
    {
        using var unit = await Visitor.InAsync(Host, "unitadmin", "zh");
        var form = (await unit.GetAsync("/admin/people/liaison")).Form("form:has([value=add])");
        Assert.Equal(HttpStatusCode.NotFound, (await unit.SendAsync(form, ("post", "D01.system-administrator"), ("reason", "兼任一下"))).Status);
        Assert.Contains("任职已变更", (await unit.SendAsync(form, ("post", "T101.duty"), ("rank", "B"), ("reason", "轮值需要"))).Words, StringComparison.Ordinal);
        Assert.Contains(Staff.HeldBy(new PersonId("liaison")), h => h is { Post: "T101.duty", Rank: "B" });
        using var security = await Visitor.InAsync(Host, "secadmin", "zh");
        Assert.Equal(HttpStatusCode.Forbidden, (await security.GetAsync("/admin/people/liaison/leave")).Status);
        using var system = await Visitor.InAsync(Host, "sysadmin", "zh");
        Assert.Equal(HttpStatusCode.NotFound, (await system.GetAsync("/admin/people/sysadmin/leave")).Status);
    }
}
