using System.Globalization;
using Liandong.Core.Calendars;
using Liandong.Work.Cities;
using Liandong.Work.Imports;
using Xunit;

namespace Liandong.Tests.Calendars;

/// <summary>
/// Boston's own targets of July to December 2011 against our calendar and catalogue: from the opening time and the class alone.
/// docs/boston-calendar.md says what practice was found and what is left over.
/// </summary>
public sealed class BostonTargetTests(ITestOutputHelper output)
{
    private static readonly string[] s_promised =
    [
        "Schedule a Bulk Item Pickup", "Missed Trash/Recycling/Yard Waste/Bulk Item", "Request for Pothole Repair", "Sidewalk Repair (Make Safe)",
        "Sticker Request", "Requests for Street Cleaning", "Tree Emergencies", "Street Light Outages",
    ];

    private static readonly Thresholds s_thresholds = new(null, 0.5m, 0.8m, 1m);

    private sealed record Target(string Type, DateTimeOffset Opened, DateTimeOffset Due);

    [Fact]
    public async Task Opening_time_and_class_alone_give_the_citys_own_target()
    {
        var calendar = Boston();
        var limits = await LimitsByType();
        var targets = await ReadTargets(calendar);
        var shares = new Dictionary<string, double>();
        foreach (var type in targets.GroupBy(t => t.Type).Where(g => limits.ContainsKey(g.Key)).OrderByDescending(g => g.Count()))
        {
            var limit = limits[type.Key];
            var met = type.Count(t => (Clocks.Start("handling", limit, calendar, s_thresholds, t.Opened).Due - t.Due)!.Value.Duration() <= TimeSpan.FromSeconds(60));
            shares[type.Key] = (double)met / type.Count();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shares[type.Key],7:P1} of {type.Count(),5}  {limit,-16} {type.Key}"));
        }

        Assert.Equal(47_270, targets.Count);
        Assert.All(s_promised, type => Assert.True(shares[type] >= 0.95, $"{type}: {shares[type]:P1}"));
    }

    [Fact]
    public async Task The_slow_oracle_agrees_on_real_requests()
    {
        var calendar = Boston();
        var limits = await LimitsByType();
        var some = (await ReadTargets(calendar)).Where((t, i) => i % 97 == 0 && limits.ContainsKey(t.Type)).ToList();
        Assert.True(some.Count > 400);
        Assert.All(some, t =>
        {
            var own = Clocks.Start("handling", limits[t.Type], calendar, s_thresholds, t.Opened);
            Assert.Empty(SlowClock.Differences(own, calendar.Rules, s_thresholds));
            var given = Clocks.StartGiven("handling", calendar, s_thresholds, t.Opened, t.Due);
            Assert.Empty(SlowClock.Differences(given, calendar.Rules, s_thresholds));
        });
    }

    private static WorkCalendar Boston()
    {
        var text = File.ReadAllText(Places.Find("cities/boston/calendars/boston.json")!);
        var reading = CalendarFile.Read("calendars/boston.json", text, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        Assert.Empty(reading.Faults);
        return reading.Calendar!;
    }

    /// <summary>The first standard of a class is the ordinary one.</summary>
    private static async Task<Dictionary<string, Limit>> LimitsByType()
    {
        var limits = new Dictionary<string, Limit>();
        await foreach (var row in Rows(Places.Find("cities/boston/catalogue.csv")!))
        {
            if (row["limit"].Length > 0)
            {
                Assert.True(Limit.TryParse(row["limit"], row["calendar"], out var limit, out var reason), reason);
                foreach (var alias in row["aliases"].Split('|', StringSplitOptions.TrimEntries))
                {
                    limits.TryAdd(alias, limit);
                }
            }
        }

        return limits;
    }

    private static async Task<List<Target>> ReadTargets(WorkCalendar calendar)
    {
        var path = Places.Find("../shared/data/boston311_2011H2_masked.csv.gz");
        Assert.SkipUnless(path is not null || Environment.GetEnvironmentVariable("CI") == "true", "needs ../shared/data/boston311_2011H2_masked.csv.gz");
        var targets = new List<Target>();
        await foreach (var row in Rows(path!))
        {
            if (!string.IsNullOrWhiteSpace(row["target_dt"]))
            {
                targets.Add(new Target(row["type"].Trim(), At(row["open_dt"]), At(row["target_dt"])));
            }
        }

        return targets;

        DateTimeOffset At(string local) => calendar.Time.FromLocal(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private static async IAsyncEnumerable<Dictionary<string, string>> Rows(string path)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var source = (await DelimitedSource.OpenAsync(path, new DelimitedFormat(), cancel)).Source!;
        await foreach (var line in source.ReadAsync(cancel))
        {
            var values = Assert.IsType<SourceRow>(line).Values;
            yield return source.Names.Zip(values).ToDictionary(p => p.First, p => p.Second);
        }
    }
}
