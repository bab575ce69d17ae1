using System.Globalization;
using System.Text.RegularExpressions;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Xunit;

namespace Liandong.Tests.Simulation;

/// <summary>What the city is known to be like is what comes out: within a tenth, or three standard errors, whichever is more.</summary>
public sealed partial class ShareTests(SimulatedMinhang city) : IClassFixture<SimulatedMinhang>
{
    private const double Tenth = 0.1;

    [Fact]
    public void Nothing_that_the_simulated_staff_do_is_refused() =>
        Assert.Equal([], city.Played.SelectMany(p => p.Refused).GroupBy(r => r).Select(g => $"{g.Count()} × {g.Key}"));

    [Fact]
    public void Every_source_brings_its_share()
    {
        var total = city.Plan.Inflows.Sum(i => i.Share);
        Assert.Equal([], city.Plan.Inflows.Select(i => Off(i.Channel, city.Arrived.Count(a => a.Inflow == i), city.Arrived.Count, i.Share / total)).OfType<string>());
    }

    [Theory]
    [InlineData("order")]
    [InlineData("grid")]
    [InlineData("self")]
    public void Every_class_comes_as_often_as_it_should(string kind)
    {
        var all = city.Arrived.Where(a => a.Topic.Kind == kind).ToList();
        var classes = city.Plan.Topics.Where(t => t.Kind == kind).GroupBy(t => t.Class).Select(g => (g.Key, Share: g.Sum(t => t.Share))).ToList();
        var total = classes.Sum(c => c.Share);
        Assert.Equal([], classes.Select(c => Off(c.Key.Value, all.Count(a => a.Topic.Class == c.Key), all.Count, c.Share / total)).OfType<string>());
    }

    [Fact]
    public void Callers_call_at_their_hours_and_patrols_walk_at_theirs()
    {
        foreach (var (channel, profile) in new[] { ("line-962000", "calls"), ("patrol", "patrol") })
        {
            var all = city.Arrived.Where(a => a.Inflow.Channel == channel && Local(a.At).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToList();
            var hours = city.Plan.Hours[profile];
            Assert.Equal([], hours.Select((h, hour) => Off($"{channel} {hour}", all.Count(a => Local(a.At).Hour == hour), all.Count, h / hours.Sum())).OfType<string>());
        }
    }

    [Fact]
    public void Whoever_calls_a_case_in_rang_first_and_was_taken_as_soon_as_the_city_says()
    {
        var limit = TimeSpan.FromSeconds(city.City.Hotline!.AnswerWithin!.Value);
        var called = city.Arrived.Where(a => a.Inflow.Line is not null && a.Opener is not null).ToList();
        // A key begins with its seed: the weeks of different seeds are different cities.
        var weeks = city.Arrived.GroupBy(a => a.Key[..a.Key.IndexOf('/', StringComparison.Ordinal)]).Select(city.Rings.Of).ToList();
        var rings = weeks.SelectMany(w => w).ToList();
        Assert.Equal(called.Select(a => (a.Key, a.At)).Order(), rings.Where(r => r.Arrival is not null).Select(r => (r.Key, r.EndedAt)).Order());
        Assert.All(rings, r => Assert.True(r.RungAt < r.EndedAt && (r.AnsweredAt is null) == (r.By is null) && !(r.AnsweredAt <= r.RungAt) && !(r.AnsweredAt >= r.EndedAt), r.Key));
        var taken = rings.Where(r => r.AnsweredAt is not null).ToList();
        Assert.Null(Off("taken in time", taken.Count(r => r.AnsweredAt - r.RungAt <= limit), taken.Count, city.Plan.Rate("call.within")));
        Assert.Null(Off("gave up", rings.Count(r => r.AnsweredAt is null), called.Count, city.Plan.Rate("call.lost")));
        Assert.Equal([], city.Plan.Endings.Select(e => Off(e.Ending, rings.Count(r => r.Ending == e.Ending), called.Count, e.Share)).OfType<string>());
        foreach (var week in weeks)
        {
            Assert.Equal(week.Select(r => r.RungAt), week.Select(r => r.RungAt).Order());
            var twice = week.Where(r => r.By is not null).GroupBy(r => r.By).SelectMany(g => g.OrderBy(r => r.AnsweredAt).ThenBy(r => r.EndedAt).Zip(g.OrderBy(r => r.AnsweredAt).ThenBy(r => r.EndedAt).Skip(1)))
                .Count(p => p.Second.AnsweredAt < p.First.EndedAt);
            Assert.InRange(twice, 0, week.Count / 100);
        }
    }

    [Fact]
    public void Mondays_are_busy_and_weekends_are_not()
    {
        var days = city.Arrived.GroupBy(a => Local(a.At).DayOfWeek).ToDictionary(g => g.Key, g => g.Count());
        var expected = new Dictionary<DayOfWeek, double>
        {
            [DayOfWeek.Monday] = 1.15, [DayOfWeek.Tuesday] = 1, [DayOfWeek.Wednesday] = 1, [DayOfWeek.Thursday] = 1, [DayOfWeek.Friday] = 0.97, [DayOfWeek.Saturday] = 0.62, [DayOfWeek.Sunday] = 0.62,
        };
        Assert.Equal([], expected.Select(e => Off(e.Key.ToString(), days[e.Key], city.Arrived.Count, e.Value / expected.Values.Sum())).OfType<string>());
        Assert.InRange(days[DayOfWeek.Tuesday] / 50.0, 430, 470);
    }

    [Fact]
    public void Every_town_has_its_weight()
    {
        var total = city.Plan.Towns.Values.Sum();
        var all = city.Arrived.Where(a => city.Plan.HotSpots.All(h => h.Class != a.Topic.Class)).ToList();
        Assert.Equal([], city.Plan.Towns.Select(t => Off(t.Key, all.Count(a => a.Area.StartsWith(t.Key, StringComparison.Ordinal)), all.Count, t.Value / total)).OfType<string>());
    }

    [Fact]
    public void Results_returns_and_the_callers_word_are_those_of_an_ordinary_month()
    {
        var orders = city.Played.Where(p => p.IsOrder && p.End is { Status: CaseStatus.Closed }).ToList();
        Assert.True(orders.Count > 500, $"{orders.Count}");
        var results = orders.Where(p => p.Count("report") > 0).ToList();
        var asked = orders.Where(p => p.End!.Round == 1 && p.Arrival.WantsAnswer && p.Count("withdraw") == 0).ToList();
        var reached = asked.Where(p => p.Count("call-back") > 0).ToList();
        string?[] off =
        [
            Off("resolved", results.Count(p => First(p) == "resolved"), results.Count, 0.62),
            Off("explained", results.Count(p => First(p) == "explained"), results.Count, 0.24),
            Off("partly or planned", results.Count(p => First(p) is "partly-resolved" or "planned"), results.Count, 0.06),
            Off("returned", orders.Count(p => p.Count("return") > 0), orders.Count, 0.068),
            Off("reached", reached.Count, asked.Count, 0.74),
            Off("rework", orders.Count(p => p.End!.Round > 1), orders.Count, 0.052),
            Off("content", orders.Where(p => p.Count("call-back") > 0).Count(p => FirstScore(p) >= 4), orders.Count(p => p.Count("call-back") > 0), 0.85),
            Off("extended", orders.Count(p => p.Count("grant-extension") > 0), orders.Count, 0.041),
        ];
        Assert.Equal([], off.OfType<string>());
    }

    [Fact]
    public void Results_come_late_in_the_limit_and_seldom_too_late()
    {
        var clocks = city.Played.Where(p => p.IsOrder && p.End is { Status: CaseStatus.Closed, Round: 1, Extensions: 0 } && p.Count("withdraw") == 0 && p.Count("send-back") == 0)
            .Select(p => p.End!.Handling).OfType<ClockState>().Where(c => c is { Due: not null, StoppedAt: not null }).ToList();
        var onTime = clocks.Count(c => c.StoppedAt <= c.Due);
        Assert.Null(Off("on time", onTime, clocks.Count, 0.978));
        // Nobody closes everything one minute before its limit.
        Assert.InRange((double)clocks.Count(c => c.StoppedAt <= c.Due && c.Due - c.StoppedAt < TimeSpan.FromMinutes(5)) / clocks.Count, 0, 0.06);
    }

    [Fact]
    public void Somebody_is_there_when_the_city_promised_that_he_would_be_at_night_too()
    {
        var milestones = city.Played.Where(p => p.End is { Status: CaseStatus.Closed, Round: 1 }).SelectMany(p => p.End!.Clocks)
            .Where(c => c.Key.Kind.StartsWith(ClockKey.Milestone, StringComparison.Ordinal)).Select(c => c.Value).ToList();
        Assert.True(milestones.Count > 100, $"{milestones.Count}");
        Assert.InRange((double)milestones.Count(c => c.StoppedAt > c.Due) / milestones.Count, 0, 0.06);
    }

    [Fact]
    public void A_matter_is_resolved_and_liked_as_often_as_matters_of_its_class_are()
    {
        var orders = city.Played.Where(p => p.IsOrder && p.End is { Status: CaseStatus.Closed } && p.Count("report") > 0).ToList();
        var classes = orders.GroupBy(p => p.Arrival.Topic).ToList();
        Assert.True(classes.Count > 40, $"{classes.Count}");
        Assert.Equal([], classes.Select(c => Off($"{c.Key.Class} {c.Key.Standard} resolved", c.Count(p => First(p) == "resolved"), c.Count(), c.Key.Resolved)).OfType<string>());
        var asked = orders.Where(p => p.Count("call-back") > 0).GroupBy(p => p.Arrival.Topic);
        Assert.Equal([], asked.Select(c => Off($"{c.Key.Class} {c.Key.Standard} content", c.Count(p => FirstScore(p) >= 4), c.Count(), c.Key.Content)).OfType<string>());
    }

    [Fact]
    public void Callers_are_as_satisfied_as_in_an_ordinary_month_and_more_so_with_the_manner()
    {
        var said = city.Played.Where(p => p.IsOrder && p.Count("call-back") > 0).ToList();
        string?[] off =
        [
            Off("satisfied", said.Count(p => FirstScore(p) == 5), said.Count, 0.63),
            Off("fairly satisfied", said.Count(p => FirstScore(p) == 4), said.Count, 0.22),
            Off("so-so", said.Count(p => FirstScore(p) == 3), said.Count, 0.06),
            Off("not satisfied", said.Count(p => FirstScore(p) == 2), said.Count, 0.09),
            Off("content with the manner", said.Count(p => FirstSaid(p, "attitude") >= 4), said.Count, 0.93),
        ];
        Assert.Equal([], off.OfType<string>());
    }

    [Fact]
    public void Two_in_five_results_come_in_the_last_fifth_of_their_limit()
    {
        var clocks = city.Played.Where(p => p.IsOrder && p.Count("report") > 0 && p.End is { Extensions: 0, Round: 1 } && p.Count("send-back") == 0 && p.Count("suspend") == 0)
            .Select(p => p.End!.Handling).OfType<ClockState>().Where(c => c is { Orange: not null, StoppedAt: not null }).ToList();
        // Orange begins where four fifths are over.
        Assert.Null(Off("last fifth", clocks.Count(c => c.StoppedAt >= c.Orange), clocks.Count, 0.38));
    }

    [Fact]
    public void Contacts_are_questions_complaints_and_requests_in_their_shares()
    {
        var contacts = city.Arrived.Where(a => a.Inflow.Line is not null).ToList();
        var shares = new Dictionary<string, double> { ["consult"] = 41, ["help"] = 22, ["complain"] = 24, ["report"] = 4, ["suggest"] = 3, ["praise"] = 1 };
        Assert.Equal([], shares.Select(n => Off(n.Key, contacts.Count(a => a.Frame.Nature == n.Key), contacts.Count, n.Value / shares.Values.Sum())).OfType<string>());
    }

    [Fact]
    public void Nobody_asks_about_refuse_at_three_in_the_morning()
    {
        var never = city.Plan.Topics.Where(t => t.Kind == "order" && t.Night <= 0).Select(t => t.Class).Except(city.Plan.Topics.Where(t => t.Kind == "order" && t.Night > 0).Select(t => t.Class)).ToHashSet();
        Assert.Contains(new ClassCode("S0401"), never);
        var night = city.Arrived.Where(a => a.Topic.Kind == "order" && Local(a.At).Hour is >= 22 or < 6).ToList();
        Assert.DoesNotContain(night, a => never.Contains(a.Topic.Class));
        string[] noise = ["S0201", "S0202", "S0203", "S0102", "S0404", "S0103", "S0104"];
        Assert.Null(Off("noise, parking, leaks, lifts", night.Count(a => a.Topic.Kind == "order" && noise.Contains(a.Topic.Class.Value)), night.Count(a => a.Topic.Kind == "order"), 0.7));
    }

    [Fact]
    public void A_town_tells_of_its_own_places()
    {
        foreach (var arrival in city.Arrived.Where((_, n) => n % 97 == 0 && arrivalHasPoint(n)))
        {
            Assert.Equal(arrival.Area, city.City.Locate(arrival.Point!.Value.Lon, arrival.Point.Value.Lat, city.City.Day(arrival.At)));
            Assert.Contains(arrival.Address[..2], arrival.Text + arrival.Address, StringComparison.Ordinal);
        }
        bool arrivalHasPoint(int n) => city.Arrived[n].Point is not null;
    }

    [Fact]
    public void No_text_says_what_a_manager_laughs_at()
    {
        string[] never = ["工商局", "卫计委", "食药监", "质监局", "Grid", "您的问题已解决", "江川路镇", "古美路镇", "新虹镇", "浦锦镇", "处理中"];
        var texts = city.Arrived.Select(a => a.Title + a.Text).Concat(city.Plan.Words.Where(w => w.Key != "caller.phone").SelectMany(w => w.Value)).Distinct().ToList();
        Assert.Equal([], texts.Where(t => never.Any(n => t.Contains(n, StringComparison.Ordinal))));
        // A caller's number is never in the words; nothing is left to fill in; a lamp post is all the Latin there is.
        Assert.Equal([], city.Arrived.Select(a => a.Title + a.Text).Where(t => LongNumber().IsMatch(t) || t.Contains('{') || Latin().IsMatch(t.Replace("MH-", "", StringComparison.Ordinal))).Distinct().Take(5));
        // A committee punishes nobody, and the squad does not see to prepaid cards.
        Assert.Equal([], texts.Where(t => t.Contains("居委", StringComparison.Ordinal) && t.Contains("处罚", StringComparison.Ordinal)));
        Assert.Equal([], city.Played.Where(p => p.Arrival.Topic.Class.Value == "S0601" && p.End!.Lead?.Unit.Value.EndsWith("urban-management", StringComparison.Ordinal) == true).Select(p => p.Arrival.Title));
    }

    [Fact]
    public void No_open_case_lies_eleven_days_without_a_word()
    {
        foreach (var played in city.Played.Where(p => p.End is { SuspendedBefore: false }))
        {
            var acts = played.Events.OfType<ActPerformed>().Where(a => a.Act != "reopen").Select(a => a.At).ToList();
            Assert.True(acts.Zip(acts.Skip(1), (a, b) => b - a).DefaultIfEmpty().Max() < TimeSpan.FromDays(11), $"{played.Arrival.Topic.Class} {string.Join("; ", played.Events.OfType<ActPerformed>().Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Act} {a.At:MM-dd HH:mm}")))}");
        }
    }

    [Fact]
    public void Every_case_comes_to_an_end() =>
        Assert.Equal([], city.Played.Where(p => p.End is { Status: CaseStatus.Open }).GroupBy(p => $"{p.End!.Facts!.Channel} {p.End.Facts.Class} {p.End.Step}").Select(g => $"{g.Count()} × {g.Key}").Take(9));

    /// <summary>Null when the share seen is near enough to the one expected; else both.</summary>
    private static string? Off(string name, int seen, int of, double expected, double within = Tenth)
    {
        var tolerance = Math.Max(within * expected, 3 * Math.Sqrt(expected * (1 - expected) / Math.Max(1, of)));
        var share = (double)seen / Math.Max(1, of);
        return Math.Abs(share - expected) <= tolerance ? null : string.Create(CultureInfo.InvariantCulture, $"{name}: {share:0.0000} of {of}, expected {expected:0.0000}");
    }

    private static string? First(Played p) => p.Events.OfType<ActPerformed>().First(a => a.Act == "report").Fields.GetValueOrDefault("result");

    private static int FirstScore(Played p) => FirstSaid(p, "satisfaction");

    private static int FirstSaid(Played p, string field) => int.Parse(p.Events.OfType<ActPerformed>().First(a => a.Act == "call-back").Fields[field], CultureInfo.InvariantCulture);

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, city.City.Zone).DateTime;

    [GeneratedRegex("[0-9]{7,}|100-0000")]
    private static partial Regex LongNumber();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}
