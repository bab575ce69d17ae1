using System.Globalization;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Calendars;
using Liandong.Core.Catalogue;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Core.Units;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>One case in memory, moved by chance: whoever may do something does anything, at any time.</summary>
internal sealed class Walk
{
    // A restricted case that no clerk is cleared for can be assigned and taken back for ever: in the end somebody calls it in.
    private const int Patience = 150;

    private static readonly string[] s_short = ["withdraw", "refuse-case", "void-case", "answer-directly", "recall", "call-in", "refuse-filing", "take-back", "audit-closed"];
    private static readonly string[] s_refusals = [.. typeof(Refusals).GetFields().Select(f => (string)f.GetRawConstantValue()!)];

    private readonly City _city;
    private readonly Procedure _procedure;
    private readonly Random _chance;
    private readonly Standard? _standard;
    private readonly bool _patient;
    private readonly decimal _draw;
    private readonly List<CaseEvent> _told = [];
    private DateTimeOffset _now;

    /// <param name="opener">Who registers; null = the house itself.</param>
    /// <param name="patient">Shortcuts are taken only when nothing else is left: the way leads through the work.</param>
    public Walk(City city, Procedure procedure, DateTimeOffset now, int seed, string? opener = null, bool patient = false)
    {
        (_patient, _now) = (patient, now);
        (_city, _procedure, _chance) = (city, procedure, new Random(seed));
        _draw = (decimal)_chance.NextDouble();
        var found = Any(city.Catalogue.All);
        _standard = found.Standards.Count == 0 ? null : Any(found.Standards);
        UnitCode? blamed = _chance.Next(8) == 0 ? Any(city.Units.All).Code : null;
        string[] areas = [.. city.Areas.Chain(Any(city.Areas.All.Where(a => a.Layer == "main").ToList()).Code.Value).Select(a => a.Code.Value)];
        var facts = new CaseFacts("1", null, null, Any(city.Lists["channels"]).Code, found.Code, _standard?.Code, null, Any(city.Lists["urgencies"]).Code, _chance.Next(12) == 0 ? 1 : 0, areas, blamed, _procedure.Hash, _standard?.Hash, _chance.Next(4) > 0);
        var id = new CaseId(Guid.Empty);
        Case = new CaseState { Id = id };
        Take(_chance.Next(5) == 0 && procedure == city.Procedures[city.DefaultProcedure] ? Import(facts) : Open(id, facts, opener));
    }

    public CaseState Case { get; private set; }

    public int Acts { get; private set; }

    public bool HasEnded => Case.Status is CaseStatus.Closed or CaseStatus.Void or CaseStatus.Refused;

    /// <summary>One act out of everything that these people may do now; false when nobody may do anything.</summary>
    public bool Step(IReadOnlyList<PersonId> people)
    {
        _now = _now.AddMinutes(_chance.Next(4) == 0 ? _chance.Next(3000) : _chance.Next(60));
        Turn();
        var actors = people.Select(p => _city.Of(p, _now)).Concat(Case.Appeals.Select(a => Actor.Of(new Caller(a.No, Case.Round)))).ToList();
        var open = actors.SelectMany(a => _procedure.Acts.Select(act => (Actor: a, Act: act))).Where(x => CaseDecisions.WhyNot(At(x.Actor), Case, x.Act) is null).ToList();
        while (open.Count > 0)
        {
            var (actor, act) = _patient && Acts < Patience && open.Where(x => !s_short.Contains(x.Act.Name)).ToList() is { Count: > 0 } working ? Any(working) : Any(open);
            open.Remove((actor, act));
            if (Do(actor, act.Name, Fields(act)) is null)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Anybody tries anything with any fields: only the answer is looked at, and the case moves if it was yes.</summary>
    public void Blunder()
    {
        _now = _now.AddMinutes(_chance.Next(500) - 5);
        var actor = _chance.Next(10) == 0 ? Actor.Rule : _chance.Next(10) == 0 ? Actor.Of(new Caller(_chance.Next(4), 1)) : _city.Of(Any(_city.Staff.People).Id, _now);
        var act = Any(_procedure.Acts);
        var fields = Fields(act).ToDictionary(f => f.Key, f => f.Value);
        if (_chance.Next(2) == 0 && fields.Count > 0)
        {
            string[] odd = ["", "\0", "\ud800", "0001-01-01T00:00", "9999-12-31T23:59", "12:00", "-1", "999999999999", "PWDx", "2011-02-30T00:00", new string('x', 9000)];
            fields[Any(fields.Keys.ToList())] = _chance.Next(3) == 0 ? new FieldValue(null, [Any(odd), Any(odd)]) : new FieldValue(Any(odd));
        }
        var why = CaseDecisions.WhyNot(At(actor), Case, act);
        var refused = Do(actor, act.Name, fields);
        Assert.True(why is null || refused?.Code == why.Code, $"{act.Name}: said {why}, refused {refused}");
    }

    /// <summary>What must be true of every case at every time.</summary>
    public void Judge()
    {
        var told = CaseState.Replay(Case.Id, _told.Select(e => EventJson.Read(EventJson.Write(e))));
        Assert.Equal(Shape(Case), Shape(told));
        Assert.True(_procedure.Steps.ContainsKey(Case.Step));
        Assert.Equal(1 + Acts, Case.Version);
        if (HasEnded)
        {
            Assert.All(Case.Clocks.Values, c => Assert.NotNull(c.StoppedAt));
            Assert.All(Case.Handlings, h => Assert.False(h.IsOpen));
            Assert.Empty(Case.Timers);
            Assert.NotNull(Case.ClosedAt);
        }
        Assert.Equal(Case.Status == CaseStatus.Suspended, Case.SuspendedUntil is not null);
        Assert.True(Case.OpenParts.All(p => p.Kind == HandlingKind.Backstop || Case.Lead is not null), "a part without a lead");
    }

    /// <summary>The slow oracle confirms every clock.</summary>
    public void AskTheOracle() => Assert.All(Case.Clocks.Values, c => Assert.Empty(SlowClock.Differences(c, _city.CalendarOf(c.Limit ?? new Limit(1, LimitKind.UrgentHour, "")).Rules, _city.Thresholds)));

    private void Turn()
    {
        while (Case.Timers.OrderBy(t => t.Value).FirstOrDefault() is { Key: { } act } due && due.Value <= _now)
        {
            Assert.Null(Do(Actor.Rule, act, new Dictionary<string, FieldValue>()));
        }
    }

    private Refusal? Do(Actor actor, string act, IReadOnlyDictionary<string, FieldValue> fields)
    {
        var decision = CaseDecisions.Decide(At(actor), Case, new ActRequest(act, fields));
        if (decision is Decision.Refused { Why: { } why })
        {
            Assert.Contains(why.Code, s_refusals);
            return why;
        }
        var accepted = (Decision.Accepted)decision;
        Take(accepted.Events);
        Assert.Equal(Shape(accepted.After), Shape(Case));
        Acts++;
        return null;
    }

    private void Take(IReadOnlyList<CaseEvent> events)
    {
        _told.AddRange(events);
        Case = events.Aggregate(Case, (state, e) => state.Apply(e));
    }

    private List<CaseEvent> Import(CaseFacts facts)
    {
        var clock = _chance.Next(2) == 0 ? null : Clocks.StartGiven(ClockKey.Handling, _city.Calendars[_city.DefaultCalendar], _city.Thresholds, _now, _now.AddHours(_chance.Next(200) - 20));
        return [new CaseImported(_now, facts with { ComplainedOf = null }, Any(_city.Units.All.Where(u => _city.Staff.Has(u.Code, Roles.Clerk)).ToList()).Code, null, "handle", clock)];
    }

    /// <summary>As the opener of the procedure; what is complained of him is complained of nobody.</summary>
    private IReadOnlyList<CaseEvent> Open(CaseId id, CaseFacts facts, string? opener)
    {
        var actor = opener is null ? Actor.Rule : _city.Of(new PersonId(opener), _now);
        var opened = CaseDecisions.Open(At(actor), id, facts, Fields(_procedure.Opening));
        // Who settles on the spot keeps to his own ground and to what the list names him for: another class, until one will do.
        var served = actor.Posts.SelectMany(p => _city.Units.SelfAndAbove(p.Unit)).Select(u => _city.Units.Find(u)!.ServedAreas).FirstOrDefault(a => a.Count > 0);
        for (var free = facts with { ComplainedOf = null, Secrecy = 0 }; opened is not Decision.Accepted;)
        {
            opened = CaseDecisions.Open(At(actor), id, free, Fields(_procedure.Opening));
            free = free with { Class = Any(_city.Catalogue.All).Code, Areas = served is null ? free.Areas : [.. _city.Areas.Chain(Any(served)).Select(a => a.Code.Value)] };
        }
        return ((Decision.Accepted)opened).Events;
    }

    private Situation At(Actor actor) => new(_city, _procedure, _standard, actor, _now) { Draw = _draw };

    private Dictionary<string, FieldValue> Fields(ProcedureAct act) => act.Fields.Where(f => f.Required || _chance.Next(2) == 0)
        .Select(f => (f.Code, Value: Value(f, act))).Where(f => f.Value is not null).ToDictionary(f => f.Code, f => f.Value!);

    private FieldValue? Value(FieldSpec f, ProcedureAct act)
    {
        var choices = FieldChecks.Offered(f, act, At(Actor.Rule), Case);
        return f.Type switch
        {
            FieldType.Number => new FieldValue(_chance.Next(f.Min ?? 0, (f.Max ?? 9) + 1).ToString(CultureInfo.InvariantCulture)),
            FieldType.Flag => new FieldValue("true"),
            FieldType.Instant => new FieldValue(_now.AddDays(1 + _chance.Next(60)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            FieldType.Files => new FieldValue(null, [new string('a', 64)]),
            FieldType.Text or FieldType.ReporterName => new FieldValue("Spoke with the caller on site"),
            FieldType.ReporterPhone => new FieldValue("617-555-0100"),
            FieldType.Conditions => new FieldValue(null, [.. choices!.Select(c => c.Code)]),
            _ when choices is not { Count: > 0 } => null,
            FieldType.Units => new FieldValue(null, [Any(choices).Code]),
            _ => new FieldValue(Any(choices).Code),
        };
    }

    private T Any<T>(IReadOnlyList<T> items) => items[_chance.Next(items.Count)];

    private static string Shape(CaseState c) => JsonSerializer.Serialize(new
    {
        c.Version, c.Seq, c.Facts, c.Imported, c.Status, c.Step, c.StepUnit, c.StepPerson, c.Round, c.OpenedAt, c.ClosedAt, c.ClosingKind, c.Handlings,
        Clocks = c.Clocks.Select(k => new { k.Key.HandlingNo, k.Key.Kind, k.Value }), c.Timers, c.Appeals, c.ContactedAt, c.ExtensionAsker, c.Extensions, c.Returns, c.Ruled,
        c.SuspendedBefore, c.SuspendedUntil, c.PhotosBefore, c.PhotosAfter, c.ContactPerson, c.Drawn, c.StepRoles, Milestones = c.Milestones.Order(StringComparer.Ordinal), Conditions = c.Conditions.Order(StringComparer.Ordinal), Workers = c.Workers.Select(w => w.Value).Order(StringComparer.Ordinal),
        Acts = c.ActsInStep.OrderBy(a => a.Key, StringComparer.Ordinal), c.RegisteredBy,
    }, EventJson.Options);
}
