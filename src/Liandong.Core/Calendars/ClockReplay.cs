namespace Liandong.Core.Calendars;

/// <summary>Computes due and lights from the facts of a clock: the acts in the order of time, then the lights over the whole.</summary>
internal static class ClockReplay
{
    public static ClockState Of(ClockState c, WorkCalendar cal, Thresholds t)
    {
        if (c.Limit is null && c.GivenDue is null)
        {
            return c;
        }

        var run = new Run(c, cal);
        run.PlayActs();
        var due = run.Due;
        var open = run.StoodAt is not null;
        var red = t.Red == 1m ? due : run.TurnAt(t.Red);
        var orange = Earlier(run.TurnAt(t.Orange), red);
        var yellow = Earlier(run.TurnAt(t.Yellow), orange);
        var start = c.Start.UtcTicks;
        var blue = t.Blue is { } share ? Earlier(run.TurnAt(share), yellow) : start;
        return c with
        {
            Due = open ? null : At(due),
            Blue = Known(Math.Max(start, blue), run.StoodAt),
            Yellow = Known(Math.Max(start, yellow), run.StoodAt),
            Orange = Known(Math.Max(start, orange), run.StoodAt),
            Red = open && red >= run.StoodAt ? null : At(red),
            Provisional = !open && run.IsProvisional,
        };
    }

    public static IReadOnlyList<(DateOnly Day, TimeSpan Counted)> DaysCounted(ClockState c, WorkCalendar cal)
    {
        if (c.Limit is null && c.GivenDue is null)
        {
            return [];
        }

        var run = new Run(c, cal);
        run.PlayActs();
        return run.DaysCounted();
    }

    // Around a skipped hour a later share may map to an earlier instant; an earlier light then turns with the later one.
    private static long Earlier(long light, long next) => Math.Min(light, next);

    private static DateTimeOffset At(long utc) => new(utc, TimeSpan.Zero);

    private static DateTimeOffset? Known(long utc, long? stoodAt) => utc > stoodAt ? null : At(utc);

    private sealed class Run
    {
        private readonly ClockState _c;
        private readonly WorkCalendar _cal;
        private readonly LimitKind _kind;
        private readonly long _begin;
        private readonly List<(long From, long To)> _stood = [];
        private int _extended;

        public Run(ClockState c, WorkCalendar cal)
        {
            (_c, _cal) = (c, cal);
            _kind = c.Limit?.Kind ?? LimitKind.UrgentHour;
            _begin = c.Limit is null ? c.Start.UtcTicks : cal.Begin(c.Start.UtcTicks, _kind);
            Due = c.GivenDue is { } given ? given.UtcTicks : cal.End(_begin, Mine(c.Limit!));
        }

        public long Due { get; private set; }

        /// <summary>Since when the metric stands; null when it runs. A pause after due stops nothing: the promise is broken.</summary>
        public long? StoodAt { get; private set; }

        public bool IsProvisional =>
            (_kind is LimitKind.WorkingDay or LimitKind.WorkingHour || _c.Extensions.Any(e => e.By.Kind is LimitKind.WorkingDay or LimitKind.WorkingHour))
            && !_cal.Knows(LocalDay(_c.Start.UtcTicks), LocalDay(Math.Max(Due, _c.Start.UtcTicks)));

        public void PlayActs()
        {
            foreach (var pause in _c.Pauses)
            {
                ExtendUntil(pause.From.UtcTicks);
                var from = Math.Max(_begin, pause.From.UtcTicks);
                if (Due >= from && pause.To.UtcTicks > from)
                {
                    var rest = _cal.Position(Due, _kind) - _cal.Position(from, _kind);
                    Due = _cal.Advance(pause.To.UtcTicks, rest, _kind, asDue: true);
                    _stood.Add((from, pause.To.UtcTicks));
                }
            }

            if (_c.PausedAt is not { } paused)
            {
                ExtendUntil(long.MaxValue);
                return;
            }

            ExtendUntil(paused.UtcTicks);
            if (Due >= paused.UtcTicks)
            {
                StoodAt = paused.UtcTicks;
            }
            else
            {
                ExtendUntil(long.MaxValue);
            }
        }

        /// <summary>The first instant at which a share of the whole has run.</summary>
        public long TurnAt(decimal share)
        {
            var whole = Segments().Sum(Length);
            var target = decimal.ToInt64(decimal.Truncate(whole * share));
            target -= target % TimeSpan.TicksPerMicrosecond;
            foreach (var segment in Segments())
            {
                var length = Length(segment);
                if (target <= length)
                {
                    return _cal.Advance(segment.From, target, _kind);
                }

                target -= length;
            }

            return Due;
        }

        public IReadOnlyList<(DateOnly Day, TimeSpan Counted)> DaysCounted()
        {
            var days = new SortedDictionary<DateOnly, long>();
            foreach (var (from, to) in Segments(StoodAt))
            {
                var at = from;
                while (at < to)
                {
                    var day = LocalDay(at);
                    var next = Math.Min(to, Math.Max(at + 1, _cal.Time.ToUtc((day.DayNumber + 1) * TimeSpan.TicksPerDay)));
                    days[day] = days.GetValueOrDefault(day) + _cal.Position(next, _kind) - _cal.Position(at, _kind);
                    at = next;
                }
            }

            return [.. days.Where(d => d.Value > 0).Select(d => (d.Key, TimeSpan.FromTicks(d.Value)))];
        }

        private long Length((long From, long To) segment) => _cal.Position(segment.To, _kind) - _cal.Position(segment.From, _kind);

        private IEnumerable<(long From, long To)> Segments(long? until = null)
        {
            var from = _begin;
            foreach (var stood in _stood)
            {
                yield return (from, stood.From);
                from = stood.To;
            }

            yield return (from, Math.Max(from, until ?? Due));
        }

        private void ExtendUntil(long at)
        {
            while (_extended < _c.Extensions.Count && _c.Extensions[_extended].At.UtcTicks <= at)
            {
                Due = _cal.End(Due, Mine(_c.Extensions[_extended++].By));
            }
        }

        private Limit Mine(Limit limit) => limit.Calendar.Length == 0 || limit.Calendar == _cal.Code
            ? limit
            : throw new ArgumentException($"A limit of calendar '{limit.Calendar}' was computed with calendar '{_cal.Code}'", nameof(limit));

        private DateOnly LocalDay(long utc) => DateOnly.FromDayNumber((int)(_cal.Time.ToWall(utc) / TimeSpan.TicksPerDay));
    }
}
