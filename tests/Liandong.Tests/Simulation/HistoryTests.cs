using Liandong.Tests.Api;
using Liandong.Tests.Postgres;
using Liandong.Work.Clockwork;
using Liandong.Work.Simulation;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Simulation;

/// <summary>A city with weeks behind it, and a day before it.</summary>
public sealed class HistoryTests(TestServer server) : IAsyncLifetime
{
    private readonly MinhangHost _host = new(server);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        // A Tuesday, 10:20.
        _host.Clock.Now = new DateTimeOffset(2026, 11, 24, 2, 20, 0, TimeSpan.Zero);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_history_is_verified_like_what_was_done_live_and_goes_on()
    {
        var made = await MakeHistory.RunAsync(_host.Node, 3, MakeHistory.Seed, _ => { }, Stop);
        Assert.NotNull(made);
        Assert.Equal([], made.Refused);
        Assert.InRange(made.Cases, 700, 1500);
        Assert.Equal(0, await CalledInWithoutACallAsync());
        await VerifiedAsync();
        Assert.Null(await MakeHistory.RunAsync(_host.Node, 3, MakeHistory.Seed, _ => { }, Stop));

        var before = await OpenAsync();
        var refused = new List<string>();
        var city = new LivingCity(_host.Node, MakeHistory.Seed, 1) { Refused = (act, why) => refused.Add($"{act}: {why.Code} {why.Field}") };
        var from = _host.Clock.Now;
        for (var n = 0; n < 4; n++)
        {
            _host.Clock.Now = _host.Clock.Now.AddMinutes(15);
            await new ClockTower(_host.Node).TickAsync(_host.Clock.Now, Stop);
            from = await city.TickAsync(from, _host.Clock.Now, Stop);
        }
        Assert.Equal([], refused);
        Assert.True(await CountAsync("select count(*) from cases where opened_at > '2026-11-24T02:20:00Z'") > 10);
        Assert.True(await CountAsync("select count(*) from acts where principal = 'simulator' and recorded_at > '2026-11-24T02:20:00Z' and name <> 'register'") > 20);
        Assert.InRange(await OpenAsync(), before / 2, before * 2);
        Assert.Equal(0, await CalledInWithoutACallAsync());
        Assert.True(await CountAsync("select count(*) from calls where ended_at > '2026-11-24T02:20:00Z'") > 5);
        // Nobody speaks for an hour, and nothing rings on a desk at which a visitor may sit.
        Assert.Equal(0, await CountAsync("select count(*) from calls where settled_at is null and (rung_at < '2026-11-24T03:08:00Z' or coalesce(taken_by, rings_for) in ('calltaker', 'shiftleader'))"));
        await VerifiedAsync();
    }

    private Task<long> CalledInWithoutACallAsync() =>
        CountAsync("select count(*) from cases c where c.channel in ('hotline-12345', 'line-962000') and not exists (select from calls k where k.case_id = c.case_id and k.outcome = 'registered') and exists (select from acts a where a.stream_id = c.case_id and a.name = 'register' and a.principal = 'simulator' and a.door = 'simulator')");

    [Fact]
    public async Task What_a_person_has_taken_in_hand_is_left_to_him()
    {
        var registered = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", description = "菜场门口占道设摊。", area = "310112101032", channel = "hotline-12345" }, Guid.NewGuid());
        var number = registered["number"].GetString();
        var city = new LivingCity(_host.Node, 7, 0.0001);
        var from = _host.Clock.Now;
        for (var n = 0; n < 10; n++)
        {
            _host.Clock.Now = _host.Clock.Now.AddHours(1);
            from = await city.TickAsync(from, _host.Clock.Now, Stop);
        }
        var told = await _host.As("supervisor").GetAsync("cases/" + number);
        Assert.Equal("dispatch", told["step"].GetProperty("code").GetString());
    }

    [Fact]
    public async Task So_is_a_simulated_case_once_a_person_has_touched_it()
    {
        await MakeHistory.RunAsync(_host.Node, 1, MakeHistory.Seed, _ => { }, Stop);
        await using var find = _host.Node.Source.CreateCommand("select number from cases where state = 1 and step = 'handle' and channel = 'hotline-12345' order by number limit 1");
        var number = (string)(await find.ExecuteScalarAsync(Stop))!;
        var version = (await _host.As("supervisor").GetAsync("cases/" + number))["version"].GetInt32();
        var noted = await _host.As("supervisor").PostAsync($"cases/{number}/acts", new { act = "note", version, fields = new { note = "我来跟进。" } }, Guid.NewGuid());
        Assert.Equal(System.Net.HttpStatusCode.OK, noted.Status);
        var city = new LivingCity(_host.Node, MakeHistory.Seed, 0.001);
        var from = _host.Clock.Now;
        for (var n = 0; n < 2; n++)
        {
            _host.Clock.Now = _host.Clock.Now.AddDays(1);
            from = await city.TickAsync(from, _host.Clock.Now, Stop);
        }
        Assert.Equal(version + 1, (await _host.As("supervisor").GetAsync("cases/" + number))["version"].GetInt32());
    }

    [Fact]
    public async Task The_stories_stand_ready_to_open()
    {
        var made = await MakeHistory.RunAsync(_host.Node, 0, MakeHistory.Seed, _ => { }, Stop);
        Assert.Equal([], made!.Refused);
        foreach (var tale in _host.Node.City.Now.Living!.Tales)
        {
            Assert.True(await CountAsync($"select count(*) from cases where title = '{tale.Title}' and exists (select from events e join acts a using (act_id) where e.stream_id = case_id and a.door = 'tale')") == 1, tale.Code);
        }
        Assert.Equal(3, await CountAsync("select count(*) from cases c where state = 3 and exists (select from events e join acts a using (act_id) where e.stream_id = case_id and a.door = 'tale')"));
        Assert.Equal(11, await CountAsync("select count(*) from appeals a join cases c using (case_id) where c.title = '工地欠薪十一人'"));
        await VerifiedAsync();
    }

    private Task<long> OpenAsync() => CountAsync("select count(*) from cases where state in (1, 2)");

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _host.Node.Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private async Task VerifiedAsync()
    {
        var verdict = await VerifyLedger.RunAsync(_host.Node, full: true, _ => { }, Stop);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Faults.Take(5)));
    }
}
