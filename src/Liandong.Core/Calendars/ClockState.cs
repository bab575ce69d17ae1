namespace Liandong.Core.Calendars;

/// <summary>The colour of a running clock, mildest first. Not the colour of an emergency: those mean other things.</summary>
public enum Light
{
    /// <summary>The normal state.</summary>
    Blue,

    /// <summary>Holds from its instant on.</summary>
    Yellow,

    /// <summary>Holds from its instant on.</summary>
    Orange,

    /// <summary>Holds only after its instant: stopped exactly at due is on time.</summary>
    Red,
}

/// <summary>Shares of the whole limit at which lights turn, rising, above 0 and at most 1. They are city data.</summary>
/// <param name="Blue">Null = blue from the start; otherwise no light before it.</param>
/// <param name="Yellow">Share for yellow.</param>
/// <param name="Orange">Share for orange.</param>
/// <param name="Red">Share for red; 1 = due.</param>
public sealed record Thresholds(decimal? Blue, decimal Yellow, decimal Orange, decimal Red)
{
    /// <summary>What is wrong with them, for their author; null when nothing is.</summary>
    public string? Fault() =>
        (Blue is null or > 0) && (Blue ?? 0) <= Yellow && Yellow > 0 && Yellow <= Orange && Orange <= Red && Red <= 1
            ? null
            : "thresholds must rise from blue to red, above 0 and at most 1";
}

/// <summary>The instants of a clock that runs unpaused from its start.</summary>
public sealed record ClockTimes(
    DateTimeOffset Due, DateTimeOffset Blue, DateTimeOffset Yellow, DateTimeOffset Orange, DateTimeOffset Red, bool Provisional);

/// <summary>A time in which a clock stood: from inclusive, to exclusive.</summary>
public sealed record Pause(DateTimeOffset From, DateTimeOffset To);

/// <summary>A limit that was added to a clock, and when: an extension granted during a pause begins where the rest ends.</summary>
public sealed record Extension(Limit By, DateTimeOffset At);

/// <summary>
/// One clock of a case, a step or a handling: what was promised, what happened to it, and the instants that follow.
/// <see cref="Start"/> to <see cref="Pauses"/> and <see cref="GivenDue"/> are facts; due and lights are computed from them by
/// <see cref="Clocks"/> and can be computed again. What cannot be known while it is paused is null. All instants are UTC in
/// whole microseconds, as PostgreSQL keeps them.
/// </summary>
/// <param name="Kind">The city's code of what is promised: step, handling, first contact, ...</param>
/// <param name="Limit">The promise; null when the due was given.</param>
/// <param name="Start">The act that started it. Counting may begin later (see <see cref="StartRules"/>); blue does not wait for that.</param>
/// <param name="Due">The last instant that is on time, inclusive.</param>
/// <param name="Blue">From when blue holds.</param>
/// <param name="Yellow">From when yellow holds.</param>
/// <param name="Orange">From when orange holds.</param>
/// <param name="Red">After when red holds.</param>
/// <param name="PausedAt">Since when it stands; null when it does not.</param>
/// <param name="StoppedAt">When it ended for good.</param>
/// <param name="Given">Somebody told the due (an import); it runs on elapsed time.</param>
/// <param name="Provisional">Computed on plain weeks because the calendar does not know those days' holidays yet.</param>
/// <param name="Extensions">In the order of their acts.</param>
/// <param name="Pauses">Those that are over, in order.</param>
public sealed record ClockState(
    string Kind,
    Limit? Limit,
    DateTimeOffset Start,
    DateTimeOffset? Due,
    DateTimeOffset? Blue,
    DateTimeOffset? Yellow,
    DateTimeOffset? Orange,
    DateTimeOffset? Red,
    DateTimeOffset? PausedAt,
    DateTimeOffset? StoppedAt,
    bool Given,
    bool Provisional,
    IReadOnlyList<Extension> Extensions,
    IReadOnlyList<Pause> Pauses)
{
    /// <summary>The due that was told, before any pause or extension; set exactly when <see cref="Given"/>.</summary>
    public DateTimeOffset? GivenDue { get; init; }

    /// <summary>The instants of a clock that is neither paused nor without limit; else null.</summary>
    public ClockTimes? Times() => this is { Due: { } due, Blue: { } blue, Yellow: { } yellow, Orange: { } orange, Red: { } red }
        ? new ClockTimes(due, blue, yellow, orange, red, Provisional)
        : null;
}
