using Liandong.Core.Calendars;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>What the model district says of itself: its calendar, its lines, what it reads to callers.</summary>
public sealed class MinhangSettingsTests
{
    private static readonly CityFiles s_minhang = CityFolderTests.Files("minhang");

    [Theory]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-10-10", true)]
    [InlineData("2026-11-21", false)]
    [InlineData("2025-10-08", false)]
    [InlineData("2022-01-29", true)]
    [InlineData("2027-01-01", true)]
    public void A_day_is_worked_as_the_State_Council_announced(string day, bool worked) =>
        Assert.Equal(worked, China().IsWorkingDay(DateOnly.Parse(day, null)));

    [Theory]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_year_has_its_working_days(int year, int worked)
    {
        var (china, first) = (China(), new DateOnly(year, 1, 1));

        Assert.Equal(worked, Enumerable.Range(0, 366).Select(first.AddDays).Count(d => d.Year == year && china.IsWorkingDay(d)));
    }

    [Theory]
    [InlineData("2026-11-20 16:00", "4 working-hour", "2026-11-23 11:30")]
    [InlineData("2026-11-20 12:10", "1 working-hour", "2026-11-20 14:00")]
    [InlineData("2026-11-20 19:40", "1 working-day", "2026-11-24 08:30")]
    [InlineData("2026-11-20 19:40", "4 urgent-hour", "2026-11-20 23:40")]
    public void Limits_run_in_its_sessions(string start, string limit, string due)
    {
        var china = China();
        Assert.True(Limit.TryParse(limit, china.Code, out var promised, out _));
        var clock = Clocks.Start("handling", promised, china, new Thresholds(null, 0.5m, 0.8m, 1m), china.Time.FromLocal(DateTime.Parse(start, null)));

        Assert.Equal((china.Time.FromLocal(DateTime.Parse(due, null)), false), (clock.Due, clock.Provisional));
    }

    [Fact]
    public void Whatever_a_station_enters_is_of_one_of_thirteen_kinds_and_of_one_only()
    {
        var city = CityFolder.Read(CityFolderTests.Files("minhang")).City!;
        Assert.Equal(13, city.Tasks.Count);
        foreach (var procedure in new[] { "self-handled", "grid-case" })
        {
            Assert.All(city.Catalogue.All, c => Assert.Single(city.Tasks, t => t.Fits(procedure, c.Code.Value)));
        }
    }

    [Fact]
    public void A_kind_of_work_about_no_class_and_one_that_another_has_taken_are_told()
    {
        var files = CityFolderTests.Files("minhang");
        var told = CityFolder.Check(new CityFiles(files.Files.ToDictionary(f => f.Key, f => f.Key is "tasks.csv" ? f.Value.Replace(",grid-case,M01*", ",grid-cases,X9*", StringComparison.Ordinal) + "T14,Late,晚,Late,晚,self-handled,S0401\n" : f.Value)));
        Assert.Equal(["grid-cases", "X9*", "S0401"], told.Faults.Where(f => f.File is "tasks.csv").Select(f => f.Value));
    }

    [Fact]
    public void A_due_in_2027_is_provisional()
    {
        var china = China();
        Assert.True(Limit.TryParse("5 working-day", china.Code, out var limit, out _));

        Assert.True(Clocks.Start("handling", limit, china, new Thresholds(null, 0.5m, 0.8m, 1m), china.Time.FromLocal(new DateTime(2026, 12, 29, 9, 0, 0))).Provisional);
    }

    [Fact]
    public void What_is_read_to_callers_and_the_lines_have_no_fault()
    {
        var files = s_minhang.Files.Keys;

        Assert.Equal(60, files.Count(f => f.StartsWith("knowledge/", StringComparison.Ordinal)));
        Assert.DoesNotContain(CityFolder.Read(s_minhang).Faults,
            f => f.File.StartsWith("knowledge/", StringComparison.Ordinal) || f.File is "notices.csv" or "lines.csv" or "calendars/china.json");
    }

    [Fact]
    public void Danger_has_stages_of_its_own_in_fifty_classes_and_some_are_kept_from_the_one_complained_of()
    {
        var classes = CityFolder.Read(s_minhang).City!.Catalogue.All;

        Assert.InRange(classes.Count(c => c.Standards.Count >= 2 && c.Standards.Any(s => s.Milestones.Count > 0)), 50, classes.Count);
        Assert.Equal([("S0106", 1), ("S0201", 1), ("S0301", 1), ("S0704", 1)], classes.Where(c => c.Secrecy > 0).Select(c => (c.Code.Value, c.Secrecy)));
    }

    [Fact]
    public void Every_department_town_and_office_has_a_duty_number_and_outside_hours_somebody_answers()
    {
        var city = CityFolder.Read(s_minhang).City!;
        var china = China();
        var units = city.Units.All.Where(u => u.Kind is not ("committee" or "village")).ToList();

        Assert.Equal(units.Count, units.Select(u => u.Duty).Distinct().Count(d => d?.StartsWith("100-0000-", StringComparison.Ordinal) == true));
        Assert.All(units.Where(u => !u.Code.Value.Contains('-', StringComparison.Ordinal)), u => Assert.All(["leader", "liaison", "duty"], r => Assert.True(city.Staff.Has(u.Code, r))));
        var (squad, night, noon) = (new Core.UnitCode("T101-urban-management"), china.Time.FromLocal(new DateTime(2026, 11, 20, 22, 0, 0)), china.Time.FromLocal(new DateTime(2026, 11, 20, 10, 0, 0)));
        Assert.Equal((city.Units.Find(squad)!.Duty, city.Staff.Holder(new Core.UnitCode("T101"), "duty", new DateOnly(2026, 11, 20))), city.OnDuty(squad, night));
        Assert.Null(city.OnDuty(squad, noon).Person);
    }

    [Theory]
    [InlineData("fire-station", "D29", "莘庄消防站")]
    [InlineData("traffic-squad", "D34", "莘庄交警中队")]
    [InlineData("education", "D06", "莘庄教委专干")]
    [InlineData("culture", "D18", "莘庄文化站")]
    public void A_line_without_a_share_in_the_town_has_its_own_office_there(string kind, string line, string name)
    {
        var city = CityFolder.Read(s_minhang).City!;
        var office = city.Units.Serving("310112101", kind)!;

        Assert.Equal((name, line, 14), (office.Name.Zh, office.Parent?.Value, city.Units.All.Count(u => u.Kind == kind)));
        Assert.Equal("T101", city.Units.Serving("310112101", null)!.Code.Value);
        Assert.NotNull(city.Staff.Holder(office.Code, "clerk", new DateOnly(2026, 11, 20)));
    }

    private static WorkCalendar China()
    {
        const string File = "calendars/china.json";
        var reading = CalendarFile.Read(File, s_minhang.Files[File], TimeZoneInfo.Utc);
        Assert.True(reading.Calendar is not null, string.Join('\n', reading.Faults));
        return reading.Calendar;
    }
}
