using Dapper;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Tests.Ledger;
using Liandong.Tests.Postgres;
using Liandong.Work.Cases;
using Liandong.Work.Clockwork;
using Liandong.Work.Verify;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Clockwork;

/// <summary>What happens by itself happens at its instant, once, and in order also after downtime.</summary>
public sealed class ClockTowerTests(TestServer server) : IAsyncLifetime
{
    private NpgsqlDataSource _source = null!;
    private Boston _boston = null!;
    private ClockTower _tower = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _source = await server.CreateAsync();
        _boston = await Boston.OpenAsync(_source, Cancel);
        _tower = new ClockTower(_boston.Node);
    }

    public async ValueTask DisposeAsync()
    {
        await _boston.DisposeAsync();
        await server.DropAsync(_source);
    }

    [Fact]
    public async Task Lights_turn_at_their_instants_and_red_only_after_due()
    {
        var c = await _boston.RegisteredAsync(Cancel);
        var step = c.State.Clocks[new ClockKey(0, ClockKey.Step)];
        Assert.Equal(Light.Blue, await LightAsync(c));
        foreach (var (at, before, after) in new[] { (step.Yellow!.Value, Light.Blue, Light.Yellow), (step.Orange!.Value, Light.Yellow, Light.Orange) })
        {
            await TickAsync(at.AddMicroseconds(-1));
            Assert.Equal(before, await LightAsync(c));
            await TickAsync(at);
            Assert.Equal(after, await LightAsync(c));
        }
        await TickAsync(step.Due!.Value);
        Assert.Equal(Light.Orange, await LightAsync(c));
        var round = await TickAsync(step.Due.Value.AddMicroseconds(1));
        Assert.Equal((Light.Red, 1, null), (await LightAsync(c), round.Lights, round.Next));
        Assert.Equal(1, (await LoadedCase.ReadAsync(_source, c.State.Id, Cancel))!.State.Version);
        await CleanAsync();
    }

    [Fact]
    public async Task A_turned_light_is_told_to_the_desks_of_its_units()
    {
        var c = await _boston.AcceptedAsync(Cancel);
        var heard = new List<string>();
        _boston.Node.Ledger.Committed = heard.AddRange;
        await TickAsync(Boston.Monday.AddDays(30));
        Assert.Contains("case/" + c.State.Id, heard);
        Assert.Contains("unit/PWDx", heard);
        Assert.Contains("board", heard);
    }

    [Fact]
    public async Task An_order_that_nobody_answers_counts_as_accepted_at_the_end_of_the_window()
    {
        var c = await DispatchedAsync();
        var due = Assert.Single(c.State.Timers).Value;
        Assert.Equal(0, (await TickAsync(due.AddMicroseconds(-1))).Acts);
        _boston.Clock.Now = due.AddHours(3);
        Assert.Equal(1, (await _tower.TickAsync(_boston.Clock.Now, Cancel)).Acts);
        var (performed, recorded) = await LastActAsync(c);
        Assert.Equal(("deem-accepted", due, due.AddHours(3)), (performed.Act, performed.At, recorded));
        Assert.Null(performed.Person);
        Assert.Equal("handle", (await LoadedCase.ReadAsync(_source, c.State.Id, Cancel))!.State.Step);
        Assert.Equal(0, (await _tower.TickAsync(_boston.Clock.Now, Cancel)).Acts);
        await CleanAsync();
    }

    [Fact]
    public async Task A_suspension_that_is_over_resumes_and_the_clock_runs_on()
    {
        var c = await _boston.AcceptedAsync(Cancel);
        c = await _boston.DoneAsync("clerk", c, "first-contact", Cancel, ("note", "Spoke with the caller."));
        var until = Boston.Monday.AddDays(5);
        c = await _boston.DoneAsync("head", c, "suspend", Cancel, ("reason", "Waiting for spare parts."), ("until", "2011-07-16T14:00:00Z"));
        Assert.Equal(CaseStatus.Suspended, c.State.Status);
        Assert.Null(c.State.Handling!.Due);
        _boston.Clock.Now = until.AddDays(2);
        Assert.Equal(1, (await _tower.TickAsync(_boston.Clock.Now, Cancel)).Acts);
        var after = (await LoadedCase.ReadAsync(_source, c.State.Id, Cancel))!.State;
        Assert.Equal((CaseStatus.Open, until), (after.Status, Assert.Single(after.Handling!.Pauses).To));
        Assert.NotNull(after.Handling.Due);
        await CleanAsync();
    }

    [Fact]
    public async Task After_downtime_everything_is_caught_up_with_in_order()
    {
        var cases = new List<LoadedCase>();
        for (var i = 0; i < 5; i++)
        {
            cases.Add(await DispatchedAsync());
            _boston.Clock.Now = _boston.Clock.Now.AddMinutes(7);
        }
        _boston.Clock.Now = Boston.Monday.AddDays(60);
        var round = await _tower.TickAsync(_boston.Clock.Now, Cancel);
        Assert.Equal((5, null), (round.Acts, round.Next));
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        var at = (await connection.QueryAsync<DateTime>("select at from acts where name = 'deem-accepted' order by recorded_at, act_id")).ToList();
        Assert.Equal(cases.Select(c => c.State.Timers["deem-accepted"].UtcDateTime).Order(), at.Order());
        foreach (var c in cases)
        {
            Assert.Equal(Light.Red, await LightAsync(c));
        }
        await CleanAsync();
    }

    [Fact]
    public async Task Two_clockworks_at_once_do_each_thing_once()
    {
        for (var i = 0; i < 10; i++)
        {
            await DispatchedAsync();
        }
        await using var other = await Work.Node.OpenAsync(_source, _boston.DataDir, _boston.Clock, Cancel);
        var second = new ClockTower(other);
        _boston.Clock.Now = Boston.Monday.AddDays(60);
        var rounds = await Task.WhenAll(_tower.TickAsync(_boston.Clock.Now, Cancel), second.TickAsync(_boston.Clock.Now, Cancel));
        Assert.Equal(10, rounds.Sum(r => r.Acts));
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        Assert.Equal(10, await connection.QuerySingleAsync<int>("select count(*)::int from acts where name = 'deem-accepted'"));
        Assert.Equal(20, await connection.QuerySingleAsync<int>("select count(*)::int from outbox where sent_at is not null and topic <> 'case.deem-accepted'"));
        await TickAsync(_boston.Clock.Now);
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*)::int from outbox where sent_at is null"));
        await CleanAsync();
    }

    [Fact]
    public async Task Messages_are_handed_on_in_order_and_one_that_always_fails_is_parked()
    {
        var c = await DispatchedAsync();
        var seen = new List<(Guid, int)>();
        _tower.Deliver = (m, _) =>
        {
            seen.Add((m.Stream, m.Seq));
            return m.Topic == "case.registered" ? throw new InvalidOperationException("nobody there") : Task.CompletedTask;
        };
        for (var i = 0; i < 10; i++)
        {
            await TickAsync(Boston.Monday.AddHours(2 * i));
        }
        Assert.Equal(11, seen.Count);
        Assert.All(seen.Take(10), s => Assert.Equal((c.State.Id.Value, 1), s));
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        Assert.Equal((10, "nobody there"), await connection.QuerySingleAsync<(int, string)>("select tries, error from outbox where parked_at is not null"));
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*)::int from outbox where parked_at is null and sent_at is null"));
    }

    [Fact]
    public async Task Months_are_made_ahead_and_a_month_with_events_stays_where_it_is()
    {
        await _boston.RegisteredAsync(Cancel);
        Assert.Equal(2, (await TickAsync(Boston.Monday)).Months);
        _boston.Clock.Now = Boston.Monday.AddMonths(1);
        await _boston.RegisteredAsync(Cancel);
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        Assert.True(await connection.QuerySingleAsync<bool>("select count(*) > 0 from events_201108"));
        Assert.Equal(1, (await TickAsync(_boston.Clock.Now)).Months);
        await CleanAsync();
    }

    [Fact]
    public async Task An_anchor_is_written_every_ten_minutes_when_something_changed_and_at_a_clean_stop()
    {
        await _boston.RegisteredAsync(Cancel);
        Assert.Null((await TickAsync(Boston.Monday)).Anchor);
        await SettledAsync();
        Assert.Equal(1, (await TickAsync(Boston.Monday.AddMinutes(10))).Anchor?.No);
        Assert.Null((await TickAsync(Boston.Monday.AddMinutes(20))).Anchor);
        await _boston.RegisteredAsync(Cancel);
        await SettledAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = _tower.RunAsync(stop.Token);
        await stop.CancelAsync();
        await running;
        Assert.Equal((2, 0), ((await CleanAsync()).Anchors, (await CleanAsync()).Unanchored));
    }

    private async Task<LoadedCase> DispatchedAsync() =>
        await _boston.DoneAsync("dispatcher", await _boston.RegisteredAsync(Cancel), "dispatch", Cancel, ("unit", "PWDx"));

    /// <summary>Transactions of the other tests' databases count too: anchors stay below the oldest.</summary>
    private async Task SettledAsync()
    {
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        while (!await connection.QuerySingleAsync<bool>("select pg_snapshot_xmin(pg_current_snapshot()) > max(xid) from streams"))
        {
            await Task.Yield();
        }
    }

    private Task<Round> TickAsync(DateTimeOffset now)
    {
        _boston.Clock.Now = now;
        return _tower.TickAsync(now, Cancel);
    }

    private async Task<Light?> LightAsync(LoadedCase c)
    {
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        return (Light?)await connection.QuerySingleAsync<short?>("select light from cases where case_id = @id", new { id = c.State.Id.Value });
    }

    private async Task<(ActPerformed, DateTimeOffset)> LastActAsync(LoadedCase c)
    {
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        var (payload, at) = await connection.QuerySingleAsync<(string, DateTime)>(
            "select payload, recorded_at from events where stream_id = @id and payload like '%\"ActPerformed\"%' order by seq desc limit 1", new { id = c.State.Id.Value });
        return ((ActPerformed)Work.Store.EventJson.Read(payload), new DateTimeOffset(at, TimeSpan.Zero));
    }

    private async Task<Verdict> CleanAsync()
    {
        var verdict = await VerifyLedger.RunAsync(_boston.Node, true, _ => { }, Cancel);
        Assert.Empty(verdict.Findings.Faults.Select(f => f.ToString()));
        return verdict;
    }
}
