using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Accounts;

/// <summary>Somebody leaves, or has left.</summary>
/// <param name="LastDay">The last day, inclusive, of everything he holds.</param>
/// <param name="Successor">Who takes over what was his own; null: whoever answers for the unit.</param>
/// <param name="Principal">Who said so.</param>
/// <param name="DoneAt">When all of it was moved and the account closed.</param>
public sealed record Departure(Guid Id, PersonId Person, DateOnly LastDay, PersonId? Successor, string Reason, PersonId Principal, DateTimeOffset SaidAt, DateTimeOffset? DoneAt);

/// <summary>One thing that was moved.</summary>
/// <param name="Kind">One of <see cref="HeldKinds"/>.</param>
/// <param name="Item">Its name: a case's number, or an id.</param>
public sealed record DepartureMove(string Kind, string Item, PersonId? Taker, DateTimeOffset At);

/// <summary>Keeps who leaves and what was moved.</summary>
public static class Departures
{
    private const string Columns = "act_id, person, last_day, successor, reason, principal, said_at, done_at";

    /// <summary>The one that holds of a person; null when he stays.</summary>
    public static async Task<Departure?> OfAsync(NpgsqlDataSource source, PersonId person, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select {Columns} from departures where person = $1 and not withdrawn order by said_at desc limit 1");
        command.Parameters.Add(new NpgsqlParameter { Value = person.Value });
        return (await ReadAsync(command, cancel)).FirstOrDefault();
    }

    /// <summary>Of everybody whose last day is over, the latest of each.</summary>
    public static async Task<IReadOnlyList<Departure>> OverAsync(NpgsqlDataSource source, DateOnly day, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select distinct on (person) {Columns} from departures where last_day < $1 and not withdrawn order by person, said_at desc");
        command.Parameters.Add(new NpgsqlParameter { Value = day, NpgsqlDbType = NpgsqlDbType.Date });
        return await ReadAsync(command, cancel);
    }

    /// <summary>What was moved, in the order in which it was.</summary>
    public static async Task<IReadOnlyList<DepartureMove>> MovesAsync(NpgsqlDataSource source, Guid id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select kind, item, taker, at from departure_moves where act_id = $1 order by at, kind, item");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        var moves = new List<DepartureMove>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            moves.Add(new DepartureMove(r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : new PersonId(r.GetString(2)), r.GetFieldValue<DateTimeOffset>(3)));
        }
        return moves;
    }

    /// <summary>Writes one down; of the same key the last words hold until it is done.</summary>
    internal static Task SayAsync(NpgsqlDataSource source, Departure d, CancellationToken cancel) => DoAsync(source, """
        insert into departures (act_id, person, last_day, successor, reason, principal, said_at) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (act_id) do update set last_day = excluded.last_day, successor = excluded.successor, reason = excluded.reason, withdrawn = false
          where departures.done_at is null and departures.person = excluded.person
        """, cancel, d.Id, d.Person.Value, d.LastDay, (object?)d.Successor?.Value ?? DBNull.Value, d.Reason, d.Principal.Value, d.SaidAt);

    internal static Task WithdrawAsync(NpgsqlDataSource source, Guid id, CancellationToken cancel) => DoAsync(source, "update departures set withdrawn = true where act_id = $1 and done_at is null", cancel, id);

    internal static Task DoneAsync(NpgsqlDataSource source, Guid id, DateTimeOffset at, CancellationToken cancel) => DoAsync(source, "update departures set done_at = $2 where act_id = $1 and done_at is null", cancel, id, at);

    internal static Task MovedAsync(NpgsqlDataSource source, Guid id, DepartureMove move, CancellationToken cancel) => DoAsync(source,
        "insert into departure_moves (act_id, kind, item, taker, at) values ($1, $2, $3, $4, $5) on conflict (act_id, kind, item) do update set taker = excluded.taker", cancel,
        id, move.Kind, move.Item, (object?)move.Taker?.Value ?? DBNull.Value, move.At);

    private static async Task DoAsync(NpgsqlDataSource source, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value switch
            {
                DateTimeOffset at => new NpgsqlParameter { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                DBNull => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text },
                _ => new NpgsqlParameter { Value = value },
            });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<Departure>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var found = new List<Departure>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            found.Add(new Departure(r.GetGuid(0), new PersonId(r.GetString(1)), r.GetFieldValue<DateOnly>(2), r.IsDBNull(3) ? null : new PersonId(r.GetString(3)), r.GetString(4),
                new PersonId(r.GetString(5)), r.GetFieldValue<DateTimeOffset>(6), r.IsDBNull(7) ? null : r.GetFieldValue<DateTimeOffset>(7)));
        }
        return found;
    }
}
