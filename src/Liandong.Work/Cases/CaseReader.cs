using System.Globalization;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>A page of cases; <paramref name="Next"/> is passed as after, null at the end.</summary>
public sealed record CasePageRead(IReadOnlyList<CaseView> Items, string? Next);

/// <summary>Reads cases: one by number, many by query. Every read takes a scope.</summary>
public sealed class CaseReader(NpgsqlDataSource source, Keys keys)
{
    /// <summary>The longest page.</summary>
    public const int MostRows = 1000;

    /// <summary>
    /// Words are first looked for among this many cases in the order of the page: common ones fill it there. Collecting and
    /// sorting all their cases by the index of pairs took 160 ms at a million, this takes under 20; rare ones pay it before.
    /// </summary>
    private const int LookedAt = 2000;

    /// <summary>Where those held at least so small a part of the page, so many times more are looked at before all are collected.</summary>
    private const int Wider = 6;

    private const string Columns = """
        c.case_id, c.number, c.source, c.source_id, c.channel, c.class, c.standard, c.nature, c.urgency, c.secrecy, c.tags, c.opened_at, c.title,
        c.address, c.lon, c.lat, c.state, c.step, c.round, c.unit, c.person, c.closed_at, c.closing_kind, c.due_at, c.stopped_at, c.urgent_at, c.light,
        c.imported, c.version, c.procedure_hash
        """;

    /// <summary>After the columns come the keys of the order.</summary>
    private const int KeyColumn = 30;

    private readonly Cursors _cursors = new(keys);

    /// <summary>One case by its number, or null when there is none that this reader may see.</summary>
    public async Task<CaseView?> FindAsync(string number, Scope scope, CancellationToken cancel) =>
        CaseNumber.TryParse(number, out var parsed)
            ? (await ListAsync(CaseQuery.All with { Words = parsed.Value, Limit = 1 }, scope, cancel)).Page?.Items.FirstOrDefault() : null;

    /// <summary>Words to look for, not a case number.</summary>
    public static bool IsText(string? words) => CaseSql.IsText(words);

    /// <summary>A page, or the refusal of a filter.</summary>
    public async Task<(CasePageRead? Page, Refusal? Refusal)> ListAsync(CaseQuery q, Scope scope, CancellationToken cancel)
    {
        if (q.Words is { } words && Bigrams.Normalise(words).Trim().Length == 1)
        {
            return (null, new Refusal(Refusals.TextTooShort, "q", "2"));
        }
        IReadOnlyList<string>? last = null;
        if (q.After is { } after && (last = _cursors.Read(after, q.Fingerprint())) is null)
        {
            return (null, new Refusal(Refusals.FieldInvalid, "after"));
        }
        var limit = Math.Clamp(q.Limit, 1, MostRows);
        var rows = CaseSql.IsText(q.Words) ? await RowsAsync(q, scope, last, limit + 1, LookedAt, cancel) : [];
        if (rows.Count <= limit && rows.Count * Wider > limit)
        {
            rows = await RowsAsync(q, scope, last, limit + 1, LookedAt * Wider, cancel);
        }
        if (rows.Count <= limit)
        {
            rows = await RowsAsync(q, scope, last, limit + 1, null, cancel);
        }
        var items = await WithClocksAsync([.. rows.Take(limit).Select(r => r.Case)], cancel);
        return (new CasePageRead(items, rows.Count > limit ? _cursors.Write(rows[limit - 1].Key, q.Fingerprint()) : null), null);
    }

    /// <param name="among">Words are compared only among so many cases in the order; null: all that have them.</param>
    private async Task<List<(CaseView Case, string[] Key)>> RowsAsync(CaseQuery q, Scope scope, IReadOnlyList<string>? last, int most, int? among, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var sql = new CaseSql(command.Parameters, among is null ? q : q with { Words = null }, scope);
        if (last is not null)
        {
            sql.After(q.Sort, last);
        }
        var (keys, down) = CaseSql.Order(q.Sort);
        var direction = down ? " desc" : "";
        var order = string.Join(", ", keys.Select(k => k.Key).Append("c.number").Select(k => k + direction));
        var shown = string.Concat(keys.Select(k => $"{k.Key}::text, "));
        var from = among is { } first
            ? $"(select * from cases c where {sql.Where} order by {order} limit {Text(first)}) c where {CaseSql.Has(command.Parameters, q.Words!)}"
            : $"cases c where {sql.Where}";
        command.CommandText = $"select {Columns}, {shown}c.number from {from} order by {order} limit {Text(most)}";
        var rows = new List<(CaseView Case, string[] Key)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add((Row(reader), [.. Enumerable.Range(KeyColumn, keys.Count + 1).Select(reader.GetString)]));
        }
        return rows;
    }

    /// <summary>Those of many cases that this reader may see, by their numbers, in no order.</summary>
    public async Task<IReadOnlyList<CaseView>> ManyAsync(string[] numbers, Scope scope, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var asked = Scope.Add(command.Parameters, numbers, NpgsqlDbType.Array | NpgsqlDbType.Text);
        command.CommandText = $"select {Columns} from cases c where c.number = any({asked}) and {scope.WhereKnown(command.Parameters)}";
        var rows = new List<CaseView>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                rows.Add(Row(reader));
            }
        }
        return await WithClocksAsync(rows, cancel);
    }

    /// <summary>
    /// Cases of a caller's number that this reader may see: the open ones, then those that were opened since. For the one who
    /// speaks with him, who has noted that he looks; never a count, and nobody's list.
    /// </summary>
    public async Task<IReadOnlyList<CaseView>> OfCallerAsync(byte[] phoneKey, Scope scope, DateTimeOffset since, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var key = Scope.Add(command.Parameters, phoneKey, NpgsqlDbType.Bytea);
        var from = Scope.Add(command.Parameters, since.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        command.CommandText = $"""
            select {Columns} from cases c where c.case_id in (select r.case_id from reporters r where r.phone_key = {key})
              and (c.state in (1, 2) or c.opened_at >= {from}) and {scope.Where(command.Parameters)}
            order by c.state in (1, 2) desc, c.opened_at desc limit {Text(most)}
            """;
        var rows = new List<CaseView>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                rows.Add(Row(reader));
            }
        }
        return await WithClocksAsync(rows, cancel);
    }

    /// <summary>How many, up to a bound: a count on a desk need not be exact above it.</summary>
    public async Task<int> CountAsync(CaseQuery q, Scope scope, int bound, CancellationToken cancel) => (await CountsAsync([q], scope, bound, cancel))[0];

    /// <summary>The same of several, in their order, by one statement: what stands beside a page is a dozen counts, and each way to the server and back costs more than most of them.</summary>
    public async Task<IReadOnlyList<int>> CountsAsync(IReadOnlyList<CaseQuery> queries, Scope scope, int bound, CancellationToken cancel)
    {
        if (queries.Count == 0)
        {
            return [];
        }
        await using var command = source.CreateCommand();
        command.CommandText = "select " + string.Join(", ", queries.Select(q => $"(select count(*)::int from (select from cases c where {new CaseSql(command.Parameters, q, scope).Where} limit {Text(bound)}) t)"));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return [.. Enumerable.Range(0, queries.Count).Select(reader.GetInt32)];
    }

    /// <summary>How many of each class came in by each channel.</summary>
    public async Task<IReadOnlyList<(string Class, string Channel, int Cases)>> ByClassAsync(CaseQuery q, Scope scope, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var sql = new CaseSql(command.Parameters, q, scope);
        command.CommandText = $"select c.class, c.channel, count(*)::int from cases c where {sql.Where} group by 1, 2";
        var counts = new List<(string, string, int)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            counts.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));
        }
        return counts;
    }

    /// <summary>Cases within about 150 m, nearest first: neighbours on the map, duplicates before filing.</summary>
    public async Task<IReadOnlyList<CaseView>> NearAsync(Place place, Scope scope, string? @class, bool openOnly, int most, CancellationToken cancel)
    {
        var cells = place.CellsAround();
        if (cells.Length == 0)
        {
            return [];
        }
        await using var command = source.CreateCommand();
        var near = $"cell = any({Scope.Add(command.Parameters, cells, NpgsqlDbType.Array | NpgsqlDbType.Bigint)})";
        near += @class is null ? "" : $" and class = {Scope.Add(command.Parameters, @class, NpgsqlDbType.Text)}";
        var where = scope.Where(command.Parameters) + (openOnly ? " and c.state in (1, 2)" : "");
        var lon = Scope.Add(command.Parameters, place.Lon!.Value, NpgsqlDbType.Double);
        var lat = Scope.Add(command.Parameters, place.Lat!.Value, NpgsqlDbType.Double);
        // The ground first: in a young city, not analysed yet, the planner met the few cells with every open case (4.5 ms for 0.05).
        command.CommandText = $"""
            with near as materialized (select * from cases where {near})
            select {Columns} from near c where {where}
            order by power((c.lon - {lon}) * cos(radians({lat})), 2) + power(c.lat - {lat}, 2), c.opened_at desc limit {most.ToString(CultureInfo.InvariantCulture)}
            """;
        var rows = new List<CaseView>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(Row(reader));
        }
        return rows;
    }

    private async Task<IReadOnlyList<CaseView>> WithClocksAsync(IReadOnlyList<CaseView> cases, CancellationToken cancel)
    {
        if (cases.Count == 0)
        {
            return cases;
        }
        var clocks = await ClockReader.ReadAsync(source, [.. cases.Where(c => !Bare(c)).Select(c => c.Id)], cancel);
        var bare = await ClockReader.ReadBareAsync(source, [.. cases.Where(c => Bare(c) && c.DueAt is not null).Select(c => c.Id)], cancel);
        return [.. cases.Select(c => c with { Clocks = [.. (Bare(c) ? bare : clocks)[c.Id]] })];
    }

    private static bool Bare(CaseView c) => c is { Imported: true, State: CaseStatus.Closed };

    private static CaseView Row(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), Text(r, 2), Text(r, 3), r.GetString(4), r.GetString(5), Text(r, 6), Text(r, 7),
        r.GetString(8), r.GetInt16(9), CaseRows.AreasOf(r.GetFieldValue<string[]>(10)), r.GetFieldValue<DateTimeOffset>(11), Text(r, 12), Text(r, 13), Real(r, 14), Real(r, 15),
        (CaseStatus)r.GetInt16(16), r.GetString(17), r.GetInt32(18), Text(r, 19), Text(r, 20), Instant(r, 21), Text(r, 22), Instant(r, 23), Instant(r, 24), Instant(r, 25),
        r.IsDBNull(26) ? null : (Light)r.GetInt16(26), r.GetBoolean(27), r.GetInt32(28), r.GetString(29), []);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : r.GetString(i);

    private static double? Real(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : r.GetDouble(i);

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : r.GetFieldValue<DateTimeOffset>(i);
}
