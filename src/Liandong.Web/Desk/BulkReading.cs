using System.Globalization;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk;

/// <summary>A case that somebody chose, as it stands and as he stands before it; the rest null when he may not see it.</summary>
public sealed record ChosenCase(AskedCase Asked, CaseView? Row, CaseState? State, Situation? Situation);

/// <summary>Reads many chosen cases for one person: what may be done to all of them, and what became of each.</summary>
public sealed class BulkReading(Node node, Texts texts, Moments moments)
{
    // Each of these says something of one case alone.
    private static readonly FieldType[] s_ofOne =
        [FieldType.Files, FieldType.Conditions, FieldType.Appeal, FieldType.Milestone, FieldType.ReporterName, FieldType.ReporterPhone];

    /// <summary>What a queue's boxes send: number, a dot, version.</summary>
    public static IReadOnlyList<AskedCase> Asked(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Select(v => v.Split('.', 2)).Where(p => p[0].Length is > 0 and < 40)
            .Select(p => new AskedCase(p[0], p.Length > 1 && int.TryParse(p[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null)).DistinctBy(c => c.Number)];

    /// <summary>What a box sends.</summary>
    public static string ValueOf(string number, int? version) => string.Create(CultureInfo.InvariantCulture, $"{number}.{version}");

    /// <summary>The cases with their states, in the order asked.</summary>
    public async Task<IReadOnlyList<ChosenCase>> ReadAsync(Signed who, IReadOnlyList<AskedCase> asked, CancellationToken cancel)
    {
        var rows = (await node.Reader.ManyAsync([.. asked.Select(c => c.Number)], who.Scope, cancel)).ToDictionary(r => r.Number, StringComparer.Ordinal);
        var states = (await LoadedCase.ReadManyAsync(node.Source, [.. rows.Values.Select(r => r.Id)], cancel)).ToDictionary(l => l.State.Id.Value, l => l.State);
        var chosen = new List<ChosenCase>(asked.Count);
        foreach (var one in asked)
        {
            var state = rows.TryGetValue(one.Number, out var row) ? states.GetValueOrDefault(row.Id) : null;
            chosen.Add(state is null ? new ChosenCase(one, null, null, null)
                : new ChosenCase(one, row, state, await ActOnCase.SituationAsync(node.Desk, who.Person.Id, state, who.Now, cancel)));
        }
        return chosen;
    }

    /// <summary>The act of a name, as one of the cases or else the city knows it.</summary>
    public static ProcedureAct? Act(Signed who, IReadOnlyList<ChosenCase> chosen, string name) =>
        chosen.Select(c => c.Situation?.Procedure).Concat(who.City.Procedures.Values).Select(p => p?.Act(name)).FirstOrDefault(a => a is { Seat: not Seat.Rule });

    /// <summary>Before an act: all are chosen, the bar tells what may be done.</summary>
    public BulkPage Offer(Signed who, IReadOnlyList<ChosenCase> chosen, string? open, ActTried? tried, string back)
    {
        var words = new CityWords(who.City, texts);
        return new BulkPage(texts["bulk.title", ("n", chosen.Count)], [.. chosen.Select(c => Row(c, words, chosen: true, null, refused: false))], Bar(words, chosen, open, tried, back));
    }

    /// <summary>After an act: each with what became of it, and those that were refused still chosen.</summary>
    public BulkPage Told(Signed who, IReadOnlyList<ChosenCase> after, IReadOnlyList<ActedCase> acted, ActTried tried, ProcedureAct act, string back)
    {
        var words = new CityWords(who.City, texts);
        var refusals = new RefusalWords(words, texts);
        if (acted.Count == 0)
        {
            return Offer(who, after, tried.Act, tried, back) with { Refusal = refusals.Note(words.In(act.Label), tried.Refusal) };
        }
        var rows = after.Zip(acted, (c, a) => a.Answer.Refusal is { } no
            ? Row(c, words, chosen: true, refusals.Say(no, c.Situation), refused: true)
            : Row(c, words, chosen: false, c.Row is null ? texts["bulk.gone"] : texts["bulk.done"], refused: false)).ToList();
        var left = after.Where((_, i) => rows[i].Refused).ToList();
        var done = rows.Count - left.Count;
        return new BulkPage(words.In(act.Label), rows, Bar(words, left, act.Fields.Any(f => f.Code == tried.Refusal.Field) ? act.Name : null, tried, back),
            left.Count == 0 ? texts["bulk.all", ("act", words.In(act.Label)), ("n", done)]
            : texts["bulk.some", ("act", words.In(act.Label)), ("done", done), ("left", left.Count)]);
    }

    private BulkBar Bar(CityWords words, IReadOnlyList<ChosenCase> chosen, string? open, ActTried? tried, string back)
    {
        var known = chosen.Where(c => c.State is not null).ToList();
        var acts = known.Count == 0 || known.Count < chosen.Count ? [] : Common(known).ToList();
        var keys = new HashSet<char>(ActForms.TakenKeys + "XOVPC");
        var offers = acts.Select(a => new BulkOffer(a.Name, words.In(a.Label), ActForms.Icon(a), ActForms.KeyOf(a.Name, keys), a.Fields.Count == 0 && !ActForms.Ends(a))).ToList();
        var form = acts.FirstOrDefault(a => a.Name == open) is { } act
            ? new BulkForm(act.Name, words.In(act.Label), Fields(words, known, act, tried?.Act == act.Name ? tried : null), ActForms.Ends(act)) : null;
        return new BulkBar(chosen.Count, offers, form, back, Guid.NewGuid());
    }

    /// <summary>Acts that are possible on every one and ask nothing that only one case can answer.</summary>
    private static IEnumerable<ProcedureAct> Common(List<ChosenCase> chosen) =>
        chosen[0].Situation!.Procedure.Acts.Where(a => a.Seat != Seat.Rule && a.Fields.All(f => !f.Required || !s_ofOne.Contains(f.Type))
            && chosen.All(c => c.Situation!.Procedure.Act(a.Name) is { } same && same.Fields.SequenceEqual(a.Fields) && CaseDecisions.WhyNot(c.Situation, c.State!, same) is null));

    /// <summary>The fields of an act once for all: what every case may take, filled in where all would have the same.</summary>
    private List<FieldInput> Fields(CityWords words, List<ChosenCase> chosen, ProcedureAct act, ActTried? tried)
    {
        var refusals = new RefusalWords(words, texts);
        var once = act with { Fields = [.. act.Fields.Where(f => !s_ofOne.Contains(f.Type))] };
        var each = chosen.Select(c => new ActFields(c.Situation!, c.State!, words, refusals, texts, moments).Of(once, tried)).ToList();
        return [.. each[0].Select((field, i) => Once(field, [.. each.Select(fields => fields[i])]))];
    }

    private static FieldInput Once(FieldInput first, IReadOnlyList<FieldInput> same) => first with
    {
        Options = first.Options?.Where(o => same.All(f => f.Options!.Contains(o))).ToList(),
        Values = same.All(f => (f.Values ?? []).SequenceEqual(first.Values ?? [])) ? first.Values : [],
        Hint = same.All(f => f.Hint == first.Hint) ? first.Hint : null,
    };

    private BulkRow Row(ChosenCase c, CityWords words, bool chosen, string? answer, bool refused) => c.Row is not { } row
        ? new BulkRow(c.Asked.Number, null, ValueOf(c.Asked.Number, c.Asked.Version), chosen, null, "", "", "", answer, refused)
        : new BulkRow(row.Number, "/cases/" + row.Number, ValueOf(row.Number, row.Version), chosen, Due(row, words), words.Class(row.Class), row.Title ?? "", Step(c, words), answer, refused);

    private Remaining? Due(CaseView row, CityWords words) =>
        row.State is CaseStatus.Open or CaseStatus.Suspended ? new ClockWords(words.City, moments.Now).MostUrgent(row.Clocks, (_, _) => null) : null;

    private string Step(ChosenCase c, CityWords words) => c.State!.Status is CaseStatus.Open && c.Situation!.Procedure.Steps.TryGetValue(c.State.Step, out var step)
        ? words.In(step.Name) : texts["status." + c.State.Status.ToString().ToLowerInvariant()];
}
