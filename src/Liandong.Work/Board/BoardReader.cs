using Liandong.Core;
using Liandong.Core.Board;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Board;

/// <summary>
/// Counts for the board. Every figure is the count of a list that the queue can show to the same reader, so each is read
/// through his scope and by the conditions of <see cref="CaseQuery"/>.
/// </summary>
public sealed class BoardReader(NpgsqlDataSource source)
{
    private const int MostSpots = 8;

    /// <summary>What changes with every act.</summary>
    /// <param name="area">Only what lies in it; null for everything in scope.</param>
    public async Task<BoardNow> NowAsync(City city, Scope scope, string? area, DateTimeOffset now, CancellationToken cancel)
    {
        var running = CaseQuery.All with { States = [Core.Cases.CaseStatus.Open, Core.Cases.CaseStatus.Suspended], Area = area };
        var today = city.Day(now);
        var open = await OpenAsync(running, scope, city.Midnight(today.AddDays(1)), cancel);
        var hours = await HoursAsync(city, scope, area, today, today, cancel);
        var areas = await AreasAsync(running, scope, cancel);
        var urgent = city.Lists["urgencies"].Where(u => city.IsUrgent(u.Code)).ToDictionary(u => u.Code, u => open.Where(o => o.Urgency == u.Code).Sum(o => o.Cases), StringComparer.Ordinal);
        var calls = area is null && CallTerms.Of(city.Hotline) is { } terms ? await CallDay.CountAsync(source, city.Midnight(today), city.Midnight(today.AddDays(1)), terms, cancel) : null;
        var steps = open.GroupBy(o => (o.Step, o.Light)).Select(g => new OpenCount(g.Key.Step, g.Key.Light, g.Sum(o => o.Cases), g.Min(o => o.Since)));
        return new BoardNow(now, [.. steps], hours, areas, open.Sum(o => o.TurnRed), urgent, calls);
    }

    /// <summary>What the days before say.</summary>
    public async Task<BoardPast> PastAsync(City city, BoardSettings settings, Scope scope, string? area, DateTimeOffset now, CancellationToken cancel)
    {
        var today = city.Day(now);
        var before = await HoursAsync(city, scope, area, today.AddDays(-settings.UsualDays), today.AddDays(-1), cancel);
        var first = before.Count == 0 ? today : before.Min(h => h.Day);
        return new BoardPast(before, first, await OfficesAsync(city, scope, area, today.AddDays(1 - settings.RateDays), cancel),
            await SpotsAsync(city, settings, scope, area, today.AddDays(1 - settings.SpotDays), cancel))
        {
            Topics = await HotTopics.ReadAsync(source, city, settings, scope, area, first, today, cancel),
        };
    }

    /// <summary>True when any case is about this person.</summary>
    public async Task<bool> IsBlamedAsync(PersonId person, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        command.CommandText = $"select exists (select from cases where complained_of_person = {Scope.Add(command.Parameters, person.Value, NpgsqlDbType.Text)})";
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>All that is unfinished, in one pass.</summary>
    private async Task<List<OpenGroup>> OpenAsync(CaseQuery running, Scope scope, DateTimeOffset midnight, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var where = new CaseSql(command.Parameters, running, scope).Where;
        command.CommandText = $"""
            select c.step, c.light, c.urgency, count(*)::int, (count(*) filter (where {CaseSql.TurnsRed(command.Parameters, midnight)}))::int, min(k.started_at)
            from cases c left join clocks k on k.case_id = c.case_id and k.handling = 0 and k.kind = '{Core.Cases.ClockKey.Step}' and k.stopped_at is null
            where {where} group by 1, 2, 3
            """;
        return await RowsAsync(command, r => new OpenGroup(r.GetString(0), r.IsDBNull(1) ? null : (Light)r.GetInt16(1), r.GetString(2), r.GetInt32(3), r.GetInt32(4),
            r.IsDBNull(5) ? null : r.GetFieldValue<DateTimeOffset>(5)), cancel);
    }

    /// <param name="from">First city day, inclusive.</param>
    /// <param name="to">Last city day, inclusive.</param>
    private async Task<List<HourCount>> HoursAsync(City city, Scope scope, string? area, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var (begin, end) = (city.Midnight(from), city.Midnight(to.AddDays(1)));
        await using var command = source.CreateCommand();
        var zone = Scope.Add(command.Parameters, city.Zone.Id, NpgsqlDbType.Text);
        var opened = new CaseSql(command.Parameters, CaseQuery.All with { Area = area, From = begin, To = end }, scope).Where;
        var closed = new CaseSql(command.Parameters, CaseQuery.All with { Area = area, ClosedFrom = begin, ClosedTo = end }, scope).Where;
        command.CommandText = $"""
            select slot::date, extract(hour from slot)::int, sum(came)::int, sum(went)::int from (
              select date_trunc('hour', c.opened_at at time zone {zone}) as slot, count(*) came, 0 went from cases c where {opened} group by 1
              union all
              select date_trunc('hour', c.closed_at at time zone {zone}), 0, count(*) from cases c where {closed} group by 1) h
            group by 1, 2 order by 1, 2
            """;
        return await RowsAsync(command, r => new HourCount(r.GetFieldValue<DateOnly>(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), cancel);
    }

    private async Task<Dictionary<string, AreaCount>> AreasAsync(CaseQuery running, Scope scope, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var where = new CaseSql(command.Parameters, running, scope).Where;
        command.CommandText = $"""
            select substr(tag, 3), count(*)::int, (count(*) filter (where light = {(int)Light.Red}))::int
            from (select c.light, unnest(c.tags) as tag from cases c where {where}) t where tag like 'a:%' group by 1
            """;
        var rows = await RowsAsync(command, r => (Area: r.GetString(0), Count: new AreaCount(r.GetInt32(1), r.GetInt32(2))), cancel);
        return rows.ToDictionary(r => r.Area, r => r.Count, StringComparer.Ordinal);
    }

    private async Task<List<OfficeDay>> OfficesAsync(City city, Scope scope, string? area, DateOnly from, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var zone = Scope.Add(command.Parameters, city.Zone.Id, NpgsqlDbType.Text);
        var where = new CaseSql(command.Parameters, CaseQuery.All with { States = [Core.Cases.CaseStatus.Closed], Area = area, ClosedFrom = city.Midnight(from) }, scope).Where;
        command.CommandText = $"""
            select c.unit, (c.closed_at at time zone {zone})::date, count(*)::int, (count(*) filter (where c.stopped_at <= c.due_at))::int
            from cases c where {where} and c.unit is not null and c.due_at is not null and c.stopped_at is not null group by 1, 2 order by 1, 2
            """;
        return await RowsAsync(command, r => new OfficeDay(r.GetString(0), r.GetFieldValue<DateOnly>(1), r.GetInt32(2), r.GetInt32(3)), cancel);
    }

    private async Task<List<HotSpot>> SpotsAsync(City city, BoardSettings settings, Scope scope, string? area, DateOnly from, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var where = new CaseSql(command.Parameters, CaseQuery.All with { Area = area, From = city.Midnight(from) }, scope).Where;
        command.CommandText = $"""
            select c.class, c.cell, count(*)::int, mode() within group (order by c.address) from cases c
            where {where} and c.cell is not null group by 1, 2 having count(*) >= {Scope.Add(command.Parameters, settings.SpotLeast, NpgsqlDbType.Integer)}
            order by 3 desc, max(c.opened_at) desc, 1 limit {Scope.Add(command.Parameters, MostSpots, NpgsqlDbType.Integer)}
            """;
        return await RowsAsync(command, r => new HotSpot(r.GetString(0), r.GetInt64(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetString(3)), cancel);
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    /// <param name="TurnRed">Those of them that are due before the next midnight and not overdue yet.</param>
    private sealed record OpenGroup(string Step, Light? Light, string Urgency, int Cases, int TurnRed, DateTimeOffset? Since);
}
