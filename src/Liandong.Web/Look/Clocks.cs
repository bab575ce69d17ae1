namespace Liandong.Web.Look;

/// <summary>By what a clock counts, and so by what its remaining time is told.</summary>
public enum Counting
{
    /// <summary>Runs always: hours and days as everybody knows them.</summary>
    Elapsed,

    /// <summary>Minutes inside sessions; said to be working hours.</summary>
    WorkingHours,

    /// <summary>Minutes of working days, 1,440 each; said to be working days.</summary>
    WorkingDays,
}

/// <summary>What is left of a clock.</summary>
/// <param name="Light">Its light; null when it has none.</param>
/// <param name="Left">What is left in its own counting; negative is overdue.</param>
/// <param name="DueAt">The instant it runs out; null while paused.</param>
/// <param name="Clock">The clock's name when it is none of the two lanes, else null.</param>
/// <param name="Provisional">Counted on plain weeks because the calendar does not reach that far.</param>
public sealed record Remaining(
    Light? Light, TimeSpan Left, Counting Counting, DateTimeOffset? DueAt, bool Paused = false, string? Clock = null, bool Provisional = false);

/// <summary>Two lanes for a list: upper the step's clock, lower the handling clock.</summary>
public sealed record GaugeLanes(GaugeLane? Step, GaugeLane? Handling);

/// <summary>One lane: the share of its own limit that has run.</summary>
/// <param name="Share">1 is due; drawn up to 1.32.</param>
/// <param name="PausedFrom">Share at which a pause began, with <paramref name="PausedTo"/>: hatched.</param>
/// <param name="ExtendedFrom">Share at which the old limit ended: from here to due is what an extension gained.</param>
public sealed record GaugeLane(double Share, Light? Light, double? PausedFrom = null, double? PausedTo = null, double? ExtendedFrom = null);

/// <summary>The clocks of one case in true time.</summary>
/// <param name="Off">Hours that do not count, in order, not overlapping; drawn narrow.</param>
public sealed record Timetable(IReadOnlyList<TimetableLane> Lanes, IReadOnlyList<Band> Off, DateTimeOffset Now);

/// <param name="Name">The clock's name: 环节, 处置, ...</param>
/// <param name="DueAt">Null while paused or without limit.</param>
/// <param name="StoppedAt">When it stopped; null while it runs.</param>
/// <param name="Used">Words for what has run of what: “已用 14时37分／16 工作时”.</param>
/// <param name="FormerDues">Due instants before each extension, oldest first.</param>
/// <param name="Done">Pieces already over, such as earlier steps, with a word each.</param>
public sealed record TimetableLane(
    string Name, Light? Light, DateTimeOffset StartedAt, DateTimeOffset? DueAt, DateTimeOffset? StoppedAt, string? Used,
    IReadOnlyList<DateTimeOffset> FormerDues, IReadOnlyList<LanePiece> Pauses, IReadOnlyList<LanePiece> Done, string? Extended = null);

/// <summary>A named stretch on a lane; an open end runs to now.</summary>
public sealed record LanePiece(DateTimeOffset From, DateTimeOffset? To, string Words);

public sealed record Band(DateTimeOffset From, DateTimeOffset To);

/// <summary>A small drawn map: one point in the middle, its neighbours around it.</summary>
public sealed record SmallMap(double Lon, double Lat, string Label, IReadOnlyList<MapNeighbour> Neighbours)
{
    /// <summary>The rings of the area it lies in, in degrees; none when it has no shape.</summary>
    public IReadOnlyList<IReadOnlyList<(double Lon, double Lat)>> Outline { get; init; } = [];
}

/// <param name="Label">What stands beside its square: the last digits of its number.</param>
public sealed record MapNeighbour(double Lon, double Lat, string Label, bool Open);
