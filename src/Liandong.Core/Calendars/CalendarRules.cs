namespace Liandong.Core.Calendars;

/// <summary>What a start outside counting time does (working days only; hours simply wait for their session).</summary>
public enum StartRule
{
    /// <summary>It counts where it is.</summary>
    Count,

    /// <summary>It moves to the same time of day on the next working day.</summary>
    Roll,

    /// <summary>It moves to the start of the next session.</summary>
    RollToSession,
}

/// <summary>Where on the n-th working day a limit ends.</summary>
public enum WorkingDayEnd
{
    /// <summary>At the time of day of its start.</summary>
    SameTime,

    /// <summary>At the end of that day's last session.</summary>
    SessionEnd,
}

/// <summary>A stretch of work in a day, in minutes from local midnight: <see cref="From"/> inclusive, <see cref="To"/> exclusive, at most 1440.</summary>
public readonly record struct Session(int From, int To);

/// <summary>The three rules for a start outside sessions. A day off that rolls then meets the other two on the day it lands.</summary>
/// <param name="BeforeSession">A start on a working day before its first session.</param>
/// <param name="AfterSession">A start on a working day at or after the end of its last session.</param>
/// <param name="DayOff">A start on a day without sessions.</param>
public readonly record struct StartRules(StartRule BeforeSession, StartRule AfterSession, StartRule DayOff);

/// <summary>What a city's file says of one calendar; <see cref="WorkCalendar"/> is built from it.</summary>
public sealed record CalendarRules
{
    /// <summary>Its code in the city.</summary>
    public required string Code { get; init; }

    /// <summary>The zone of its wall clock.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Sessions by weekday, rising and apart; a weekday that is missing or empty is off.</summary>
    public required IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Session>> Week { get; init; }

    /// <summary>Days off whatever the weekday.</summary>
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    /// <summary>Days worked whatever the weekday, each with the weekday whose sessions it has. They win over holidays.</summary>
    public IReadOnlyDictionary<DateOnly, DayOfWeek> MakeUpDays { get; init; } = new Dictionary<DateOnly, DayOfWeek>();

    /// <summary>First day whose holidays are known, inclusive; null = since ever.</summary>
    public DateOnly? KnownFrom { get; init; }

    /// <summary>Last day whose holidays are known, inclusive; null = for ever. Outside, plain weeks are assumed and said so.</summary>
    public DateOnly? KnownTo { get; init; }

    /// <summary>What a start outside sessions does.</summary>
    public StartRules Starts { get; init; }

    /// <summary>Where on its last day a working-day limit ends.</summary>
    public WorkingDayEnd WorkingDayEnds { get; init; }

    /// <summary>What is wrong with these rules, in words for their author; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        foreach (var (day, sessions) in Week)
        {
            var end = 0;
            foreach (var session in sessions)
            {
                if (session.From < end || session.To <= session.From || session.To > 1440)
                {
                    faults.Add($"week.{day}: sessions must rise, be apart and lie between 00:00 and 24:00");
                    break;
                }

                end = session.To;
            }
        }

        if (Week.Values.All(s => s.Count == 0))
        {
            faults.Add("week: at least one weekday needs a session");
        }

        faults.AddRange(MakeUpDays.Where(m => SessionsOfWeek(m.Value).Count == 0)
            .Select(m => $"makeUpDays: {m.Key:yyyy-MM-dd} takes the sessions of {m.Value}, which has none"));
        if (KnownFrom > KnownTo)
        {
            faults.Add("known: from is after to");
        }

        return faults;
    }

    /// <summary>The sessions of one day; empty when it is off.</summary>
    public IReadOnlyList<Session> SessionsOn(DateOnly day) =>
        MakeUpDays.TryGetValue(day, out var like) ? SessionsOfWeek(like)
        : Holidays.Contains(day) ? []
        : SessionsOfWeek(day.DayOfWeek);

    private IReadOnlyList<Session> SessionsOfWeek(DayOfWeek day) => Week.TryGetValue(day, out var sessions) ? sessions : [];
}
