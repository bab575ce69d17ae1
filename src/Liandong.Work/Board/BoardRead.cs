using Liandong.Core.Board;
using Liandong.Core.Calendars;
using Liandong.Work.Calls;

namespace Liandong.Work.Board;

/// <summary>What goes on now: everything here changes with every act.</summary>
/// <param name="At">Installation time of the reading.</param>
/// <param name="Today">Hours of today with cases, in order.</param>
/// <param name="Calls">The telephone today; null for a part of the city, and where no limit for taking calls is set.</param>
public sealed record BoardNow(DateTimeOffset At, IReadOnlyList<OpenCount> Open, IReadOnlyList<HourCount> Today, IReadOnlyDictionary<string, AreaCount> Areas,
    int RedToday, IReadOnlyDictionary<string, int> Urgent, CallFigures? Calls);

/// <summary>Unfinished cases of one step and one light.</summary>
/// <param name="Light">Null when no clock runs.</param>
/// <param name="Since">Since when the one that waits longest stands in the step; null when none has a running step clock.</param>
public sealed record OpenCount(string Step, Light? Light, int Cases, DateTimeOffset? Since);

/// <summary>Unfinished cases that lie in an area.</summary>
public sealed record AreaCount(int Open, int Red);

/// <summary>What the days before say; a minute old at most.</summary>
/// <param name="Before">Hours of the days before today that count as usual.</param>
/// <param name="First">The first of those days.</param>
public sealed record BoardPast(IReadOnlyList<HourCount> Before, DateOnly First, IReadOnlyList<OfficeDay> Offices, IReadOnlyList<HotSpot> Spots)
{
    /// <summary>What comes more often than before.</summary>
    public IReadOnlyList<HotTopic> Topics { get; init; } = [];
}

/// <summary>Cases with a limit that a unit closed on a day, and how many of them were handled in time.</summary>
public sealed record OfficeDay(string Unit, DateOnly Day, int Closed, int InTime);

/// <summary>One class again and again in one place; places and topics only, callers are never counted.</summary>
/// <param name="Cell">The square of about 100 m.</param>
/// <param name="Address">What most of them call the place.</param>
public sealed record HotSpot(string Class, long Cell, int Cases, string? Address);
