using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Verify;

/// <summary>A stream's row as stored.</summary>
internal sealed record StoredStream(short Kind, int Version, int Seq, byte[] Head);

/// <summary>An event as stored.</summary>
internal sealed record StoredEvent(int Seq, Guid Act, DateTimeOffset RecordedAt, string Payload, byte[]? Words, byte[] Hash);

/// <summary>Words as stored; both null once erased.</summary>
internal sealed record StoredWords(byte[]? Salt, string? Body);

/// <summary>An act as stored.</summary>
internal sealed record StoredAct(Guid Stream, string Name, DateTimeOffset At, DateTimeOffset RecordedAt);

/// <summary>Whether a caller's name, number or blind index is still there.</summary>
internal sealed record StoredReporter(int Appeal, bool Known);

/// <summary>A row of a drawn table, in the order of its column list.</summary>
internal sealed record StoredRow(string Key, object?[] Values);

/// <summary>Everything stored about the streams of one range of ids; bounded, whatever the size of the database.</summary>
internal sealed class StoredRange
{
    public Dictionary<Guid, StoredStream> Streams { get; } = [];

    public Dictionary<Guid, List<StoredEvent>> Events { get; } = [];

    public Dictionary<Guid, Dictionary<int, StoredWords>> Words { get; } = [];

    public Dictionary<Guid, StoredAct> Acts { get; } = [];

    public Dictionary<Guid, List<StoredReporter>> Reporters { get; } = [];

    /// <summary>Rows of the drawn tables, by table and case.</summary>
    public Dictionary<string, Dictionary<Guid, List<StoredRow>>> Drawn { get; } = new(StringComparer.Ordinal);

    /// <summary>Every id that any table knows.</summary>
    public IEnumerable<Guid> Ids => Streams.Keys.Concat(Events.Keys).Concat(Words.Keys).Concat(Reporters.Keys)
        .Concat(Drawn.Values.SelectMany(t => t.Keys)).Distinct();

    public List<StoredRow> RowsOf(string table, Guid id) => Drawn.GetValueOrDefault(table)?.GetValueOrDefault(id) ?? [];

    /// <summary>Reads ids from <paramref name="from"/> inclusive to <paramref name="to"/> exclusive.</summary>
    public static async Task<StoredRange> ReadAsync(NpgsqlConnection connection, Guid from, Guid to, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var sql in Sql)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new NpgsqlParameter { Value = from, NpgsqlDbType = NpgsqlDbType.Uuid });
            command.Parameters.Add(new NpgsqlParameter { Value = to, NpgsqlDbType = NpgsqlDbType.Uuid });
            batch.BatchCommands.Add(command);
        }
        var range = new StoredRange();
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await range.ReadLedgerAsync(reader, cancel);
        foreach (var (table, key, columns) in Tables)
        {
            await reader.NextResultAsync(cancel);
            await range.ReadDrawnAsync(reader, table, key, columns, cancel);
        }
        return range;
    }

    /// <summary>The tables drawn from events: name, columns of the key, number of columns.</summary>
    internal static IReadOnlyList<(string Name, int Key, string Columns)> Tables { get; } =
    [
        (Store.Tables.Cases.Name, 1, Store.Tables.Cases.Names), (Store.Tables.Handlings.Name, 2, Store.Tables.Handlings.Names),
        (Store.Tables.Clocks.Name, 3, Store.Tables.Clocks.Names), (Store.Tables.Appeals.Name, 2, Store.Tables.Appeals.Names),
        (Store.Tables.Search.Name, 1, Store.Tables.Search.Names),
    ];

    private static string[] Sql { get; } =
    [
        "select stream_id, kind, version, seq, head from streams where stream_id >= $1 and stream_id < $2",
        "select stream_id, seq, act_id, recorded_at, payload, words, hash from events where stream_id >= $1 and stream_id < $2 order by stream_id, seq",
        "select stream_id, seq, salt, body from words where stream_id >= $1 and stream_id < $2",
        // One look-up an act (offset 0 keeps the planner from reading the whole table for every range).
        """
        select a.* from (select distinct e.act_id from events e where e.stream_id >= $1 and e.stream_id < $2) x
        cross join lateral (select act_id, stream_id, name, at, recorded_at from acts where acts.act_id = x.act_id offset 0) a
        """,
        "select case_id, appeal, name is not null or phone is not null or phone_key is not null from reporters where case_id >= $1 and case_id < $2",
        .. Tables.Select(t => $"select {t.Columns} from {t.Name} where case_id >= $1 and case_id < $2"),
    ];

    private async Task ReadLedgerAsync(NpgsqlDataReader r, CancellationToken cancel)
    {
        while (await r.ReadAsync(cancel))
        {
            Streams[r.GetGuid(0)] = new StoredStream(r.GetInt16(1), r.GetInt32(2), r.GetInt32(3), r.GetFieldValue<byte[]>(4));
        }
        await r.NextResultAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            Of(Events, r.GetGuid(0)).Add(new StoredEvent(r.GetInt32(1), r.GetGuid(2), r.GetFieldValue<DateTimeOffset>(3), r.GetString(4),
                r.IsDBNull(5) ? null : r.GetFieldValue<byte[]>(5), r.GetFieldValue<byte[]>(6)));
        }
        await r.NextResultAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            Of(Words, r.GetGuid(0))[r.GetInt32(1)] = new StoredWords(r.IsDBNull(2) ? null : r.GetFieldValue<byte[]>(2), r.IsDBNull(3) ? null : r.GetString(3));
        }
        await r.NextResultAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            Acts[r.GetGuid(0)] = new StoredAct(r.GetGuid(1), r.GetString(2), r.GetFieldValue<DateTimeOffset>(3), r.GetFieldValue<DateTimeOffset>(4));
        }
        await r.NextResultAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            Of(Reporters, r.GetGuid(0)).Add(new StoredReporter(r.GetInt32(1), r.GetBoolean(2)));
        }
    }

    private async Task ReadDrawnAsync(NpgsqlDataReader r, string table, int key, string columns, CancellationToken cancel)
    {
        var rows = Drawn[table] = [];
        while (await r.ReadAsync(cancel))
        {
            var values = new object?[r.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = r.IsDBNull(i) ? null : r.GetValue(i);
            }
            Of(rows, r.GetGuid(0)).Add(new StoredRow(string.Join('/', values[1..key]), values));
        }
    }

    private static T Of<T>(Dictionary<Guid, T> by, Guid id)
        where T : new() => by.TryGetValue(id, out var known) ? known : by[id] = new T();
}
