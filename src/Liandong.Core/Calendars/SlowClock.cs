namespace Liandong.Core.Calendars;

/// <summary>
/// The oracle: slow on purpose, shares no code with <see cref="Clocks"/>, its replay or the tables of <see cref="WorkCalendar"/>. It reads
/// the city's rules and the time zone, walks the wall clock minute by minute, and must give the very instants that are stored.
/// Tests and <c>verify</c> ask it.
/// </summary>
public sealed class SlowClock
{
    private readonly CalendarRules _rules;
    private readonly LimitKind _kind;
    private readonly Dictionary<DateOnly, bool[]> _minutes = [];

    private SlowClock(CalendarRules rules, LimitKind kind) => (_rules, _kind) = (rules, kind);

    /// <summary>The same facts with due and lights walked anew; <see cref="ClockState.Provisional"/> is left alone.</summary>
    public static ClockState Replay(ClockState facts, CalendarRules rules, Thresholds t) =>
        facts.Limit is null && facts.GivenDue is null
            ? facts
            : new SlowClock(rules, facts.Limit?.Kind ?? LimitKind.UrgentHour).Walk(facts, t);

    /// <summary>Every instant of a stored clock that the walk does not confirm, as "due: stored A, replayed B"; empty = all do.</summary>
    public static IReadOnlyList<string> Differences(ClockState stored, CalendarRules rules, Thresholds t)
    {
        var walked = Replay(stored, rules, t);
        (string Name, DateTimeOffset? Stored, DateTimeOffset? Walked)[] pairs =
        [
            ("due", stored.Due, walked.Due), ("blue", stored.Blue, walked.Blue), ("yellow", stored.Yellow, walked.Yellow),
            ("orange", stored.Orange, walked.Orange), ("red", stored.Red, walked.Red),
        ];
        return [.. pairs.Where(p => p.Stored != p.Walked).Select(p => $"{p.Name}: stored {p.Stored:O}, replayed {p.Walked:O}")];
    }

    private ClockState Walk(ClockState c, Thresholds t)
    {
        var begin = c.Limit is null ? c.Start : Begin(c.Start);
        var due = c.GivenDue ?? End(begin, c.Limit!);
        var stretches = new List<(DateTimeOffset From, DateTimeOffset To)>();
        var granted = new Queue<Extension>(c.Extensions);
        var at = begin;
        var stands = false;
        var pauses = c.Pauses.Select(p => (p.From, To: (DateTimeOffset?)p.To));
        foreach (var (from, to) in c.PausedAt is { } paused ? pauses.Append((paused, null)) : pauses)
        {
            while (granted.Count > 0 && granted.Peek().At <= from)
            {
                due = End(due, granted.Dequeue().By);
            }

            var stop = from > begin ? from : begin;
            if (to is null)
            {
                stands = due >= from;
            }
            else if (due >= stop && to > stop)
            {
                var rest = Counted(stop, due);
                stretches.Add((at, stop));
                at = to.Value;
                due = Reach(at, rest, toWork: true);
            }
        }

        while (!stands && granted.Count > 0)
        {
            due = End(due, granted.Dequeue().By);
        }

        stretches.Add((at, due > at ? due : at));
        return Lit(c, t, stretches, due, stands);
    }

    private ClockState Lit(ClockState c, Thresholds t, List<(DateTimeOffset From, DateTimeOffset To)> stretches, DateTimeOffset due, bool stands)
    {
        var red = t.Red == 1m ? due : Turn(stretches, due, t.Red);
        var orange = Least(Turn(stretches, due, t.Orange), red);
        var yellow = Least(Turn(stretches, due, t.Yellow), orange);
        var blue = t.Blue is { } share ? Least(Turn(stretches, due, share), yellow) : c.Start;
        DateTimeOffset? Shown(DateTimeOffset at) => stands && at > c.PausedAt ? null : at < c.Start ? c.Start : at;
        return c with
        {
            Due = stands ? null : due,
            Blue = Shown(blue),
            Yellow = Shown(yellow),
            Orange = Shown(orange),
            Red = stands && red >= c.PausedAt ? null : red,
        };
    }

    private DateTimeOffset Turn(List<(DateTimeOffset From, DateTimeOffset To)> stretches, DateTimeOffset due, decimal share)
    {
        var lengths = stretches.ConvertAll(s => Counted(s.From, s.To));
        var microseconds = Math.Floor(lengths.Sum(l => l.Ticks) * share / TimeSpan.TicksPerMicrosecond);
        var left = TimeSpan.FromTicks((long)microseconds * TimeSpan.TicksPerMicrosecond);
        for (var i = 0; i < stretches.Count; i++)
        {
            if (left <= lengths[i])
            {
                return Reach(stretches[i].From, left, toWork: false);
            }

            left -= lengths[i];
        }

        return due;
    }

    private static DateTimeOffset Least(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private DateTimeOffset Begin(DateTimeOffset start)
    {
        if (_kind != LimitKind.WorkingDay)
        {
            return start;
        }

        var local = Local(start);
        var moved = local;
        if (Sessions(local).Count == 0)
        {
            moved = Moved(local, _rules.Starts.DayOff);
            if (_rules.Starts.DayOff != StartRule.Roll)
            {
                return moved == local ? start : Instant(moved);
            }
        }

        var opens = moved.Date.AddMinutes(Sessions(moved)[0].From);
        var closes = moved.Date.AddMinutes(Sessions(moved)[^1].To);
        if (moved < opens)
        {
            moved = _rules.Starts.BeforeSession == StartRule.RollToSession ? opens : Moved(moved, _rules.Starts.BeforeSession);
        }
        else if (moved >= closes)
        {
            moved = Moved(moved, _rules.Starts.AfterSession);
        }

        return moved == local ? start : Instant(moved);
    }

    private DateTime Moved(DateTime local, StartRule rule)
    {
        var next = local.AddDays(1);
        while (Sessions(next).Count == 0)
        {
            next = next.AddDays(1);
        }

        return rule switch
        {
            StartRule.Count => local,
            StartRule.Roll => next,
            _ => next.Date.AddMinutes(Sessions(next)[0].From),
        };
    }

    private DateTimeOffset End(DateTimeOffset from, Limit limit)
    {
        var hour = limit.Kind is LimitKind.UrgentHour or LimitKind.WorkingHour;
        var microseconds = Math.Floor(limit.Amount * (hour ? 3_600_000_000m : 86_400_000_000m));
        var length = TimeSpan.FromTicks((long)microseconds * TimeSpan.TicksPerMicrosecond);
        var end = limit.Kind switch
        {
            LimitKind.UrgentHour or LimitKind.UrgentDay => from + length,
            LimitKind.CalendarDay => Instant(Local(from) + length),
            LimitKind.WorkingHour => new SlowClock(_rules, LimitKind.WorkingHour).Reach(from, length, toWork: false),
            _ => WorkingDayEnd(from, limit.Amount),
        };
        return end < from ? from : end;
    }

    private DateTimeOffset WorkingDayEnd(DateTimeOffset from, decimal amount)
    {
        var local = Local(from);
        var toSession = _rules.WorkingDayEnds == Calendars.WorkingDayEnd.SessionEnd;
        var whole = toSession ? Math.Ceiling(amount) : Math.Floor(amount);
        for (var n = 0; n < whole; n++)
        {
            local = Moved(local, StartRule.Roll);
        }

        if (toSession)
        {
            return Instant(local.Date.AddMinutes(Sessions(local)[^1].To));
        }

        var end = whole == 0 ? from : Instant(local);
        var part = TimeSpan.FromTicks((long)Math.Floor((amount - whole) * 86_400_000_000m) * TimeSpan.TicksPerMicrosecond);
        return amount == whole ? end : new SlowClock(_rules, LimitKind.WorkingDay).Reach(end, part, toWork: true);
    }

    /// <summary>What the metric runs between two instants: every minute between them, asked whether it counts.</summary>
    private TimeSpan Counted(DateTimeOffset from, DateTimeOffset to)
    {
        if (_kind is LimitKind.UrgentHour or LimitKind.UrgentDay)
        {
            return to - from;
        }

        var (at, end) = (Local(from), Local(to));
        if (end < at)
        {
            return -Counted(to, from); // the hour that the clocks show twice
        }

        var counted = TimeSpan.Zero;
        while (at < end)
        {
            var next = NextMinute(at);
            next = next < end ? next : end;
            counted += Counts(at) ? next - at : TimeSpan.Zero;
            at = next;
        }

        return counted;
    }

    /// <summary>The first instant at which so much has run; <paramref name="toWork"/> waits out the nights before days off, as a due does.</summary>
    private DateTimeOffset Reach(DateTimeOffset from, TimeSpan run, bool toWork)
    {
        if (_kind is LimitKind.UrgentHour or LimitKind.UrgentDay)
        {
            return from + run;
        }

        var at = Local(from);
        while (run > TimeSpan.Zero)
        {
            var next = NextMinute(at);
            var step = Counts(at) ? next - at : TimeSpan.Zero;
            at = step >= run ? at + run : next;
            run = step >= run ? TimeSpan.Zero : run - step;
        }

        while (toWork && _kind == LimitKind.WorkingDay && !Counts(at))
        {
            at = NextMinute(at);
        }

        var reached = Instant(at);
        return reached < from ? from : reached;
    }

    private static DateTime NextMinute(DateTime at) => at.AddTicks(TimeSpan.TicksPerMinute - (at.Ticks % TimeSpan.TicksPerMinute));

    private bool Counts(DateTime at)
    {
        if (_kind == LimitKind.CalendarDay)
        {
            return true;
        }

        var day = DateOnly.FromDateTime(at);
        if (!_minutes.TryGetValue(day, out var minutes))
        {
            var sessions = Sessions(at);
            minutes = [.. Enumerable.Range(0, 1440).Select(m => _kind == LimitKind.WorkingDay
                ? sessions.Count > 0
                : sessions.Any(s => s.From <= m && m < s.To))];
            _minutes.Add(day, minutes);
        }

        return minutes[(at.Hour * 60) + at.Minute];
    }

    private IReadOnlyList<Session> Sessions(DateTime at)
    {
        var day = DateOnly.FromDateTime(at);
        var made = _rules.MakeUpDays.TryGetValue(day, out var like);
        return (!made && _rules.Holidays.Contains(day)) || !_rules.Week.TryGetValue(made ? like : at.DayOfWeek, out var sessions) ? [] : sessions;
    }

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _rules.Zone).DateTime;

    private DateTimeOffset Instant(DateTime local)
    {
        var zone = _rules.Zone;
        if (zone.IsInvalidTime(local))
        {
            var (before, after) = (local, local);
            while (zone.IsInvalidTime(before))
            {
                before = before.AddMinutes(-1);
            }

            while (zone.IsInvalidTime(after))
            {
                after = after.AddMinutes(1);
            }

            local += after - before - TimeSpan.FromMinutes(1); // both probes keep the seconds: one minute more than the gap
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
