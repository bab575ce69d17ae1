using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;

namespace Liandong.Web.Desk.Dispatch;

/// <summary>Reads what waits for a ruling: the returns of one case beside each other, out of its trace.</summary>
public sealed class ObjectionsReading(Node node, CaseReading cases, DeskViews counts, Texts texts, Moments moments)
{
    private const int Most = 50;
    private const int MostPrecedents = 5;

    /// <param name="open">Number of the case to lay open; null or unknown: the first.</param>
    public async Task<ObjectionsPage> ReadAsync(Signed who, string? open, CancellationToken cancel)
    {
        var waiting = new List<CaseView>();
        foreach (var step in DispatchActs.RulingSteps(who.City))
        {
            waiting.AddRange((await node.Reader.ListAsync(DispatchReading.Waiting(step) with { Limit = Most }, who.Scope, cancel)).Page?.Items ?? []);
        }
        waiting = [.. waiting.OrderBy(c => c.UrgentAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.Number, StringComparer.Ordinal).Take(Most)];
        var current = waiting.FirstOrDefault(c => c.Number == open) ?? waiting.FirstOrDefault();
        var states = (await LoadedCase.ReadManyAsync(node.Source, [.. waiting.Select(c => c.Id)], cancel)).ToDictionary(l => l.State.Id.Value, l => l.State);
        var words = new CityWords(who.City, texts);
        return new ObjectionsPage([.. waiting.Where(c => states.ContainsKey(c.Id)).Select(c => Row(c, states[c.Id], words, c == current))],
            current is null ? null : await OneAsync(who, current.Number, words, cancel),
            await DispatchReading.ViewsAsync(who, counts, texts, "/dispatch/objections", cancel), QueueReading.Topic(who));
    }

    private ObjectionRow Row(CaseView c, Core.Cases.CaseState state, CityWords words, bool current)
    {
        var returned = Returned(state).ToList();
        return new ObjectionRow(c.Number, "/dispatch/objections?number=" + c.Number, new ClockWords(words.City, moments.Now).MostUrgent(c.Clocks, (_, _) => null), words.Class(c.Class), Flags(c, words),
            c.Title ?? "", string.Join(texts["list.comma"], returned.Select(h => words.Unit(h.Unit.Value)).Distinct()), Lost(returned), current);
    }

    private static IEnumerable<Handling> Returned(Core.Cases.CaseState state) =>
        state.Handlings.Where(h => h.Round == state.Round && h.Kind == HandlingKind.Lead && h.State == HandlingState.Returned);

    /// <summary>From the first sending until now: it is dispatch's loss, whoever returned.</summary>
    private string Lost(IReadOnlyList<Handling> returned) =>
        returned.Count == 0 ? "" : moments.Span(moments.Now - returned[0].OfferedAt, Counting.Elapsed);

    private static List<Flag> Flags(CaseView c, CityWords words) =>
        words.City.IsUrgent(c.Urgency) ? [new Flag(words.Choice("urgencies", c.Urgency), Loud: true)] : [];

    private async Task<Objection?> OneAsync(Signed who, string number, CityWords words, CancellationToken cancel)
    {
        if (await cases.FindAsync(who, number, cancel) is not { } file || DispatchActs.Rules(file.Situation.Procedure, file.State.Step) is not { } rules)
        {
            return null;
        }
        var refusals = new RefusalWords(words, texts);
        var placing = new Placing(file.Situation, file.State, words, texts);
        var offer = new ActForms(file, words, refusals, texts, moments).Read(null).Offers.FirstOrDefault(o => o.Code == rules.Name);
        var earlier = await Precedents.OfAsync(node.Source, who.Scope, file.Row.Class, RulingActs(who), number, MostPrecedents, cancel);
        return new Objection(number, "/cases/" + number, words.Class(file.Row.Class), Flags(file.Row, words), file.Row.Title ?? "", file.Opening("description"), file.Row.Address ?? words.Chain(file.Row.Areas),
            new ClockWords(words.City, moments.Now).MostUrgent(file.Row.Clocks, (_, _) => null), Lost([.. Returned(file.State)]), Returns(file, words),
            placing.Route is { } route ? new DispatchLead(route.Lead.Value, words.Unit(route.Lead.Value), [.. placing.Co.Select(u => (u.Value, words.Unit(u.Value)))], words.In(route.Why), null) : null,
            [.. earlier.Select(p => new PrecedentLine(p.Number, "/cases/" + p.Number, p.Title ?? "", p.At, p.Unit is { } unit ? words.Unit(unit) : null, p.Reason))],
            offer, offer is null && CaseDecisions.WhyNot(file.Situation, file.State, rules) is { } no ? refusals.Say(no, file.Situation) : null, file.State.Version);
    }

    private static string[] RulingActs(Signed who) =>
        [.. who.City.Procedures.Values.SelectMany(p => p.Acts).Where(a => a.Effects.Any(e => e.Kind == EffectKind.MarkRuled)).Select(a => a.Name).Distinct()];

    /// <summary>Returns of the leads of this round, each with when the case had been sent to it.</summary>
    private List<ReturnedOrder> Returns(CaseFile file, CityWords words)
    {
        var returns = new List<ReturnedOrder>();
        foreach (var told in file.Trace.Where(t => t.Events.OfType<LeadReturned>().Any()))
        {
            var ended = told.Events.OfType<HandlingChanged>().Select(e => e.Handling).FirstOrDefault(h => h is { Kind: HandlingKind.Lead, State: HandlingState.Returned });
            if (ended is null || ended.Round != file.State.Round || told.Act is not { } act || file.Situation.Procedure.Act(act.Act) is not { } known)
            {
                continue;
            }
            returns.Add(new ReturnedOrder(words.Unit(ended.Unit.Value), act.Person is { } by ? words.Person(by.Value) : null, ended.OfferedAt, told.At,
                moments.Span(told.At - ended.OfferedAt, Counting.Elapsed), [.. known.Fields.Select(f => Said(f, told, act, words)).OfType<Fact>()],
                [.. told.Events.OfType<EvidenceAdded>().SelectMany(e => e.Files).Select((hash, i) => new EvidenceSheet(texts["objections.file", ("n", i + 1)], "/files/" + hash, false))]));
        }
        return returns;
    }

    private static Fact? Said(FieldSpec field, TracedAct told, ActPerformed act, CityWords words)
    {
        var code = act.Fields.GetValueOrDefault(field.Code);
        var value = field.Type switch
        {
            FieldType.Text => told.Texts?.GetValueOrDefault(field.Code),
            FieldType.Unit when code is not null => words.Unit(code),
            FieldType.Choice when code is not null => words.Choice(field.List ?? "", code),
            _ => null,
        };
        return value is null ? null : new Fact(words.In(field.Label), value, Strong: field.Type is FieldType.Unit or FieldType.Choice);
    }
}
