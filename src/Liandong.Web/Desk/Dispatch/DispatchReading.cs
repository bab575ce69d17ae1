using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Dispatch;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk.Dispatch;

/// <summary>Reads what waits to be sent, each with whom the list of affairs names for it.</summary>
public sealed class DispatchReading(Node node, DeskViews counts, Texts texts, Moments moments)
{
    /// <summary>More than a desk sends in an hour.</summary>
    private const int Most = 100;

    public async Task<DispatchPage> ReadAsync(Signed who, CancellationToken cancel)
    {
        var cases = new List<CaseView>();
        foreach (var step in DispatchActs.SendingSteps(who))
        {
            var (page, _) = await node.Reader.ListAsync(Waiting(step) with { Limit = Most + 1 }, who.Scope, cancel);
            cases.AddRange(page?.Items ?? []);
        }
        List<CaseView> shown = [.. cases.OrderBy(c => c.UrgentAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.Number, StringComparer.Ordinal).Take(Most)];
        var rows = Bunched(await RowsAsync(who, shown, cancel));
        List<DispatchSection> sections =
        [
            new(texts["dispatch.urgent"], [.. rows.Where(r => r.Urgent)]),
            new(texts["dispatch.ready"], [.. rows.Where(r => !r.Urgent && r.Hard is null)]),
            new(texts["dispatch.hard"], [.. rows.Where(r => !r.Urgent && r.Hard is not null)]),
        ];
        return new DispatchPage([.. sections.Where(s => s.Rows.Count > 0)], rows.Count, cases.Count > shown.Count, rows.Select(r => r.Due).FirstOrDefault(), QueueReading.Topic(who), await ViewsAsync(who, counts, texts, "/dispatch", cancel));
    }

    /// <summary>The pages of this desk with what waits on each.</summary>
    internal static async Task<IReadOnlyList<QueueView>> ViewsAsync(Signed who, DeskViews counts, Texts texts, string here, CancellationToken cancel)
    {
        var desks = new[] { (Title: "dispatch.title", Url: "/dispatch", Steps: DispatchActs.SendingSteps(who)), (Title: "objections.title", Url: "/dispatch/objections", Steps: DispatchActs.RulingSteps(who.City)) }
            .Select(d => (d.Title, d.Url, All: d.Steps.Select(Waiting).ToList(), Late: d.Steps.Select(s => DeskViews.Late(Waiting(s))).ToList())).ToList();
        var known = await counts.CountsAsync(who, desks.SelectMany(d => d.All.Concat(d.Late)), cancel);
        var views = desks.Select(d => new QueueView(texts[d.Title], d.Url, d.All.Sum(q => known[q]), here == d.Url, d.Late.Sum(q => known[q])));
        return [.. views.Where(v => who.Admits("GET", v.Url))];
    }

    /// <summary>Open cases in a step, by their clock.</summary>
    internal static CaseQuery Waiting(string step) => CaseQuery.All with { States = [CaseStatus.Open], Step = step, Sort = CaseSort.Due };

    private async Task<List<DispatchRow>> RowsAsync(Signed who, IReadOnlyList<CaseView> cases, CancellationToken cancel)
    {
        Guid[] ids = [.. cases.Select(c => c.Id)];
        var states = (await LoadedCase.ReadManyAsync(node.Source, ids, cancel)).ToDictionary(l => l.State.Id.Value, l => l.State);
        var descriptions = await CaseTexts.DescriptionsAsync(node.Source, ids, cancel);
        var rows = new List<DispatchRow>(cases.Count);
        foreach (var c in cases)
        {
            // Whoever was faster took it between the two statements.
            if (!states.TryGetValue(c.Id, out var state) || state.Version != c.Version)
            {
                continue;
            }
            var situation = await ActOnCase.SituationAsync(node.Desk, who.Person.Id, state, who.Now, cancel);
            if (DispatchActs.Sends(situation.Procedure, state.Step, who) is { } act)
            {
                rows.Add(Row(who, c, state, situation, act, descriptions.GetValueOrDefault(c.Id)));
            }
        }
        return rows;
    }

    private DispatchRow Row(Signed who, CaseView c, CaseState state, Situation s, ProcedureAct act, string? description)
    {
        var words = new CityWords(who.City, texts);
        var clocks = new ClockWords(who.City, moments.Now);
        var placing = new Placing(s, state, words, texts);
        var lead = placing.Route is { } route ? Lead(route, placing, words) : null;
        var undo = DispatchActs.TakesBack(s.Procedure, who);
        var no = CaseDecisions.WhyNot(s, state, act);
        var hard = no is not null ? new RefusalWords(words, texts).Say(no, s) : placing.Hard;
        var send = no is not null ? null
            : new DispatchSend(act.Name, words.In(act.Label), Guid.NewGuid(), BulkReading.ValueOf(c.Number, c.Version), undo?.Name, (int)s.Procedure.Rule("recallSeconds"), words.City.IsUrgent(c.Urgency) ? act.Guards.FirstOrDefault(g => g.Kind == GuardKind.GivenWhenUrgent)?.Argument : null);
        return new DispatchRow(c.Number, "/cases/" + c.Number, clocks.MostUrgent(c.Clocks, (_, _) => null), clocks.Lanes(c.Clocks), words.Class(c.Class), Flags(c, state, words), c.Title ?? "",
            c.Address ?? words.Chain(c.Areas) ?? "", words.City.IsUrgent(c.Urgency), lead, send, hard,
            hard is null && lead is not null && send is not null ? string.Join(' ', [s.Procedure.Code, c.Class, lead.Code, .. lead.Co.Select(u => u.Code)]) : null, 0,
            new DispatchCard(description == c.Title ? null : description, words.Chain(c.Areas), Facts(state, s, words)));
    }

    private DispatchLead Lead(Core.Dispatch.Route route, Placing placing, CityWords words) => new(route.Lead.Value, words.Unit(route.Lead.Value),
        [.. placing.Co.Select(u => (u.Value, words.Unit(u.Value)))], words.In(route.Why), Reach(route.Lead, words));

    /// <summary>The duty number, and outside the sessions who answers it.</summary>
    private string? Reach(UnitCode unit, CityWords words) => words.City.OnDuty(unit, moments.Now) switch
    {
        ({ } number, { } person) => texts["duty.reach.person", ("number", number), ("person", words.Person(person.Value))],
        ({ } number, null) => texts["duty.reach", ("number", number)],
        (null, { } person) => words.Person(person.Value),
        _ => null,
    };

    private List<Fact> Facts(CaseState state, Situation s, CityWords words)
    {
        var facts = new List<Fact>();
        if (state.Facts!.Promised(s.Standard) is { } limit)
        {
            facts.Add(new Fact(texts["fact.limit"], CaseTimetable.LimitWords(limit, texts)));
        }
        foreach (var (code, value) in state.Facts.Facets ?? new Dictionary<string, string>())
        {
            if (words.City.Facets.FirstOrDefault(f => f.Code == code) is { } facet)
            {
                facts.Add(new Fact(words.In(facet.Name), facet.Choices.FirstOrDefault(x => x.Code == value) is { } choice ? words.In(choice.Name) : value));
            }
        }
        foreach (var gone in state.Handlings.Where(h => h.Round == state.Round && h.Kind == HandlingKind.Lead && h.State == HandlingState.Returned))
        {
            facts.Add(new Fact(texts["dispatch.before"], words.Unit(gone.Unit.Value)));
        }
        return facts;
    }

    private List<Flag> Flags(CaseView c, CaseState state, CityWords words)
    {
        var flags = new List<Flag>();
        if (words.City.IsUrgent(c.Urgency))
        {
            flags.Add(new Flag(words.Choice("urgencies", c.Urgency), Loud: true));
        }
        if (c.Secrecy > 0)
        {
            flags.Add(new Flag(words.Choice("secrecyGrades", c.Secrecy.ToString(CultureInfo.InvariantCulture)), Loud: true));
        }
        if (state.Returns > 0)
        {
            flags.Add(new Flag(texts["flag.returned", ("n", state.Returns)]));
        }
        if (c.Round > 1)
        {
            flags.Add(new Flag(texts["flag.round", ("n", c.Round)]));
        }
        return flags;
    }

    /// <summary>Each row knows how many go the same way; what is urgent goes alone.</summary>
    private static List<DispatchRow> Bunched(List<DispatchRow> rows)
    {
        var alike = rows.Where(r => r is { Bunch: not null, Urgent: false }).CountBy(r => r.Bunch!).Where(b => b.Value > 1).ToDictionary();
        return [.. rows.Select(r => r is { Bunch: { } bunch, Urgent: false } && alike.TryGetValue(bunch, out var n) ? r with { Alike = n } : r with { Bunch = null })];
    }
}
