using Liandong.Core.Calendars;
using Xunit;

namespace Liandong.Core.Tests.Calendars;

public sealed class DueTests
{
    [Theory]
    [InlineData("2 working-day", "2011-07-06 10:15:30", "Fri 2011-07-08 10:15:30 -04:00")]
    [InlineData("2 working-day", "2011-07-08 16:59:59", "Tue 2011-07-12 16:59:59 -04:00")]
    [InlineData("2 working-day", "2011-07-08 17:00:00", "Wed 2011-07-13 08:30:00 -04:00")]
    [InlineData("2 working-day", "2011-07-08 05:00", "Tue 2011-07-12 05:00:00 -04:00")]
    [InlineData("2 working-day", "2011-07-09 10:00", "Wed 2011-07-13 10:00:00 -04:00")]
    [InlineData("2 working-day", "2011-07-10 18:00", "Thu 2011-07-14 08:30:00 -04:00")]
    [InlineData("1 working-day", "2011-07-08 00:00", "Mon 2011-07-11 00:00:00 -04:00")]
    [InlineData("10 working-day", "2011-10-31 12:00", "Mon 2011-11-14 12:00:00 -05:00")]
    [InlineData("0.5 working-day", "2011-07-08 16:00", "Mon 2011-07-11 04:00:00 -04:00")]
    [InlineData("4 working-hour", "2011-07-08 15:00", "Mon 2011-07-11 10:30:00 -04:00")]
    [InlineData("8.5 working-hour", "2011-07-08 08:30", "Fri 2011-07-08 17:00:00 -04:00")]
    [InlineData("4 working-hour", "2011-07-09 10:00", "Mon 2011-07-11 12:30:00 -04:00")]
    [InlineData("2 urgent-hour", "2011-07-08 23:30", "Sat 2011-07-09 01:30:00 -04:00")]
    [InlineData("1 urgent-day", "2011-11-05 12:00", "Sun 2011-11-06 11:00:00 -05:00")]
    [InlineData("1 calendar-day", "2011-11-05 12:00", "Sun 2011-11-06 12:00:00 -05:00")]
    [InlineData("365 calendar-day", "2012-02-29 12:00", "Thu 2013-02-28 12:00:00 -05:00")]
    [InlineData("1 calendar-day", "2011-12-31 23:59:59", "Sun 2012-01-01 23:59:59 -05:00")]
    public void A_limit_of_an_American_city_ends(string limit, string start, string due)
    {
        Assert.Equal(due, Cities.American.Shown(Cities.American.Start(limit, start).Due));
    }

    [Theory]
    [InlineData("1 calendar-day", "2011-03-12 02:30", "Sun 2011-03-13 03:30:00 -04:00")]
    [InlineData("1 calendar-day", "2011-11-05 01:30", "Sun 2011-11-06 01:30:00 -04:00")]
    [InlineData("1 working-day", "2011-03-12 02:45", "Sun 2011-03-13 03:45:00 -04:00")]
    [InlineData("2 urgent-hour", "2011-03-13 01:00", "Sun 2011-03-13 04:00:00 -04:00")]
    [InlineData("2 urgent-hour", "2011-11-06 01:00", "Sun 2011-11-06 02:00:00 -05:00")]
    public void A_local_time_that_is_skipped_moves_forward_and_one_shown_twice_is_the_first(string limit, string start, string due)
    {
        Assert.Equal(due, Cities.Sleepless.Shown(Cities.Sleepless.Start(limit, start).Due));
    }

    [Theory]
    [InlineData("4 working-hour", "2026-03-02 08:30", "Mon 2026-03-02 14:00:00 +08:00")]
    [InlineData("3 working-hour", "2026-03-02 08:30", "Mon 2026-03-02 11:30:00 +08:00")]
    [InlineData("1 working-hour", "2026-03-02 12:10", "Mon 2026-03-02 14:00:00 +08:00")]
    [InlineData("7 working-hour", "2026-02-13 16:00", "Sat 2026-02-14 16:00:00 +08:00")]
    [InlineData("2 working-day", "2026-02-13 10:00", "Tue 2026-02-24 10:00:00 +08:00")]
    [InlineData("1 working-day", "2026-02-13 10:00", "Sat 2026-02-14 10:00:00 +08:00")]
    [InlineData("1 working-day", "2026-02-27 12:10", "Sat 2026-02-28 12:10:00 +08:00")]
    [InlineData("1 working-day", "2026-03-02 06:00", "Tue 2026-03-03 08:30:00 +08:00")]
    [InlineData("1 working-day", "2026-02-18 10:00", "Wed 2026-02-25 08:30:00 +08:00")]
    [InlineData("1 calendar-day", "2026-02-13 10:00", "Sat 2026-02-14 10:00:00 +08:00")]
    public void Holidays_make_up_days_and_the_lunch_break_of_a_Chinese_city_count(string limit, string start, string due)
    {
        var clock = Cities.Chinese.Start(limit, start);
        Assert.Equal(due, Cities.Chinese.Shown(clock.Due));
        Assert.False(clock.Provisional);
    }

    [Fact]
    public void Beyond_the_known_holidays_plain_weeks_count_and_it_is_said_until_a_calendar_covers_them()
    {
        var clock = Cities.Chinese.Start("2 working-day", "2026-12-31 10:00");
        Assert.Equal("Mon 2027-01-04 10:00:00 +08:00", Cities.Chinese.Shown(clock.Due));
        Assert.True(clock.Provisional);

        var newYear = new WorkCalendar(Cities.ChineseRules with
        {
            KnownTo = Cities.Day("2027-12-31"),
            Holidays = Cities.ChineseRules.Holidays.Append(Cities.Day("2027-01-01")).Append(Cities.Day("2027-01-04")).ToHashSet(),
        });
        var known = Clocks.Recompute(clock, newYear, Cities.Usual);
        Assert.Equal("Wed 2027-01-06 10:00:00 +08:00", newYear.Shown(known.Due));
        Assert.False(known.Provisional);
    }

    [Fact]
    public void Urgent_and_calendar_days_need_no_holidays_and_are_never_provisional()
    {
        Assert.False(Cities.Chinese.Start("2 calendar-day", "2026-12-31 10:00").Provisional);
        Assert.False(Cities.Chinese.Start("2 urgent-day", "2026-12-31 10:00").Provisional);
    }

    [Theory]
    [InlineData(StartRule.Count, "Mon 2011-07-11 10:00:00 -04:00")]
    [InlineData(StartRule.Roll, "Tue 2011-07-12 10:00:00 -04:00")]
    [InlineData(StartRule.RollToSession, "Tue 2011-07-12 08:30:00 -04:00")]
    public void A_start_on_a_day_off_does_what_the_city_says(StartRule rule, string due)
    {
        var calendar = new WorkCalendar(Cities.AmericanRules with { Starts = new StartRules(StartRule.Count, StartRule.Count, rule) });
        Assert.Equal(due, calendar.Shown(calendar.Start("1 working-day", "2011-07-09 10:00").Due));
    }

    [Fact]
    public void A_city_may_end_working_days_with_the_session()
    {
        var calendar = new WorkCalendar(Cities.AmericanRules with { WorkingDayEnds = WorkingDayEnd.SessionEnd });
        Assert.Equal("Wed 2011-07-13 17:00:00 -04:00", calendar.Shown(calendar.Start("1.5 working-day", "2011-07-11 10:00").Due));
    }

    [Theory]
    [InlineData("1000000000 calendar-day")]
    [InlineData("-1 working-day")]
    [InlineData("0 working-day")]
    [InlineData("NaN working-day")]
    [InlineData("1e3 working-day")]
    [InlineData("99999999999999999999999999999999 urgent-hour")]
    [InlineData("2 working-week")]
    [InlineData("2")]
    [InlineData("2 working-day@")]
    [InlineData("")]
    [InlineData(null)]
    public void An_absurd_limit_is_refused_with_a_reason(string? text)
    {
        Assert.False(Limit.TryParse(text, "american", out var limit, out var reason));
        Assert.Null(limit);
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void A_limit_is_written_as_it_was_read_and_may_name_its_calendar()
    {
        Assert.True(Limit.TryParse("2.50 working-hour@night", "day", out var limit, out _));
        Assert.Equal("2.5 working-hour", limit.ToString());
        Assert.Equal("night", limit.Calendar);
        Assert.Throws<ArgumentException>(() => Clocks.Start("handling", limit, Cities.American, Cities.Usual, Cities.American.At("2011-07-01")));
    }
}
