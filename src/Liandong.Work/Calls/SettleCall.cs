using Liandong.Core;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>Writes down what became of a call: then it leaves the desk, and its draft is gone.</summary>
public static class SettleCall
{
    /// <summary>Settles; again under the same key nothing happens. A call without an end ends now.</summary>
    /// <param name="key">The act's: one call is settled once.</param>
    /// <param name="note">What was said, where no case keeps it; encrypted.</param>
    /// <param name="outcome"><see cref="CallOutcomes"/> or the code of an ending of the city.</param>
    public static async Task<Refusal?> RunAsync(CallDesk desk, Guid id, PersonId person, Guid key, string outcome, string? detail, CaseId? @case, CancellationToken cancel, string? note = null)
    {
        await using var command = desk.Source.CreateCommand("""
            with settled as (
              update calls set outcome = $4, detail = $5, case_id = $6, note = $8, settled_at = $7, settled_by = $3, ended_at = coalesce(ended_at, $7), held_at = null
              where call_id = $1 and taken_by = $2 and (settled_at is null or settled_by = $3) returning call_id),
            gone as (delete from call_drafts d using settled s where d.call_id = s.call_id)
            select 1 from settled
            """);
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, key, NpgsqlDbType.Uuid);
        TellCall.Add(command, outcome, NpgsqlDbType.Text);
        TellCall.Add(command, detail, NpgsqlDbType.Text);
        TellCall.Add(command, @case?.Value, NpgsqlDbType.Uuid);
        TellCall.Add(command, desk.Now, NpgsqlDbType.TimestampTz);
        TellCall.Add(command, desk.Keys.Encrypt(note), NpgsqlDbType.Bytea);
        var settled = await command.ExecuteScalarAsync(cancel) is not null;
        desk.Tell(person);
        return settled ? null : new Refusal(Refusals.Stale);
    }

    /// <summary>The caller was put through; the call is still to be settled, for a case may come of it too.</summary>
    public static async Task<Refusal?> ThroughAsync(CallDesk desk, Guid id, PersonId person, string number, bool stayed, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("""
            update calls set through_to = $3, through_at = case when through_to = $3 then through_at else $5 end, stayed = $4
            where call_id = $1 and taken_by = $2 and settled_at is null returning 1
            """);
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, number, NpgsqlDbType.Text);
        TellCall.Add(command, stayed, NpgsqlDbType.Boolean);
        TellCall.Add(command, desk.Now, NpgsqlDbType.TimestampTz);
        var done = await command.ExecuteScalarAsync(cancel) is not null;
        desk.Tell(person);
        return done ? null : new Refusal(Refusals.Stale);
    }

    /// <summary>The caller has been warned once more; gives how often by now. The telephone goes on.</summary>
    public static async Task<int> WarnAsync(CallDesk desk, Guid id, PersonId person, int before, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("update calls set warnings = $3 + 1 where call_id = $1 and taken_by = $2 and settled_at is null and warnings = $3 returning warnings::int");
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, before, NpgsqlDbType.Integer);
        return await command.ExecuteScalarAsync(cancel) as int? ?? before;
    }
}
