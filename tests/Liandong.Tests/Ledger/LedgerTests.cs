using Dapper;
using Liandong.Core;
using Liandong.Tests.Postgres;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Store;
using Xunit;

namespace Liandong.Tests.Ledger;

public sealed class LedgerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registered_case_is_there_with_all_its_rows()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.RegisteredAsync(Cancel);
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        var id = c.State.Id.Value;
        Assert.Equal((1, c.State.Seq), await connection.QuerySingleAsync<(int, int)>("select version, seq from streams where stream_id = @id", new { id }));
        Assert.Equal(c.Head, await connection.QuerySingleAsync<byte[]>("select head from streams where stream_id = @id", new { id }));
        Assert.Equal(c.State.Seq, await connection.QuerySingleAsync<int>("select count(*)::int from events where stream_id = @id", new { id }));
        Assert.Equal((c.State.Facts!.Number, "dispatch", 1),
            await connection.QuerySingleAsync<(string, string, int)>("select number, step, version from cases where case_id = @id", new { id }));
        foreach (var table in new[] { "clocks", "appeals", "reporters", "search" })
        {
            Assert.Equal(1, await connection.QuerySingleAsync<int>($"select count(*)::int from {table} where case_id = @id", new { id }));
        }
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*)::int from outbox where stream_id = @id", new { id }));
    }

    [Fact]
    public async Task Acts_move_the_case_and_its_rows()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.AcceptedAsync(Cancel);
        Assert.Equal("handle", c.State.Step);
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        var row = await connection.QuerySingleAsync<(string Step, string Unit, string Person, int Version, DateTime? Timer)>(
            "select step, unit, person, version, next_timer from cases where case_id = @id", new { id = c.State.Id.Value });
        Assert.Equal(("handle", "PWDx", "clerk", 3, null), row);
        Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*)::int from handlings where case_id = @id and state = 1", new { id = c.State.Id.Value }));
        var read = await LoadedCase.ReadAsync(database.Source, c.State.Id, Cancel);
        Assert.Equal((c.State.Seq, 3), (read!.State.Seq, read.State.Version));
        Assert.Equal(c.Head, read.Head);
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_case_also_when_both_come_at_once()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var act = Boston.By("calltaker");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => boston.RegisterAsync(Cancel, act)));
        Assert.All(answers, a => Assert.Null(a.Refusal));
        Assert.Single(answers.Select(a => a.Case!.State.Id).Distinct());
        Assert.Single(answers, a => !a.Repeated);
    }

    [Fact]
    public async Task An_act_sent_eight_times_at_once_under_one_key_is_done_once_and_all_hear_so()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.RegisteredAsync(Cancel);
        var act = Boston.By("dispatcher");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => boston.ActAsync(act, c, "dispatch", Cancel, ("unit", "PWDx"))));
        Assert.All(answers, a => Assert.Null(a.Refusal));
        Assert.Single(answers, a => !a.Repeated);
        Assert.Equal(2, answers.Max(a => a.Case!.State.Version));
    }

    [Fact]
    public async Task A_key_of_somebody_else_or_of_another_request_is_refused()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var key = Guid.NewGuid();
        Assert.Null((await boston.RegisterAsync(Cancel, Boston.By("calltaker", key, "a"))).Refusal);
        Assert.Equal(Refusals.KeyReused, (await boston.RegisterAsync(Cancel, Boston.By("calltaker", key, "b"))).Refusal?.Code);
        Assert.Equal(Refusals.KeyReused, (await boston.RegisterAsync(Cancel, Boston.By("dispatcher", key, "a"))).Refusal?.Code);
        var other = await boston.RegisteredAsync(Cancel);
        Assert.Equal(Refusals.KeyReused, (await boston.ActAsync(Boston.By("dispatcher", key, "a"), other, "dispatch", Cancel, ("unit", "PWDx"))).Refusal?.Code);
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.RegisteredAsync(Cancel);
        var act = Boston.By("dispatcher");
        Assert.Equal(Refusals.FieldMissing, (await boston.ActAsync(act, c, "dispatch", Cancel)).Refusal?.Code);
        Assert.Null((await boston.ActAsync(act, c, "dispatch", Cancel, ("unit", "PWDx"))).Refusal);
    }

    [Fact]
    public async Task An_act_on_a_version_that_is_gone_is_stale_and_shows_the_case_as_it_stands()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.RegisteredAsync(Cancel);
        await boston.DoneAsync("dispatcher", c, "dispatch", Cancel, ("unit", "PWDx"));
        var late = await boston.ActAsync(Boston.By("dispatcher"), c, "dispatch", Cancel, ("unit", "PARK"));
        Assert.Equal(Refusals.Stale, late.Refusal?.Code);
        Assert.Equal("accept", late.Case?.State.Step);
    }

    [Fact]
    public async Task Of_many_dispatchers_at_once_one_wins()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.RegisteredAsync(Cancel);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => boston.ActAsync(Boston.By("dispatcher"), c, "dispatch", Cancel, ("unit", "PWDx"))));
        Assert.Single(answers, a => a.Refusal is null);
        Assert.All(answers.Where(a => a.Refusal is not null), a => Assert.Equal(Refusals.Stale, a.Refusal!.Code));
    }

    [Fact]
    public async Task Acts_that_only_add_are_decided_again_and_all_are_kept()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.RegisteredAsync(Cancel);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(i =>
            ActOnCase.RunAsync(boston.Desk, Boston.By("dispatcher"), c.State.Id, Boston.Request("note", ("note", $"remark {i}")), null, Cancel)));
        Assert.All(answers, a => Assert.Null(a.Refusal));
        Assert.Equal(4, (await LoadedCase.ReadAsync(database.Source, c.State.Id, Cancel))!.State.Version);
    }

    [Fact]
    public async Task Two_hundred_callers_at_once_get_two_hundred_cases_also_over_two_nodes()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        await using var other = await Work.Node.OpenAsync(database.Source, boston.DataDir, boston.Clock, Cancel);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            RegisterCase.RunAsync(i % 2 == 0 ? boston.Desk : other.Desk, Boston.By("calltaker"), Boston.Pothole(), Cancel)));
        Assert.All(answers, a => Assert.Null(a.Refusal));
        Assert.Equal(200, answers.Select(a => a.Case!.State.Facts!.Number).Distinct().Count());
    }

    [Fact]
    public async Task When_the_city_has_changed_the_verb_decides_again_with_the_new_one()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var c = await boston.RegisteredAsync(Cancel);
        var before = boston.Desk.City.Now.Hash;
        var files = new Dictionary<string, string>(Boston.Files.Files) { ["city.json"] = Boston.Files.Files["city.json"] + "\n" };
        Assert.True((await ApplyCity.RunAsync(database.Source, new CityFiles(files), boston.Clock, Cancel)).Changed);
        Assert.Null((await boston.ActAsync(Boston.By("dispatcher"), c, "dispatch", Cancel, ("unit", "PWDx"))).Refusal);
        Assert.NotEqual(before, boston.Desk.City.Now.Hash);
        Assert.Null((await boston.RegisterAsync(Cancel)).Refusal);
    }

    [Fact]
    public async Task One_bad_row_does_not_take_the_others_with_it()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RegisterCase.DecideAsync(boston.Desk, boston.Desk.City.Now, Boston.By("calltaker"), Boston.Pothole(), Boston.Monday, Cancel)));
        var taken = outcomes[0].Item2!.Opened!.Facts;
        var commits = outcomes.Select((o, i) => i == 7 ? o.Item2! with { Opened = o.Item2!.Opened! with { Facts = taken } } : o.Item2!)
            .Select(async o => { try { return (Commit?)await boston.Node.Ledger.CommitAsync(o, Cancel); } catch (Npgsql.PostgresException e) when (e.SqlState == "23505") { return null; } });
        var answers = await Task.WhenAll(commits);
        Assert.Equal(19, answers.Count(a => a == Commit.Done));
        Assert.Single(answers, a => a is null);
    }

    [Fact]
    public async Task A_full_queue_says_so_at_once_and_what_was_queued_is_committed()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        var before = await CountAsync();
        await using var holder = await database.Source.OpenConnectionAsync(Cancel);
        await using var hold = await holder.BeginTransactionAsync(Cancel);
        await holder.ExecuteAsync("lock table streams in exclusive mode");
        var (_, outcome) = await RegisterCase.DecideAsync(boston.Desk, boston.Desk.City.Now, Boston.By("calltaker"), Boston.Pothole(), Boston.Monday, Cancel);
        var tries = Enumerable.Range(0, 3000).Select(_ => boston.Node.Ledger.CommitAsync(Another(outcome!), Cancel)).ToList();
        var full = tries.Count(t => t.IsCompletedSuccessfully && t.Result == Commit.Full);
        Assert.InRange(full, 1, 3000 - 2048);
        await hold.RollbackAsync(Cancel);
        var answers = await Task.WhenAll(tries);
        Assert.Equal(3000 - full, answers.Count(a => a == Commit.Done));
        Assert.Equal(before + 3000 - full, await CountAsync());
    }

    [Fact]
    public async Task A_broken_listener_costs_nobody_an_answer()
    {
        await using var boston = await Boston.OpenAsync(database.Source, Cancel);
        boston.Node.Ledger.Committed = _ => throw new InvalidOperationException("deaf");
        Assert.Null((await boston.RegisterAsync(Cancel)).Refusal);
        Assert.Null((await boston.RegisterAsync(Cancel)).Refusal);
    }

    private static Outcome Another(Outcome o)
    {
        var (stream, act) = (Guid.CreateVersion7(Boston.Monday), Guid.NewGuid());
        return new Outcome(o.Stream with { StreamId = stream }, 0, o.CityHash, o.Act with { ActId = act, StreamId = stream },
            [.. o.Events.Select(e => e with { StreamId = stream, ActId = act })]);
    }

    private async Task<long> CountAsync()
    {
        await using var command = database.Source.CreateCommand("select count(*) from streams");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
