using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>A case's history as stored, folded: what a decision is made on.</summary>
/// <param name="Head">The last hash of the stream.</param>
/// <param name="LastAt">When the last event was recorded.</param>
public sealed record LoadedCase(CaseState State, byte[] Head, DateTimeOffset LastAt)
{
    /// <summary>Reads by id. Null when there is no such case.</summary>
    public static async Task<LoadedCase?> ReadAsync(NpgsqlDataSource source, CaseId id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select payload, hash, recorded_at from events where stream_id = $1 order by seq");
        command.Parameters.Add(new NpgsqlParameter { Value = id.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var state = new CaseState { Id = id };
        var head = Chain.Genesis;
        var at = DateTimeOffset.MinValue;
        while (await reader.ReadAsync(cancel))
        {
            state = state.Apply(EventJson.Read(reader.GetString(0)));
            head = reader.GetFieldValue<byte[]>(1);
            at = reader.GetFieldValue<DateTimeOffset>(2);
        }
        return state.Seq == 0 ? null : new LoadedCase(state, head, at);
    }

    /// <summary>Reads many at once, in one statement; those that do not exist are left out.</summary>
    public static async Task<IReadOnlyList<LoadedCase>> ReadManyAsync(NpgsqlDataSource source, Guid[] ids, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select stream_id, payload, hash, recorded_at from events where stream_id = any($1) order by stream_id, seq");
        command.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        var found = new Dictionary<Guid, LoadedCase>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var id = reader.GetGuid(0);
            var before = found.TryGetValue(id, out var known) ? known.State : new CaseState { Id = new CaseId(id) };
            found[id] = new LoadedCase(before.Apply(EventJson.Read(reader.GetString(1))), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<DateTimeOffset>(3));
        }
        return [.. found.Values];
    }

    /// <summary>The id of a visible case by its number; null when it is not there or not to be seen.</summary>
    public static async Task<CaseId?> FindAsync(NpgsqlDataSource source, string number, Scope scope, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var text = Scope.Add(command.Parameters, number, NpgsqlDbType.Text);
        command.CommandText = $"select c.case_id from cases c where c.number = {text} and {scope.WhereKnown(command.Parameters)}";
        return await command.ExecuteScalarAsync(cancel) is Guid id ? new CaseId(id) : null;
    }

    /// <summary>The ids of those of many cases that are there and to be seen, by number.</summary>
    public static async Task<IReadOnlyDictionary<string, CaseId>> FindAllAsync(NpgsqlDataSource source, string[] numbers, Scope scope, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var asked = Scope.Add(command.Parameters, numbers, NpgsqlDbType.Array | NpgsqlDbType.Text);
        command.CommandText = $"select c.number, c.case_id from cases c where c.number = any({asked}) and {scope.WhereKnown(command.Parameters)}";
        var found = new Dictionary<string, CaseId>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found[reader.GetString(0)] = new CaseId(reader.GetGuid(1));
        }
        return found;
    }
}

/// <summary>Looks up acts by key.</summary>
public static class KnownActs
{
    /// <summary>The act that moved a case last: what a stale one is told.</summary>
    public static async Task<(string Name, string Principal, DateTimeOffset At)?> LastAsync(NpgsqlDataSource source, CaseId id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select a.name, a.principal, a.at from events e join acts a using (act_id) where e.stream_id = $1 order by e.seq desc limit 1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = id.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)) : null;
    }

    /// <summary>
    /// The stream that this very act is in; a refusal when the key belongs to somebody else or to another request;
    /// neither when it is new.
    /// </summary>
    public static async Task<(CaseId? Stream, Refusal? Refusal)> FindAsync(NpgsqlDataSource source, Act act, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select stream_id, principal, request_hash from acts where act_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = act.Id.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return (null, null);
        }
        var same = reader.GetString(1) == act.Principal && reader.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(act.RequestHash);
        return same ? (new CaseId(reader.GetGuid(0)), null) : (null, new Refusal(Refusals.KeyReused, "Idempotency-Key"));
    }

    /// <summary>
    /// The streams of acts done before under the key of many, by act; a refusal when somebody else or another request had that
    /// key. They lie side by side from <paramref name="first"/> on, in the half that is the key's.
    /// </summary>
    public static async Task<(IReadOnlyDictionary<ActId, CaseId> Streams, Refusal? Refusal)> OfManyAsync(NpgsqlDataSource source, Act act, ActId first, CancellationToken cancel)
    {
        var last = first.Value.ToByteArray(bigEndian: true);
        last.AsSpan(last.Length / 2).Fill(byte.MaxValue);
        await using var command = source.CreateCommand("select act_id, stream_id, principal, request_hash from acts where act_id = $1 or act_id between $2 and $3");
        command.Parameters.Add(new NpgsqlParameter { Value = act.Id.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = first.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = new Guid(last, bigEndian: true) });
        var streams = new Dictionary<ActId, CaseId>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetString(2) != act.Principal || !reader.GetFieldValue<byte[]>(3).AsSpan().SequenceEqual(act.RequestHash))
            {
                return (streams, new Refusal(Refusals.KeyReused, "Idempotency-Key"));
            }
            streams[new ActId(reader.GetGuid(0))] = new CaseId(reader.GetGuid(1));
        }
        return (streams, null);
    }
}
