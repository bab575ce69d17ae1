using System.Globalization;

namespace Liandong.Web.Look;

/// <summary>Instants and spans in words, in the city's time and the request's language, as seen from the installation's now.</summary>
public sealed class Moments(Texts texts, LookOptions options)
{
    public DateTimeOffset Now { get; } = options.Clock();

    public TimeZoneInfo Zone => options.City.Zone;

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>As short as it stays clear: “今天 14:05”, “11月18日 09:35”, with the year when it is another.</summary>
    public string Short(DateTimeOffset instant)
    {
        var (here, today) = (Local(instant), Local(Now));
        var clock = here.ToString("HH:mm", CultureInfo.InvariantCulture);
        var days = (here.Date - today.Date).Days;
        return days switch
        {
            0 => texts["moment.today", ("clock", clock)],
            1 => texts["moment.tomorrow", ("clock", clock)],
            -1 => texts["moment.yesterday", ("clock", clock)],
            _ => texts["moment.day-clock", ("day", Day(instant)), ("clock", clock)],
        };
    }

    public string Clock(DateTimeOffset instant) => Local(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day alone; with the year when it is not this year.</summary>
    public string Day(DateTimeOffset instant) => Day(instant, Local(instant).Year == Local(Now).Year ? "moment.day" : "moment.day-year");

    /// <summary>Day, year and clock, for paper: it is read on another day.</summary>
    public string Full(DateTimeOffset instant) => texts["moment.day-clock", ("day", Day(instant, "moment.day-year")), ("clock", Clock(instant))];

    /// <summary>The day with its weekday, for the top of the page: “11月20日 星期五”.</summary>
    public string LongDay(DateTimeOffset instant) =>
        texts["moment.long-day", ("day", Day(instant)), ("weekday", texts["weekday." + (int)Local(instant).DayOfWeek])];

    public string Exact(DateTimeOffset instant) => Local(instant).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>How long a machine was at it: seconds, until there are too many of them.</summary>
    public string Took(TimeSpan span) => span < TimeSpan.FromMinutes(2)
        ? texts["span.seconds", ("s", span.TotalSeconds.ToString(span.TotalSeconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture))] : Span(span, Counting.Elapsed);

    /// <summary>A span in at most two units; under a minute counts as one minute, because “0” reads as “now”.</summary>
    public string Span(TimeSpan span, Counting counting)
    {
        var minutes = Math.Max(1, (long)Math.Ceiling(span.Duration().TotalMinutes));
        var (days, hours, rest) = (minutes / 1440, minutes / 60, minutes % 60);
        return counting switch
        {
            Counting.WorkingHours when hours > 0 => texts["span.working-hours", ("h", hours), ("m", Two(rest))],
            Counting.WorkingHours => texts["span.working-minutes", ("m", rest)],
            Counting.WorkingDays when days > 0 => texts["span.working-days", ("d", days), ("h", hours % 24)],
            _ when days > 0 => texts["span.days", ("d", days), ("h", hours % 24)],
            _ when hours > 0 => texts["span.hours", ("h", hours), ("m", Two(rest))],
            _ => texts["span.minutes", ("m", rest)],
        };
    }

    /// <summary>What a running clock says first: 剩 1时20分, 超 58分.</summary>
    public string Left(Remaining remaining) =>
        remaining.Paused ? texts["due.paused"]
        : remaining.Left < TimeSpan.Zero ? texts["due.over", ("span", Span(remaining.Left, remaining.Counting))]
        : texts["due.left", ("span", Span(remaining.Left, remaining.Counting))];

    private string Day(DateTimeOffset instant, string key) =>
        texts[key, ("d", Local(instant).Day), ("month", Month(Local(instant))), ("y", Local(instant).Year.ToString(CultureInfo.InvariantCulture))];

    private string Month(DateTimeOffset here) => texts["month." + here.Month.ToString(CultureInfo.InvariantCulture)];

    private static string Two(long minutes) => minutes.ToString("00", CultureInfo.InvariantCulture);
}
