using Liandong.Core.Cities;
using Liandong.Work.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Board;

/// <summary>A class that comes more often than usual, wherever; topics only, callers are never counted.</summary>
/// <param name="Usual">So many came in as many days before.</param>
public sealed record HotTopic(string Class, int Cases, double Usual);

/// <summary>Finds what comes more often than before: one walk over the newest cases by their opening.</summary>
internal static class HotTopics
{
    private const int Most = 4;

    /// <param name="first">The first day of the days before that counts: those before the city began say nothing.</param>
    /// <param name="today">The last day counted, inclusive.</param>
    public static async Task<IReadOnlyList<HotTopic>> ReadAsync(NpgsqlDataSource source, City city, BoardSettings settings, Scope scope, string? area, DateOnly first, DateOnly today, CancellationToken cancel)
    {
        var from = today.AddDays(1 - settings.SpotDays);
        // Fewer days before than are looked at are no measure.
        if (settings.TopicLeast is not { } least || from.DayNumber - first.DayNumber is var before && before < settings.SpotDays)
        {
            return [];
        }
        await using var command = source.CreateCommand();
        var where = new CaseSql(command.Parameters, CaseQuery.All with { Area = area, From = city.Midnight(first) }, scope).Where;
        var since = Scope.Add(command.Parameters, city.Midnight(from).UtcDateTime, NpgsqlDbType.TimestampTz);
        var (share, times) = (Scope.Add(command.Parameters, (double)settings.SpotDays / before, NpgsqlDbType.Double), Scope.Add(command.Parameters, (double)settings.TopicTimes, NpgsqlDbType.Double));
        command.CommandText = $"""
            select class, cases, usual from (
              select c.class, (count(*) filter (where c.opened_at >= {since}))::int as cases, count(*) filter (where c.opened_at < {since}) * {share} as usual from cases c where {where} group by 1) t
            where cases >= {Scope.Add(command.Parameters, least, NpgsqlDbType.Integer)} and cases >= usual * {times} order by cases - usual desc, class limit {Scope.Add(command.Parameters, Most, NpgsqlDbType.Integer)}
            """;
        var topics = new List<HotTopic>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            topics.Add(new HotTopic(reader.GetString(0), reader.GetInt32(1), reader.GetDouble(2)));
        }
        return topics;
    }
}
