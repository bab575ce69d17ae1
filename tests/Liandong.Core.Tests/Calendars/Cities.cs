using System.Globalization;
using Liandong.Core.Calendars;

namespace Liandong.Core.Tests.Calendars;

/// <summary>Calendars to test with: an American city and a Chinese one with a lunch break, holidays and make-up days.</summary>
internal static class Cities
{
    public static readonly Thresholds Usual = new(null, 0.5m, 0.8m, 1m);

    private static readonly DayOfWeek[] s_weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static CalendarRules AmericanRules { get; } = new()
    {
        Code = "american",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"),
        Week = Week(new Session(510, 1020)),
        Starts = new StartRules(StartRule.Count, StartRule.RollToSession, StartRule.Roll),
    };

    /// <summary>
    /// The State Council's notice for 2026 around New Year, Spring Festival and National Day: days off, and weekends worked for them.
    /// </summary>
    public static CalendarRules ChineseRules { get; } = new()
    {
        Code = "chinese",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Week = Week(new Session(510, 690), new Session(780, 1020)),
        Holidays = Days("2026-01-01", 3).Concat(Days("2026-02-15", 9)).Concat(Days("2026-10-01", 7)).ToHashSet(),
        MakeUpDays = new[] { "2026-01-04", "2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10" }.ToDictionary(Day, _ => DayOfWeek.Monday),
        KnownFrom = Day("2026-01-01"),
        KnownTo = Day("2026-12-31"),
        Starts = new StartRules(StartRule.RollToSession, StartRule.RollToSession, StartRule.RollToSession),
    };

    /// <summary>Works every day and night, so that the nights on which the clocks change count too.</summary>
    public static CalendarRules SleeplessRules { get; } = AmericanRules with
    {
        Code = "sleepless",
        Week = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, IReadOnlyList<Session> (_) => [new Session(0, 150), new Session(180, 1440)]),
        Starts = default,
    };

    public static WorkCalendar American { get; } = new(AmericanRules);

    public static WorkCalendar Chinese { get; } = new(ChineseRules);

    public static WorkCalendar Sleepless { get; } = new(SleeplessRules);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What the wall clock of the calendar's city shows: "2011-07-01 09:30" or with seconds.</summary>
    public static DateTimeOffset At(this WorkCalendar calendar, string local) =>
        calendar.Time.FromLocal(DateTime.Parse(local, CultureInfo.InvariantCulture));

    public static string Shown(this WorkCalendar calendar, DateTimeOffset? at) =>
        at is null ? "unknown" : calendar.Time.WithOffset(at.Value).ToString("ddd yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    public static Limit Limit(this WorkCalendar calendar, string text) =>
        Core.Calendars.Limit.TryParse(text, calendar.Code, out var limit, out var reason) ? limit : throw new ArgumentException(reason);

    public static ClockState Start(this WorkCalendar calendar, string limit, string local) =>
        Clocks.Start("handling", calendar.Limit(limit), calendar, Usual, calendar.At(local));

    private static Dictionary<DayOfWeek, IReadOnlyList<Session>> Week(params Session[] sessions) =>
        s_weekdays.ToDictionary(d => d, IReadOnlyList<Session> (_) => sessions);

    private static IEnumerable<DateOnly> Days(string first, int count) => Enumerable.Range(0, count).Select(i => Day(first).AddDays(i));
}
