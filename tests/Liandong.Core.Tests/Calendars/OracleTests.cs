using FsCheck;
using FsCheck.Fluent;
using Liandong.Core.Calendars;
using Xunit;

namespace Liandong.Core.Tests.Calendars;

/// <summary>Whatever happens to a clock, the slow oracle's minute-by-minute walk gives the same instants.</summary>
public sealed class OracleTests
{
    private static readonly WorkCalendar[] s_calendars =
    [
        Cities.American,
        Cities.Chinese,
        Cities.Sleepless,
        new(Cities.AmericanRules with { WorkingDayEnds = WorkingDayEnd.SessionEnd, Starts = new(StartRule.Roll, StartRule.Roll, StartRule.Count) }),
        new(Cities.AmericanRules with { Starts = new(StartRule.RollToSession, StartRule.Count, StartRule.RollToSession) }),
    ];

    // Nights on which the clocks change, 29 February, year ends, make-up days and the end of what is known, a few days before each.
    private static readonly string[] s_moments =
        ["2011-11-05", "2011-03-12", "2012-02-27", "2011-12-30", "2026-02-12", "2026-02-27", "2026-09-29", "2026-12-29", "2011-07-01"];

    private static readonly Thresholds[] s_thresholds = [Cities.Usual, new(0.25m, 0.333m, 0.9m, 0.95m), new(null, 0.5m, 1m, 1m), new(null, 0.97m, 0.98m, 1m)];

    /// <summary>One life of a clock: numbers only, so that FsCheck can shrink it.</summary>
    public sealed record Life(int Calendar, int Moment, int Kind, int Shares, int StartSeconds, int Amount, int[] Gaps);

    [Fact]
    public void Every_life_of_a_clock_is_replayed_to_the_same_instants() => Check(1500, maxDays: 9);

    [Fact]
    public void Long_limits_are_replayed_too() => Check(15, maxDays: 400);

    [Fact]
    public void Lights_rise_and_the_next_turn_is_the_first_change()
    {
        Prop.ForAll(Lives(9), life =>
        {
            var (clock, _, _) = Live(life);
            var due = clock.Due ?? clock.PausedAt!.Value;
            var now = clock.Start.AddSeconds(-5);
            Light? light = null;
            while (Clocks.NextTurn(clock, now) is { } next)
            {
                Assert.True(next > now);
                Assert.Equal(light, Clocks.LightAt(clock, next.AddMicroseconds(-1)));
                var turned = Clocks.LightAt(clock, next);
                Assert.True(turned > light || light is null);
                (now, light) = (next, turned);
            }

            Assert.True(clock.PausedAt is not null || light == Light.Red);
            Assert.True(due >= clock.Start);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_pause_of_no_length_changes_nothing_and_a_pause_never_makes_due_earlier()
    {
        Prop.ForAll(Lives(9), life =>
        {
            var (clock, calendar, t) = Live(life with { Gaps = [] });
            var at = clock.Start.AddSeconds(life.StartSeconds * 3);
            var same = Clocks.Resume(Clocks.Pause(clock, calendar, t, at), calendar, t, at);
            Assert.Equal(clock.Times(), same.Times());
            var later = Clocks.Resume(Clocks.Pause(clock, calendar, t, at), calendar, t, at.AddHours(30));
            Assert.True(later.Due >= clock.Due);
        }).QuickCheckThrowOnFailure();
    }

    private static void Check(int lives, int maxDays) =>
        Prop.ForAll(Lives(maxDays), life =>
        {
            var (clock, calendar, t) = Live(life);
            Assert.Empty(SlowClock.Differences(clock, calendar.Rules, t));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(lives));

    private static Arbitrary<Life> Lives(int maxDays) => Gen.Choose(0, s_calendars.Length - 1).SelectMany(calendar =>
        from moment in Gen.Choose(0, s_moments.Length - 1)
        from kind in Gen.Choose(0, 4)
        from shares in Gen.Choose(0, s_thresholds.Length - 1)
        from start in Gen.OneOf(Gen.Choose(0, 5 * 86400), Gen.Elements(0, 5400, 9000, 11400, 30600, 61200, 86400, 91800, 95400, 172800))
        from amount in Gen.OneOf(Gen.Constant(100), Gen.Choose(1, maxDays).Select(d => d * 100), Gen.Choose(1, maxDays * 100))
        from count in Gen.Choose(0, 6)
        from gaps in Gen.ArrayOf(Gen.OneOf(Gen.Choose(0, 4 * 86400), Gen.Elements(0, 3600, 86400)), count)
        select new Life(calendar, moment, kind, shares, start, amount, gaps)).ToArbitrary();

    /// <summary>Plays a life: gaps alternate pause and resume; every third act is an extension instead.</summary>
    private static (ClockState Clock, WorkCalendar Calendar, Thresholds Thresholds) Live(Life life)
    {
        var calendar = s_calendars[life.Calendar];
        var t = s_thresholds[life.Shares];
        var kind = (LimitKind)life.Kind;
        var at = calendar.At(s_moments[life.Moment]).AddSeconds(life.StartSeconds).AddMicroseconds(life.StartSeconds % 100 == 0 ? 0 : life.StartSeconds % 7);
        var clock = life.Amount % 11 == 0
            ? Clocks.StartGiven("handling", calendar, t, at, at.AddMinutes(life.Amount))
            : Clocks.Start("handling", new Limit(life.Amount / 100m, kind, calendar.Code), calendar, t, at);
        for (var i = 0; i < life.Gaps.Length; i++)
        {
            at = at.AddSeconds(life.Gaps[i]);
            var by = new Limit((life.Gaps[i] % 3) + 1, (LimitKind)(life.Gaps[i] % 5), calendar.Code);
            clock = i % 3 == 1 ? Clocks.Extend(clock, calendar, t, by, at)
                : clock.PausedAt is null ? Clocks.Pause(clock, calendar, t, at)
                : Clocks.Resume(clock, calendar, t, at);
        }

        return (clock, calendar, t);
    }
}
