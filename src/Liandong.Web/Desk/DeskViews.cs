using System.Collections.Concurrent;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;

namespace Liandong.Web.Desk;

/// <summary>A standing view of the queue: what a person comes for.</summary>
/// <param name="Key">Its name in addresses.</param>
public sealed record DeskView(string Key, string Label, CaseQuery Query)
{
    public string Url => "/cases?view=" + Key;
}

/// <summary>The views of a person, and how many cases stand in each.</summary>
public sealed class DeskViews(CaseReader reader, TimeProvider real)
{
    /// <summary>Nobody waits for an exact figure above this.</summary>
    public const int Most = 1000;

    private const int MostKept = 2000;
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(4);
    private static readonly CaseStatus[] s_running = [CaseStatus.Open, CaseStatus.Suspended];
    private readonly ConcurrentDictionary<(string Person, string Query), (DateTimeOffset At, int Count)> _counts = new();

    /// <summary>In the order in which his work comes: his own, his unit's, his desk's, then all.</summary>
    public static IReadOnlyList<DeskView> Of(Signed who, Texts texts)
    {
        var words = new CityWords(who.City, texts);
        var all = CaseQuery.All with { States = s_running, Sort = CaseSort.Due };
        var units = who.Actor.Posts.Select(p => p.Unit).Distinct().ToList();
        var below = units.Where(u => who.City.Units.Find(u)?.Parent is not null).SelectMany(who.City.Units.SelfAndBelow).Select(u => u.Value).Distinct().ToList();
        var views = new List<DeskView>();
        if (below.Count > 0)
        {
            var ours = all with { Units = below };
            views.Add(new DeskView("mine", texts["view.mine"], ours with { Person = who.Person.Id.Value }));
            views.Add(new DeskView("unit", texts["view.unit"], ours));
            views.AddRange(LeadSteps(who).Select(s => new DeskView(s.Code, texts["view.step", ("step", words.In(s.Name))], ours with { Step = s.Code })));
        }
        views.AddRange(DeskSteps(who).Select(s => new DeskView(s.Code, texts["view.step", ("step", words.In(s.Name))], all with { Step = s.Code })));
        if (below.Count == 0)
        {
            views.Add(new DeskView("open", texts["view.open"], all));
        }
        if (below.Count > 0 && who.City.Procedures.Values.Any(p => p.Acts.Any(a => a.Effects.Any(e => e.Kind == EffectKind.Copy))))
        {
            views.Add(new DeskView("copied", texts["view.copied"], all with { Copied = true, Sort = CaseSort.OpenedDescending }));
        }
        views.Add(new DeskView("suspended", texts["view.suspended"], all with { States = [CaseStatus.Suspended] }));
        views.Add(new DeskView("closed", texts["view.closed"], CaseQuery.All with { States = [CaseStatus.Closed, CaseStatus.Void, CaseStatus.Refused], Sort = CaseSort.ClosedDescending }));
        return views;
    }

    /// <summary>How many of each, up to <see cref="Most"/>; a few seconds old at most. What is not known is read by one statement.</summary>
    public async ValueTask<IReadOnlyDictionary<CaseQuery, int>> CountsAsync(Signed who, IEnumerable<CaseQuery> queries, CancellationToken cancel)
    {
        var now = real.GetUtcNow();
        var (counts, asked) = (new Dictionary<CaseQuery, int>(ReferenceEqualityComparer.Instance), new List<CaseQuery>());
        foreach (var query in queries)
        {
            if (_counts.TryGetValue((who.Person.Id.Value, query.Fingerprint()), out var known) && now - known.At < s_fresh)
            {
                counts[query] = known.Count;
            }
            else
            {
                asked.Add(query);
            }
        }
        if (_counts.Count > MostKept)
        {
            _counts.Clear();
        }
        foreach (var (query, count) in asked.Zip(await reader.CountsAsync(asked, who.Scope, Most, cancel)))
        {
            counts[query] = count;
            _counts[(who.Person.Id.Value, query.Fingerprint())] = (now, count);
        }
        return counts;
    }

    /// <summary>The same cases, overdue only.</summary>
    public static CaseQuery Late(CaseQuery query) => query with { Light = Light.Red };

    /// <summary>Steps that wait for a desk whose role he has.</summary>
    internal static IEnumerable<Step> DeskSteps(Signed who) =>
        Steps(who, (p, s) => s.Seat is Seat.Desk or Seat.Area && who.Is(s.Role) && p.Acts.Any(a => a.From.Contains(s.Code)));

    /// <summary>Steps that wait for a lead unit's role that he has.</summary>
    private static IEnumerable<Step> LeadSteps(Signed who) => Steps(who, (_, s) => s.Seat == Seat.Lead && who.Is(s.Role));

    /// <summary>Steps of all procedures, the city's usual one first; where two name a step alike it is one view.</summary>
    private static IEnumerable<Step> Steps(Signed who, Func<Procedure, Step, bool> which) => who.City.Procedures.Values
        .OrderByDescending(p => p.Code == who.City.DefaultProcedure).ThenBy(p => p.Code, StringComparer.Ordinal)
        .SelectMany(p => p.Steps.Values.Where(s => which(p, s))).DistinctBy(s => s.Code);
}
