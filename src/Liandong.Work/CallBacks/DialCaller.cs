using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Work.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.CallBacks;

/// <summary>What came of picking up the telephone.</summary>
/// <param name="Held">This person was reached today about another case: not before tomorrow.</param>
public sealed record Dialled(IReadOnlyList<ShownReporter>? Callers, bool Held, Refusal? Refusal);

/// <summary>
/// Gives a caller's number to the one who rings back, after the dialling was told in the trace of the case. One person is
/// reached once a day, whatever he asked: numbers are compared by their keyed hash, and no other case is shown.
/// </summary>
public static class DialCaller
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(7);

    /// <summary>Shows the callers of a case to dial one of them; the same act again shows them again.</summary>
    public static async Task<Dialled> RunAsync(CaseDesk desk, Act act, CaseId id, int appeal, string reason, CancellationToken cancel)
    {
        var (now, city) = (desk.Clock.GetUtcNow(), desk.City.Now);
        var held = await HeldAsync(desk.Source, [id.Value], Midnight(city, now), cancel);
        if (held.Contains((id.Value, appeal)))
        {
            return new Dialled(null, true, null);
        }
        var (callers, refusal) = await ShowReporter.RunAsync(desk, act, id, reason, cancel);
        if (callers is not null)
        {
            await KeepAsync(desk.Source, act.Id.Value, id.Value, appeal, now, cancel);
        }
        return new Dialled(callers?.Where(c => c.Appeal == appeal).ToList(), false, refusal);
    }

    /// <summary>Of these cases, the callers who were reached about another one since an instant.</summary>
    public static async Task<IReadOnlySet<(Guid Case, int Appeal)>> HeldAsync(NpgsqlDataSource source, Guid[] cases, DateTimeOffset since, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select r.case_id, r.appeal from reporters r where r.case_id = any($1) and r.phone_key is not null and exists (
                select from dialled d join appeals a on a.case_id = d.case_id and a.no = d.appeal
                where d.phone_key = r.phone_key and d.at >= $2 and a.reached and (d.case_id, d.appeal) <> (r.case_id, r.appeal))
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = cases, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = since.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var held = new HashSet<(Guid, int)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            held.Add((reader.GetGuid(0), reader.GetInt32(1)));
        }
        return held;
    }

    /// <summary>When the city's today began.</summary>
    public static DateTimeOffset Midnight(City city, DateTimeOffset now) => city.Calendars[city.DefaultCalendar].Time.FromLocal(city.Day(now).ToDateTime(TimeOnly.MinValue));

    private static async Task KeepAsync(NpgsqlDataSource source, Guid act, Guid id, int appeal, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with gone as (delete from dialled where at < $5)
            insert into dialled (act_id, case_id, appeal, phone_key, at)
            select $1, case_id, appeal, phone_key, $4 from reporters where case_id = $2 and appeal = $3 and phone_key is not null on conflict do nothing
            """);
        foreach (var value in new object[] { act, id, appeal, now.UtcDateTime, (now - s_kept).UtcDateTime })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }
}
