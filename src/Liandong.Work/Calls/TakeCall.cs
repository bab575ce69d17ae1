using Liandong.Core;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>Takes a call that rings, takes one up again that was held, or writes down one that no telephone system told of.</summary>
public static class TakeCall
{
    private const int LongestNumber = 40;

    /// <summary>A call typed in: it is answered in this moment. The same id again is the same call.</summary>
    public static async Task<(CallView? Call, Refusal? Refusal)> ByHandAsync(CallDesk desk, Guid id, PersonId person, string? line, string? number, CancellationToken cancel)
    {
        var now = desk.Now;
        var dialled = line is null ? null : TellCall.LineOf(desk.City.Now, line, desk.City.Now.Day(now));
        if (id == Guid.Empty || number is { Length: > LongestNumber } || (line is not null && dialled is null))
        {
            return (null, new Refusal(id == Guid.Empty ? Refusals.FieldMissing : number is { Length: > LongestNumber } ? Refusals.FieldInvalid : Refusals.CodeUnknown, id == Guid.Empty ? "id" : number is { Length: > LongestNumber } ? "number" : "line"));
        }
        await using var connection = await desk.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand("""
            insert into calls (call_id, line, phone, phone_key_id, phone_key, taken_by, rung_at, answered_at) values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict do nothing
            """, connection))
        {
            TellCall.Add(command, id, NpgsqlDbType.Uuid);
            TellCall.Add(command, dialled?.Code, NpgsqlDbType.Text);
            TellCall.Add(command, desk.Keys.Encrypt(number), NpgsqlDbType.Bytea);
            TellCall.Add(command, Keys.Current, NpgsqlDbType.Smallint);
            TellCall.Add(command, desk.Keys.PhoneKey(number), NpgsqlDbType.Bytea);
            TellCall.Add(command, person.Value, NpgsqlDbType.Text);
            TellCall.Add(command, now, NpgsqlDbType.TimestampTz);
            if (await command.ExecuteNonQueryAsync(cancel) == 1)
            {
                await HoldOthersAsync(connection, id, person, now, cancel);
            }
        }
        await transaction.CommitAsync(cancel);
        desk.Tell(person);
        return await CallReader.OneAsync(desk, id, cancel) is { } call && call.TakenBy == person ? (call, null) : (null, new Refusal(Refusals.KeyReused, "id"));
    }

    /// <summary>Takes a call that rings or is held; the other calls of this person are held meanwhile. Taken already by oneself is no fault.</summary>
    /// <param name="over">Also one that somebody else speaks with: the shift leader takes it over.</param>
    public static async Task<(CallView? Call, Refusal? Refusal)> RunAsync(CallDesk desk, Guid id, PersonId person, bool over, CancellationToken cancel)
    {
        if (await CallReader.OneAsync(desk, id, cancel) is not { } before)
        {
            return (null, new Refusal(Refusals.NotFound));
        }
        await using var connection = await desk.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand("""
            update calls set taken_by = $2, answered_at = coalesce(answered_at, $3), held_at = null
            where call_id = $1 and settled_at is null and (taken_by is null or taken_by = $2 or $4) returning 1
            """, connection))
        {
            TellCall.Add(command, id, NpgsqlDbType.Uuid);
            TellCall.Add(command, person.Value, NpgsqlDbType.Text);
            TellCall.Add(command, desk.Now, NpgsqlDbType.TimestampTz);
            TellCall.Add(command, over, NpgsqlDbType.Boolean);
            if (await command.ExecuteScalarAsync(cancel) is null)
            {
                return (null, new Refusal(before.SettledAt is null ? Refusals.NotYours : Refusals.Stale));
            }
        }
        await HoldOthersAsync(connection, id, person, desk.Now, cancel);
        await transaction.CommitAsync(cancel);
        desk.Tell(person, before.TakenBy, before.RingsFor);
        return (await CallReader.OneAsync(desk, id, cancel), null);
    }

    /// <summary>Lets the caller wait; held already is no fault.</summary>
    public static async Task<Refusal?> HoldAsync(CallDesk desk, Guid id, PersonId person, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("""
            update calls set held_at = coalesce(held_at, $3) where call_id = $1 and taken_by = $2 and ended_at is null and settled_at is null returning 1
            """);
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, desk.Now, NpgsqlDbType.TimestampTz);
        var held = await command.ExecuteScalarAsync(cancel) is not null;
        desk.Tell(person);
        return held ? null : new Refusal(Refusals.Stale);
    }

    /// <summary>One mouth, one caller: whoever else was spoken with waits.</summary>
    internal static async Task HoldOthersAsync(NpgsqlConnection connection, Guid id, PersonId person, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            update calls set held_at = $3 where taken_by = $2 and call_id <> $1 and settled_at is null and ended_at is null and held_at is null
            """, connection);
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, at, NpgsqlDbType.TimestampTz);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
