using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>Which calls of a day are meant.</summary>
public enum CallSort
{
    All,

    /// <summary>A case was registered, or the caller joined to one.</summary>
    Cases,

    /// <summary>Taken within the city's limit.</summary>
    Within,

    /// <summary>Not taken within it, or not at all.</summary>
    Late,

    /// <summary>The caller gave up.</summary>
    Missed,

    /// <summary>It rings now.</summary>
    Ringing,
}

/// <summary>How many calls rang on a day, by sort. <see cref="CallSort.Within"/> and <see cref="CallSort.Late"/> leave out those that still ring.</summary>
public sealed record CallFigures(int All, int Cases, int Within, int Late, int Missed, int Ringing)
{
    /// <summary>Share of those offered that was taken within the limit (15秒接通率); null when none was.</summary>
    public double? Share => Within + Late == 0 ? null : (double)Within / (Within + Late);
}

/// <summary>A call of a day, without the caller and without who took it: a board counts the telephone, not people.</summary>
public sealed record RungCall(Guid Id, DateTimeOffset RungAt, string? Line, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, string? Outcome);

/// <summary>The calls of a day, counted and listed by the same words.</summary>
public static class CallDay
{
    public const int PageSize = 100;

    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="within">Seconds, inclusive.</param>
    public static async Task<CallFigures> CountAsync(NpgsqlDataSource source, DateTimeOffset from, DateTimeOffset to, int within, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select count(*)::int, {string.Join(", ", new[] { CallSort.Cases, CallSort.Within, CallSort.Late, CallSort.Missed, CallSort.Ringing }.Select(s => $"(count(*) filter (where {Of(s)}))::int"))}
            from calls where rung_at >= $1 and rung_at < $2
            """);
        Bounds(command, from, to, within);
        await using var r = await command.ExecuteReaderAsync(cancel);
        await r.ReadAsync(cancel);
        return new CallFigures(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5));
    }

    /// <summary>The latest first; a page and, to see whether more follows, one row.</summary>
    /// <param name="before">Goes on behind this call.</param>
    public static async Task<IReadOnlyList<RungCall>> ListAsync(NpgsqlDataSource source, DateTimeOffset from, DateTimeOffset to, int within, CallSort sort, (DateTimeOffset RungAt, Guid Id)? before, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select call_id, rung_at, line, answered_at, ended_at, outcome from calls
            where rung_at >= $1 and rung_at < $2 and {Of(sort)} and ($4::timestamptz is null or (rung_at, call_id) < ($4, $5)) and $3::int is not null
            order by rung_at desc, call_id desc limit {PageSize + 1}
            """);
        Bounds(command, from, to, within);
        TellCall.Add(command, before?.RungAt.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        TellCall.Add(command, before?.Id, NpgsqlDbType.Uuid);
        var calls = new List<RungCall>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            calls.Add(new RungCall(r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetFieldValue<DateTimeOffset>(3),
                r.IsDBNull(4) ? null : r.GetFieldValue<DateTimeOffset>(4), r.IsDBNull(5) ? null : r.GetString(5)));
        }
        return calls;
    }

    private static void Bounds(NpgsqlCommand command, DateTimeOffset from, DateTimeOffset to, int within)
    {
        TellCall.Add(command, from.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        TellCall.Add(command, to.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        TellCall.Add(command, within, NpgsqlDbType.Integer);
    }

    private static string Of(CallSort sort) => sort switch
    {
        CallSort.Cases => $"outcome in ('{CallOutcomes.Registered}', '{CallOutcomes.Joined}')",
        CallSort.Within => "answered_at <= rung_at + make_interval(secs => $3)",
        CallSort.Late => "(answered_at > rung_at + make_interval(secs => $3) or answered_at is null and ended_at is not null)",
        CallSort.Missed => $"outcome = '{CallOutcomes.Missed}'",
        CallSort.Ringing => "answered_at is null and ended_at is null",
        _ => "true",
    };
}
