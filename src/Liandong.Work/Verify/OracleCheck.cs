using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Work.Cities;
using Npgsql;

namespace Liandong.Work.Verify;

/// <summary>
/// Asks the slow oracle whether a clock's instants follow from its facts under a calendar that was in force: the newest
/// version first, older ones when it does not confirm (calendars are not frozen).
/// </summary>
internal sealed class OracleCheck
{
    private readonly List<Lazy<City?>> _cities;
    private readonly int _every;
    private int _asked;

    private OracleCheck(List<Lazy<City?>> cities, int every) => (_cities, _every) = (cities, every);

    /// <summary>Clocks that were walked.</summary>
    public int Asked => _asked;

    /// <summary>The versions of the city, newest first.</summary>
    /// <param name="every">One case in so many is asked about.</param>
    public static async Task<OracleCheck> OpenAsync(NpgsqlConnection connection, int every, CancellationToken cancel)
    {
        var cities = new List<Lazy<City?>>();
        await using var command = new NpgsqlCommand("""
            select f.files from city_versions v join city_files f using (hash), installation i order by v.hash is distinct from i.city_hash, v.no desc
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var files = reader.GetString(0);
            cities.Add(new Lazy<City?>(() => CityFolder.Read(CityFiles.FromJson(files)).City));
        }
        return new OracleCheck(cities, every);
    }

    /// <summary>Clocks of the case whose instants no version confirms, with what the newest one gives.</summary>
    public IEnumerable<(ClockKey Key, string Difference)> Check(CaseState c)
    {
        if (_every > 1 && (uint)c.Id.Value.GetHashCode() % _every != 0)
        {
            yield break;
        }
        foreach (var (key, clock) in c.Clocks.Where(k => k.Value.Limit is not null || k.Value.Given))
        {
            Interlocked.Increment(ref _asked);
            if (Differences(clock) is { Count: > 0 } differences)
            {
                yield return (key, string.Join("; ", differences));
            }
        }
    }

    private IReadOnlyList<string> Differences(ClockState clock)
    {
        IReadOnlyList<string>? first = null;
        foreach (var city in _cities.Select(c => c.Value).OfType<City>())
        {
            var code = clock.Limit is { Calendar.Length: > 0 } limit ? limit.Calendar : city.DefaultCalendar;
            var found = city.Calendars.TryGetValue(code, out var calendar)
                ? SlowClock.Differences(clock, calendar.Rules, city.Thresholds) : [$"calendar {code}: not in the city"];
            if (found.Count == 0)
            {
                return [];
            }
            first ??= found;
        }
        return first ?? [];
    }
}
