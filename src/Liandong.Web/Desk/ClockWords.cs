using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Web.Look;

namespace Liandong.Web.Desk;

/// <summary>Clocks as a reader sees them: what is left in their own counting, and the share of the limit that has run.</summary>
public sealed class ClockWords(City city, DateTimeOffset now)
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static Counting CountingOf(ClockState c) => c.Limit?.Kind switch
    {
        LimitKind.WorkingHour => Counting.WorkingHours,
        LimitKind.WorkingDay => Counting.WorkingDays,
        _ => Counting.Elapsed,
    };

    /// <summary>What is left; null when it has stopped.</summary>
    public Remaining? Of(ClockState c, string? name = null)
    {
        if (c.StoppedAt is not null)
        {
            return null;
        }
        var light = Clocks.LightAt(c, now);
        if (c.Due is not { } due)
        {
            return new Remaining(light, TimeSpan.Zero, CountingOf(c), null, Paused: c.PausedAt is not null, name);
        }
        var left = Run(c, now, due);
        // Nothing may have counted since due (a Sunday); it is over all the same.
        left = now > due && left >= TimeSpan.Zero ? TimeSpan.FromTicks(-1) : left;
        return new Remaining(light, left, CountingOf(c), due, c.PausedAt is not null, name, c.Provisional);
    }

    /// <summary>The worst of a case's running clocks; named when it is neither the step's nor the handling clock.</summary>
    public Remaining? MostUrgent(IReadOnlyList<(int Handling, ClockState Clock)> clocks, Func<int, ClockState, string?> name)
    {
        var running = clocks.Where(k => k.Clock.StoppedAt is null).ToList();
        var most = running.Where(k => k.Clock.Due is not null).OrderBy(k => k.Clock.Due).Concat(running).FirstOrDefault();
        return most.Clock is { } clock ? Of(clock, name(most.Handling, clock)) : null;
    }

    /// <summary>The lane of a running clock; null when there is none.</summary>
    public GaugeLane? Lane(ClockState? c)
    {
        if (c is null || c.StoppedAt is not null)
        {
            return null;
        }
        var whole = c.Due is { } due ? Run(c, c.Start, due) : Whole(c.Limit);
        if (whole <= TimeSpan.Zero)
        {
            return new GaugeLane(c.Due < now ? 1.32 : 0, Clocks.LightAt(c, now));
        }
        var share = Run(c, c.Start, c.PausedAt ?? now) / whole;
        return new GaugeLane(Math.Max(0, share), Clocks.LightAt(c, now), c.PausedAt is null ? null : share, c.PausedAt is null ? null : Math.Max(1, share));
    }

    /// <summary>Step and handling clock of a case as two lanes.</summary>
    public GaugeLanes? Lanes(IReadOnlyList<(int Handling, ClockState Clock)> clocks)
    {
        ClockState? Own(string kind) => clocks.FirstOrDefault(k => k.Handling == 0 && k.Clock.Kind == kind).Clock;
        var lanes = new GaugeLanes(Lane(Own(ClockKey.Step)), Lane(Own(ClockKey.Handling)));
        return lanes is { Step: null, Handling: null } ? null : lanes;
    }

    /// <summary>The metric of the clock between two instants.</summary>
    public TimeSpan Run(ClockState c, DateTimeOffset from, DateTimeOffset to) =>
        c.Limit is { } limit && Calendar(limit) is { } calendar ? calendar.Between(from, to, limit.Kind) : to - from;

    /// <summary>The calendar of a limit; null when the city has dropped it.</summary>
    public WorkCalendar? Calendar(Limit limit) =>
        city.Calendars.GetValueOrDefault(limit.Calendar.Length == 0 ? city.DefaultCalendar : limit.Calendar);

    private static TimeSpan Whole(Limit? limit) => limit is null ? TimeSpan.Zero
        : (double)limit.Amount * (limit.Kind is LimitKind.UrgentHour or LimitKind.WorkingHour ? TimeSpan.FromHours(1) : s_day);
}
