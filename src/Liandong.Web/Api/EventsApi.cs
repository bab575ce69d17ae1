using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Look;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Web.Api;

/// <summary>GET /cases/{number}/events: the trace, one item an act, with the kinds of the events that followed from it.</summary>
internal static class EventsApi
{
    private const int UsualLimit = 100;
    private const string Imported = "import";

    // Whoever checks the chain needs its hashes; to others they say nothing.
    private static readonly string[] s_seesHashes = ["system-administrator", "security-administrator", "audit-administrator"];

    public static async Task<Refusal?> ListAsync(ApiCall call)
    {
        var q = new ApiQuery(call.Http.Request.QueryString.Value, "after", "limit");
        var (limit, after) = (q.Limit(UsualLimit, CaseReader.MostRows), q.Text("after"));
        if (q.Fault is { } fault)
        {
            return fault;
        }
        var number = call.Path("number");
        if (await LoadedCase.FindAsync(call.Node.Source, number, call.Scope, call.Cancel) is not { } id
            || await LoadedCase.ReadAsync(call.Node.Source, id, call.Cancel) is not { State: var state })
        {
            return new Refusal(Refusals.NotFound, "number");
        }
        var cursors = new Cursors(call.Node.Keys);
        var last = after is null ? 0 : cursors.Read(after, "events/" + number) is [var seq] ? int.Parse(seq, CultureInfo.InvariantCulture) : -1;
        if (last < 0)
        {
            return new Refusal(Refusals.FieldInvalid, "after");
        }
        var trace = await CaseTrace.ReadAsync(call.Node.Source, id, call.Cancel);
        var rest = trace.Where(a => a.Seq > last).ToList();
        var procedure = await call.Node.Desk.Definitions.ProcedureAsync(state.Facts!.ProcedureHash, call.City.DefaultCalendar, call.Cancel);
        var items = rest.Take(limit).Select(a => Of(call, procedure, a, trace)).ToList();
        var next = rest.Count > limit ? cursors.Write([items[^1].LastSeq.ToString(CultureInfo.InvariantCulture)], "events/" + number) : null;
        return await call.AnswerAsync(new ListAnswer<EventAnswer>(items, next), ApiJson.Plain.ListAnswerEventAnswer);
    }

    private static EventAnswer Of(ApiCall call, Procedure procedure, TracedAct traced, IReadOnlyList<TracedAct> trace)
    {
        var answers = CaseAnswers.For(call);
        var name = traced.Act?.Act ?? (traced.Events[0] is CaseImported ? Imported : traced.Events[0].GetType().Name);
        var label = procedure.Act(name)?.Label.In(call.Language)
            ?? call.Http.RequestServices.GetRequiredService<TextCatalogue>().Find(call.Language, "act." + name, one: false)?.Plain(_ => "") ?? name;
        return new EventAnswer(traced.Seq, traced.LastSeq, traced.Id.ToString(), traced.At, traced.RecordedAt, traced.Act?.ClaimedAt, name, label,
            traced.Act?.Person is { } person ? answers.Person(person) : null, traced.Act?.Post, traced.Act?.Unit is { } unit ? answers.Unit(unit.Value) : null,
            traced.Act?.Fields ?? new Dictionary<string, string>(), traced.Texts, [.. traced.Events.Where(e => e is not ActPerformed).Select(e => e.GetType().Name)])
        {
            Caller = traced.Act?.Caller,
            Hash = call.Actor.Posts.Any(p => s_seesHashes.Contains(p.Role)) ? Convert.ToHexStringLower(traced.Hash) : null,
            Moved = traced.Events.Any(e => e is CaseRebound) ? Moves(answers, traced, trace) : null,
        };
    }

    private static List<MovedAnswer> Moves(CaseAnswers answers, TracedAct traced, IReadOnlyList<TracedAct> trace)
    {
        var before = CaseState.Replay(default, trace.TakeWhile(t => t.Seq < traced.Seq).SelectMany(t => t.Events));
        return [.. Rebinding.Moves(before, traced.Events).Select(m => new MovedAnswer(CaseAnswers.Word(m.Kind), Names(m.Kind, m.From), Names(m.Kind, m.To)))];

        IReadOnlyList<CodeName> Names(MovedKind kind, IReadOnlyList<string> codes) => [.. codes.Select(code => new CodeName(code, kind switch
        {
            MovedKind.Area => answers.Area(code).Name,
            MovedKind.Unit => answers.Unit(code).Name,
            _ => answers.Person(new PersonId(code)).Name,
        }))];
    }
}
