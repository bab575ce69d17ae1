using System.Globalization;
using Liandong.Core.Acts;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Cases;

/// <summary>Tries an example of a procedure in memory, with the clockwork's acts in between at their instants.</summary>
public sealed class ExampleRun
{
    private readonly City _city;
    private readonly Procedure _procedure;
    private readonly ExampleCase _given;
    private DateTimeOffset _now;

    private ExampleRun(City city, Procedure procedure, ExampleCase given)
    {
        (_city, _procedure, _given, _now) = (city with { Staff = StaffOf(city, given) }, procedure, given, given.At);
        Case = new CaseState { Id = new CaseId(Guid.Empty) };
    }

    /// <summary>The case as it stands at the end.</summary>
    public CaseState Case { get; private set; }

    /// <summary>The refusal of the last act; null when it was done.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>What came otherwise than expected, one sentence each; empty when the example holds.</summary>
    public IReadOnlyList<ExampleDifference> Differences { get; private set; } = [];

    /// <summary>Runs an example to its end, or to the first act that is refused before its last.</summary>
    public static ExampleRun Of(City city, Procedure procedure, Example example)
    {
        var run = new ExampleRun(city, procedure, example.Given);
        run.Begin();
        if (run.Refused is not null && example.Do.Count > 0)
        {
            run.Differences = [new(CaseDecisions.Register, "done", Words(run.Refused))];
            return run;
        }
        foreach (var (act, i) in example.Do.Select((a, i) => (a, i)))
        {
            run.Do(act);
            if (run.Refused is { } early && i < example.Do.Count - 1)
            {
                run.Differences = [new($"{act.By} {act.Name} ({i + 1}/{example.Do.Count})", "done", Words(early))];
                return run;
            }
        }
        var expected = example.Expect.ContainsKey("refused") || run.Refused is null ? example.Expect : example.Expect.Append(new("refused", "no"));
        run.Differences = [.. expected.Select(e => (e, Seen: run.See(e.Key))).Where(x => x.Seen != x.e.Value).Select(x => new ExampleDifference(x.e.Key, x.e.Value, x.Seen))];
        return run;
    }

    /// <summary>
    /// What is seen of a case, by a word: refused, step, state, unit, person, contact, copied (units in the order of telling, or none), round, returns, extensions, appeals, drawn, closingKind, onTime;
    /// "link APPEAL" (until when, or none), "clock KIND" (none, running, paused, stopped), "due KIND" and "timer ACT" (city's local time, or none), "part UNIT" (its state)
    /// and "due UNIT", "may PERSON ACT" (yes, or the refusal). Null for a word that is not known.
    /// </summary>
    public string? See(string word) => word.Split(' ') switch
    {
        ["refused"] => Refused?.Code ?? "no",
        ["step"] => Case.Step,
        ["state"] => Lower(Case.Status),
        ["unit"] => Case.Lead?.Unit.Value ?? "none",
        ["person"] => Case.StepPerson?.Value ?? "none",
        ["contact"] => Case.ContactPerson?.Value ?? "none",
        ["link", var appeal] => Case.Appeals.FirstOrDefault(a => Number(a.No) == appeal)?.LinkUntil is { } until ? Local(until) : "none",
        ["drawn"] => Case.Drawn ? "yes" : "no",
        ["round"] => Number(Case.Round),
        ["copied"] => Case.Copied.IsEmpty ? "none" : string.Join(' ', Case.Copied.Select(u => u.Value)),
        ["returns"] => Number(Case.Returns),
        ["extensions"] => Number(Case.Extensions),
        ["appeals"] => Number(Case.Appeals.Count),
        ["closingKind"] => Case.ClosingKind ?? "none",
        ["onTime"] => Case.Handling is { } c && Clocks.OnTime(c, _now) is { } verdict ? (verdict ? "true" : "false") : "null",
        ["clock", var kind] => ClockOf(kind) is not { } c ? "none" : c.StoppedAt is not null ? "stopped" : c.PausedAt is not null ? "paused" : "running",
        ["due", var kind] => Local(ClockOf(kind)?.Due),
        ["timer", var act] => Local(Case.Timers.TryGetValue(act, out var due) ? due : null),
        ["part", var unit] => PartOf(unit) is { } part ? Lower(part.State) : "none",
        ["may", var person, var act] => _procedure.Act(act) is { } known ? CaseDecisions.WhyNot(At(person), Case, known)?.Code ?? "yes" : null,
        _ => null,
    };

    private static string Words(Refusal refusal) => $"{refusal.Code} {refusal.Field} {refusal.Detail}".TrimEnd();

    private void Begin()
    {
        var standard = StandardOf();
        var found = _city.Catalogue.Find(new ClassCode(_given.Class));
        IReadOnlyList<string> areas = _given.Area is { } area ? [.. _city.Areas.Chain(area).Select(a => a.Code.Value)] : [];
        var facts = new CaseFacts("0", _given.Imported is null ? null : "example", null, _given.Channel ?? _city.Lists["channels"][0].Code, new ClassCode(_given.Class),
            standard?.Code, _given.Nature, _given.Urgency ?? _city.MildestUrgency, Math.Max(_given.Secrecy, found?.Secrecy ?? 0),
            areas, _given.ComplainedOf is { } blamed ? new UnitCode(blamed) : null,
            _procedure.Hash, standard?.Hash, _given.WantsAnswer, null, _given.Nature is { } nature ? _city.Choice("natures", nature)?.Limit : null);
        facts = facts with { AreaLimit = found is null ? null : _city.Affairs.LimitOf(facts.ToMatter(_city.Day(_now)), found, standard) };
        if (_given.Imported is not { } unit)
        {
            Take(CaseDecisions.Open(At(_given.By), Case.Id, facts, _given.Fields));
            return;
        }
        var calendar = _city.Calendars[_city.DefaultCalendar];
        var clock = _given.GivenDue is { } due ? Clocks.StartGiven(ClockKey.Handling, calendar, _city.Thresholds, _now, due) : null;
        Case = Case.Apply(new CaseImported(_now, facts, new UnitCode(unit), null, _given.ImportedStep ?? _procedure.First, clock));
    }

    private void Do(ExampleAct act)
    {
        var next = act.At ?? (act.After is { } limit ? Clocks.Start("", limit, _city.CalendarOf(limit), _city.Thresholds, _now).Due!.Value : _now.AddMinutes(1));
        while (Case.Timers.OrderBy(t => t.Value).FirstOrDefault() is { Key: { } timer } due && due.Value <= next)
        {
            _now = due.Value > _now ? due.Value : _now;
            Decide(Actor.Rule, timer, new Dictionary<string, FieldValue>());
            if (Refused is not null)
            {
                return;
            }
        }
        _now = next;
        if (act.Name.Length > 0)
        {
            Decide(At(act.By).Actor, act.Name, act.Fields);
        }
    }

    private void Decide(Actor actor, string act, IReadOnlyDictionary<string, FieldValue> fields)
    {
        Take(CaseDecisions.Decide(At("") with { Actor = actor }, Case, new ActRequest(act, fields)));
    }

    private void Take(Decision decision)
    {
        Refused = (decision as Decision.Refused)?.Why;
        Case = (decision as Decision.Accepted)?.After ?? Case;
    }

    private Situation At(string person) => new(_city, _procedure, StandardOf(),
        person.Length == 0 ? Actor.Rule : CallerOf(person) is { } caller ? Actor.Of(caller) : new Actor(new PersonId(person), _city.Staff.PostsOf(new PersonId(person), _city.Day(_now))), _now) { Draw = _given.Draw };

    /// <summary>"caller 2" is the caller of the second appeal with the link of this round, "caller 2/1" with that of the first.</summary>
    private Caller? CallerOf(string by) => by.Split(' ', '/') switch
    {
        ["caller", var appeal] => new Caller(int.Parse(appeal, CultureInfo.InvariantCulture), Case.Round),
        ["caller", var appeal, var round] => new Caller(int.Parse(appeal, CultureInfo.InvariantCulture), int.Parse(round, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private Catalogue.Standard? StandardOf() => _given.Standard is { } code
        ? _city.Catalogue.FindStandard(code)
        : _city.Catalogue.Find(new ClassCode(_given.Class))?.Standards.FirstOrDefault();

    private Handling? PartOf(string unit) => Case.Handlings.LastOrDefault(h => h.Kind != HandlingKind.Lead && h.Unit.Value == unit);

    private ClockState? ClockOf(string word) => Case.Clocks.GetValueOrDefault(new ClockKey(PartOf(word)?.No ?? 0, PartOf(word) is null ? word : ClockKey.Handling));

    private string Local(DateTimeOffset? at) =>
        at is { } known ? TimeZoneInfo.ConvertTime(known, _city.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "none";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static Staff StaffOf(City city, ExampleCase given)
    {
        var staff = city.Staff;
        if (given.Posts.Count == 0 && given.Away.Count == 0)
        {
            return staff;
        }
        var own = given.Posts.Keys.Select(p => new Person(new PersonId(p), new LocalName(p, p), false, null));
        var holdings = given.Posts.SelectMany(p => p.Value.Select(post => new Holding(new PersonId(p.Key), post, "C", null, null)));
        var people = staff.People.Select(p => given.Away.Contains(p.Id.Value) ? p with { Leave = (DateOnly.MinValue, DateOnly.MaxValue) } : p);
        return new Staff(staff.Posts, [.. people, .. own], [.. staff.Holdings, .. holdings]);
    }
}

/// <summary>What came otherwise than an example expects.</summary>
/// <param name="What">The word of expect, or the act that was refused before its last.</param>
/// <param name="Expected">What the example says.</param>
/// <param name="Seen">What came; null when the word is not known.</param>
public sealed record ExampleDifference(string What, string Expected, string? Seen);
