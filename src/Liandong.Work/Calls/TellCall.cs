using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>One thing that the telephone system tells.</summary>
/// <param name="Id">Its own id of the call.</param>
/// <param name="Line">Code or number of the line that was dialled.</param>
/// <param name="Number">The caller's; null when it is withheld.</param>
/// <param name="To">Whom it rings for, or who took it.</param>
/// <param name="At">When; null = now.</param>
public sealed record CallTold(string Id, CallMoment Event, string? Line, string? Number, PersonId? To, DateTimeOffset? At);

/// <summary>Takes what the telephone system tells. Told twice is told once; told in any order it comes to the same.</summary>
public static class TellCall
{
    private const int LongestId = 100;
    private const int LongestNumber = 40;

    public static async Task<(CallView? Call, Refusal? Refusal)> RunAsync(CallDesk desk, string principal, CallTold told, CancellationToken cancel)
    {
        var now = desk.Now;
        var at = told.At is { } claimed ? Chain.Cut(claimed) : now;
        var line = told.Line is { } dialled ? LineOf(desk.City.Now, dialled, desk.City.Now.Day(at)) : null;
        if (Wrong(desk.City.Now, told, line, at, now) is { } refusal)
        {
            return (null, refusal);
        }
        await using var connection = await desk.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await NoteAsync(connection, principal, told, at, now, cancel))
        {
            return await KnownAsync(desk, connection, told, cancel);
        }
        var id = await WriteAsync(desk, connection, told, line, at, cancel);
        await transaction.CommitAsync(cancel);
        var call = await CallReader.OneAsync(desk, id, cancel);
        desk.Tell(call?.RingsFor, call?.TakenBy);
        return (call, null);
    }

    /// <summary>The line by code or by the number that was dialled.</summary>
    public static Line? LineOf(City city, string dialled, DateOnly day) => city.Lines.FirstOrDefault(l => l.Code == dialled)
        ?? city.Lines.FirstOrDefault(l => l.Number == dialled && !(day < l.From) && !(l.To < day));

    private static Refusal? Wrong(City city, CallTold told, Line? line, DateTimeOffset at, DateTimeOffset now) =>
        told.Id.Length is 0 or > LongestId ? new Refusal(Refusals.FieldInvalid, "id")
        : told.Line is { } dialled && line is null ? new Refusal(Refusals.CodeUnknown, "line", dialled is { Length: <= 60 } ? dialled : null)
        : told.Number is { Length: > LongestNumber } ? new Refusal(Refusals.FieldInvalid, "number")
        : told.To is { } to && city.Staff.Find(to) is null ? new Refusal(Refusals.CodeUnknown, "to")
        : told is { Event: CallMoment.Answered, To: null } ? new Refusal(Refusals.FieldMissing, "to")
        : at > now ? new Refusal(Refusals.InTheFuture, "at") : null;

    private static async Task<bool> NoteAsync(NpgsqlConnection connection, string principal, CallTold told, DateTimeOffset at, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into call_moments (told_id, event, at, recorded_at, principal, request_hash) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """, connection);
        foreach (var value in new object[] { told.Id, told.Event.ToString(), at, now, principal, HashOf(told) })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static byte[] HashOf(CallTold told) => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', told.Line, told.Number, told.To?.Value, told.At?.ToString("O", System.Globalization.CultureInfo.InvariantCulture))));

    /// <summary>The same again is answered as it was; the same id for something else is refused.</summary>
    private static async Task<(CallView?, Refusal?)> KnownAsync(CallDesk desk, NpgsqlConnection connection, CallTold told, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select m.request_hash, c.call_id from call_moments m join calls c on c.told_id = m.told_id where m.told_id = $1 and m.event = $2", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = told.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = told.Event.ToString() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return (null, new Refusal(Refusals.Busy));
        }
        return reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(HashOf(told)) ? (await CallReader.OneAsync(desk, reader.GetGuid(1), cancel), null)
            : (null, new Refusal(Refusals.KeyReused, "id"));
    }

    private static async Task<Guid> WriteAsync(CallDesk desk, NpgsqlConnection connection, CallTold told, Line? line, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            insert into calls as c (call_id, told_id, line, phone, phone_key_id, phone_key, rings_for, taken_by, rung_at, answered_at, ended_at, outcome, settled_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (told_id) do update set
              line = coalesce(c.line, excluded.line), phone = coalesce(c.phone, excluded.phone), phone_key = coalesce(c.phone_key, excluded.phone_key),
              rings_for = coalesce(excluded.rings_for, c.rings_for), taken_by = coalesce(c.taken_by, excluded.taken_by), rung_at = least(c.rung_at, excluded.rung_at),
              answered_at = coalesce(c.answered_at, excluded.answered_at), ended_at = coalesce(c.ended_at, excluded.ended_at),
              held_at = case when excluded.ended_at is null then c.held_at end,
              outcome = case when coalesce(c.answered_at, excluded.answered_at) is null then excluded.outcome else nullif(c.outcome, '{CallOutcomes.Missed}') end,
              settled_at = case when coalesce(c.answered_at, excluded.answered_at) is null then excluded.settled_at when c.outcome = '{CallOutcomes.Missed}' then null else c.settled_at end
            returning call_id
            """, connection);
        var missed = told.Event == CallMoment.Ended;
        Add(command, Guid.CreateVersion7(at), NpgsqlDbType.Uuid);
        Add(command, told.Id, NpgsqlDbType.Text);
        Add(command, line?.Code, NpgsqlDbType.Text);
        Add(command, desk.Keys.Encrypt(told.Number), NpgsqlDbType.Bytea);
        Add(command, Keys.Current, NpgsqlDbType.Smallint);
        Add(command, desk.Keys.PhoneKey(told.Number), NpgsqlDbType.Bytea);
        Add(command, told.Event == CallMoment.Ringing ? told.To?.Value : null, NpgsqlDbType.Text);
        Add(command, told.Event == CallMoment.Answered ? told.To?.Value : null, NpgsqlDbType.Text);
        Add(command, at, NpgsqlDbType.TimestampTz);
        Add(command, told.Event == CallMoment.Answered ? at : null, NpgsqlDbType.TimestampTz);
        Add(command, missed ? at : null, NpgsqlDbType.TimestampTz);
        Add(command, missed ? CallOutcomes.Missed : null, NpgsqlDbType.Text);
        Add(command, missed ? at : null, NpgsqlDbType.TimestampTz);
        var id = (Guid)(await command.ExecuteScalarAsync(cancel))!;
        if (told is { Event: CallMoment.Answered, To: { } person })
        {
            await TakeCall.HoldOthersAsync(connection, id, person, at, cancel);
        }
        return id;
    }

    internal static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
