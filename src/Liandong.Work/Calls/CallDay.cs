using Liandong.Core;
using Liandong.Core.Cities;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>Which calls of a day are meant.</summary>
public enum CallSort
{
    All,

    /// <summary>Answered in the call: read out, or as a case that was closed with the answer.</summary>
    Answered,

    /// <summary>A case was registered, or the caller joined to one, that was not answered in the call.</summary>
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
public sealed record CallFigures(int All, int Answered, int Cases, int Within, int Late, int Missed, int Ringing)
{
    /// <summary>Share of those offered that was taken within the limit (15秒接通率); null when none was.</summary>
    public double? Share => Within + Late == 0 ? null : (double)Within / (Within + Late);
}

/// <summary>A call of a day, without the caller and without who took it: a board counts the telephone, not people.</summary>
public sealed record RungCall(Guid Id, DateTimeOffset RungAt, string? Line, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, string? Outcome, bool Answered);

/// <summary>What the city counts its calls by.</summary>
/// <param name="Within">Seconds, inclusive.</param>
/// <param name="Direct">Closing kind of what was answered in the call.</param>
/// <param name="Answers">Endings with which an answer is read out.</param>
public sealed record CallTerms(int Within, string? Direct, IReadOnlyList<string> Answers)
{
    /// <summary>Null where the city does not count its telephone.</summary>
    public static CallTerms? Of(Hotline? hotline) => hotline?.AnswerWithin is not { } within ? null
        : new(within, hotline.DirectAnswer, [.. hotline.Endings.Where(e => e.Kind == CallEndingKind.Answer).Select(e => e.Code)]);
}

/// <summary>The calls of a day, counted and listed by the same words.</summary>
public static class CallDay
{
    public const int PageSize = 100;

    private const string Calls = "calls k left join cases c on c.case_id = k.case_id";

    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    public static async Task<CallFigures> CountAsync(NpgsqlDataSource source, DateTimeOffset from, DateTimeOffset to, CallTerms terms, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select count(*)::int, {string.Join(", ", new[] { CallSort.Answered, CallSort.Cases, CallSort.Within, CallSort.Late, CallSort.Missed, CallSort.Ringing }.Select(s => $"(count(*) filter (where {Of(s)}))::int"))}
            from {Calls} where k.rung_at >= $1 and k.rung_at < $2
            """);
        Bounds(command, from, to, terms);
        await using var r = await command.ExecuteReaderAsync(cancel);
        await r.ReadAsync(cancel);
        return new CallFigures(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6));
    }

    /// <summary>The latest first; a page and, to see whether more follows, one row.</summary>
    /// <param name="before">Goes on behind this call.</param>
    public static async Task<IReadOnlyList<RungCall>> ListAsync(NpgsqlDataSource source, DateTimeOffset from, DateTimeOffset to, CallTerms terms, CallSort sort, (DateTimeOffset RungAt, Guid Id)? before, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select k.call_id, k.rung_at, k.line, k.answered_at, k.ended_at, case when {Of(CallSort.Answered)} then null else k.outcome end, {Of(CallSort.Answered)} is true from {Calls}
            where k.rung_at >= $1 and k.rung_at < $2 and {Of(sort)} and ($6::timestamptz is null or (k.rung_at, k.call_id) < ($6, $7))
            order by k.rung_at desc, k.call_id desc limit {PageSize + 1}
            """);
        Bounds(command, from, to, terms);
        TellCall.Add(command, before?.RungAt.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        TellCall.Add(command, before?.Id, NpgsqlDbType.Uuid);
        var calls = new List<RungCall>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            calls.Add(new RungCall(r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetFieldValue<DateTimeOffset>(3),
                r.IsDBNull(4) ? null : r.GetFieldValue<DateTimeOffset>(4), r.IsDBNull(5) ? null : r.GetString(5), r.GetBoolean(6)));
        }
        return calls;
    }

    private static void Bounds(NpgsqlCommand command, DateTimeOffset from, DateTimeOffset to, CallTerms terms)
    {
        TellCall.Add(command, from.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        TellCall.Add(command, to.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        TellCall.Add(command, terms.Within, NpgsqlDbType.Integer);
        TellCall.Add(command, terms.Direct, NpgsqlDbType.Text);
        TellCall.Add(command, terms.Answers.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
    }

    private static string Of(CallSort sort) => sort switch
    {
        CallSort.Answered => "(k.outcome = any($5) or c.closing_kind = $4)",
        CallSort.Cases => $"(k.outcome in ('{CallOutcomes.Registered}', '{CallOutcomes.Joined}') and c.closing_kind is distinct from $4)",
        CallSort.Within => "k.answered_at <= k.rung_at + make_interval(secs => $3)",
        CallSort.Late => "(k.answered_at > k.rung_at + make_interval(secs => $3) or k.answered_at is null and k.ended_at is not null)",
        CallSort.Missed => $"k.outcome = '{CallOutcomes.Missed}'",
        CallSort.Ringing => "k.answered_at is null and k.ended_at is null",
        _ => "true",
    };
}
