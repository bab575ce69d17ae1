using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Liandong.Core.Catalogue;
using Liandong.Work.Cities;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Verify;

/// <summary>What verify came to.</summary>
/// <param name="Clocks">Clocks walked by the slow oracle, in one case out of <paramref name="Every"/>.</param>
/// <param name="Unanchored">Streams touched since the last anchor.</param>
public sealed record Verdict(long Streams, long Events, int Clocks, int Every, int Anchors, Anchor? LastAnchor, long Unanchored, Findings Findings)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsClean => Findings.Counts.Count == 0;
}

/// <summary>
/// Proves the whole database, or names what is wrong, where: one pass in ranges of ids, two at a time, all in one snapshot,
/// beside a running host or without one.
/// </summary>
public sealed class VerifyLedger
{
    private const int StreamsInRange = 1000;
    private const int Workers = 2;
    private const int ClocksAsked = 20_000;

    private readonly Node _node;
    private readonly Action<string> _say;
    private readonly Findings _findings = new();
    private DateTimeOffset _now;
    private string _snapshot = "";
    private long _total;
    private long _streams;
    private long _events;

    private VerifyLedger(Node node, Action<string> say) => (_node, _say) = (node, say);

    /// <summary>Checks everything.</summary>
    /// <param name="full">Every clock goes to the slow oracle, not a sample.</param>
    /// <param name="say">Told the progress, now and then.</param>
    public static Task<Verdict> RunAsync(Node node, bool full, Action<string> say, CancellationToken cancel) => new VerifyLedger(node, say).RunAsync(full, cancel);

    private async Task<Verdict> RunAsync(bool full, CancellationToken cancel)
    {
        var files = new AnchorFiles(_node.DataDir);
        var known = files.Read().Count();
        await using var connection = await _node.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        _snapshot = (string)(await ScalarAsync(connection, "select pg_export_snapshot()", cancel))!;
        // After the snapshot: a running clockwork may have turned lights up to it.
        _now = _node.Clock.GetUtcNow();
        _total = (long)(await ScalarAsync(connection, "select count(*) from streams", cancel))!;
        var every = full ? 1 : (int)Math.Max(1, _total / ClocksAsked);
        var oracle = await OracleCheck.OpenAsync(connection, every, cancel);
        await RangesAsync(connection, oracle, cancel);
        await DefinitionsAsync(connection, cancel);
        await ActsAsync(connection, cancel);
        var anchors = new AnchorCheck(connection, files, known, _findings);
        await anchors.RunAsync(_node.Installation.Id, cancel);
        return new Verdict(_streams, _events, oracle.Asked, every, anchors.Count, anchors.Last, anchors.Open, _findings);
    }

    private async Task RangesAsync(NpgsqlConnection connection, OracleCheck oracle, CancellationToken cancel)
    {
        var ranges = Channel.CreateBounded<(Guid From, Guid To)>(Workers * 2);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(ranges.Reader, oracle, both), cancel)).ToList();
        try
        {
            var from = Guid.Empty;
            while (await ScalarAsync(connection, "select stream_id from streams where stream_id > $1 order by stream_id offset $2 limit 1", both.Token,
                new NpgsqlParameter { Value = from }, new NpgsqlParameter { Value = StreamsInRange }) is Guid to)
            {
                await ranges.Writer.WriteAsync((from, to), both.Token);
                from = to;
            }
            await ranges.Writer.WriteAsync((from, Guid.AllBitsSet), both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // A worker failed; it tells why.
        }
        ranges.Writer.Complete();
        await Task.WhenAll(workers);
    }

    private async Task WorkAsync(ChannelReader<(Guid From, Guid To)> ranges, OracleCheck oracle, CancellationTokenSource both)
    {
        try
        {
            await using var connection = await _node.Source.OpenConnectionAsync(both.Token);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, both.Token);
            await using (var join = new NpgsqlCommand($"set transaction snapshot '{_snapshot}'", connection))
            {
                await join.ExecuteNonQueryAsync(both.Token);
            }
            await foreach (var (from, to) in ranges.ReadAllAsync(both.Token))
            {
                CheckRange(await StoredRange.ReadAsync(connection, from, to, both.Token), oracle);
            }
        }
        catch
        {
            await both.CancelAsync();
            throw;
        }
    }

    private void CheckRange(StoredRange range, OracleCheck oracle)
    {
        foreach (var id in range.Ids.ToList())
        {
            var stream = new StreamCheck(range, id, _findings);
            stream.Run();
            if (stream.Case is not { } state)
            {
                continue;
            }
            new CaseCheck(range, stream, state, _now).Run();
            foreach (var (key, difference) in oracle.Check(state))
            {
                stream.Tell("oracleDiffers", key.HandlingNo, key.Kind, difference);
            }
        }
        var before = Interlocked.Add(ref _streams, range.Streams.Count) - range.Streams.Count;
        Interlocked.Add(ref _events, range.Events.Values.Sum(e => e.Count));
        if (_total > 50_000 && before * 10 / _total != (before + range.Streams.Count) * 10 / _total)
        {
            _say(VerifyWords.Line("progress", before + range.Streams.Count, _total));
        }
    }

    /// <summary>Promises and city versions say what their hashes say, and every case's promise is there.</summary>
    private async Task DefinitionsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await foreach (var (hash, kind, json) in RowsAsync(connection, "select hash, kind, json from definitions", cancel))
        {
            if (Hash(kind, json) != hash)
            {
                _findings.Add(new Finding("definitionDiffers", null, null, null, kind, hash));
            }
        }
        await foreach (var (hash, _, files) in RowsAsync(connection, "select hash, '', files from city_files", cancel))
        {
            if (Hash("city", files) != hash)
            {
                _findings.Add(new Finding("definitionDiffers", null, null, null, "city", hash));
            }
        }
        await foreach (var (hash, number, _) in RowsAsync(connection, """
            select h.hash, min(h.number), '' from (select procedure_hash as hash, number from cases union all select standard_hash, number from cases) h
            where h.hash is not null and not exists (select from definitions d where d.hash = h.hash) group by 1
            """, cancel))
        {
            _findings.Add(new Finding("definitionMissing", null, number, null, hash));
        }
    }

    private static string? Hash(string kind, string text)
    {
        try
        {
            return kind switch
            {
                "city" => CityFiles.FromJson(text).Hash,
                Definitions.StandardKind => Hex(CatalogueFile.Canonical(JsonSerializer.Deserialize<Standard>(text, EventJson.Options)!)),
                _ => Hex(text),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Acts that changed nothing: refusals leave no row, so an act without an event has lost it.</summary>
    private async Task ActsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select a.act_id, a.stream_id, a.name, c.number from acts a left join cases c on c.case_id = a.stream_id
            where not exists (select from events e where e.act_id = a.act_id) and a.stream_id <> a.act_id
            """, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            _findings.Add(new Finding("actWithoutEvent", reader.GetGuid(1), reader.IsDBNull(3) ? null : reader.GetString(3), null, reader.GetGuid(0), reader.GetString(2)));
        }
    }

    private static async IAsyncEnumerable<(string, string, string)> RowsAsync(NpgsqlConnection connection, string sql,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return (reader.GetString(0), reader.GetString(1), reader.GetString(2));
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(cancel);
    }
}
