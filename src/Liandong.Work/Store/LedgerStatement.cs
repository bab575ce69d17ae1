using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Store;

/// <summary>
/// The statement that commits a group: one round trip, one transaction. An expected conflict is a row of its answer,
/// never an error: streams are locked and compared first, then the act's key decides, and only then is anything else written.
/// </summary>
internal static class LedgerStatement
{
    /// <summary>Columns of a case's row that copy its opening words.</summary>
    private static readonly string[] s_copies = ["title", "address", "lon", "lat", "cell"];

    private static readonly string Sql = Write();

    public static async Task<Commit[]> RunAsync(NpgsqlConnection connection, IReadOnlyList<Outcome> outcomes)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 30 };
        Add(command, outcomes.Select(o => o.Expected).ToArray(), NpgsqlDbType.Integer);
        Add(command, outcomes.Select(o => o.CityHash).ToArray(), NpgsqlDbType.Text);
        Add(command, outcomes.Where(o => o.CopiesErased).Select(o => o.Stream.StreamId).ToArray(), NpgsqlDbType.Uuid);
        Add(command, Tables.Streams, [.. outcomes.Select(o => o.Stream)]);
        Add(command, Tables.Acts, [.. outcomes.Select(o => o.Act)]);
        Add(command, Tables.Events, [.. outcomes.SelectMany(o => o.Events)]);
        Add(command, Tables.Words, [.. outcomes.SelectMany(o => o.Words)]);
        Add(command, Tables.Cases, [.. outcomes.Select(o => o.Opened).OfType<CaseRow>()]);
        Add(command, Tables.Marks, [.. outcomes.Select(o => o.Mark).OfType<CaseMark>()]);
        Add(command, Tables.Handlings, [.. outcomes.SelectMany(o => o.Handlings)]);
        Add(command, Tables.Clocks, [.. outcomes.SelectMany(o => o.Clocks)]);
        Add(command, Tables.Appeals, [.. outcomes.SelectMany(o => o.Appeals)]);
        Add(command, Tables.Reporters, [.. outcomes.SelectMany(o => o.Reporters)]);
        Add(command, Tables.Search, [.. outcomes.Select(o => o.Search).OfType<SearchRow>()]);
        Add(command, Tables.Outbox, [.. outcomes.SelectMany(o => o.Outbox)]);
        var states = new Dictionary<Guid, Commit>(outcomes.Count);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            states[reader.GetGuid(0)] = (Commit)reader.GetInt32(1);
        }
        return [.. outcomes.Select(o => states[o.Act.ActId])];
    }

    private static void Add<T>(NpgsqlCommand command, Table<T> table, IReadOnlyList<T> rows)
    {
        foreach (var parameter in table.Parameters(rows))
        {
            command.Parameters.Add(parameter);
        }
    }

    private static void Add<T>(NpgsqlCommand command, T[] values, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });

    private static string Write()
    {
        var next = 4;
        string From<T>(Table<T> table, string alias)
        {
            var text = table.Unnest(next, alias);
            next += table.Columns.Count;
            return text;
        }
        string Arrays<T>(Table<T> table)
        {
            var text = table.Arrays(next);
            next += table.Columns.Count;
            return text;
        }
        var streams = Arrays(Tables.Streams);
        var acts = Arrays(Tables.Acts);
        var actNames = Tables.Acts.Names.Replace("stream_id", "act_stream", StringComparison.Ordinal);
        string Insert<T>(Table<T> table, string key, string? conflict = null)
        {
            var sql = $"insert into {table.Name} ({table.Names}) select {table.Select("t")} from {From(table, "t")} where t.{key} in (select stream_id from ok)";
            return conflict is null ? sql : $"{sql} on conflict ({conflict}) do update set {Excluded(table, conflict)}";
        }
        return $"""
            with item as materialized (
              select * from unnest($1::int[], $2::text[], {streams}, {acts}) as item(expected, city, {Tables.Streams.Names}, {actNames})),
            held as materialized (
              select s.stream_id, s.version from streams s where s.stream_id in (select stream_id from item) order by s.stream_id for update),
            fresh as materialized (
              select item.* from item left join held using (stream_id)
              where coalesce(held.version, 0) = item.expected
                and (item.city is null or item.city = (select city_hash from installation))),
            act as (
              insert into acts ({Tables.Acts.Names})
              select {actNames} from fresh order by act_id
              on conflict (act_id) do nothing returning act_id),
            ok as materialized (select fresh.* from fresh join act using (act_id)),
            opened as (insert into streams ({Tables.Streams.Names}) select {Tables.Streams.Names} from ok where expected = 0),
            moved as (
              update streams s set version = ok.version, seq = ok.seq, head = ok.head, xid = pg_current_xact_id()
              from ok where ok.expected > 0 and s.stream_id = ok.stream_id),
            w1 as ({Insert(Tables.Events, "stream_id")}),
            w2 as ({Insert(Tables.Words, "stream_id", "stream_id, seq")} where excluded.body is null),
            w3 as ({Insert(Tables.Cases, "case_id")}),
            w4 as (update cases c set {string.Join(", ", Tables.MarkColumns.Select(m => m.Name + " = " + (m.Cast is null ? "t." + m.Name : $"t.{m.Name}::{m.Cast}")))},
              {string.Join(", ", s_copies.Select(c => $"{c} = case when c.case_id = any($3) then null else c.{c} end"))}
              from {From(Tables.Marks, "t")} where c.case_id = t.case_id and t.case_id in (select stream_id from ok)),
            w5 as ({Insert(Tables.Handlings, "case_id", "case_id, no")}),
            w6 as ({Insert(Tables.Clocks, "case_id", "case_id, handling, kind")}),
            w7 as ({Insert(Tables.Appeals, "case_id", "case_id, no")}),
            w8 as ({Insert(Tables.Reporters, "case_id", "case_id, appeal")}),
            w9 as ({Insert(Tables.Search, "case_id", "case_id")}),
            w10 as ({Insert(Tables.Outbox, "stream_id")})
            select item.act_id, case when ok.act_id is not null then {(int)Commit.Done}
                                     when fresh.act_id is not null then {(int)Commit.Repeated} else {(int)Commit.Stale} end
            from item left join fresh using (act_id) left join ok using (act_id)
            """;
    }

    private static string Excluded<T>(Table<T> table, string key)
    {
        var keys = key.Split(", ");
        return string.Join(", ", table.Columns.Where(c => !keys.Contains(c.Name)).Select(c => $"{c.Name} = excluded.{c.Name}"));
    }
}
