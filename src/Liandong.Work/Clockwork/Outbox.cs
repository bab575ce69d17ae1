using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Clockwork;

/// <summary>A message that left with a commit.</summary>
public sealed record OutboxMessage(Guid Stream, int Seq, string Topic, string Target, DateTimeOffset CreatedAt);

/// <summary>
/// Hands messages to their target, in order per stream and at least once. One that fails is tried again later, ten times;
/// then it is parked, visible with its error, and those after it go on.
/// </summary>
internal static class Outbox
{
    private const int Together = 500;
    private const int MostTries = 10;
    private const int LongestError = 500;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    /// <summary>Delivers what is open at an instant.</summary>
    public static async Task<int> DrainAsync(NpgsqlDataSource source, DateTimeOffset now, Func<OutboxMessage, CancellationToken, Task> deliver, CancellationToken cancel)
    {
        var sent = 0;
        List<OutboxMessage> open;
        do
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            open = await ClaimAsync(connection, now, cancel);
            sent += await SendAsync(connection, open, now, deliver, cancel);
            await transaction.CommitAsync(cancel);
        }
        while (open.Count > 0);
        return sent;
    }

    /// <summary>The first open message of each stream and target; later ones wait for it.</summary>
    private static async Task<List<OutboxMessage>> ClaimAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select o.stream_id, o.seq, o.topic, o.target, o.created_at from outbox o
            where o.sent_at is null and o.parked_at is null and (o.next_try is null or o.next_try <= $1)
              and not exists (select from outbox p where p.stream_id = o.stream_id and p.target = o.target and p.sent_at is null and p.parked_at is null
                and (p.seq, p.topic) < (o.seq, o.topic))
            order by o.stream_id, o.seq limit $2 for update skip locked
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = Together, NpgsqlDbType = NpgsqlDbType.Integer });
        var open = new List<OutboxMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            open.Add(new OutboxMessage(reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }
        return open;
    }

    private static async Task<int> SendAsync(NpgsqlConnection connection, List<OutboxMessage> open, DateTimeOffset now, Func<OutboxMessage, CancellationToken, Task> deliver, CancellationToken cancel)
    {
        var errors = new string?[open.Count];
        for (var i = 0; i < open.Count; i++)
        {
            try
            {
                await deliver(open[i], cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                errors[i] = e.Message.Length > LongestError ? e.Message[..LongestError] : e.Message;
            }
        }
        if (open.Count > 0)
        {
            await MarkAsync(connection, open, errors, now, cancel);
        }
        return errors.Count(e => e is null);
    }

    /// <summary>Waits grow: 2, 4, 8 seconds, and so on to an hour.</summary>
    private static async Task MarkAsync(NpgsqlConnection connection, List<OutboxMessage> open, string?[] errors, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            update outbox o set tries = o.tries + 1, error = t.error,
              sent_at = case when t.error is null then $6 end,
              parked_at = case when t.error is not null and o.tries + 1 >= $7 then $6 end,
              next_try = case when t.error is not null then $6 + least($8, interval '1 second' * power(2, o.tries + 1)) end
            from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[]) as t(stream_id, seq, topic, target, error)
            where (o.stream_id, o.seq, o.topic, o.target) = (t.stream_id, t.seq, t.topic, t.target)
            """, connection);
        void Add(object value, NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        Add(open.Select(m => m.Stream).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(open.Select(m => m.Seq).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);
        Add(open.Select(m => m.Topic).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(open.Select(m => m.Target).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(errors, NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(now.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(MostTries, NpgsqlDbType.Integer);
        Add(s_longestWait, NpgsqlDbType.Interval);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
