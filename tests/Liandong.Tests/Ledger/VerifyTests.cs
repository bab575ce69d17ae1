using Dapper;
using Liandong.Tests.Postgres;
using Liandong.Web.Commands;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using Liandong.Work.Verify;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Ledger;

/// <summary>Whoever holds the database may write what he likes; against the anchors he is found, and where he wrote is named.</summary>
public sealed class VerifyTests(TestServer server) : IAsyncLifetime
{
    private static readonly string[] s_tables = ["streams", "events", "words", "cases", "handlings", "clocks", "appeals", "search", "reporters", "outbox", "acts"];
    private NpgsqlDataSource _source = null!;
    private Boston _boston = null!;
    private LoadedCase _case = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _source = await server.CreateAsync();
        _boston = await Boston.OpenAsync(_source, Cancel);
        await _boston.RegisteredAsync(Cancel);
        _case = await _boston.AcceptedAsync(Cancel);
        await _boston.RegisteredAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _boston.DisposeAsync();
        await server.DropAsync(_source);
    }

    [Fact]
    public async Task An_honest_database_is_clean_and_says_since_when_nothing_is_anchored()
    {
        Assert.Equal((3, null), ((await CleanAsync()).Unanchored, (await CleanAsync()).LastAnchor));
        await AnchorAsync();
        Assert.Equal((1, 0), ((await CleanAsync()).Anchors, (await CleanAsync()).Unanchored));
        _boston.Clock.Now = _boston.Clock.Now.AddMinutes(5);
        await _boston.RegisteredAsync(Cancel);
        var verdict = await CleanAsync();
        Assert.Equal((1, Boston.Monday), (verdict.Unanchored, verdict.LastAnchor!.At));
        Assert.NotNull(await AnchorAsync());
        Assert.Null(await AnchorAsync());
        Assert.Equal((2, 0), ((await CleanAsync()).Anchors, (await CleanAsync()).Unanchored));
    }

    [Fact]
    public async Task A_payload_edited_and_all_hashes_after_it_made_anew()
    {
        await AnchorAsync();
        await RewriteAsync(_case.State.Id.Value, 2, p => p.Replace("\"pothole\"", "\"street-light\"", StringComparison.Ordinal));
        await FoundAsync("anchoredEventDiffers", _case.State.Seq);
    }

    [Fact]
    public async Task The_last_act_deleted_and_all_rows_wound_back()
    {
        await KeepAsync();
        var after = await _boston.DoneAsync("clerk", _case, "first-contact", Cancel, ("note", "Spoke with the caller."));
        await AnchorAsync();
        await RestoreAsync();
        await FoundAsync("anchoredEventGone", after.State.Seq);
    }

    [Fact]
    public async Task The_table_of_yesterday_restored()
    {
        await AnchorAsync();
        await KeepAsync();
        var after = await _boston.DoneAsync("clerk", _case, "first-contact", Cancel, ("note", "Spoke with the caller."));
        var young = await _boston.RegisteredAsync(Cancel);
        await AnchorAsync();
        await RestoreAsync();
        await FoundAsync("anchoredEventGone", after.State.Seq);
        var verdict = await VerdictAsync();
        Assert.Contains(verdict.Findings.Faults, f => f.Kind == "anchoredStreamGone" && f.Stream == young.State.Id.Value);
    }

    [Fact]
    public async Task A_whole_case_deleted_from_every_table()
    {
        await AnchorAsync();
        foreach (var table in s_tables)
        {
            await ForgeAsync($"delete from {table} where {(table is "streams" or "events" or "words" or "acts" or "outbox" ? "stream_id" : "case_id")} = @id");
        }
        var found = Assert.Single((await VerdictAsync()).Findings.Faults);
        Assert.Equal(("anchoredStreamGone", _case.State.Id.Value), (found.Kind, found.Stream));
    }

    [Fact]
    public async Task Two_events_swapped()
    {
        await AnchorAsync();
        await ForgeAsync("update events set seq = -1 where stream_id = @id and seq = 4; update events set seq = 4 where stream_id = @id and seq = 5; update events set seq = 5 where stream_id = @id and seq = -1");
        await FoundAsync("linkBroken", 4);
        await FoundAsync("linkBroken", 5);
    }

    [Fact]
    public async Task A_payload_edited_alone()
    {
        await ForgeAsync("update events set payload = replace(payload, 'pothole', 'street-light') where stream_id = @id and seq = 2");
        await FoundAsync("linkBroken", 2);
    }

    [Fact]
    public async Task The_due_of_a_clock_changed()
    {
        await ForgeAsync("update clocks set due_at = due_at + interval '1 day' where case_id = @id and kind = 'handling'");
        await FoundAsync("rowDiffers", null, "due_at");
    }

    [Fact]
    public async Task The_due_of_a_clock_changed_in_the_event_too()
    {
        var payload = await _source.CreateCommand($"select payload from events where stream_id = '{_case.State.Id}' and payload like '%\"kind\":\"handling\"%' limit 1").ExecuteScalarAsync(Cancel);
        Assert.NotNull(payload);
        var due = System.Text.RegularExpressions.Regex.Match((string)payload, "\"due\":\"([^\"]+)\"").Groups[1].Value;
        var seq = (int)(await _source.CreateCommand($"select min(seq) from events where stream_id = '{_case.State.Id}' and payload like '%\"kind\":\"handling\"%'").ExecuteScalarAsync(Cancel))!;
        await RewriteAsync(_case.State.Id.Value, seq, p => p.Replace(due, "2011-07-15T14:00:00.000000Z", StringComparison.Ordinal));
        await FoundAsync("oracleDiffers", null, "handling");
    }

    [Fact]
    public async Task The_state_alone_changed()
    {
        await ForgeAsync("update cases set state = 3 where case_id = @id");
        await FoundAsync("rowDiffers", null, "state");
    }

    [Fact]
    public async Task A_light_turned_before_its_time()
    {
        await ForgeAsync("update cases set light = 3 where case_id = @id");
        await FoundAsync("rowDiffers", null, "light");
    }

    [Fact]
    public async Task A_light_that_the_clockwork_has_not_turned_yet_is_no_lie()
    {
        _boston.Clock.Now = _boston.Clock.Now.AddDays(30);
        await CleanAsync();
    }

    [Fact]
    public async Task An_act_deleted()
    {
        await ForgeAsync("delete from acts where stream_id = @id and name = 'dispatch'");
        await FoundAsync("actMissing", 5);
    }

    [Fact]
    public async Task Words_changed_and_words_taken_away()
    {
        await ForgeAsync("update words set body = replace(body, 'Pothole', 'Flower') where stream_id = @id and seq = 1");
        await FoundAsync("wordsDiffer", 1);
        await ForgeAsync("update words set body = null, salt = null where stream_id = @id and seq = 1");
        await FoundAsync("wordsMissing", 1);
        await ForgeAsync("delete from words where stream_id = @id and seq = 1");
        await FoundAsync("wordsMissing", 1);
    }

    [Fact]
    public async Task A_lawful_erasure_is_lawful_and_leaves_no_copy()
    {
        await AnchorAsync();
        var act = Boston.By("administrator");
        var id = _case.State.Id;
        var answer = await EraseWords.RunAsync(_boston.Desk, act, id, new Erasure([1], true, "caller-request"), Cancel);
        Assert.Null(answer.Refusal);
        Assert.True((await EraseWords.RunAsync(_boston.Desk, act, id, new Erasure([1], true, "caller-request"), Cancel)).Repeated);
        var verdict = await CleanAsync();
        Assert.Equal(2, verdict.Findings.Erased);
        Assert.Contains(verdict.Findings.Erasures, e => e.Kind == "erased" && e.Number == _case.State.Facts!.Number && e.Seq == 1 && e.Facts.Contains(act.Id.Value));
        Assert.Contains(verdict.Findings.Erasures, e => e.Kind == "callerErased");
        await AnchorAsync();
        using var output = new StringWriter();
        Assert.Equal(0, await VerifyCommand.RunAsync(_boston.Node, true, output, TextWriter.Null));
        Assert.Contains("依法删除", output.ToString(), StringComparison.Ordinal);
        foreach (var sql in new[] { "words where stream_id = @id and body is not null and seq = 1", "cases where case_id = @id and (title is not null or address is not null or lon is not null or cell is not null)",
            "search where case_id = @id and words <> ''", "reporters where case_id = @id and (name is not null or phone is not null or phone_key is not null)" })
        {
            await using var connection = await _source.OpenConnectionAsync(Cancel);
            Assert.Equal(0, await connection.QuerySingleAsync<int>($"select count(*)::int from {sql}", new { id = id.Value }));
        }
        Assert.Null((await _boston.ActAsync(Boston.By("clerk"), answer.Case!, "first-contact", Cancel, ("note", "Spoke with the caller."))).Refusal);
        await CleanAsync();
    }

    [Fact]
    public async Task An_erasure_undone_is_found()
    {
        await KeepAsync();
        await EraseWords.RunAsync(_boston.Desk, Boston.By("administrator"), _case.State.Id, new Erasure([1], true, "caller-request"), Cancel);
        await ForgeAsync("update words w set body = k.body, salt = k.salt from kept_words k where w.stream_id = k.stream_id and w.seq = k.seq and w.stream_id = @id");
        await FoundAsync("erasureUndone", 1);
    }

    [Fact]
    public async Task A_case_slipped_in_under_an_old_transaction()
    {
        await AnchorAsync();
        var young = await _boston.RegisteredAsync(Cancel);
        await ForgeAsync("update streams set xid = '3' where stream_id = @id", young.State.Id.Value);
        Assert.Contains((await VerdictAsync()).Findings.Faults, f => f.Kind == "neverAnchored" && f.Number == young.State.Facts!.Number);
    }

    [Fact]
    public async Task An_anchor_rewritten_a_leaf_rewritten_and_leaves_gone()
    {
        await AnchorAsync();
        await _boston.RegisteredAsync(Cancel);
        await AnchorAsync();
        var files = new AnchorFiles(_boston.DataDir);
        var lines = Path.Combine(files.Folder, "anchors.jsonl");
        var honest = await File.ReadAllTextAsync(lines, Cancel);
        await File.WriteAllTextAsync(lines, honest.Replace("\"leaves\":3", "\"leaves\":2", StringComparison.Ordinal), Cancel);
        Assert.Contains((await VerdictAsync()).Findings.Faults, f => f.Kind == "anchorBroken");
        await File.WriteAllTextAsync(lines, honest, Cancel);
        var leaves = await File.ReadAllBytesAsync(files.LeavesOf(1), Cancel);
        leaves[25] ^= 1;
        await File.WriteAllBytesAsync(files.LeavesOf(1), leaves, Cancel);
        Assert.Contains((await VerdictAsync()).Findings.Faults, f => f.Kind == "leavesDiffer");
        File.Delete(files.LeavesOf(1));
        Assert.Contains((await VerdictAsync()).Findings.Faults, f => f.Kind == "leavesMissing");
    }

    [Fact]
    public async Task A_line_cut_off_by_a_power_failure_was_never_an_anchor()
    {
        await AnchorAsync();
        var files = new AnchorFiles(_boston.DataDir);
        await File.AppendAllTextAsync(Path.Combine(files.Folder, "anchors.jsonl"), "{\"no\":2,\"at", Cancel);
        await _boston.RegisteredAsync(Cancel);
        Assert.Equal(2, (await AnchorAsync())?.No);
        await CleanAsync();
    }

    [Fact]
    public async Task Two_writers_of_anchors_at_once_write_one()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Anchors.WriteAsync(_boston.Node, TimeSpan.FromMinutes(1), Cancel)));
        Assert.Single(written, a => a is not null);
        await CleanAsync();
    }

    [Fact]
    public async Task Verify_beside_a_busy_desk_and_its_clockwork_finds_nothing_wrong()
    {
        var tower = new Work.Clockwork.ClockTower(_boston.Node);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var desk = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _boston.AcceptedAsync(Cancel)));
                _boston.Clock.Now = _boston.Clock.Now.AddMinutes(11);
                await tower.TickAsync(_boston.Clock.Now, Cancel);
            }
        }, Cancel);
        for (var i = 0; i < 5; i++)
        {
            await CleanAsync();
        }
        await stop.CancelAsync();
        await desk;
        await CleanAsync();
    }

    [Fact]
    public async Task The_command_names_the_place_in_both_languages_and_fails()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await VerifyCommand.RunAsync(_boston.Node, true, output, TextWriter.Null));
        Assert.Contains("clean", output.ToString(), StringComparison.Ordinal);
        await ForgeAsync("update cases set state = 3 where case_id = @id");
        Assert.Equal(1, await VerifyCommand.RunAsync(_boston.Node, true, output, TextWriter.Null));
        Assert.Contains($"案件 {_case.State.Facts!.Number}", output.ToString(), StringComparison.Ordinal);
    }

    private Task<Verdict> VerdictAsync() => VerifyLedger.RunAsync(_boston.Node, true, _ => { }, Cancel);

    private async Task<Verdict> CleanAsync()
    {
        var verdict = await VerdictAsync();
        Assert.Empty(verdict.Findings.Faults.Select(f => f.ToString()));
        return verdict;
    }

    private Task<Anchor?> AnchorAsync() => Anchors.WriteAsync(_boston.Node, TimeSpan.FromMinutes(1), Cancel);

    private async Task FoundAsync(string kind, int? seq, string? fact = null)
    {
        var verdict = await VerdictAsync();
        var seen = string.Join('\n', verdict.Findings.Faults);
        Assert.True(verdict.Findings.Faults.Any(f => f.Kind == kind && f.Stream == _case.State.Id.Value && f.Number == _case.State.Facts!.Number
            && f.Seq == seq && (fact is null || f.Facts.Contains(fact))), seen);
        Assert.True(verdict.Findings.Faults.All(f => f.Stream == _case.State.Id.Value || f.Kind is "anchoredStreamGone"), seen);
    }

    private async Task ForgeAsync(string sql, Guid? id = null)
    {
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        await connection.ExecuteAsync(sql, new { id = id ?? _case.State.Id.Value });
    }

    /// <summary>Keeps a copy of every table, as a dump of the evening does.</summary>
    private async Task KeepAsync()
    {
        foreach (var table in s_tables)
        {
            await ForgeAsync($"create table kept_{table} as select * from {table}");
        }
    }

    private async Task RestoreAsync()
    {
        foreach (var table in s_tables)
        {
            await ForgeAsync($"delete from {table}; insert into {table} select * from kept_{table}");
        }
    }

    /// <summary>The clever forger: changes a payload and makes every hash after it anew, the stream's head as well.</summary>
    private async Task RewriteAsync(Guid id, int seq, Func<string, string> edit)
    {
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        var events = (await connection.QueryAsync<(int Seq, Guid Act, DateTime At, string Payload, byte[]? Words)>(
            "select seq, act_id, recorded_at, payload, words from events where stream_id = @id order by seq", new { id })).ToList();
        var head = Chain.Genesis;
        foreach (var e in events)
        {
            var payload = e.Seq == seq ? edit(e.Payload) : e.Payload;
            Assert.True(e.Seq != seq || payload != e.Payload);
            head = Chain.Link(head, id, e.Seq, e.Act, new DateTimeOffset(e.At, TimeSpan.Zero), payload, e.Words);
            await connection.ExecuteAsync("update events set payload = @payload, hash = @head where stream_id = @id and seq = @Seq", new { payload, head, id, e.Seq });
        }
        await connection.ExecuteAsync("update streams set head = @head where stream_id = @id", new { head, id });
    }
}
