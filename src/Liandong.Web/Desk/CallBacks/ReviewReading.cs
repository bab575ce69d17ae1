using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk.CallBacks;

/// <summary>Reads the replies that wait to be judged, each in full, with what a reviewer looks at first.</summary>
public sealed class ReviewReading(Node node, CallBackReading waiting, Texts texts, Moments moments)
{
    private const int Most = 40;

    /// <summary>Where a lead's report leads, when a desk of this reader's judges it there.</summary>
    public static IReadOnlyList<string> Steps(Signed who) => [.. who.City.Procedures.Values.SelectMany(p => Judged(p).Where(s => p.Steps.TryGetValue(s, out var step) && who.Is(step.Role))).Distinct()];

    /// <summary>What is often missing in a reply, as the city lists it.</summary>
    public static IReadOnlyList<FieldOption> Faults(CityWords words, Texts texts) =>
        [.. (words.City.Lists.GetValueOrDefault("replyFaults") ?? []).Select(c => new FieldOption(words.In(c.Name), words.In(c.Name), texts["review.faults"]))];

    public async Task<ReviewPage> ReadAsync(Signed who, string back, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var lines = new List<ReviewLine>();
        var all = await waiting.WaitingAsync(who, Steps(who), cancel);
        foreach (var (row, state, procedure) in all.Take(Most))
        {
            var trace = await CaseTrace.ReadAsync(node.Source, new CaseId(row.Id), cancel);
            lines.Add(Line(who, words, row, state, procedure, trace.LastOrDefault(t => t.Act is { } act && Reports(procedure.Act(act.Act)))));
        }
        return new ReviewPage(lines, BulkBar.Before(back), Faults(words, texts), all.Count);
    }

    private static IEnumerable<string> Judged(Procedure p) => p.Acts.Where(a => Reports(a)).SelectMany(a => a.Branches.Select(b => b.To).Append(a.To).OfType<string>())
        .Concat(p.Acts.Where(a => a.From.Any(f => p.Steps.TryGetValue(f, out var s) && s.Seat == Seat.Area)).Select(a => a.To).OfType<string>())
        .Where(s => p.Steps.TryGetValue(s, out var step) && step.Seat == Seat.Desk && p.Acts.Any(a => a.From.Contains(s) && a.Effects.Any(e => e.Kind == EffectKind.ResumeLead)));

    private static bool Reports(ProcedureAct? act) => act?.Effects.Any(e => e.Kind == EffectKind.ReportLead) is true;

    private ReviewLine Line(Signed who, CityWords words, CaseView row, CaseState state, Procedure procedure, TracedAct? report)
    {
        var fields = report?.Act is { } act ? procedure.Act(act.Act)?.Fields ?? [] : [];
        var result = fields.FirstOrDefault(f => f.List == "closingKinds") is { } kind ? report!.Act!.Fields.GetValueOrDefault(kind.Code) : null;
        var reply = fields.FirstOrDefault(f => f is { Type: FieldType.Text, Required: true }) is { } said ? report!.Texts?.GetValueOrDefault(said.Code) : null;
        var doubts = new List<string>();
        if (state.ContactedAt is null)
        {
            doubts.Add(texts["review.no-contact"]);
        }
        if (state.PhotosAfter == 0)
        {
            doubts.Add(texts["review.no-photo"]);
        }
        if (state.Round > 1)
        {
            doubts.Add(texts["flag.round", ("n", state.Round)]);
        }
        return new ReviewLine(row.Number, BulkReading.ValueOf(row.Number, row.Version), new ClockWords(who.City, moments.Now).MostUrgent(row.Clocks, (_, _) => null), words.Class(row.Class), row.Title ?? "",
            row.Unit is { } unit ? words.Unit(unit) : "", result is null ? null : words.Choice("closingKinds", result), reply, doubts, report?.Act?.Person == who.Person.Id);
    }
}
