using System.Net;
using AngleSharp.Dom;
using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Web.SignIn;
using Liandong.Work.Accounts;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>People and their accounts: who may do what with whom, and who sees that it was done.</summary>
public sealed class PeopleTests : IClassFixture<MinhangHost>
{
    private const string Password = "一句只有自己知道的话啊";
    private readonly MinhangHost _host;

    public PeopleTests(MinhangHost host)
    {
        _host = host;
        _host.Clock.Now = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_new_is_entered_on_his_first_post_within_reach_and_can_be_invited_at_once()
    {
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
        (string, string)[] values = [("code", "t101-new"), ("nameZh", "苏照野"), ("nameEn", "Su Zhaoye"), ("post", "T101.clerk"), ("rank", "B"), ("reason", "新近招录")];
        var form = (await system.GetAsync("/admin/people-new")).Form("main form");
        var wrong = await system.SendAsync(form, [.. values.Where(v => v.Item1 != "post"), ("post", "T101.nothing")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("苏照野", wrong.Page.QuerySelector("#nameZh")!.GetAttribute("value"));
        var (first, second) = (await system.SendAsync(form, values), await system.SendAsync(form, values));
        Assert.Equal("/admin/people/t101-new", first.At.AbsolutePath);
        Assert.Equal(first.At, second.At);
        Assert.Contains("苏照野", first.Words, StringComparison.Ordinal);
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        Assert.NotEmpty((await security.GetAsync("/admin/people/t101-new")).Page.QuerySelectorAll("form[action='/admin/people/t101-new/account']"));
        using var unit = await Visitor.InAsync(_host, "unitadmin", "zh");
        var beyond = await unit.SendAsync((await unit.GetAsync("/admin/people-new")).Form("main form"), [.. values.Where(v => v.Item1 is not ("post" or "code")), ("code", "d25-new"), ("post", "D25.clerk")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, beyond.Status);
    }

    [Fact]
    public async Task Thousands_are_found_by_parts_of_name_unit_and_post()
    {
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        var all = await security.GetAsync("/admin/people");
        Assert.Equal(50, all.Page.QuerySelectorAll("tr[data-number]").Length);
        Assert.NotNull(all.Page.QuerySelector("a[rel=next]"));
        var found = await security.GetAsync("/admin/people?q=" + Uri.EscapeDataString("莘庄镇 承办岗 于季磊"));
        Assert.Equal(["clerk2"], found.Page.QuerySelectorAll("tr[data-number]").Select(r => r.GetAttribute("data-number")!));
        Assert.Contains("没有这样的人", (await security.GetAsync("/admin/people?q=zzzz")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_opens_once_and_the_password_is_the_persons_own()
    {
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        var page = await security.GetAsync("/admin/people/t101-head-b");
        var form = page.Form("form:has([value=invite])");
        var made = await security.SendAsync(form);
        var link = new Uri(made.Page.QuerySelector(".handed input")!.GetAttribute("value")!);
        Assert.Equal(link.AbsolutePath, new Uri((await security.SendAsync(form)).Page.QuerySelector(".handed input")!.GetAttribute("value")!).AbsolutePath);
        Assert.Contains("已邀请", (await security.GetAsync("/admin/people?q=t101-head-b")).Words, StringComparison.Ordinal);

        using var invited = new Visitor(_host, "zh");
        var welcome = await invited.GetAsync(link.AbsolutePath);
        Assert.Contains("黄君彦", welcome.Words, StringComparison.Ordinal);
        Assert.Contains("至少 10", (await invited.SendAsync(welcome.Form("form[action^='/welcome']"), ("password", "short"), ("again", "short"))).Text(".why"), StringComparison.Ordinal);
        var set = await invited.SendAsync(welcome.Form("form[action^='/welcome']"), ("password", Password), ("again", Password));
        Assert.Contains("密码已设好", set.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await invited.GetAsync(link.AbsolutePath)).Status);
        Assert.Equal("/cases", (await EnterAsync(invited, "t101-head-b")).At.AbsolutePath);

        var reset = await security.SendAsync((await security.GetAsync("/admin/people/t101-head-b")).Form("form:has([value=reset])"), ("reason", "忘记密码"));
        Assert.NotNull(reset.Page.QuerySelector(".handed"));
        Assert.Equal("/sign-in", (await invited.GetAsync("/cases")).At.AbsolutePath);
    }

    [Fact]
    public async Task A_link_is_over_after_three_days_and_when_a_newer_one_is_made()
    {
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        var (first, second) = (await InviteAsync(security, "t101-duty-b"), await InviteAsync(security, "t101-duty-b"));
        using var invited = new Visitor(_host, "zh");
        Assert.Equal(HttpStatusCode.NotFound, (await invited.GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await invited.GetAsync(second)).Status);
        _host.Clock.Now += TimeSpan.FromHours(73);
        Assert.Equal(HttpStatusCode.NotFound, (await invited.GetAsync(second)).Status);
    }

    [Fact]
    public async Task Closing_ends_sessions_demo_door_and_tokens_at_once_and_opening_gives_them_back()
    {
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        using var clerk = await Visitor.InAsync(_host, "clerk5", "zh");
        Assert.Equal(HttpStatusCode.OK, (await _host.As("clerk5").GetAsync("cases")).Status);
        var page = await security.GetAsync("/admin/people/clerk5");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await security.SendAsync(page.Form("form:has([value=close])"), ("reason", ""))).Status);
        var closed = await security.SendAsync(page.Form("form:has([value=close])"), ("reason", "手机遗失"));
        Assert.Contains("已停用", closed.Words, StringComparison.Ordinal);
        Assert.Equal("/sign-in", (await clerk.GetAsync("/cases")).At.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.As("clerk5").GetAsync("cases")).Status);
        Assert.Null((await clerk.GetAsync("/sign-in")).Page.QuerySelector("button[value=clerk5]"));
        Assert.Equal(HttpStatusCode.Conflict, (await security.SendAsync(page.Form("form:has([value=close])"), ("key", Guid.NewGuid().ToString()), ("reason", "再停一次"))).Status);
        await security.SendAsync((await security.GetAsync("/admin/people/clerk5")).Form("form:has([value=open])"), ("reason", "手机找到了"));
        Assert.Equal(HttpStatusCode.OK, (await _host.As("clerk5").GetAsync("cases")).Status);
    }

    [Fact]
    public async Task None_of_the_three_does_the_others_part_nobody_his_own_and_each_is_read_by_another()
    {
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        using var audit = await Visitor.InAsync(_host, "auditadmin", "zh");
        Assert.Empty((await system.GetAsync("/admin/people/clerk6")).Page.QuerySelectorAll("form[action$='/account']"));
        Assert.Empty((await audit.GetAsync("/admin/people/clerk6")).Page.QuerySelectorAll("form[action$='/account']"));
        Assert.Empty((await security.GetAsync("/admin/people/secadmin")).Page.QuerySelectorAll("form[action$='/account']"));
        var form = (await security.GetAsync("/admin/people/clerk6")).Form("form:has([value=invite])");
        Assert.Equal(HttpStatusCode.Forbidden, (await system.SendAsync(form)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await system.GetAsync("/admin/people-log")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await security.GetAsync("/admin/people-log")).Status);
        var log = await audit.GetAsync("/admin/people-log");
        Assert.Contains("贾望磊", log.Words, StringComparison.Ordinal);
        Assert.Contains("查看", log.Words, StringComparison.Ordinal);
        Assert.Contains("吕既楠", (await security.GetAsync("/admin/people-log/readers")).Words, StringComparison.Ordinal);
        Assert.Equal(Refusals.NotOnYourself, (await Change("secadmin", "secadmin", AccountDeeds.Reset)).Refusal?.Code);
    }

    [Fact]
    public async Task A_units_own_administrator_ends_at_his_unit()
    {
        using var unit = await Visitor.InAsync(_host, "unitadmin", "zh");
        var list = await unit.GetAsync("/admin/people?q=" + Uri.EscapeDataString("承办岗"));
        Assert.Contains("范围：莘庄镇", list.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("七宝镇", string.Join(' ', list.Page.QuerySelectorAll("tbody td").Select(d => d.TextContent)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await unit.GetAsync("/admin/people/clerk4")).Status);
        var form = (await unit.GetAsync("/admin/people/t101-liaison-b")).Form("form:has([value=close])");
        Assert.Contains("已停用", (await unit.SendAsync(form, ("reason", "借调外单位"))).Words, StringComparison.Ordinal);
        form.SetAttribute("action", "/admin/people/clerk4/account");
        Assert.Equal(HttpStatusCode.NotFound, (await unit.SendAsync(form, ("reason", "借调外单位"))).Status);
    }

    private Task<AccountAnswer> Change(string by, string person, string what) =>
        new ChangeAccount(_host.Node.Source, _host.Node.Keys, _host.Clock).RunAsync(new AccountAct(Guid.NewGuid(), new PersonId(by), new PersonId(person), what, "测试用的理由"), Cancel);

    private static async Task<string> InviteAsync(Visitor security, string person)
    {
        var made = await security.SendAsync((await security.GetAsync("/admin/people/" + person)).Form("form:has([value=invite])"));
        return new Uri(made.Page.QuerySelector(".handed input")!.GetAttribute("value")!).AbsolutePath;
    }

    private static async Task<Visit> EnterAsync(Visitor visitor, string login) =>
        await visitor.SendAsync((await visitor.GetAsync("/sign-in")).Form("form:has(#password)"), ("login", login), ("password", Password));
}
