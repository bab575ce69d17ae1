using System.Text.Json;
using Liandong.Core;
using Liandong.Work.Store;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>What was typed during a call, kept encrypted for the one who typed it: a reload, a crash or signing out loses nothing.</summary>
public sealed record CallDraft(IReadOnlyDictionary<string, string> Fields, DateTimeOffset SavedAt);

/// <summary>Keeps and finds drafts.</summary>
public static class CallDrafts
{
    /// <summary>Characters of all fields together; a longer form is no call.</summary>
    public const int Longest = 20_000;

    /// <summary>Keeps the form as it stands; false for a call that is not this person's, or is settled.</summary>
    public static async Task<bool> KeepAsync(CallDesk desk, Guid call, PersonId person, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        if (fields.Sum(f => f.Key.Length + f.Value.Length) > Longest)
        {
            return false;
        }
        await using var command = desk.Source.CreateCommand("""
            insert into call_drafts (call_id, person, key_id, body, saved_at)
            select c.call_id, $2, $3, $4, $5 from calls c where c.call_id = $1 and c.taken_by = $2 and c.settled_at is null
            on conflict (call_id, person) do update set key_id = excluded.key_id, body = excluded.body, saved_at = excluded.saved_at
            """);
        TellCall.Add(command, call, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, Keys.Current, NpgsqlDbType.Smallint);
        TellCall.Add(command, desk.Keys.Encrypt(JsonSerializer.Serialize(fields)), NpgsqlDbType.Bytea);
        TellCall.Add(command, desk.Now, NpgsqlDbType.TimestampTz);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>The draft of a call, or null.</summary>
    public static async Task<CallDraft?> FindAsync(CallDesk desk, Guid call, PersonId person, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("select body, saved_at from call_drafts where call_id = $1 and person = $2");
        TellCall.Add(command, call, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new CallDraft(JsonSerializer.Deserialize<Dictionary<string, string>>(desk.Keys.Decrypt(reader.GetFieldValue<byte[]>(0))!)!, reader.GetFieldValue<DateTimeOffset>(1)) : null;
    }
}
