using System.Net;
using AngleSharp.Dom;
using Liandong.Core;
using Liandong.Core.Units;
using Liandong.Tests.Api;
using Liandong.Work.Accounts;
using Liandong.Work.Cases;
using Liandong.Work.Clockwork;
using Liandong.Work.Verify;
using Liandong.Work.Views;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Somebody leaves: one act, and nothing that was his own falls between two chairs.</summary>
public sealed class LeaverTests : IClassFixture<MinhangHost>
{
    private const string Grid = "310112101032001";
    private readonly MinhangHost _host;

    public LeaverTests(MinhangHost host)
    {
        _host = host;
        _host.Clock.Now = new DateTimeOffset(2026, 5, 12, 1, 0, 0, TimeSpan.Zero);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Staff Staff => _host.Node.City.Now.Staff;

    [Fact]
    public async Task All_that_was_his_own_moves_in_one_act_and_his_session_is_gone()
    {
        var (mine, spoken) = (await HeldAsync("clerk2", "T101"), await HeldAsync("clerk2", "T101"));
        await ActAsync("clerk2", spoken, "first-contact", ("note", "已与反映人通话"));
        await SavedViews.SaveAsync(_host.Node.Source, new PersonId("clerk2"), new SavedView(Guid.NewGuid(), "我的件", "view=mine"), _host.Clock.Now, Cancel);
        using var leaver = await Visitor.InAsync(_host, "clerk2", "zh");
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");

        var before = await system.GetAsync("/admin/people/clerk2/leave");
        Assert.All([mine, spoken], n => Assert.NotNull(before.Page.QuerySelector($"a[href='/cases/{n}']")));
        Assert.Contains("自存视图", before.Words, StringComparison.Ordinal);
        var after = await system.SendAsync(before.Form("form.leave-form"), ("successor", "t101-clerk-b"), ("post", "T101.clerk"), ("reason", "调往区局"));

        Assert.Equal("/admin/people/clerk2/leave", after.At.AbsolutePath);
        Assert.True(after.Words.Contains("交接完毕", StringComparison.Ordinal), after.Text(".note") + after.Text(".left") + after.Text(".cols"));
        Assert.Contains("许蔚川", after.Text(".left"), StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await leaver.GetAsync("/cases")).At.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.As("clerk2").GetAsync("cases")).Status);
        foreach (var number in new[] { mine, spoken })
        {
            var state = await StateAsync(number);
            Assert.Equal(("t101-clerk-b", "t101-clerk-b", "t101-clerk-b"), (state.StepPerson?.Value, state.Lead?.Person?.Value, state.Contact?.Value));
        }
        Assert.Equal("我的件", Assert.Single(await SavedViews.ReadAsync(_host.Node.Source, new PersonId("t101-clerk-b"), Cancel)).Name);
        Assert.Equal(["t101-clerk-b"], Staff.HoldersOf("T101.clerk", new DateOnly(2026, 5, 12)).Select(p => p.Value));
        Assert.Equal("A", Assert.Single(Staff.HeldBy(new PersonId("t101-clerk-b"))).Rank);
        using var audit = await Visitor.InAsync(_host, "auditadmin", "zh");
        Assert.Contains("调往区局", (await audit.GetAsync("/admin/people-log?deed=leave")).Words, StringComparison.Ordinal);
        Assert.True((await VerifyLedger.RunAsync(_host.Node, full: true, _ => { }, Cancel)).IsClean);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_leaving_and_no_post_is_left_empty()
    {
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
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
    public async Task Who_leaves_on_a_day_works_until_its_end_and_the_clockwork_does_the_rest()
    {
        var number = await HeldAsync("clerk6", "D17", "S0409");
        using var leaver = await Visitor.InAsync(_host, "clerk6", "zh");
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
        var form = (await system.GetAsync("/admin/people/clerk6/leave")).Form("form.leave-form");
        var said = await system.SendAsync(form, ("when", "day"), ("day", "2026-05-14"), ("reason", "退休离岗"));
        Assert.Contains("将于 2026-05-14 下班后离岗", said.Words, StringComparison.Ordinal);
        Assert.Equal("/cases", (await leaver.GetAsync("/cases")).At.AbsolutePath);
        Assert.Equal("clerk6", (await StateAsync(number)).StepPerson?.Value);

        _host.Clock.Now = new DateTimeOffset(2026, 5, 14, 16, 1, 0, TimeSpan.Zero);
        await new ClockTower(_host.Node).TickAsync(_host.Clock.Now, Cancel);

        Assert.Equal("d17-clerk-b", (await StateAsync(number)).StepPerson?.Value);
        Assert.Equal("/sign-in", (await leaver.GetAsync("/cases")).At.AbsolutePath);
        using var later = await Visitor.InAsync(_host, "sysadmin", "zh");
        Assert.Contains("交接完毕", (await later.GetAsync("/admin/people/clerk6/leave")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_is_refused_in_the_words_of_the_check_and_the_deputy_answers_during_leave()
    {
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
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
        using var unit = await Visitor.InAsync(_host, "unitadmin", "zh");
        var form = (await unit.GetAsync("/admin/people/liaison")).Form("form:has([value=add])");
        Assert.Equal(HttpStatusCode.NotFound, (await unit.SendAsync(form, ("post", "D01.system-administrator"), ("reason", "兼任一下"))).Status);
        Assert.Contains("任职已变更", (await unit.SendAsync(form, ("post", "T101.duty"), ("rank", "B"), ("reason", "轮值需要"))).Words, StringComparison.Ordinal);
        Assert.Contains(Staff.HeldBy(new PersonId("liaison")), h => h is { Post: "T101.duty", Rank: "B" });
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        Assert.Equal(HttpStatusCode.Forbidden, (await security.GetAsync("/admin/people/liaison/leave")).Status);
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
        Assert.Equal(HttpStatusCode.NotFound, (await system.GetAsync("/admin/people/sysadmin/leave")).Status);
    }

    private async Task<Core.Cases.CaseState> StateAsync(string number)
    {
        var found = await LoadedCase.FindAllAsync(_host.Node.Source, [number], Scope.Of(_host.Node.City.Now.Of(new PersonId("supervisor"), _host.Clock.Now), _host.Node.City.Now), Cancel);
        return (await LoadedCase.ReadAsync(_host.Node.Source, found[number], Cancel))!.State;
    }

    private async Task<string> HeldAsync(string clerk, string unit, string @class = "S0402")
    {
        var reply = await _host.As("calltaker").PostAsync("cases", new { @class, area = Grid, reporter = new { name = "祝禾秋", phone = "100-0000-7001" } });
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        var number = reply["number"].GetString()!;
        await ActAsync("dispatcher", number, "dispatch", ("unit", unit));
        await ActAsync(clerk, number, "accept");
        return number;
    }

    private async Task ActAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var version = (await _host.As("supervisor").GetAsync("cases/" + number))["version"].GetInt32();
        var reply = await _host.As(person).PostAsync($"cases/{number}/acts", new { act, version, fields = fields.ToDictionary(f => f.Field, f => f.Value) });
        Assert.True(reply.Status == HttpStatusCode.OK, $"{person} {act}: {reply}");
    }
}
