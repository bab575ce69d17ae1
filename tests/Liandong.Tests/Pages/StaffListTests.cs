using System.Net;
using System.Text;
using AngleSharp.Dom;
using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Work.Sheets;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>People as a list that is taken along and comes in again, and who answers for which ground.</summary>
public sealed class StaffListTests : IClassFixture<MinhangHost>
{
    private readonly MinhangHost _host;

    public StaffListTests(MinhangHost host)
    {
        _host = host;
        _host.Clock.Now = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public async Task A_list_taken_along_comes_in_again_with_what_was_changed_in_it_and_nothing_else()
    {
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
        var csv = Encoding.UTF8.GetString(await BytesAsync(system, "/admin/people-sheet?q=T103.duty&as=csv"));
        var row = csv.Split("\r\n").Single(l => l.StartsWith("t103-duty-b,", StringComparison.Ordinal));
        Assert.StartsWith("code,name_en,name_zh,post,rank,from,to,demo,leave_from,leave_to,unit", csv.TrimStart('\uFEFF'), StringComparison.Ordinal);
        var changed = csv.Replace(row, row.Replace(",2025-01-01,,no", ",2025-01-01,2026-03-20,no", StringComparison.Ordinal), StringComparison.Ordinal) + "t103-new,Wen Luohe,闻洛禾,T103.duty,B,2026-03-21,,no,,\r\n";

        var shown = await SendAsync(system, changed);
        Assert.Contains("新增 1", shown.Words, StringComparison.Ordinal);
        Assert.Contains("写了末日 1", shown.Words, StringComparison.Ordinal);
        Assert.Null(_host.Node.City.Now.Staff.Find(new PersonId("t103-new")));
        var done = await system.SendAsync(shown.Form("form:has([name=draft])"), ("reason", "三月轮换"));

        Assert.Contains("已生效", done.Words, StringComparison.Ordinal);
        Assert.Equal("闻洛禾", _host.Node.City.Now.Staff.Find(new PersonId("t103-new"))!.Name.Zh);
        Assert.Equal(new DateOnly(2026, 3, 20), Assert.Single(_host.Node.City.Now.Staff.HeldBy(new PersonId("t103-duty-b"))).To);
        using var audit = await Visitor.InAsync(_host, "auditadmin", "zh");
        Assert.Contains("三月轮换", (await audit.GetAsync("/admin/people-log?deed=people")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_has_the_same_columns_and_faults_are_told_by_its_rows()
    {
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
        var rows = SheetReader.Read(new MemoryStream(await BytesAsync(system, "/admin/people-sheet?q=T106.duty")))!;
        Assert.Equal(["code", "name_en", "name_zh", "post"], rows[1].Take(4));
        Assert.Contains("何佩洵", rows[0][0], StringComparison.Ordinal);

        var wrong = await SendAsync(system, "code,name_en,name_zh,post,rank,from,to,demo,leave_from,leave_to\nt106-new,Wen Luohe,闻洛禾,T106.duty,C,,,no,,\nt106-other,,闻洛苗,T106.nothing,A,,,no,,\n");
        Assert.Contains("第 2 行", wrong.Words, StringComparison.Ordinal);
        Assert.Contains("第 3 行", wrong.Words, StringComparison.Ordinal);
        Assert.Contains("本市没有此岗位", wrong.Words, StringComparison.Ordinal);
        Assert.Null(wrong.Page.QuerySelector("form:has([name=draft])"));
        using var unit = await Visitor.InAsync(_host, "unitadmin", "zh");
        Assert.Contains("不归你管", (await SendAsync(unit, "code,name_en,name_zh,post,rank,from,to,demo,leave_from,leave_to\nliaison,,,D01.leader,A,,,yes,,\n")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(system, "PK not a book")).Status);
    }

    [Fact]
    public async Task Ground_has_its_people_with_dates_and_another_answers_from_a_day_on()
    {
        using var system = await Visitor.InAsync(_host, "sysadmin", "zh");
        var area = _host.Node.City.Now.Areas.All.First(a => a.Responsible is not null);
        var list = await system.GetAsync("/admin/grounds?q=" + area.Code.Value);
        Assert.Contains(area.Name.Zh, list.Words, StringComparison.Ordinal);
        var page = await system.GetAsync("/admin/grounds/" + area.Code.Value);
        var old = _host.Node.City.Now.Staff.HoldersOf(area.Responsible!, new DateOnly(2026, 3, 10))[0];
        var done = await system.SendAsync(page.Form("form.keeper-form"), ("person", "clerk7"), ("rank", "A"), ("from", "2026-04-01"), ("reason", "网格调整"));
        Assert.True(done.Words.Contains("责任人已更换", StringComparison.Ordinal), done.Text(".note"));
        Assert.Equal(old, _host.Node.City.Now.Staff.HoldersOf(area.Responsible!, new DateOnly(2026, 3, 31))[0]);
        Assert.Equal("clerk7", _host.Node.City.Now.Staff.HoldersOf(area.Responsible!, new DateOnly(2026, 4, 1))[0].Value);
        using var security = await Visitor.InAsync(_host, "secadmin", "zh");
        Assert.Null((await security.GetAsync("/admin/grounds/" + area.Code.Value)).Page.QuerySelector("form.keeper-form"));
        Assert.Contains("派单", (await security.GetAsync("/admin/roles")).Text("#dispatcher"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Every_page_of_the_desk_has_nothing_inline_and_no_name_twice(string language)
    {
        var area = _host.Node.City.Now.Areas.All.First(a => a.Responsible is not null).Code.Value;
        foreach (var (person, paths) in new[] { ("sysadmin", new[] { "/admin/people", "/admin/people?q=zz", "/admin/people/liaison", "/admin/people/liaison/leave", "/admin/people-import", "/admin/grounds", "/admin/grounds/" + area, "/admin/roles" }),
            ("secadmin", ["/admin/people/liaison", "/admin/people-log/readers"]), ("auditadmin", ["/admin/people/liaison", "/admin/people-log"]) })
        {
            using var visitor = await Visitor.InAsync(_host, person, language);
            foreach (var path in paths)
            {
                var visit = await visitor.GetAsync(path);
                Assert.True(visit.Status == HttpStatusCode.OK, $"{person} {path}: {visit.Status}");
                Assert.Empty(visit.Page.QuerySelectorAll("style, script:not([src])"));
                Assert.DoesNotContain(visit.Page.All.SelectMany(e => e.Attributes), a => a.Name is "style" || a.Name.StartsWith("on", StringComparison.Ordinal));
                Assert.Empty(visit.Page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{path} {g.Key}"));
            }
        }
    }

    private static async Task<byte[]> BytesAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Http.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static async Task<Visit> SendAsync(Visitor visitor, string file) =>
        await visitor.SendAsync((await visitor.GetAsync("/admin/people-import")).Form("form[enctype]"), [("file", Encoding.UTF8.GetBytes(file))]);
}
