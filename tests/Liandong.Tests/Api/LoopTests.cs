using System.Net;
using Liandong.Core;
using Liandong.Tests.Files;
using Liandong.Tests.Pages;
using Liandong.Work.Clockwork;
using Liandong.Work.Store;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>Three procedures of one district: who opens them, who sees them while they wait for him, and who never does.</summary>
public sealed class LoopTests : IClassFixture<MinhangHost>
{
    private const string Grid = "310112101032001";
    private readonly MinhangHost _host;

    public LoopTests(MinhangHost host)
    {
        _host = host;
        var tuesday = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        _host.Clock.Now = _host.Clock.Now < tuesday ? tuesday : _host.Clock.Now;
    }

    [Theory]
    [InlineData("calltaker", "hotline-order grid-case")]
    [InlineData("patrol", "grid-case self-handled")]
    [InlineData("secretary", "grid-case self-handled")]
    [InlineData("clerk", "grid-case")]
    public async Task Everybody_is_offered_what_he_may_open(string person, string procedures)
    {
        var offered = await _host.As(person).GetAsync("procedures");

        Assert.Equal(procedures, string.Join(' ', offered["items"].EnumerateArray().Select(p => p.GetProperty("code").GetString())));
    }

    [Fact]
    public async Task A_case_follows_the_procedure_named_else_its_doors_else_the_citys()
    {
        var named = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, procedure = "grid-case" });
        var door = await _host.As("patrol").PostAsync("cases", new { @class = "M06-010", area = Grid, channel = "patrol" });
        var usual = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid });

        Assert.Equal(["filing", "filing", "dispatch"], new[] { named, door, usual }.Select(r => r["step"].GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.BadRequest, "CodeUnknown"), await RefusedAsync("patrol", new { @class = "M06-010", procedure = "no-such" }));
        Assert.Equal((HttpStatusCode.Forbidden, "NotYourRole"), await RefusedAsync("patrol", new { @class = "S0402", area = Grid, procedure = "hotline-order" }));
        Assert.Equal((HttpStatusCode.BadRequest, "FieldUnknown"), await RefusedAsync("calltaker", new { @class = "S0402", area = Grid, fields = new { minutes = 3 } }));
    }

    [Fact]
    public async Task A_verifier_sees_what_waits_for_him_around_his_place_and_no_longer()
    {
        var number = await FiledAsync("T101-urban-management");
        Assert.Equal("nobody", await SeenByAsync(number, "t101-city-operations-verifier", "verifier2"));

        await ActAsync("clerk", number, "accept");
        await ActAsync("clerk", number, "report", ("result", "explained"), ("reply", "垃圾已清理,地面整洁"));
        Assert.Equal("t101-city-operations-verifier", await SeenByAsync(number, "t101-city-operations-verifier", "verifier2"));

        await ActAsync("t101-city-operations-verifier", number, "check-passed", ("photos", new[] { await PhotoAsync("t101-city-operations-verifier") }));
        Assert.Equal("nobody", await SeenByAsync(number, "t101-city-operations-verifier", "verifier2"));
    }

    [Fact]
    public async Task Trap_what_is_complained_of_a_unit_reaches_neither_it_nor_anybody_below_whatever_the_case_waits_for()
    {
        var registered = await _host.As("calltaker").PostAsync("cases", new { @class = "M06-010", area = Grid, procedure = "grid-case", channel = "volunteer", fields = new { complainedOf = "T101" } });
        var number = registered["number"].GetString()!;
        Assert.Equal("verify", registered["step"].GetProperty("code").GetString());
        string[] theirs = ["clerk2", "head2", "clerk", "patrol", "t101-city-operations-verifier", "secretary", "member"];
        Assert.Equal("nobody", await SeenByAsync(number, theirs));

        await ActAsync("verifier", number, "verify", ("holds", true), ("note", "情况属实"));
        await ActAsync("shiftleader", number, "file");
        var options = (await _host.As("dispatcher").GetAsync($"cases/{number}/acts"))["items"].EnumerateArray().Single(a => a.GetProperty("act").GetString() == "dispatch")
            .GetProperty("fields")[0].GetProperty("options").EnumerateArray().Select(o => o.GetProperty("code").GetString()!).ToList();
        Assert.DoesNotContain(options, o => _host.Node.City.Now.Units.Covers(new UnitCode("T101"), new UnitCode(o)));
        foreach (var unit in new[] { "T101", "T101-urban-management", "C310112101032" })
        {
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "UnitComplainedOf"), await TriedAsync("dispatcher", number, "dispatch", ("unit", unit)));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "UnitComplainedOf"), await TriedAsync("dispatcher", number, "backstop", ("unit", unit), ("note", "墙体有险情")));
        }
        await ActAsync("dispatcher", number, "dispatch", ("unit", "D25"));
        await ActAsync("clerk3", number, "accept");
        await ActAsync("clerk3", number, "report", ("result", "explained"), ("reply", "垃圾已清理,地面整洁"));
        Assert.Equal("nobody", await SeenByAsync(number, theirs));
        Assert.Equal("verifier", await SeenByAsync(number, "verifier"));
    }

    [Fact]
    public async Task Trap_nobody_checks_for_his_own_unit_or_the_one_above_him()
    {
        var number = await FiledAsync("T101");
        await ActAsync("clerk2", number, "accept");
        await ActAsync("clerk2", number, "report", ("result", "explained"), ("reply", "垃圾已清理,地面整洁"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "SameUnit"),
            await TriedAsync("t101-city-operations-verifier", number, "check-passed", ("photos", new[] { await PhotoAsync("t101-city-operations-verifier") })));
        await ActAsync("verifier", number, "check-passed", ("photos", new[] { await PhotoAsync("verifier") }));
    }

    [Fact]
    public async Task Found_and_fixed_is_told_in_one_go_by_a_page_and_closes_by_itself_or_is_audited()
    {
        using var secretary = await Visitor.InAsync(_host, "secretary", "zh");
        var page = await secretary.GetAsync("/cases/new?procedure=self-handled");
        Assert.Contains("自处理", page.Text("nav.views a[aria-current=page]"), StringComparison.Ordinal);

        var wrong = await secretary.SendAsync(page.Form("#register"), ("class", "M06-010"), ("area", Grid), ("register.minutes", "20"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.NotEmpty(wrong.Page.QuerySelectorAll(".field.wrong [name='register.done']"));

        var done = await secretary.SendAsync(wrong.Form("#register"), [("register.before", Pictures.Png), ("register.photos", Pictures.Jpeg)],
            ("class", "M06-010"), ("area", Grid), ("register.minutes", "20"), ("register.done", "楼道杂物已清"));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("楼道杂物已清", done.Text(".trace"), StringComparison.Ordinal);
        var number = done.At.Segments[^1];
        var before = await _host.As("supervisor").GetAsync("cases/" + number);
        var tower = new ClockTower(_host.Node);
        _host.Clock.Now = _host.Clock.Now.AddHours(2);
        await tower.TickAsync(_host.Clock.Now, TestContext.Current.CancellationToken);
        var after = (await _host.As("supervisor").GetAsync("cases/" + number))["state"].GetString();
        Assert.Equal(before["step"].GetProperty("code").GetString() == "audit" ? "open" : "closed", after);
    }

    [Fact]
    public async Task Without_a_photo_it_is_audited_whatever_was_drawn_and_the_ledger_proves_itself_without_the_key()
    {
        var registered = await _host.As("member").PostAsync("cases", new { @class = "M06-010", area = Grid, procedure = "self-handled", fields = new { minutes = 20, done = "楼道杂物已清" } });

        Assert.Equal("audit", registered["step"].GetProperty("code").GetString());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "UnitComplainedOf"), await RefusedAsync("member",
            new { @class = "M06-010", area = Grid, procedure = "self-handled", fields = new { minutes = 20, done = "楼道杂物已清", complainedOf = "C310112101032" } }));
        Assert.Equal((HttpStatusCode.BadRequest, "CodeUnknown"), await RefusedAsync("member",
            new { @class = "M06-010", area = Grid, procedure = "self-handled", fields = new { minutes = 20, done = "楼道杂物已清", before = new[] { new string('a', 64) } } }));
        var verdict = await VerifyLedger.RunAsync(_host.Node, full: true, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Faults.Take(5)));
    }

    [Fact]
    public void The_sample_has_its_share_and_another_key_draws_others()
    {
        var (one, other) = (new Keys(new byte[32]), new Keys([.. Enumerable.Repeat((byte)7, 32)]));
        var cases = Enumerable.Range(0, 10_000).Select(i => new CaseId(new Guid(i, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8]))).ToList();

        Assert.InRange(cases.Count(c => one.DrawOf(c) < 0.1m), 900, 1100);
        Assert.InRange(cases.Count(c => one.DrawOf(c) < 0.1m && other.DrawOf(c) < 0.1m), 60, 140);
        Assert.All(cases, c => Assert.InRange(one.DrawOf(c), 0m, 0.999999999999m));
    }

    /// <summary>A grid case reported by a patrol, filed and dispatched.</summary>
    private async Task<string> FiledAsync(string unit)
    {
        var registered = await _host.As("patrol").PostAsync("cases", new { @class = "M06-010", area = Grid, procedure = "grid-case", channel = "patrol" });
        var number = registered["number"].GetString()!;
        await ActAsync("shiftleader", number, "file");
        await ActAsync("dispatcher", number, "dispatch", ("unit", unit));
        return number;
    }

    private async Task<string> SeenByAsync(string number, params string[] people)
    {
        var seen = new List<string>();
        foreach (var person in people)
        {
            if ((await _host.As(person).GetAsync("cases/" + number)).Status == HttpStatusCode.OK)
            {
                seen.Add(person);
            }
        }
        return seen.Count == 0 ? "nobody" : string.Join(' ', seen);
    }

    private async Task ActAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var reply = await SendAsync(person, number, act, fields);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{person} {act}: {reply}");
    }

    private async Task<(HttpStatusCode, string?)> TriedAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var reply = await SendAsync(person, number, act, fields);
        return (reply.Status, reply.Refusal);
    }

    private async Task<ApiReply> SendAsync(string person, string number, string act, (string Field, object Value)[] fields)
    {
        var read = await _host.As("supervisor").GetAsync("cases/" + number);
        return await _host.As(person).PostAsync($"cases/{number}/acts", new { act, version = read["version"].GetInt32(), fields = fields.ToDictionary(f => f.Field, f => f.Value) });
    }

    private async Task<(HttpStatusCode, string?)> RefusedAsync(string person, object body)
    {
        var reply = await _host.As(person).PostAsync("cases", body);
        return (reply.Status, reply.Refusal);
    }

    private async Task<string> PhotoAsync(string person)
    {
        var reply = await _host.As(person).PostRawAsync("files", Pictures.Png, "image/png");
        return reply["hash"].GetString()!;
    }
}
