using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>Reads clocks of many cases at once: from their rows, or for closed imported history from its events.</summary>
internal static class ClockReader
{
    public static async Task<ILookup<Guid, (int Handling, ClockState Clock)>> ReadAsync(NpgsqlDataSource source, Guid[] cases, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await ReadAsync(connection, cases, cancel);
    }

    public static async Task<ILookup<Guid, (int Handling, ClockState Clock)>> ReadAsync(NpgsqlConnection connection, Guid[] cases, CancellationToken cancel)
    {
        var found = new List<(Guid Case, int Handling, ClockState Clock)>();
        if (cases.Length > 0)
        {
            await using var command = Command(connection, """
                select case_id, handling, kind, lim, calendar, started_at, due_at, blue_at, yellow_at, orange_at, red_at, paused_at, stopped_at, given, provisional
                from clocks where case_id = any($1) order by case_id, handling, kind
                """, cases);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                found.Add((reader.GetGuid(0), reader.GetInt32(1), Row(reader)));
            }
        }
        return found.ToLookup(f => f.Case, f => (f.Handling, f.Clock));
    }

    public static async Task<ILookup<Guid, (int Handling, ClockState Clock)>> ReadBareAsync(NpgsqlDataSource source, Guid[] cases, CancellationToken cancel)
    {
        var found = new List<(Guid Case, ClockState Clock)>();
        if (cases.Length > 0)
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var command = Command(connection, "select stream_id, payload from events where stream_id = any($1) and seq = 1", cases);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                if (EventJson.Read(reader.GetString(1)) is CaseImported { Clock: { } clock })
                {
                    found.Add((reader.GetGuid(0), clock));
                }
            }
        }
        return found.ToLookup(f => f.Case, f => (0, f.Clock));
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, Guid[] cases)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = cases, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        return command;
    }

    private static ClockState Row(NpgsqlDataReader r) => new(r.GetString(2),
        r.IsDBNull(3) ? null : Limit.TryParse(r.GetString(3), r.GetString(4), out var limit, out _) ? limit : null,
        r.GetFieldValue<DateTimeOffset>(5), At(r, 6), At(r, 7), At(r, 8), At(r, 9), At(r, 10), At(r, 11), At(r, 12), r.GetBoolean(13), r.GetBoolean(14), [], []);

    private static DateTimeOffset? At(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : r.GetFieldValue<DateTimeOffset>(i);
}
