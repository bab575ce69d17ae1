using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk;

/// <summary>The trace as people tell it, newest first: who did what, what he said, and what followed; lights are derived from the clocks.</summary>
public sealed class CaseStory(Procedure procedure, CityWords words, Texts texts, Moments moments)
{
    private static readonly (Light Light, Func<ClockState, DateTimeOffset?> At)[] s_turns =
        [(Light.Yellow, c => c.Yellow), (Light.Orange, c => c.Orange), (Light.Red, c => c.Red?.AddMicroseconds(1))];

    public TraceView Read(IReadOnlyList<TracedAct> trace, IReadOnlyList<DatedChange> city, bool raw)
    {
        var before = Before(trace);
        var told = trace.Select((t, i) => (Entry: Tell(t, before[i], i == 0 ? null : trace[i - 1].Hash, raw), Order: t.LastSeq));
        var turned = Turns(trace).Concat(Changed(city)).Select(t => (Entry: t, Order: 0));
        List<TraceEntry> entries = [.. told.Concat(turned).OrderByDescending(e => e.Entry.At).ThenByDescending(e => e.Order).Select(e => e.Entry)];
        return new TraceView(entries, trace.Sum(t => t.Events.Count), null, raw);
    }

    /// <summary>A person of the trace: name and unit.</summary>
    public string? Who(ActPerformed? act) => act?.Caller is { } appeal ? texts["trace.caller", ("n", appeal)] : act?.Person is not { } person ? null
        : act.Unit is { } unit ? texts["trace.who", ("person", words.Person(person.Value)), ("unit", words.Unit(unit.Value))] : words.Person(person.Value);

    /// <summary>An act's label.</summary>
    public string Label(string act) => procedure.Act(act) is { } known ? words.In(known.Label) : texts["act." + (act is "register" or "show-reporter" or Rebinding.Act or DueRecomputation.Act ? act : "other")];

    /// <summary>The case as it stood before each act.</summary>
    private static List<CaseState> Before(IReadOnlyList<TracedAct> trace)
    {
        var states = new List<CaseState> { new() { Id = default } };
        foreach (var act in trace)
        {
            states.Add(act.Events.Aggregate(states[^1], (state, e) => state.Apply(e)));
        }
        return states;
    }

    private TraceEntry Tell(TracedAct t, CaseState stood, byte[]? before, bool raw)
    {
        var said = t.Act is null ? Imported(t) : new[] { Sentence(t.Act) };
        var sentences = said.Concat(Rebinding.Moves(stood, t.Events).Select(Move)).Concat(Followed(t.Events)).ToList();
        return new TraceEntry(t.At, t.Act is null ? texts["trace.import"] : t.IsSimulated ? texts["trace.simulated", ("who", Who(t.Act) ?? "")] : Who(t.Act), string.Join(texts["trace.stop"], sentences), Said(t),
            t.Act is { Person: null, Caller: null }, raw ? Record(t, before) : null);
    }

    private string Sentence(ActPerformed act)
    {
        var fields = procedure.ActOrOpening(act.Act)?.Fields.Where(f => act.Fields.ContainsKey(f.Code) && f.Type is not (FieldType.Text or FieldType.Files))
            .Select(f => texts["trace.field", ("name", words.In(f.Label)), ("value", Value(f, act.Fields[f.Code]))]).ToList() ?? [];
        return fields.Count == 0 ? Label(act.Act) : texts["trace.act", ("act", Label(act.Act)), ("fields", string.Join(texts["trace.semicolon"], fields))];
    }

    private string Value(FieldSpec field, string value) => field.Type switch
    {
        FieldType.Choice or FieldType.Number when field.List is { } list => words.Choice(list, value),
        FieldType.Unit => words.Unit(value),
        FieldType.Units => string.Join(texts["list.comma"], value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(words.Unit)),
        FieldType.Person => words.Person(value),
        FieldType.Flag => texts[value == "true" ? "yes" : "no"],
        FieldType.Instant => DateTimeOffset.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? moments.Short(at) : value,
        FieldType.Milestone => words.Clock(procedure, ClockKey.Milestone + value),
        FieldType.Conditions => Texts.Figure(value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length),
        _ => value,
    };

    private IEnumerable<string> Imported(TracedAct t)
    {
        var facts = t.Events.OfType<CaseImported>().FirstOrDefault()?.Facts;
        yield return facts?.SourceId is { } id ? texts["trace.imported.as", ("source", facts.Source ?? ""), ("id", id)] : texts["trace.imported"];
    }

    private string Move(Moved move)
    {
        string Names(IReadOnlyList<string> codes) => codes.Count == 0 ? "–" : string.Join(texts["list.comma"], codes.Select(code => move.Kind switch
        {
            MovedKind.Area => words.Area(code),
            MovedKind.Unit => words.Unit(code),
            _ => words.Person(code),
        }));
        return texts["trace.rebound." + move.Kind.ToString().ToLowerInvariant(), ("from", Names(move.From)), ("to", Names(move.To))];
    }

    /// <summary>What followed from an act, without what goes without saying.</summary>
    private IEnumerable<string> Followed(IReadOnlyList<CaseEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var said = events[i] switch
            {
                StepEntered s => EnteredStep(s, events.Skip(i + 1).OfType<ClockChanged>().FirstOrDefault(c => c is { Handling: 0, Clock.Kind: ClockKey.Step, Change: ClockChange.Started })),
                ClockChanged { Clock.Kind: ClockKey.Step } => null,
                ClockChanged c => Turned(c),
                AppealChanged { Appeal.LinkUntil: { } until } => texts["trace.link", ("until", moments.Short(until))],
                RoundBegun r => texts["trace.round", ("n", r.Round)],
                CaseClosed { Kind: { } kind } => texts["trace.closed", ("kind", words.Choice("closingKinds", kind))],
                _ => null,
            };
            if (said is not null)
            {
                yield return said;
            }
        }
    }

    private string? EnteredStep(StepEntered s, ClockChanged? clock)
    {
        if (!procedure.Steps.TryGetValue(s.Step, out var step) || !procedure.Acts.Any(a => a.From.Contains(s.Step)))
        {
            return null;
        }
        return clock?.Clock.Due is { } due ? texts["trace.step.due", ("step", words.In(step.Name)), ("due", moments.Short(due))] : texts["trace.step", ("step", words.In(step.Name))];
    }

    private string? Turned(ClockChanged c)
    {
        var name = c.Handling > 0 ? texts["clock.part"] : ClockName(c.Clock.Kind);
        return c switch
        {
            { Change: ClockChange.Stopped, Clock.StoppedAt: { } stopped, Clock.Due: { } due } => texts[stopped <= due ? "trace.clock.stopped" : "trace.clock.stopped.late", ("clock", name)],
            { Change: ClockChange.Paused } => texts["trace.clock.paused", ("clock", name)],
            { Change: ClockChange.Started, Clock.Due: { } due } => texts["trace.clock.started", ("clock", name), ("due", moments.Short(due))],
            { Change: ClockChange.Extended, Clock.Due: { } due } => texts["trace.clock.extended", ("clock", name), ("due", moments.Short(due))],
            { Change: ClockChange.Resumed, Clock.Due: { } due } => texts["trace.clock.resumed", ("clock", name), ("due", moments.Short(due))],
            { Change: ClockChange.Recomputed, Clock.Due: { } due } => texts["trace.clock.recomputed", ("clock", name), ("due", moments.Short(due))],
            _ => null,
        };
    }

    private string ClockName(string kind) => kind == ClockKey.Step ? texts["clock.step"] : words.Clock(procedure, kind);

    /// <summary>Typed words, each under its label where there are several.</summary>
    private string? Said(TracedAct t)
    {
        if (t.Texts is null)
        {
            return texts["trace.erased"];
        }
        var specs = t.Act is null ? [] : procedure.ActOrOpening(t.Act.Act)?.Fields ?? [];
        // What every registration asks stands above the trace; what the opening asked stands here.
        var said = t.Act is null ? t.Texts.Where(p => p.Key == "closing").Select(p => p.Value).ToList()
            : t.Texts.Where(p => p.Value.Length > 0 && (t.Act.Act != CaseDecisions.Register || specs.Any(f => f.Code == p.Key))).Select(p => (Name: specs.FirstOrDefault(f => f.Code == p.Key)?.Label, p.Value))
                .Select(p => t.Texts.Count > 1 && p.Name is { } name ? texts["trace.field", ("name", words.In(name)), ("value", p.Value)] : p.Value).ToList();
        return said.Count == 0 ? null : string.Join('\n', said);
    }

    /// <summary>What a new version of the city said otherwise meanwhile: another name, another limit. The case keeps what it was promised.</summary>
    private IEnumerable<TraceEntry> Changed(IReadOnlyList<DatedChange> city) =>
        from dated in city
        let key = dated.Change switch
        {
            { File: "catalogue.csv", Field: "limit" } => "trace.city.limit",
            { File: "affairs.csv", Field: "limit" } => "trace.city.limit",
            { File: "affairs.csv", Field: null } => "trace.city.affair",
            { Field: { } field } when field == "name_" + texts.Language => "trace.city.name",
            _ => null,
        }
        where key is not null
        select new TraceEntry(dated.AppliedAt, null, texts[key, ("before", Words(dated.Change.Before)), ("after", Words(dated.Change.After))], ByRule: true);

    private string Words(string? value) => value is { Length: > 0 } ? value : texts["trace.city.none"];

    /// <summary>When lights turned: no event, for they follow from the clocks.</summary>
    private IEnumerable<TraceEntry> Turns(IReadOnlyList<TracedAct> trace)
    {
        var last = new Dictionary<(int Handling, string Kind, DateTimeOffset Start), ClockState>();
        foreach (var (handling, clock) in trace.SelectMany(t => t.Events).SelectMany(ClocksOf))
        {
            last[(handling, clock.Kind, clock.Start)] = clock;
        }
        return from clock in last.Values
               from turn in s_turns
               where turn.At(clock) is { } at && at > clock.Start && at <= moments.Now && !(at >= clock.StoppedAt)
                   && (clock.Kind == ClockKey.Handling || turn.Light == Light.Red)
               select new TraceEntry(turn.At(clock)!.Value, null, texts["trace.turned", ("clock", ClockName(clock.Kind)), ("light", texts.Word(turn.Light))], ByRule: true);
    }

    private static IEnumerable<(int Handling, ClockState Clock)> ClocksOf(CaseEvent e) => e switch
    {
        ClockChanged c => [(c.Handling, c.Clock)],
        CaseImported { Clock: { } clock } => [(0, clock)],
        _ => [],
    };

    private string Record(TracedAct t, byte[]? before) => texts["trace.record",
        ("from", t.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("to", t.LastSeq.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("events", string.Join(' ', t.Events.Select(e => e.GetType().Name))), ("hash", Short(t.Hash)), ("before", before is null ? "0" : Short(before))];

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 4)) + "…" + Convert.ToHexStringLower(hash.AsSpan(30, 2));
}
