namespace Liandong.Core.Calendars;

/// <summary>
/// One calendar of a city, ready to count: immutable, safe to share between threads, made once when the city is applied.
/// All its measures are of wall time, in ticks; tables cover <see cref="CityTime.First"/> to <see cref="CityTime.Last"/>.
/// </summary>
public sealed class WorkCalendar
{
    private const long Day = TimeSpan.TicksPerDay;
    private static readonly int s_first = CityTime.First.DayNumber;

    private readonly IReadOnlyList<Session>[] _sessions;  // by day since First
    private readonly int[] _workingBefore;                // by day since First: working days before it
    private readonly int[] _workingDays;                  // by working day: its day number
    private readonly long[] _sessionBefore;               // by working day: session ticks before it

    /// <summary>Builds the tables (about two milliseconds).</summary>
    /// <exception cref="ArgumentException">The rules have faults; ask <see cref="CalendarRules.Faults"/> first.</exception>
    public WorkCalendar(CalendarRules rules)
    {
        if (rules.Faults() is [var fault, ..])
        {
            throw new ArgumentException(fault, nameof(rules));
        }

        Rules = rules;
        Time = new CityTime(rules.Zone);
        var days = CityTime.Last.DayNumber - s_first + 1;
        _sessions = new IReadOnlyList<Session>[days];
        _workingBefore = new int[days + 1];
        var working = new List<int>(days);
        var session = new List<long>(days) { 0 };
        for (var i = 0; i < days; i++)
        {
            _sessions[i] = rules.SessionsOn(DateOnly.FromDayNumber(s_first + i));
            _workingBefore[i] = working.Count;
            if (_sessions[i].Count > 0)
            {
                working.Add(s_first + i);
                session.Add(session[^1] + (_sessions[i].Sum(s => s.To - s.From) * TimeSpan.TicksPerMinute));
            }
        }

        _workingBefore[days] = working.Count;
        _workingDays = [.. working];
        _sessionBefore = [.. session];
    }

    /// <summary>What the city's file says.</summary>
    public CalendarRules Rules { get; }

    /// <summary>Its code in the city.</summary>
    public string Code => Rules.Code;

    /// <summary>The zone of its wall clock.</summary>
    public TimeZoneInfo Zone => Rules.Zone;

    /// <summary>Its wall clock.</summary>
    public CityTime Time { get; }

    /// <summary>True when the day has a session.</summary>
    public bool IsWorkingDay(DateOnly day) => SessionsOn(day.DayNumber).Count > 0;

    /// <summary>True when holidays of every day from one local day to another, both inclusive, are known.</summary>
    public bool Knows(DateOnly from, DateOnly to) =>
        (Rules.KnownFrom is not { } first || from >= first) && (Rules.KnownTo is not { } last || to <= last);

    /// <summary>How much of a kind's own metric runs from one instant to another; negative when the second is the earlier.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to, LimitKind kind) =>
        TimeSpan.FromTicks(Position(to.UtcTicks, kind) - Position(from.UtcTicks, kind));

    /// <summary>Where counting begins for a start at <paramref name="utc"/>: the three start rules, for working days only.</summary>
    internal long Begin(long utc, LimitKind kind)
    {
        if (kind != LimitKind.WorkingDay)
        {
            return utc;
        }

        var wall = Time.ToWall(utc);
        var rolled = wall;
        if (SessionsOn((int)(wall / Day)).Count == 0)
        {
            rolled = Roll(wall, Rules.Starts.DayOff);
            if (Rules.Starts.DayOff != StartRule.Roll)
            {
                return rolled == wall ? utc : Time.ToUtc(rolled);
            }
        }

        var sessions = SessionsOn((int)(rolled / Day));
        var minute = rolled % Day / (decimal)TimeSpan.TicksPerMinute;
        if (minute < sessions[0].From)
        {
            rolled = Rules.Starts.BeforeSession == StartRule.RollToSession
                ? rolled - (rolled % Day) + (sessions[0].From * TimeSpan.TicksPerMinute)
                : Roll(rolled, Rules.Starts.BeforeSession);
        }
        else if (minute >= sessions[^1].To)
        {
            rolled = Roll(rolled, Rules.Starts.AfterSession);
        }

        return rolled == wall ? utc : Time.ToUtc(rolled);
    }

    /// <summary>Where a limit that begins at <paramref name="utc"/> ends; never before it.</summary>
    internal long End(long utc, Limit limit)
    {
        var end = limit.Kind switch
        {
            LimitKind.UrgentHour => utc + Ticks(limit.Amount, TimeSpan.TicksPerHour),
            LimitKind.UrgentDay => utc + Ticks(limit.Amount, Day),
            LimitKind.CalendarDay => Time.ToUtc(Time.ToWall(utc) + Ticks(limit.Amount, Day)),
            LimitKind.WorkingHour => Advance(utc, Ticks(limit.Amount, TimeSpan.TicksPerHour), LimitKind.WorkingHour),
            _ => WorkingDayEnd(utc, limit.Amount),
        };
        return Math.Max(utc, end);
    }

    /// <summary>Position of an instant on the metric of a kind; differences of positions are what has run between.</summary>
    internal long Position(long utc, LimitKind kind)
    {
        if (kind is LimitKind.UrgentHour or LimitKind.UrgentDay)
        {
            return utc;
        }

        var wall = Time.ToWall(utc);
        if (kind == LimitKind.CalendarDay)
        {
            return wall;
        }

        var day = (int)(wall / Day);
        var before = _workingBefore[Index(day)];
        var sessions = SessionsOn(day);
        if (kind == LimitKind.WorkingDay)
        {
            return (before * Day) + (sessions.Count > 0 ? wall % Day : 0);
        }

        var run = _sessionBefore[before];
        foreach (var session in sessions)
        {
            run += Math.Clamp(wall % Day, session.From * TimeSpan.TicksPerMinute, session.To * TimeSpan.TicksPerMinute)
                - (session.From * TimeSpan.TicksPerMinute);
        }

        return run;
    }

    /// <summary>
    /// The first instant, not before <paramref name="utc"/>, at which the metric has run <paramref name="run"/> ticks more.
    /// </summary>
    /// <param name="utc">Where it begins.</param>
    /// <param name="run">Ticks of the metric.</param>
    /// <param name="kind">Whose metric.</param>
    /// <param name="asDue">
    /// A due at midnight after a working day belongs to the morning of the next working day, as "the same time of day" does;
    /// a light there turns at once.
    /// </param>
    internal long Advance(long utc, long run, LimitKind kind, bool asDue = false)
    {
        var target = Position(utc, kind) + run;
        var found = kind switch
        {
            LimitKind.UrgentHour or LimitKind.UrgentDay => target,
            LimitKind.CalendarDay => Time.ToUtc(target),
            LimitKind.WorkingDay => Time.ToUtc(InWorkingDays(target, asDue)),
            _ => Time.ToUtc(InSessions(target)),
        };
        return Math.Max(utc, found);
    }

    private static long Ticks(decimal amount, long unit)
    {
        var ticks = (long)(amount * unit);
        return ticks - (ticks % TimeSpan.TicksPerMicrosecond);
    }

    private static int Index(int day) => day >= s_first && day <= CityTime.Last.DayNumber
        ? day - s_first
        : throw new ArgumentOutOfRangeException(nameof(day), $"Calendars count from {CityTime.First:yyyy-MM-dd} to {CityTime.Last:yyyy-MM-dd} only");

    private IReadOnlyList<Session> SessionsOn(int day) => _sessions[Index(day)];

    /// <summary>The n-th working day after a day, n from 1.</summary>
    private int WorkingDayAfter(int day, int n) => _workingDays[_workingBefore[Index(day) + 1] + n - 1];

    private long Roll(long wall, StartRule rule)
    {
        if (rule == StartRule.Count)
        {
            return wall;
        }

        var next = WorkingDayAfter((int)(wall / Day), 1);
        return (next * Day) + (rule == StartRule.Roll ? wall % Day : SessionsOn(next)[0].From * TimeSpan.TicksPerMinute);
    }

    private long WorkingDayEnd(long utc, decimal amount)
    {
        var wall = Time.ToWall(utc);
        var day = (int)(wall / Day);
        if (Rules.WorkingDayEnds == Calendars.WorkingDayEnd.SessionEnd)
        {
            var last = WorkingDayAfter(day, (int)Math.Ceiling(amount));
            return Time.ToUtc((last * Day) + (SessionsOn(last)[^1].To * TimeSpan.TicksPerMinute));
        }

        var whole = (int)decimal.Truncate(amount);
        var end = whole == 0 ? utc : Time.ToUtc((WorkingDayAfter(day, whole) * Day) + (wall % Day));
        return amount == whole ? end : Advance(end, Ticks(amount - whole, Day), LimitKind.WorkingDay, asDue: true);
    }

    private long InWorkingDays(long target, bool asDue)
    {
        var rest = target % Day;
        var day = (int)(target / Day);
        return rest == 0 && !asDue && day > 0 ? (_workingDays[day - 1] + 1) * Day : (_workingDays[day] * Day) + rest;
    }

    private long InSessions(long target)
    {
        var found = Array.BinarySearch(_sessionBefore, target);
        var day = Math.Max(0, (found >= 0 ? found : ~found) - 1);
        var rest = target - _sessionBefore[day];
        foreach (var session in SessionsOn(_workingDays[day]))
        {
            var length = (session.To - session.From) * TimeSpan.TicksPerMinute;
            if (rest <= length)
            {
                return (_workingDays[day] * Day) + (session.From * TimeSpan.TicksPerMinute) + rest;
            }

            rest -= length;
        }

        throw new InvalidOperationException("The table of session minutes disagrees with the sessions of a day");
    }
}
