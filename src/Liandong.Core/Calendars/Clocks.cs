namespace Liandong.Core.Calendars;

/// <summary>
/// What acts do to a clock. Pure: every function gives the state that follows, always by <see cref="ClockReplay"/> over all the
/// facts, so a live clock and one computed again years later cannot differ. Instants are cut to whole microseconds; an act
/// earlier than the clock's last fact counts as at that fact. What makes no sense (pausing what stands or has stopped,
/// resuming what runs, extending what has stopped) changes nothing; whether an act is allowed is the procedure's question.
/// </summary>
public static class Clocks
{
    /// <summary>Starts a clock by its limit.</summary>
    /// <exception cref="ArgumentException">The limit names another calendar than the one handed in.</exception>
    public static ClockState Start(string kind, Limit limit, WorkCalendar cal, Thresholds t, DateTimeOffset at) =>
        ClockReplay.Of(Bare(kind, limit, Cut(at)), cal, t);

    /// <summary>Starts a clock whose due somebody told. Before the start it is red from the start.</summary>
    public static ClockState StartGiven(string kind, WorkCalendar cal, Thresholds t, DateTimeOffset at, DateTimeOffset due) =>
        ClockReplay.Of(Bare(kind, null, Cut(at)) with { Given = true, GivenDue = Cut(due) }, cal, t);

    /// <summary>The metric stands from <paramref name="at"/> on.</summary>
    public static ClockState Pause(ClockState c, WorkCalendar cal, Thresholds t, DateTimeOffset at) =>
        c.PausedAt is not null || c.StoppedAt is not null ? c : ClockReplay.Of(c with { PausedAt = NotBefore(c, at) }, cal, t);

    /// <summary>The metric runs on; due is where the rest ends. A pause of no length leaves no trace.</summary>
    public static ClockState Resume(ClockState c, WorkCalendar cal, Thresholds t, DateTimeOffset at)
    {
        if (c.PausedAt is not { } from || c.StoppedAt is not null)
        {
            return c;
        }

        var to = NotBefore(c, at);
        IReadOnlyList<Pause> pauses = to > from ? [.. c.Pauses, new Pause(from, to)] : c.Pauses;
        return ClockReplay.Of(c with { PausedAt = null, Pauses = pauses }, cal, t);
    }

    /// <summary>Adds a limit from the old due; lights are taken over the whole, so one may turn back.</summary>
    /// <exception cref="ArgumentException">The limit names another calendar than the one handed in.</exception>
    public static ClockState Extend(ClockState c, WorkCalendar cal, Thresholds t, Limit by, DateTimeOffset at) =>
        c.StoppedAt is not null || (c.Limit is null && !c.Given)
            ? c
            : ClockReplay.Of(c with { Extensions = [.. c.Extensions, new Extension(by, NotBefore(c, at))] }, cal, t);

    /// <summary>Ends it for good; it keeps its instants and shows no light.</summary>
    public static ClockState Stop(ClockState c, DateTimeOffset at) =>
        c.StoppedAt is not null ? c : c with { StoppedAt = NotBefore(c, at) };

    /// <summary>The same facts under a calendar or thresholds that have changed since.</summary>
    public static ClockState Recompute(ClockState c, WorkCalendar cal, Thresholds t) => ClockReplay.Of(c, cal, t);

    /// <summary>The light at an instant; null without limit, once stopped, and before it begins. While paused it keeps its light.</summary>
    public static Light? LightAt(ClockState c, DateTimeOffset now)
    {
        if (now < c.Start || now >= c.StoppedAt)
        {
            return null;
        }

        return now > c.Red ? Light.Red
            : now >= c.Orange ? Light.Orange
            : now >= c.Yellow ? Light.Yellow
            : now >= c.Blue ? Light.Blue
            : null;
    }

    /// <summary>
    /// The first instant after <paramref name="now"/>, exclusive, at which <see cref="LightAt"/> gives another answer than now; null when
    /// nothing more will turn by itself. For red that is one microsecond after due.
    /// </summary>
    public static DateTimeOffset? NextTurn(ClockState c, DateTimeOffset now)
    {
        if (c.StoppedAt is not null)
        {
            return null;
        }

        var light = LightAt(c, now);
        Span<DateTimeOffset?> turns = [c.Start, c.Blue, c.Yellow, c.Orange, c.Red?.AddMicroseconds(1)];
        DateTimeOffset? next = null;
        foreach (var turn in turns)
        {
            if (turn > now && (next is null || turn < next) && LightAt(c, turn.Value) != light)
            {
                next = turn;
            }
        }

        return next;
    }

    /// <summary>
    /// True when stopped at due or earlier; false when stopped later or running past due; null while that is open and without limit.
    /// A clock stopped in a pause that began in time is on time.
    /// </summary>
    public static bool? OnTime(ClockState c, DateTimeOffset now)
    {
        if (c.Limit is null && !c.Given)
        {
            return null;
        }

        var at = c.StoppedAt ?? now;
        return at > c.Due ? false : c.StoppedAt is null ? null : true;
    }

    /// <summary>Each local day that counted between the start and due (or, while paused, the pause), and how much of it did.</summary>
    public static IReadOnlyList<(DateOnly Day, TimeSpan Counted)> DaysCounted(ClockState c, WorkCalendar cal) =>
        ClockReplay.DaysCounted(c, cal);

    /// <summary>An instant as PostgreSQL keeps it: UTC, whole microseconds, the rest cut off.</summary>
    public static DateTimeOffset Cut(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static ClockState Bare(string kind, Limit? limit, DateTimeOffset at) =>
        new(kind, limit, at, null, null, null, null, null, null, null, Given: false, Provisional: false, [], []);

    private static DateTimeOffset NotBefore(ClockState c, DateTimeOffset at)
    {
        var last = c.PausedAt ?? (c.Pauses.Count > 0 ? c.Pauses[^1].To : c.Start);
        var extended = c.Extensions.Count > 0 ? c.Extensions[^1].At : last;
        var cut = Cut(at);
        last = extended > last ? extended : last;
        return cut > last ? cut : last;
    }
}
