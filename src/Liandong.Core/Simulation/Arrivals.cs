using System.Globalization;
using Liandong.Core.Acts;
using Liandong.Core.Cities;
using Liandong.Core.Places;

namespace Liandong.Core.Simulation;

/// <summary>A case as it comes in: who tells what of which place, when and by which door.</summary>
/// <param name="Key">What everything that is drawn for this arrival is drawn under.</param>
/// <param name="Opener">Who writes it down; null when nobody does (a sensor).</param>
/// <param name="Address">The place as it is told.</param>
public sealed record Arrival(string Key, DateTimeOffset At, Inflow Inflow, Topic Topic, Frame Frame, PersonId? Opener, string Area, string Address, PlacePoint? Point,
    string Title, string Text, Reporter? Caller, bool WantsAnswer, UnitCode? ComplainedOf, IReadOnlyDictionary<string, string> Facets);

/// <summary>What comes in on a day, by seed: the same day of the same seed is the same for ever, whoever asks.</summary>
public sealed class Arrivals
{
    private const int Night = 22;
    private const int Morning = 6;
    private readonly City _city;
    private readonly Scenario _plan;
    private readonly ulong _seed;
    private readonly Spots _spots;
    private readonly Staffing _staff;
    private readonly IReadOnlyList<KeyValuePair<string, double>> _towns;
    private readonly ILookup<(string, ClassCode, string?), Frame> _frames;
    private readonly CityClock _clock;

    /// <param name="rate">Times the usual volume.</param>
    /// <param name="called">Seasons by name that are on, such as a storm.</param>
    public Arrivals(City city, Scenario plan, ulong seed, double rate = 1, params IReadOnlyList<string> called)
    {
        (_city, _plan, _seed, Rate, Called) = (city, plan, seed, rate, called);
        _spots = new Spots(city, plan);
        _staff = new Staffing(city);
        _towns = [.. plan.Towns];
        _frames = plan.Frames.ToLookup(f => (f.Kind, f.Class, f.Standard));
        _clock = new CityClock(city);
    }

    /// <summary>Times the usual volume.</summary>
    public double Rate { get; }

    /// <summary>Seasons by name that are on.</summary>
    public IReadOnlyList<string> Called { get; }

    /// <summary>Everything of a day, in the order in which it comes.</summary>
    public IReadOnlyList<Arrival> Of(DateOnly day)
    {
        var volume = _plan.Rate("weekday") * Rate * Factor(day);
        var all = new List<Arrival>();
        foreach (var inflow in _plan.Inflows)
        {
            var hours = _plan.Hours[IsOff(day) ? inflow.DayOff : inflow.Weekday];
            var (whole, total) = (hours.Sum(), _plan.Inflows.Sum(i => i.Share));
            var topics = Topics(inflow.Kind, day, hours, whole);
            var season = topics.Sum(t => t.Share * t.Season) / topics.Sum(t => t.Share);
            var chance = Chance.Of(_seed, Text(day.DayNumber), inflow.Channel, inflow.Kind);
            for (var hour = 0; hour < hours.Count; hour++)
            {
                var count = chance.Poisson(volume * inflow.Share / total * season * hours[hour] / whole);
                all.AddRange(Enumerable.Range(0, count).Select(n => Make(day, hour, n, inflow, topics)).OfType<Arrival>());
            }
        }
        return [.. all.OrderBy(a => a.At)];
    }

    /// <summary>How busy a day is against an ordinary one.</summary>
    private double Factor(DateOnly day)
    {
        if (IsOff(day))
        {
            return _plan.Rate("day.off");
        }
        var afterHoliday = IsOff(day.AddDays(-1)) && (day.DayOfWeek != DayOfWeek.Monday || IsOff(day.AddDays(-3)));
        return afterHoliday ? _plan.Rate("day.afterHoliday") : _plan.Rates.GetValueOrDefault("day." + day.DayOfWeek.ToString().ToLowerInvariant(), 1);
    }

    private bool IsOff(DateOnly day) => !_clock.Calendar.IsWorkingDay(day);

    /// <summary>
    /// Weights by day and by night. A class that comes more at night comes less by day, so that its share of the whole stays
    /// what it is.
    /// </summary>
    private List<Weighed> Topics(string kind, DateOnly day, IReadOnlyList<double> hours, double whole)
    {
        var topics = _plan.Topics.Where(t => t.Kind == kind).ToList();
        var (shares, nights) = (topics.Sum(t => t.Share), topics.Sum(t => t.Night));
        var dark = nights <= 0 ? 0 : hours.Where((_, h) => IsNight(h)).Sum() / whole;
        return
        [
            .. from t in topics
               let atNight = nights <= 0 ? t.Share / shares : t.Night / nights
               let season = _plan.Seasons.Where(s => s.Classes.Contains(t.Class.Value) && (s.Name is { } name ? Called.Contains(name) : s.Holds(day.Month))).Aggregate(1.0, (f, s) => f * s.Factor)
               select new Weighed(t, t.Share, Math.Max(0, (t.Share / shares) - (dark * atNight)) * season, atNight * season, season),
        ];
    }

    private Arrival? Make(DateOnly day, int hour, int n, Inflow inflow, List<Weighed> topics)
    {
        var key = $"{_seed}/{day:yyyy-MM-dd}/{inflow.Channel}/{inflow.Kind}/{hour}/{n}";
        var chance = Chance.Of(_seed, key);
        var at = _clock.At(day, hour * 60, chance.Next() * 60);
        var topic = chance.Pick(topics, t => IsNight(hour) ? t.ByNight : t.ByDay).Topic;
        var frames = _frames[(topic.Kind, topic.Class, topic.Standard)].ToList();
        if (frames.Count == 0)
        {
            return null;
        }
        var frame = chance.Pick(frames, f => f.Weight);
        var town = chance.Pick(_towns, t => t.Value).Key;
        if (Spot(frame, topic, town, day, chance) is not { } spot)
        {
            return null;
        }
        var words = new Wording(_plan.Words, chance).With("place", spot.Said).At(_clock.Local(at));
        var title = words.Fill(frame.Title);
        var text = words.Fill(frame.Text);
        return new Arrival(key, at, inflow, topic, frame, _staff.Opener(inflow, spot.Area, day, chance), spot.Area, spot.Said, spot.Point, title, text,
            Caller(inflow, words, chance), chance.Is(inflow.WantsAnswer), spot.Blamed, FacetsOf(frame, spot.Area));
    }

    /// <summary>Now and then it is where the same was told before.</summary>
    private Spot? Spot(Frame frame, Topic topic, string town, DateOnly day, Chance chance)
    {
        foreach (var hot in _plan.HotSpots.Where(h => h.Class == topic.Class))
        {
            if (chance.Is(hot.Share) && _spots.Known(hot.Place, day) is { } known)
            {
                return known;
            }
        }
        // A question has no place where it comes back to; what is wrong has.
        var own = chance.Is(_plan.Rates.GetValueOrDefault("repeated." + frame.Nature, _plan.Rate("repeated"))) ? Chance.Of(_seed, topic.Class.Value, town, Text(chance.Between(1, 3))) : chance;
        return _spots.Find(frame.Style, town, day, own, chance);
    }

    /// <summary>What is known of the place goes before what the text says of it only where the text is silent.</summary>
    private IReadOnlyDictionary<string, string> FacetsOf(Frame frame, string area)
    {
        var facets = frame.Facets.ToDictionary(f => f.Code, f => f.Value, StringComparer.Ordinal);
        var groups = _city.Areas.Find(area)?.Groups ?? [];
        foreach (var asked in _city.Affairs.FacetsOf(frame.Class).Where(f => !facets.ContainsKey(f)))
        {
            if (_city.Facets.FirstOrDefault(f => f.Code == asked)?.Choices.FirstOrDefault(c => groups.Contains(c.Code)) is { } choice)
            {
                facets[asked] = choice.Code;
            }
        }
        return facets;
    }

    private Reporter? Caller(Inflow inflow, Wording words, Chance chance) =>
        inflow.Level is null && inflow.Roles.Count > 0 && chance.Is(_plan.Rate("callerKnown")) ? new Reporter(words.Fill("{caller.name}"), words.Fill("{caller.phone}")) : null;

    private static bool IsNight(int hour) => hour is >= Night or < Morning;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Weighed(Topic Topic, double Share, double ByDay, double ByNight, double Season);
}
