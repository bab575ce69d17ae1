using FsCheck;
using FsCheck.Fluent;
using Liandong.Core.Board;
using Xunit;

namespace Liandong.Core.Tests.Board;

public sealed class UsualTests
{
    private static readonly DateOnly s_tuesday = new(2026, 3, 10);

    private static bool Works(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    [Fact]
    public void A_working_day_is_held_against_working_days_alone()
    {
        HourCount[] counts = [.. Enumerable.Range(1, 14).Select(n => s_tuesday.AddDays(-n)).Select(day => new HourCount(day, 9, Works(day) ? 20 : 1000, 0))];

        var usual = Usual.Of(counts, s_tuesday.AddDays(-14), s_tuesday, Works);

        Assert.Equal(new Band(20, 20, 20), usual![9]);
        Assert.Equal(new Band(0, 0, 0), usual[3]);
    }

    [Fact]
    public void A_city_of_two_days_knows_nothing_usual()
    {
        Assert.Null(Usual.Of([new HourCount(s_tuesday.AddDays(-1), 9, 3, 3)], s_tuesday.AddDays(-2), s_tuesday, Works));
    }

    [Fact]
    public void The_hour_begun_counts_by_its_minutes()
    {
        Band[] usual = [.. Enumerable.Repeat(new Band(0, 0, 0), 9), new Band(0, 40, 0), .. Enumerable.Repeat(new Band(0, 60, 0), 14)];

        Assert.Equal(40 + 20, Usual.Until(usual, new TimeOnly(10, 20)));
    }

    [Fact]
    public void The_band_holds_its_middle_and_ends_within_what_was_seen() => Prop.ForAll(Gen.Choose(0, 90).ArrayOf().ToArbitrary(), counts =>
    {
        HourCount[] days = [.. counts.Take(60).Select((c, n) => new HourCount(s_tuesday.AddDays(-1 - n), 7, c, 0))];
        return Usual.Of(days, s_tuesday.AddDays(-days.Length), s_tuesday, _ => true) is not { } usual
            ? days.Length < Usual.FewestDays
            : usual[7].Low <= usual[7].Middle && usual[7].Middle <= usual[7].High && usual[7].Low >= days.Min(d => d.In) && usual[7].High <= days.Max(d => d.In);
    }).QuickCheckThrowOnFailure();
}
