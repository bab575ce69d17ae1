using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>How many calls came to an outcome; null for those still open.</summary>
public sealed record CallCount(string? Outcome, PersonId? TakenBy, int Calls);

/// <summary>Reads calls. A list is never one of a caller's.</summary>
public static class CallReader
{
    private const string Columns = """
        call_id, told_id, line, phone, rings_for, taken_by, rung_at, answered_at, held_at, ended_at, warnings, through_to, through_at, stayed, outcome, detail, case_id, settled_at
        """;

    public static async Task<CallView?> OneAsync(CallDesk desk, Guid id, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand($"select {Columns} from calls where call_id = $1");
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        return (await ReadAsync(desk, command, cancel)).FirstOrDefault();
    }

    /// <summary>Calls that are not settled, the oldest first: all of them, as the shift leader sees them.</summary>
    public static async Task<IReadOnlyList<CallView>> OpenAsync(CallDesk desk, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand($"select {Columns} from calls where settled_at is null order by rung_at");
        return await ReadAsync(desk, command, cancel);
    }

    /// <summary>What lies on one person's desk: what he has taken, what rings for him, and what waits for whoever is free.</summary>
    public static async Task<IReadOnlyList<CallView>> DeskAsync(CallDesk desk, PersonId person, CancellationToken cancel) =>
        [.. (await OpenAsync(desk, cancel)).Where(c => c.TakenBy == person || c.TakenBy is null && (c.RingsFor is null || c.RingsFor == person))];

    /// <summary>How many rang from an instant on, by outcome and by who took them.</summary>
    public static async Task<IReadOnlyList<CallCount>> CountsAsync(CallDesk desk, DateTimeOffset from, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("select outcome, taken_by, count(*)::int from calls where rung_at >= $1 group by outcome, taken_by");
        TellCall.Add(command, from.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        var counts = new List<CallCount>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            counts.Add(new CallCount(Text(reader, 0), Person(reader, 1), reader.GetInt32(2)));
        }
        return counts;
    }

    /// <summary>Notes who looks at the cases of this call's number; once for each person and call.</summary>
    public static async Task LookAsync(CallDesk desk, Guid id, PersonId person, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("insert into call_looks (call_id, person, at) values ($1, $2, $3) on conflict do nothing");
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, desk.Now, NpgsqlDbType.TimestampTz);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<CallView>> ReadAsync(CallDesk desk, NpgsqlCommand command, CancellationToken cancel)
    {
        var calls = new List<CallView>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            calls.Add(new CallView(r.GetGuid(0), Text(r, 1), Text(r, 2), r.IsDBNull(3) ? null : desk.Keys.Decrypt(r.GetFieldValue<byte[]>(3)), Person(r, 4), Person(r, 5),
                r.GetFieldValue<DateTimeOffset>(6), Instant(r, 7), Instant(r, 8), Instant(r, 9), r.GetInt16(10), Text(r, 11), Instant(r, 12), r.IsDBNull(13) ? null : r.GetBoolean(13),
                Text(r, 14), Text(r, 15), r.IsDBNull(16) ? null : new CaseId(r.GetGuid(16)), Instant(r, 17)));
        }
        return calls;
    }

    private static string? Text(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : r.GetString(i);

    private static PersonId? Person(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : new PersonId(r.GetString(i));

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : r.GetFieldValue<DateTimeOffset>(i);
}
