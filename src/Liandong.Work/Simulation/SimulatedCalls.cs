using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Simulation;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using NpgsqlTypes;

namespace Liandong.Work.Simulation;

/// <summary>The telephone of a city that lives by itself: calls that are over go in with the history, those of now ring, are taken and end.</summary>
internal sealed class SimulatedCalls(Node node)
{
    /// <summary>Ids of this telephone begin so: nobody takes its calls for real ones.</summary>
    private const string Told = SimulatedActs.Principal + "/";

    private readonly List<Ring> _ahead = [];
    private readonly Dictionary<Guid, CallStanding> _told = [];
    private readonly Dictionary<string, CaseId> _cases = new(StringComparer.Ordinal);

    /// <summary>When something happens next on the telephone; never when nothing does.</summary>
    public DateTimeOffset Next(DateTimeOffset now) => _ahead.Count == 0 ? DateTimeOffset.MaxValue
        : _ahead.Min(r => r.RungAt > now ? r.RungAt : r.AnsweredAt is { } answered && answered > now ? answered : r.EndedAt);

    /// <summary>A call that is over, as a row.</summary>
    public static CallRow RowOf(Ring ring, Keys keys) => new(IdOf(ring), ToldOf(IdOf(ring)), ring.Line, keys.Encrypt(ring.Arrival?.Caller?.Phone), Keys.Current, keys.PhoneKey(ring.Arrival?.Caller?.Phone), ring.By?.Value,
        ring.RungAt, ring.AnsweredAt, ring.EndedAt, OutcomeOf(ring), CaseOf(ring)?.Value);

    /// <summary>The call in which something was done on a case, as a row; null when that needs none.</summary>
    public static CallRow? RowOf(Rings rings, City city, Act act, string name, CaseId on, Keys keys) =>
        act is { Person: { } person, At: { } at } && rings.OnCase(act.Id.Value.ToString("N"), name, at, person, city) is { } ring ? RowOf(ring, keys) with { CaseId = on.Value } : null;

    /// <summary>Calls that are ahead or, after a night without a host, over already.</summary>
    public void Expect(IEnumerable<Ring> rings) => _ahead.AddRange(rings);

    /// <summary>What a call came to, before its end is told.</summary>
    public void Registered(Arrival arrival, CaseId id) => _cases[arrival.Key] = id;

    /// <summary>Hangs up: nobody speaks in a city that stands still, nor after a host that was killed in the middle of a call.</summary>
    public async Task HangUpAsync(DateTimeOffset now, CancellationToken cancel)
    {
        _ahead.Clear();
        _told.Clear();
        _cases.Clear();
        await using var command = node.Source.CreateCommand($"update calls set ended_at = $1, settled_at = $1, outcome = '{CallOutcomes.Missed}' where settled_at is null and starts_with(told_id, $2)");
        TellCall.Add(command, now.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        TellCall.Add(command, Told, NpgsqlDbType.Text);
        if (await command.ExecuteNonQueryAsync(cancel) > 0)
        {
            node.Calls.Tell();
        }
    }

    /// <summary>Tells the telephones how they stand now.</summary>
    public async Task TickAsync(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var ring in _ahead.Where(r => r.RungAt <= now).ToList())
        {
            var standing = now >= ring.EndedAt ? CallStanding.Settled : ring.AnsweredAt <= now ? CallStanding.Speaks : CallStanding.Rings;
            // On the desk of a person who may look in at any moment nothing rings that nobody called; such a call is written down when it is over.
            var mayRing = ring.By is { } by && node.City.Now.Staff.Find(by) is { Demo: false };
            if ((standing == CallStanding.Settled || mayRing) && _told.GetValueOrDefault(IdOf(ring), CallStanding.Open) != standing)
            {
                await WriteAsync(ring, standing, cancel);
                _told[IdOf(ring)] = standing;
            }
            if (standing == CallStanding.Settled)
            {
                _ahead.Remove(ring);
                _told.Remove(IdOf(ring));
                _cases.Remove(ring.Arrival?.Key ?? "");
            }
        }
    }

    /// <summary>Writes down a call that is over.</summary>
    public async Task WriteAsync(CallRow row, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("""
            insert into calls (call_id, told_id, line, phone, phone_key_id, phone_key, taken_by, rung_at, answered_at, ended_at, outcome, case_id, settled_at)
            values ($1, $12, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $9) on conflict (call_id) do update set
              rings_for = null, taken_by = excluded.taken_by, answered_at = excluded.answered_at, ended_at = excluded.ended_at, outcome = excluded.outcome, case_id = excluded.case_id, settled_at = excluded.settled_at
            """);
        TellCall.Add(command, row.CallId, NpgsqlDbType.Uuid);
        TellCall.Add(command, row.Line, NpgsqlDbType.Text);
        TellCall.Add(command, row.Phone, NpgsqlDbType.Bytea);
        TellCall.Add(command, row.KeyId, NpgsqlDbType.Smallint);
        TellCall.Add(command, row.PhoneKey, NpgsqlDbType.Bytea);
        TellCall.Add(command, row.TakenBy, NpgsqlDbType.Text);
        TellCall.Add(command, row.RungAt, NpgsqlDbType.TimestampTz);
        TellCall.Add(command, row.AnsweredAt, NpgsqlDbType.TimestampTz);
        TellCall.Add(command, row.EndedAt, NpgsqlDbType.TimestampTz);
        TellCall.Add(command, row.Outcome, NpgsqlDbType.Text);
        TellCall.Add(command, row.CaseId, NpgsqlDbType.Uuid);
        TellCall.Add(command, row.ToldId, NpgsqlDbType.Text);
        await command.ExecuteNonQueryAsync(cancel);
        node.Calls.Tell(row.TakenBy is { } by ? new PersonId(by) : null);
    }

    private async Task WriteAsync(Ring ring, CallStanding standing, CancellationToken cancel)
    {
        if (standing == CallStanding.Settled)
        {
            var row = RowOf(ring, node.Keys);
            await WriteAsync(ring.Arrival is { } a ? row with { CaseId = _cases.TryGetValue(a.Key, out var id) ? id.Value : null } : row, cancel);
            return;
        }
        var taken = standing == CallStanding.Speaks;
        await using var command = node.Source.CreateCommand("""
            insert into calls (call_id, told_id, line, phone_key_id, rings_for, taken_by, rung_at, answered_at) values ($1, $8, $2, $3, $4, $5, $6, $7)
            on conflict (call_id) do update set taken_by = excluded.taken_by, answered_at = excluded.answered_at where calls.settled_at is null
            """);
        TellCall.Add(command, IdOf(ring), NpgsqlDbType.Uuid);
        TellCall.Add(command, ring.Line, NpgsqlDbType.Text);
        TellCall.Add(command, Keys.Current, NpgsqlDbType.Smallint);
        TellCall.Add(command, ring.By?.Value, NpgsqlDbType.Text);
        TellCall.Add(command, taken ? ring.By?.Value : null, NpgsqlDbType.Text);
        TellCall.Add(command, ring.RungAt, NpgsqlDbType.TimestampTz);
        TellCall.Add(command, taken ? ring.AnsweredAt : null, NpgsqlDbType.TimestampTz);
        TellCall.Add(command, ToldOf(IdOf(ring)), NpgsqlDbType.Text);
        await command.ExecuteNonQueryAsync(cancel);
        node.Calls.Tell(ring.By);
    }

    private static string ToldOf(Guid id) => Told + id.ToString("N");

    private static Guid IdOf(Ring ring) => SimulatedActs.CaseOf("call|" + ring.Key, ring.RungAt).Value;

    private static string OutcomeOf(Ring ring) => ring.Ending ?? (ring.Arrival is null ? CallOutcomes.Missed : CallOutcomes.Registered);

    private static CaseId? CaseOf(Ring ring) => ring.Arrival is { } a ? SimulatedActs.CaseOf(a.Key, a.At) : null;
}
