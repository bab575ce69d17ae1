using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Dispatch;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Liandong.Work.Shifts;

namespace Liandong.Web.Desk.Shift;

/// <summary>Reads the shift leader's desk and the handovers.</summary>
public sealed class ShiftReading(Node node, QueueReading queues, DeskViews counts, Handovers handovers, Texts texts, Moments moments)
{
    private const int MostUrgent = 50;
    private const int MostOwn = 50;
    private const int MostHandovers = 8;

    public async Task<ShiftPage> ReadAsync(Signed who, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var calls = await CallReader.OpenAsync(node.Calls, cancel);
        var matters = await MattersAsync(who, calls.Count, cancel);
        return new ShiftPage([.. calls.Select(c => Call(c, who, words))], calls.Count(c => c.Waits), await TodayAsync(who, cancel), await StepsAsync(who, words, cancel), await UrgentAsync(who, words, cancel),
            await OwnAsync(who, words, cancel), await HandedAsync(who, words, cancel), await RowsAsync(who, matters.Matters, words, cancel), calls.Count, Guid.NewGuid());
    }

    /// <summary>The telephones alone, for the refetch.</summary>
    public async Task<IReadOnlyList<CallRow>> CallsAsync(Signed who, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        return [.. (await CallReader.OpenAsync(node.Calls, cancel)).Select(c => Call(c, who, words))];
    }

    /// <summary>What waits for himself, step by step.</summary>
    public async Task<QueuePage> OwnAsync(Signed who, CityWords words, CancellationToken cancel)
    {
        var rows = new List<QueueRow>();
        foreach (var step in DeskViews.DeskSteps(who))
        {
            rows.AddRange((await queues.RowsAsync(who, DispatchReading.Waiting(step.Code) with { Limit = MostOwn }, cancel)).Select(r => r with { Group = words.In(step.Name) }));
        }
        return new QueuePage(texts["shift.own"], "", "/shift", [], [], [], [], rows, new Pager(null, null), Grouped: true, RowsUrl: "/shift?rows=1", Topic: QueueReading.Topic(who), Bulk: BulkBar.Before("/shift"));
    }

    /// <summary>The open matters by rule, as they stand.</summary>
    public async Task<HandedOver> MattersAsync(Signed who, int calls, CancellationToken cancel)
    {
        var matters = new List<OpenMatter>();
        var urgent = await UrgentCases.NumbersAsync(node.Source, who.Scope, who.City.MildestUrgency, MostUrgent, cancel);
        var found = (await node.Reader.ManyAsync(urgent, who.Scope, cancel)).ToDictionary(c => c.Number, StringComparer.Ordinal);
        matters.AddRange(await MattersAsync(MatterKinds.Urgent, [.. urgent.Where(found.ContainsKey).Select(n => found[n])], who, cancel));
        foreach (var (kind, steps) in new[] { (MatterKinds.Own, DeskViews.DeskSteps(who).Select(s => s.Code)), (MatterKinds.Ruling, DispatchActs.RulingSteps(who.City)) })
        {
            foreach (var step in steps)
            {
                matters.AddRange(await MattersAsync(kind, (await node.Reader.ListAsync(DispatchReading.Waiting(step) with { Limit = MostOwn }, who.Scope, cancel)).Page?.Items ?? [], who, cancel));
            }
        }
        return new HandedOver([.. matters.DistinctBy(m => m.Number)], calls);
    }

    /// <summary>A handover as its sheet; null when there is none of this id.</summary>
    public async Task<HandoverSheet?> SheetAsync(Signed who, Guid id, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        return await handovers.OneAsync(id, cancel) is not { } h ? null
            : new HandoverSheet(h.Id, words.Person(h.Goes.Value), h.GoesAt, h.Comes is { } comes ? words.Person(comes.Value) : null, h.ComesAt, await RowsAsync(who, h.What.Matters, words, cancel), h.What.Calls, h.Words, h.Remark,
                Sign: h.Comes is null && h.Goes != who.Person.Id);
    }

    private async Task<List<OpenMatter>> MattersAsync(string kind, IReadOnlyList<CaseView> cases, Signed who, CancellationToken cancel)
    {
        var matters = new List<OpenMatter>(cases.Count);
        foreach (var c in cases)
        {
            var procedure = await node.Desk.Definitions.ProcedureAsync(c.ProcedureHash, who.City.DefaultCalendar, cancel);
            var name = procedure.Steps.TryGetValue(c.Step, out var step) ? step.Name : new LocalName(c.Step, c.Step);
            matters.Add(new OpenMatter(kind, c.Number, name.En, name.Zh, c.Unit, c.UrgentAt));
        }
        return matters;
    }

    private async Task<IReadOnlyList<MatterRow>> RowsAsync(Signed who, IReadOnlyList<OpenMatter> matters, CityWords words, CancellationToken cancel)
    {
        var seen = (await node.Reader.ManyAsync([.. matters.Select(m => m.Number)], who.Scope, cancel)).ToDictionary(c => c.Number, StringComparer.Ordinal);
        return
        [
            .. from m in matters
               let c = seen.GetValueOrDefault(m.Number)
               select new MatterRow(texts["matter." + m.Kind], m.Number, "/cases/" + m.Number, c is null ? null : words.Class(c.Class), c?.Title, words.In(new LocalName(m.StepEn, m.StepZh)),
                   m.Unit is { } unit ? words.Unit(unit) : null, m.Due),
        ];
    }

    private CallRow Call(CallView c, Signed who, CityWords words)
    {
        var line = c.Line is { } code ? who.City.Lines.FirstOrDefault(l => l.Code == code) : null;
        var taken = c.TakenBy ?? c.RingsFor;
        return new CallRow(c.Id, texts["shift.call." + c.Standing.ToString().ToLowerInvariant()], taken is { } person ? words.Person(person.Value) : texts["shift.nobody"],
            line is null ? c.Line : words.In(line.Name), c.Standing switch { CallStanding.Rings => c.RungAt, CallStanding.Held => c.HeldAt!.Value, CallStanding.Open => c.EndedAt!.Value, _ => c.AnsweredAt ?? c.RungAt },
            c.Warnings, c.TakenBy != who.Person.Id && c.Standing is not CallStanding.Settled);
    }

    private async Task<IReadOnlyList<CallFigure>> TodayAsync(Signed who, CancellationToken cancel)
    {
        var midnight = moments.Local(moments.Now).Date;
        var from = new DateTimeOffset(midnight, moments.Zone.GetUtcOffset(midnight));
        var figures = (await CallReader.CountsAsync(node.Calls, from, cancel)).GroupBy(c => c.Outcome is null ? "open" : c.Outcome is CallOutcomes.Registered or CallOutcomes.Joined or CallOutcomes.Missed ? c.Outcome : "other");
        return [.. figures.Select(g => new CallFigure(texts["shift.outcome." + g.Key], g.Sum(c => c.Calls))).OrderByDescending(f => f.Calls)];
    }

    private async Task<IReadOnlyList<StepFigure>> StepsAsync(Signed who, CityWords words, CancellationToken cancel)
    {
        var steps = who.City.Procedures.Values.OrderByDescending(p => p.Code == who.City.DefaultProcedure).ThenBy(p => p.Code, StringComparer.Ordinal)
            .SelectMany(p => p.Steps.Values.Where(s => p.Acts.Any(a => a.From.Contains(s.Code)))).DistinctBy(s => s.Code)
            .Select(s => (Step: s, All: DispatchReading.Waiting(s.Code), Late: DeskViews.Late(DispatchReading.Waiting(s.Code)))).ToList();
        var known = await counts.CountsAsync(who, steps.SelectMany(s => new[] { s.All, s.Late }), cancel);
        return [.. steps.Where(s => known[s.All] > 0)
            .Select(s => new StepFigure(words.In(s.Step.Name), words.Role(s.Step.Role), known[s.All], known[s.Late], "/cases?state=open&sort=due&step=" + Uri.EscapeDataString(s.Step.Code)))];
    }

    private async Task<IReadOnlyList<UrgentRow>> UrgentAsync(Signed who, CityWords words, CancellationToken cancel)
    {
        var numbers = await UrgentCases.NumbersAsync(node.Source, who.Scope, who.City.MildestUrgency, MostUrgent, cancel);
        var cases = await node.Reader.ManyAsync(numbers, who.Scope, cancel);
        var states = (await LoadedCase.ReadManyAsync(node.Source, [.. cases.Select(c => c.Id)], cancel)).ToDictionary(l => l.State.Id.Value, l => l.State);
        var clocks = new ClockWords(who.City, moments.Now);
        var rows = new List<UrgentRow>(cases.Count);
        foreach (var c in cases.OrderBy(c => c.UrgentAt ?? DateTimeOffset.MaxValue))
        {
            if (states.TryGetValue(c.Id, out var state))
            {
                var procedure = await node.Desk.Definitions.ProcedureAsync(c.ProcedureHash, who.City.DefaultCalendar, cancel);
                rows.Add(Urgent(c, state, procedure, words, clocks));
            }
        }
        return [.. rows.OrderBy(r => r.IsAnswered)];
    }

    private UrgentRow Urgent(CaseView c, Core.Cases.CaseState state, Procedure procedure, CityWords words, ClockWords clocks)
    {
        var lead = state.Lead;
        var answered = lead is { State: not HandlingState.Offered };
        var reach = lead is { } sent && words.City.OnDuty(sent.Unit, moments.Now).Number is { } number ? texts["duty.reach", ("number", number)] : null;
        return new UrgentRow(c.Number, "/cases/" + c.Number, clocks.MostUrgent(c.Clocks, (_, _) => null), words.Class(c.Class), words.Choice("urgencies", c.Urgency), c.Title ?? "",
            procedure.Steps.TryGetValue(c.Step, out var step) ? words.In(step.Name) : c.Step, lead is null ? "" : words.Unit(lead.Unit.Value), reach,
            state.ContactedAt is { } spoken ? texts["shift.contacted", ("when", moments.Short(spoken))] : answered ? texts["shift.accepted", ("who", lead!.Person is { } p ? words.Person(p.Value) : words.Unit(lead.Unit.Value))]
            : lead is null ? texts["shift.unsent"] : texts["shift.unaccepted", ("when", moments.Short(lead.OfferedAt))], answered);
    }

    private async Task<IReadOnlyList<HandoverRow>> HandedAsync(Signed who, CityWords words, CancellationToken cancel) =>
    [
        .. (await handovers.LatestAsync(MostHandovers, cancel)).Select(h => new HandoverRow("/shift/handovers/" + h.Id, h.GoesAt, words.Person(h.Goes.Value), h.Comes is { } comes ? words.Person(comes.Value) : null,
            h.What.Matters.Count, h.Comes is null && h.Goes != who.Person.Id)),
    ];
}
