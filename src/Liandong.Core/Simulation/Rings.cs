using Liandong.Core.Cities;

namespace Liandong.Core.Simulation;

/// <summary>A call as it will have been, from the first ring to what came of it.</summary>
/// <param name="Key">What everything of this call is drawn under.</param>
/// <param name="Line">Code of the line that was dialled.</param>
/// <param name="AnsweredAt">Null when the caller gave up before.</param>
/// <param name="EndedAt">Of a call that becomes a case: the instant in which it is registered.</param>
/// <param name="By">Who takes it; null when nobody did.</param>
/// <param name="Arrival">The case that comes of it; null when none does.</param>
/// <param name="Ending">Code of the city's ending; null for a case and for a caller who gave up.</param>
public sealed record Ring(string Key, string Line, DateTimeOffset RungAt, DateTimeOffset? AnsweredAt, DateTimeOffset EndedAt, PersonId? By, Arrival? Arrival, string? Ending);

/// <summary>The telephone of a day: before each case that is called in there was a call, and some calls come to no case.</summary>
public sealed class Rings
{
    /// <summary>Who is not answered within the limit waits up to so many times as long.</summary>
    private const double LongestWait = 6;

    private static readonly TimeSpan s_around = TimeSpan.FromMinutes(30);
    private readonly City _city;
    private readonly Scenario _plan;
    private readonly ulong _seed;
    private readonly double _within;

    /// <param name="city">Its hotline says within how many seconds a call should be answered; without that no telephone is simulated.</param>
    public Rings(City city, Scenario plan, ulong seed)
    {
        (_city, _plan, _seed) = (city, plan, seed);
        _within = city.Hotline?.AnswerWithin ?? 0;
        IsSilent = _within <= 0;
    }

    /// <summary>True when the city says too little of its telephone to simulate one.</summary>
    public bool IsSilent { get; }

    /// <summary>The calls of so many arrivals, in the order in which they ring; whoever takes a call registers its case.</summary>
    public IReadOnlyList<Ring> Of(IEnumerable<Arrival> arrivals) => IsSilent ? []
        : Seated([.. arrivals.Where(a => a.Inflow.Line is not null && a.Opener is not null).SelectMany(a => new[] { Of(a) }.Concat(Beside(a))).OrderBy(r => r.RungAt)]);

    /// <summary>The same arrivals, those called in registered by whoever took their call.</summary>
    public static IReadOnlyList<Arrival> Registered(IEnumerable<Arrival> arrivals, IReadOnlyList<Ring> rings)
    {
        var called = rings.Where(r => r.Arrival is not null).ToDictionary(r => r.Key, r => r.Arrival!, StringComparer.Ordinal);
        return [.. arrivals.Select(a => called.GetValueOrDefault(a.Key, a))];
    }

    /// <summary>The call in which something is done on a case that is there already; it ends with the act.</summary>
    public Ring? OnCase(string key, string act, DateTimeOffset at, PersonId by, City city)
    {
        var line = _plan.Inflows.FirstOrDefault(i => i.Line is not null)?.Line;
        return IsSilent || line is null || city.Hotline!.Endings.FirstOrDefault(e => e.Kind == CallEndingKind.OnCase && e.Act == act) is not { } ending ? null
            : Make(key, line, at, by, null, ending.Code, Chance.Of(_seed, "call", key));
    }

    /// <summary>One mouth, one caller: a call goes to whoever has been free longest; while all speak, the caller waits.</summary>
    private List<Ring> Seated(IReadOnlyList<Ring> rings)
    {
        var (free, seated) = (new Dictionary<PersonId, DateTimeOffset>(), new List<Ring>(rings.Count));
        foreach (var day in rings.GroupBy(r => _city.Day(r.RungAt)))
        {
            var takers = day.Select(r => r.Arrival).OfType<Arrival>().SelectMany(a => a.Inflow.Roles).Distinct(StringComparer.Ordinal)
                .SelectMany(role => _city.Staff.Posts.Where(p => p.Role == role && _city.Units.Find(p.Unit)?.Parent is null)).SelectMany(p => _city.Staff.HoldersOf(p.Code, day.Key)).Distinct()
                // Demo people are left to those who try the demo.
                .OrderBy(p => _city.Staff.Find(p) is { Demo: true }).ToList();
            seated.AddRange(day.Select(r => r.AnsweredAt is null || takers.Count == 0 ? r : Seated(r, takers, free)));
        }
        return seated;
    }

    private Ring Seated(Ring ring, List<PersonId> takers, Dictionary<PersonId, DateTimeOffset> free)
    {
        var by = takers.Where(p => free.GetValueOrDefault(p) <= ring.RungAt).OrderBy(p => _city.Staff.Find(p) is { Demo: true }).ThenBy(p => free.GetValueOrDefault(p)).Select(p => (PersonId?)p).FirstOrDefault()
            ?? takers.MinBy(p => free.GetValueOrDefault(p));
        var answered = free.GetValueOrDefault(by) is var until && until > ring.AnsweredAt && until < ring.EndedAt ? until : ring.AnsweredAt;
        free[by] = ring.EndedAt > until ? ring.EndedAt : until;
        return ring with { By = by, AnsweredAt = answered, Arrival = ring.Arrival is { } a ? a with { Opener = by } : null };
    }

    private Ring Of(Arrival a) => Make(a.Key, a.Inflow.Line!, a.At, a.Opener, a, null, Chance.Of(_seed, "call", a.Key));

    /// <summary>Calls to no case, so many for each that comes to one, at about the same hour.</summary>
    private IEnumerable<Ring> Beside(Arrival a)
    {
        foreach (var (ending, share) in _plan.Endings)
        {
            var chance = Chance.Of(_seed, "call", a.Key, ending);
            if (chance.Is(share))
            {
                var at = a.At + ((chance.Next() * 2) - 1) * s_around;
                yield return Make(a.Key + "|" + ending, a.Inflow.Line!, at, a.Opener, null, ending, chance, "call.shortFrom", "call.shortTo");
            }
        }
        var lost = Chance.Of(_seed, "call", a.Key, "lost");
        if (lost.Is(_plan.Rate("call.lost")))
        {
            var at = a.At + ((lost.Next() * 2) - 1) * s_around;
            yield return new Ring(a.Key + "|lost", a.Inflow.Line!, at - TimeSpan.FromSeconds(lost.Soon(_within, _within * LongestWait)), null, at, null, null, null);
        }
    }

    private Ring Make(string key, string line, DateTimeOffset end, PersonId? by, Arrival? arrival, string? ending, Chance chance, string from = "call.talkFrom", string to = "call.talkTo")
    {
        var answered = end - TimeSpan.FromSeconds(chance.Soon(_plan.Rate(from), _plan.Rate(to)));
        return new Ring(key, line, answered - Wait(chance), answered, end, by, arrival, ending);
    }

    private TimeSpan Wait(Chance chance) =>
        TimeSpan.FromSeconds(chance.Is(_plan.Rate("call.within")) ? chance.Soon(2, _within) : chance.Soon(_within + 1, _within * LongestWait));
}
