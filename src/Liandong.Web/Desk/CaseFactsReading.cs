using Liandong.Core.Areas;
using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk;

/// <summary>What a case is, was promised, and who answers for it.</summary>
public sealed class CaseFactsReading(CaseFile file, CityWords words, ClockWords clocks, Texts texts, Moments moments)
{
    private readonly CaseState _state = file.State;
    private readonly CaseFacts _facts = file.State.Facts!;

    public IReadOnlyList<Fact> Facts()
    {
        var facts = new List<Fact>();
        void Add(string label, string? value, bool strong = false, bool typed = false)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                facts.Add(new Fact(texts["fact." + label], value, null, strong, typed));
            }
        }
        Add("description", file.Opening("description"), typed: true);
        Add("closing", file.Trace.Select(t => t.Texts?.GetValueOrDefault("closing")).FirstOrDefault(t => t is not null), typed: true);
        Add("class", words.Class(_facts.Class.Value), strong: true);
        Add("standard", file.Situation.Standard is { } s ? words.In(s.Filing) + (s.Reference is { Length: > 0 } r ? $" ({r})" : "") : null);
        Add("limit", _facts.Promised(file.Situation.Standard) is { } limit ? CaseTimetable.LimitWords(limit, texts) : texts["due.none"]);
        if (file.Situation.Standard?.LegalBasis is { Length: > 0 } law)
        {
            facts.Add(new Fact(texts["fact.law"], law) { Foreign = Foreign(law) });
        }
        Add("conditions", Conditions());
        Add("nature", _facts.Nature is { } nature ? words.Choice("natures", nature) : null);
        Add("urgency", words.Choice("urgencies", _facts.Urgency));
        Add("secrecy", _facts.Secrecy > 0 ? words.Choice("secrecyGrades", _facts.Secrecy.ToString(CultureInfo.InvariantCulture)) : null, strong: true);
        Add("channel", words.Choice("channels", _facts.Channel));
        Add("source", _facts.Source is { } source ? texts["fact.source.number", ("source", source), ("id", _facts.SourceId ?? "")] : null);
        Add("complained-of", _facts.ComplainedOf is { } blamed ? words.Unit(blamed.Value) : null, strong: true);
        // Who is complained of is nobody's business but the desks'.
        Add("complained-of-person", _facts.ComplainedOfPerson is { } person && file.Who.Actor.Posts.Any(p => words.City.Units.Find(p.Unit)?.Parent is null) ? words.Person(person.Value) : null, strong: true);
        Add("copied", string.Join(texts["list.comma"], _state.Copied.Select(u => words.Unit(u.Value))));
        Add("areas", OtherAreas());
        Add("opened", moments.Short(_state.OpenedAt));
        Add("registered-by", _state.RegisteredBy is { } by ? words.Person(by.Value) : null);
        Add("round", _state.Round > 1 ? Texts.Figure(_state.Round) : null);
        Add("returns", _state.Returns > 0 ? Texts.Figure(_state.Returns) : null);
        Add("extensions", _state.Extensions > 0 ? Texts.Figure(_state.Extensions) : null);
        return facts;
    }

    /// <summary>A law is called by its own name; on a page in the other language that is marked.</summary>
    private (string, string)? Foreign(string law) => law.Any(c => c is >= '\u4E00' and <= '\u9FFF') == (texts.Language == "zh") ? null
        : texts.Language == "zh" ? ("en", texts["fact.in.en"]) : ("zh-CN", texts["fact.in.zh"]);

    /// <summary>The lead unit and all above it but the city's own desk, those beside and below it, or the desk where it waits.</summary>
    public IReadOnlyList<Duty> Duties()
    {
        var duties = new List<Duty>();
        if (_state.Areas.Select(words.City.Areas.Find).FirstOrDefault(a => a?.Responsible is not null) is { } ground)
        {
            duties.Add(new Duty(words.Own("area.level." + ground.Level) ?? ground.Level, words.Keepers(ground, words.City.Day(moments.Now))));
        }
        if (_state.Status is CaseStatus.Open && file.Situation.Procedure.Steps.TryGetValue(_state.Step, out var step) && step.Seat is Seat.Desk or Seat.Area)
        {
            duties.Add(new Duty(words.Role(step.Role), Names(step), null, Here: true));
        }
        if (_state.Lead is { } lead)
        {
            foreach (var unit in words.City.Units.SelfAndAbove(lead.Unit).Where(u => u == lead.Unit || words.City.Units.Find(u)?.Parent is not null).Reverse())
            {
                var own = unit == lead.Unit;
                duties.Add(new Duty(own ? texts["duty.lead"] : Level(unit), Staffed(unit, own ? lead.Person : null), own ? OnDuty(unit) : null, own && duties.All(d => !d.Here)));
            }
        }
        duties.AddRange(_state.Handlings.Where(h => h.Round == _state.Round && h.Kind != HandlingKind.Lead && h.State != HandlingState.Returned).Select(Part));
        return duties;
    }

    /// <summary>The duty number; outside the sessions whoever answers it.</summary>
    private string? OnDuty(UnitCode unit) => words.City.OnDuty(unit, moments.Now) switch
    {
        ({ } number, { } person) => texts["duty.reach.person", ("number", number), ("person", words.Person(person.Value))],
        ({ } number, null) => texts["duty.reach", ("number", number)],
        (null, { } person) => words.Person(person.Value),
        _ => null,
    };

    private Duty Part(Handling h)
    {
        var clock = _state.Clocks.GetValueOrDefault(new ClockKey(h.No, ClockKey.Handling));
        return new Duty(texts["duty." + h.Kind.ToString().ToLowerInvariant()], Staffed(h.Unit, h.Person), texts["handling." + h.State.ToString().ToLowerInvariant()],
            Light: clock is null ? null : clocks.Of(clock)?.Light);
    }

    private string Level(UnitCode unit) => words.City.Units.Find(unit) is { } u ? words.Own("unit.kind." + u.Kind) ?? u.Kind : unit.Value;

    /// <summary>A unit with whom it is bound to, else with whoever holds its posts.</summary>
    private string Staffed(UnitCode unit, PersonId? bound)
    {
        var names = bound is { } person ? [words.Person(person.Value)] : HoldersIn(unit);
        return names.Count == 0 ? words.Unit(unit.Value) : texts["duty.who", ("unit", words.Unit(unit.Value)), ("names", string.Join(texts["list.comma"], names))];
    }

    private List<string> HoldersIn(UnitCode unit) =>
        [.. from post in words.City.Staff.Posts.Where(p => p.Unit == unit && p.Role != Roles.Duty)
            let holder = words.City.Staff.Holder(unit, post.Role, words.City.Day(moments.Now))
            where holder is not null
            select texts["duty.post", ("role", words.Role(post.Role)), ("person", words.Person(holder.Value.Value))]];

    /// <summary>Who answers for a step: of those around the place, or of all desks.</summary>
    private string Names(Step step) => string.Join(texts["list.comma"], words.City.Staff.Posts.Where(p => p.Role == step.Role && (step.Seat != Seat.Area || Serves(p.Unit)))
        .Select(p => words.City.Staff.Holder(p.Unit, step.Role, words.City.Day(moments.Now))).OfType<PersonId>().Distinct().Select(p => words.Person(p.Value)));

    private bool Serves(UnitCode unit) => words.City.Units.Find(unit)?.ServedAreas.Any(_state.Areas.Contains) == true;

    private string? Conditions() => file.Situation.Standard is { Conditions: { Count: > 0 } all }
        ? string.Join('\n', all.Select(c => (_state.Conditions.Contains(c.Code) ? "☑ " : "☐ ") + words.In(c.Name))) : null;

    /// <summary>Areas of other layers: the main chain stands with the place.</summary>
    private string? OtherAreas()
    {
        var others = _state.Areas.Select(words.City.Areas.Find).OfType<Core.Areas.Area>().Where(a => a.Layer != "main").Select(a => words.In(a.Name)).ToList();
        return others.Count == 0 ? null : string.Join(texts["list.comma"], others);
    }
}
