using Liandong.Core.Calendars;
using Xunit;

namespace Liandong.Core.Tests.Calendars;

public sealed class ClockTests
{
    private static readonly WorkCalendar s_city = Cities.American;

    [Fact]
    public void Lights_turn_when_their_share_of_the_limit_has_run()
    {
        var clock = s_city.Start("2 working-day", "2011-07-08 12:00");
        Assert.Equal("Fri 2011-07-08 12:00:00 -04:00", s_city.Shown(clock.Blue));
        Assert.Equal("Mon 2011-07-11 12:00:00 -04:00", s_city.Shown(clock.Yellow));
        Assert.Equal("Tue 2011-07-12 02:24:00 -04:00", s_city.Shown(clock.Orange));
        Assert.Equal(clock.Due, clock.Red);
    }

    [Fact]
    public void Yellow_and_orange_hold_from_their_instant_on_and_red_only_after_due()
    {
        var clock = s_city.Start("10 urgent-hour", "2011-07-08 12:00");
        var microsecond = TimeSpan.FromMicroseconds(1);
        Assert.Null(Clocks.LightAt(clock, clock.Start - microsecond));
        Assert.Equal(Light.Blue, Clocks.LightAt(clock, clock.Start));
        Assert.Equal(Light.Blue, Clocks.LightAt(clock, clock.Yellow!.Value - microsecond));
        Assert.Equal(Light.Yellow, Clocks.LightAt(clock, clock.Yellow.Value));
        Assert.Equal(Light.Orange, Clocks.LightAt(clock, clock.Orange!.Value));
        Assert.Equal(Light.Orange, Clocks.LightAt(clock, clock.Due!.Value));
        Assert.Equal(Light.Red, Clocks.LightAt(clock, clock.Due.Value + microsecond));
        Assert.Equal(clock.Due.Value + microsecond, Clocks.NextTurn(clock, clock.Orange.Value));
        Assert.Null(Clocks.NextTurn(clock, clock.Due.Value + microsecond));
    }

    [Fact]
    public void Stopped_exactly_at_due_is_on_time_and_a_microsecond_later_is_not()
    {
        var clock = s_city.Start("2 working-day", "2011-07-08 12:00");
        var due = clock.Due!.Value;
        Assert.True(Clocks.OnTime(Clocks.Stop(clock, due), due));
        Assert.False(Clocks.OnTime(Clocks.Stop(clock, due.AddMicroseconds(1)), due));
        Assert.Null(Clocks.OnTime(clock, due));
        Assert.False(Clocks.OnTime(clock, due.AddMicroseconds(1)));
        Assert.Null(Clocks.LightAt(Clocks.Stop(clock, due), due));
    }

    [Fact]
    public void A_pause_stops_the_metric_and_hides_what_cannot_be_known()
    {
        var clock = s_city.Start("2 working-day", "2011-07-11 12:00");
        var paused = Pause(clock, "2011-07-12 13:00");
        Assert.Null(paused.Due);
        Assert.Null(paused.Orange);
        Assert.Null(paused.Red);
        Assert.Equal("Tue 2011-07-12 12:00:00 -04:00", s_city.Shown(paused.Yellow));
        Assert.Equal(Light.Yellow, Clocks.LightAt(paused, s_city.At("2012-01-01")));
        Assert.Null(Clocks.NextTurn(paused, s_city.At("2011-07-12 13:00")));
        Assert.Null(Clocks.OnTime(paused, s_city.At("2012-01-01")));

        var resumed = Resume(paused, "2011-07-15 13:00");
        Assert.Equal("Mon 2011-07-18 12:00:00 -04:00", s_city.Shown(resumed.Due));
        Assert.Equal("Mon 2011-07-18 02:24:00 -04:00", s_city.Shown(resumed.Orange));
    }

    [Fact]
    public void A_pause_in_the_night_before_days_off_costs_working_hours_nothing()
    {
        var clock = s_city.Start("4 working-hour", "2011-07-08 15:00");
        Assert.Equal(clock.Due, Resume(Pause(clock, "2011-07-08 18:00"), "2011-07-10 12:00").Due);
    }

    [Fact]
    public void A_due_at_midnight_belongs_to_the_next_working_morning_paused_or_not()
    {
        var clock = s_city.Start("1 working-day", "2011-07-08 00:00");
        var paused = Resume(Pause(clock, "2011-07-08 09:00"), "2011-07-08 09:00:01");
        Assert.Equal("Mon 2011-07-11 00:00:00 -04:00", s_city.Shown(clock.Due));
        Assert.Equal("Mon 2011-07-11 00:00:01 -04:00", s_city.Shown(paused.Due));
        var day = Resume(Pause(s_city.Start("1 working-day", "2011-07-07 00:00"), "2011-07-07 09:00"), "2011-07-08 09:00");
        Assert.Equal("Mon 2011-07-11 00:00:00 -04:00", s_city.Shown(day.Due));
    }

    [Fact]
    public void A_light_of_working_days_turns_as_soon_as_its_share_has_run()
    {
        var clock = s_city.Start("2 working-day", "2011-07-08 00:00");
        Assert.Equal("Sat 2011-07-09 00:00:00 -04:00", s_city.Shown(clock.Yellow));
    }

    [Fact]
    public void A_light_in_a_skipped_hour_never_turns_after_due()
    {
        var city = Cities.Sleepless;
        var clock = Clocks.Start("handling", city.Limit("1 calendar-day"), city, new Thresholds(null, 0.97m, 0.98m, 1m), city.At("2011-03-12 03:10"));
        Assert.Equal("Sun 2011-03-13 03:10:00 -04:00", city.Shown(clock.Due));
        Assert.Equal((clock.Due, clock.Due), (clock.Yellow, clock.Orange));
    }

    [Fact]
    public void A_pause_after_due_mends_nothing()
    {
        var clock = s_city.Start("2 working-day", "2011-07-11 12:00");
        var paused = Pause(clock, "2011-07-14 12:00");
        Assert.Equal(clock.Due, paused.Due);
        Assert.Equal(Light.Red, Clocks.LightAt(paused, s_city.At("2011-07-14 12:00")));
        Assert.Equal(clock.Due, Resume(paused, "2011-07-20 12:00").Due);
    }

    [Fact]
    public void An_extension_adds_its_limit_from_the_old_due_and_lights_are_taken_over_the_whole()
    {
        var clock = s_city.Start("2 working-day", "2011-07-11 12:00");
        var extended = Clocks.Extend(clock, s_city, Cities.Usual, s_city.Limit("2 working-day"), s_city.At("2011-07-13 10:00"));
        Assert.Equal("Fri 2011-07-15 12:00:00 -04:00", s_city.Shown(extended.Due));
        Assert.Equal("Wed 2011-07-13 12:00:00 -04:00", s_city.Shown(extended.Yellow));
        Assert.Equal(Light.Orange, Clocks.LightAt(clock, s_city.At("2011-07-13 11:00")));
        Assert.Equal(Light.Blue, Clocks.LightAt(extended, s_city.At("2011-07-13 11:00")));
    }

    [Fact]
    public void An_extension_granted_in_a_pause_begins_where_the_rest_ends()
    {
        var clock = Pause(s_city.Start("2 working-day", "2011-07-11 12:00"), "2011-07-12 12:00");
        var extended = Clocks.Extend(clock, s_city, Cities.Usual, s_city.Limit("1 working-day"), s_city.At("2011-07-12 15:00"));
        Assert.Null(extended.Due);
        Assert.Equal("Fri 2011-07-15 12:00:00 -04:00", s_city.Shown(Resume(extended, "2011-07-13 12:00").Due));
    }

    [Fact]
    public void A_given_due_runs_on_elapsed_time_and_one_before_the_start_is_red_from_the_start()
    {
        var at = s_city.At("2011-07-08 12:00");
        var given = Clocks.StartGiven("handling", s_city, Cities.Usual, at, at.AddHours(10));
        Assert.Equal(at.AddHours(5), given.Yellow);
        Assert.Equal(at.AddHours(12), Clocks.Resume(Clocks.Pause(given, s_city, Cities.Usual, at.AddHours(1)), s_city, Cities.Usual, at.AddHours(3)).Due);

        var late = Clocks.StartGiven("handling", s_city, Cities.Usual, at, at.AddMinutes(-1));
        Assert.Equal(Light.Red, Clocks.LightAt(late, at));
        Assert.Null(Clocks.LightAt(late, at.AddMinutes(-1)));
        Assert.False(Clocks.OnTime(Clocks.Stop(late, at), at));
    }

    [Fact]
    public void Instants_are_cut_to_whole_microseconds()
    {
        var at = s_city.At("2011-07-08 12:00").AddTicks(17);
        var clock = Clocks.Start("handling", s_city.Limit("0.33 working-hour"), s_city, new Thresholds(0.333m, 0.5m, 0.777m, 1m), at);
        Assert.All([clock.Start, clock.Blue, clock.Yellow, clock.Orange, clock.Due], i => Assert.Equal(0, i!.Value.Ticks % 10));
    }

    [Fact]
    public void What_makes_no_sense_changes_nothing()
    {
        var clock = s_city.Start("2 working-day", "2011-07-11 12:00");
        Assert.Same(clock, Resume(clock, "2011-07-12 12:00"));
        var stopped = Clocks.Stop(clock, s_city.At("2011-07-12 12:00"));
        Assert.Same(stopped, Pause(stopped, "2011-07-12 13:00"));
        Assert.Same(stopped, Clocks.Stop(stopped, s_city.At("2011-07-13 12:00")));
        Assert.Same(stopped, Clocks.Extend(stopped, s_city, Cities.Usual, s_city.Limit("1 working-day"), stopped.Start));
        Assert.Equal(clock.Due, Resume(Pause(clock, "2011-07-12 12:00"), "2011-07-12 12:00").Due);
    }

    [Fact]
    public void Days_that_counted_are_listed_with_their_minutes()
    {
        var clock = Resume(Pause(s_city.Start("2 working-day", "2011-07-08 12:00"), "2011-07-11 06:00"), "2011-07-12 06:00");
        Assert.Equal(
            ["07-08 720", "07-11 360", "07-12 1080", "07-13 720"],
            Clocks.DaysCounted(clock, s_city).Select(d => $"{d.Day:MM-dd} {d.Counted.TotalMinutes}"));
    }

    [Fact]
    public void Thresholds_that_do_not_rise_are_named()
    {
        Assert.Null(Cities.Usual.Fault());
        Assert.NotNull(new Thresholds(null, 0.9m, 0.8m, 1m).Fault());
        Assert.NotNull(new Thresholds(null, 0.5m, 0.8m, 1.1m).Fault());
        Assert.NotNull(new Thresholds(0m, 0.5m, 0.8m, 1m).Fault());
    }

    private static ClockState Pause(ClockState c, string at) => Clocks.Pause(c, s_city, Cities.Usual, s_city.At(at));

    private static ClockState Resume(ClockState c, string at) => Clocks.Resume(c, s_city, Cities.Usual, s_city.At(at));
}
