using Liandong.Core.Calendars;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Clockwork;

/// <summary>
/// Turns the lights whose instant has come. A light is no event and changes no version: it follows from the clocks, and
/// whoever reads the row later than this draws the same.
/// </summary>
internal static class Lights
{
    private const int Together = 500;

    /// <summary>Turns all that are due at an instant; cases that another node or an act holds are left to them. Gives the topics that changed.</summary>
    public static async Task<(int Turned, IReadOnlyCollection<string> Topics)> TurnAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken cancel)
    {
        var topics = new HashSet<string>();
        var turned = 0;
        int last;
        do
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var due = await ClaimAsync(connection, now, topics, cancel);
            last = due.Length;
            if (last > 0)
            {
                await WriteAsync(connection, due, now, cancel);
            }
            await transaction.CommitAsync(cancel);
            turned += last;
        }
        while (last == Together);
        return (turned, topics);
    }

    private static async Task<Guid[]> ClaimAsync(NpgsqlConnection connection, DateTimeOffset now, HashSet<string> topics, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select case_id, tags, complained_of, complained_of_person from cases where next_turn <= $1 order by next_turn limit $2 for update skip locked", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = Together, NpgsqlDbType = NpgsqlDbType.Integer });
        var due = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            due.Add(reader.GetGuid(0));
            topics.Add(CaseTopic.Of(reader.GetGuid(0), reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
            topics.UnionWith(reader.GetFieldValue<string[]>(1).Where(t => t.StartsWith("u:", StringComparison.Ordinal)).Select(t => "unit/" + t[2..]));
            topics.Add("board");
        }
        return [.. due];
    }

    private static async Task WriteAsync(NpgsqlConnection connection, Guid[] cases, DateTimeOffset now, CancellationToken cancel)
    {
        var clocks = await ClockReader.ReadAsync(connection, cases, cancel);
        var running = cases.Select(id => clocks[id].Select(c => c.Clock).Where(c => c.StoppedAt is null).ToList()).ToList();
        await using var command = new NpgsqlCommand("""
            update cases c set light = t.light, next_turn = t.next_turn
            from unnest($1::uuid[], $2::smallint[], $3::timestamptz[]) as t(case_id, light, next_turn) where c.case_id = t.case_id
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = cases, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = running.Select(r => (short?)CaseRows.Worst(r, now)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint });
        command.Parameters.Add(new NpgsqlParameter { Value = running.Select(r => r.Min(k => Clocks.NextTurn(k, now))?.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
