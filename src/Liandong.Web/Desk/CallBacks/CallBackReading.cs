using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.CallBacks;
using Liandong.Work.Cases;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk.CallBacks;

/// <summary>Reads who is to be rung back: now, at which hour, or not before tomorrow.</summary>
public sealed class CallBackReading(Node node, Texts texts, Moments moments)
{
    private const int MostCases = 150;

    public async Task<CallBackPage> ReadAsync(Signed who, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var steps = who.City.Procedures.Values.SelectMany(WaitingCalls.Acts).SelectMany(a => a.From).Distinct();
        var waiting = await WaitingAsync(who, steps, cancel);
        var held = await DialCaller.HeldAsync(node.Source, [.. waiting.Select(w => w.Row.Id)], DialCaller.Midnight(who.City, who.Now), cancel);
        var lines = waiting.SelectMany(w => WaitingCalls.Of(w.Procedure, w.State).Select(a => (At: When(w, a, held), Line: Line(who, words, w, a, held)))).ToList();
        var groups = lines.GroupBy(l => l.At).OrderBy(g => g.Key).Select(g => new CallGroup(Heading(g.Key), [.. g.Select(l => l.Line)])).ToList();
        return new CallBackPage(groups, lines.Count(l => l.Line.MayDial));
    }

    /// <summary>Cases of some steps, the nearest due first, with their states.</summary>
    internal async Task<IReadOnlyList<(CaseView Row, CaseState State, Procedure Procedure)>> WaitingAsync(Signed who, IEnumerable<string> steps, CancellationToken cancel)
    {
        var rows = new List<CaseView>();
        foreach (var step in steps)
        {
            var query = CaseQuery.All with { States = [CaseStatus.Open], Step = step, Sort = CaseSort.Due, Limit = MostCases };
            rows.AddRange((await node.Reader.ListAsync(query, who.Scope, cancel)).Page?.Items ?? []);
        }
        rows = [.. rows.OrderBy(r => r.UrgentAt ?? DateTimeOffset.MaxValue).Take(MostCases)];
        var states = (await LoadedCase.ReadManyAsync(node.Source, [.. rows.Select(r => r.Id)], cancel)).ToDictionary(l => l.State.Id.Value, l => l.State);
        var found = new List<(CaseView, CaseState, Procedure)>(rows.Count);
        foreach (var row in rows.Where(r => states.ContainsKey(r.Id)))
        {
            found.Add((row, states[row.Id], await node.Desk.Definitions.ProcedureAsync(row.ProcedureHash, who.City.DefaultCalendar, cancel)));
        }
        return found;
    }

    /// <summary>The hour from which on; the least for now, the most for not today.</summary>
    private DateTimeOffset When((CaseView Row, CaseState State, Procedure Procedure) w, Appeal appeal, IReadOnlySet<(Guid, int)> held) =>
        held.Contains((w.Row.Id, appeal.No)) ? DateTimeOffset.MaxValue
        : WaitingCalls.NotBefore(w.Procedure, appeal, moments.Now) is { } from ? new DateTimeOffset(from.Year, from.Month, from.Day, from.Hour, 0, 0, from.Offset) : DateTimeOffset.MinValue;

    private string Heading(DateTimeOffset at) => at == DateTimeOffset.MinValue ? texts["calls.now"] : at == DateTimeOffset.MaxValue ? texts["calls.held"]
        : texts["calls.from", ("when", moments.Short(at))];

    private CallLine Line(Signed who, CityWords words, (CaseView Row, CaseState State, Procedure Procedure) w, Appeal appeal, IReadOnlySet<(Guid, int)> held) => new(
        w.Row.Number, appeal.No, Guid.NewGuid(), !held.Contains((w.Row.Id, appeal.No)) && WaitingCalls.NotBefore(w.Procedure, appeal, moments.Now) is null,
        new ClockWords(who.City, moments.Now).MostUrgent(w.Row.Clocks, (_, _) => null), words.Class(w.Row.Class),
        w.State.Appeals.Count > 1 ? texts["calls.of-many", ("title", w.Row.Title ?? ""), ("n", appeal.No)] : w.Row.Title ?? "",
        w.Row.Unit is { } unit ? words.Unit(unit) : "", appeal.Tries > 0 ? texts["appeal.tries", ("n", appeal.Tries)] : null, appeal.Secrecy > 0);
}
