using System.Globalization;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;

namespace Liandong.Web.Desk;

/// <summary>What came back with a refusal: which act, what was typed, and what is wrong with it.</summary>
public sealed record ActTried(string Act, Guid Key, IReadOnlyDictionary<string, FieldValue> Fields, Refusal Refusal);

/// <summary>The acts that this reader may do now, each with its form, and those withheld, each with its reason.</summary>
public sealed class ActForms(CaseFile file, CityWords words, RefusalWords refusals, Texts texts, Moments moments)
{
    private const int ShortText = 200;
    private const int FewNumbers = 10;
    private const string TakenKeys = "JKUNF";
    private readonly Situation _situation = file.Situation;

    public (IReadOnlyList<ActOffer> Offers, IReadOnlyList<ActWithheld> Withheld) Read(ActTried? tried)
    {
        var offers = new List<ActOffer>();
        var withheld = new List<ActWithheld>();
        var keys = new HashSet<char>(TakenKeys);
        foreach (var act in _situation.Procedure.Acts.Where(a => a.Seat != Seat.Rule))
        {
            var why = CaseDecisions.WhyNot(_situation, file.State, act);
            if (why is null)
            {
                offers.Add(Offer(act, KeyOf(act.Name, keys), tried?.Act == act.Name ? tried : null, main: offers.TrueForAll(o => !o.Main) && MovesOn(act)));
            }
            else if (why.Code is not (Refusals.NotYourRole or Refusals.NotInThisStep or Refusals.NotInThisState or Refusals.NotYours or Refusals.NoSuchHandling or Refusals.NoExtensionPending or Refusals.ContactedBefore))
            {
                withheld.Add(new ActWithheld(act.Name, words.In(act.Label), Icon(act), refusals.Say(why, _situation)));
            }
        }
        return ([.. offers.OrderByDescending(o => o.Main)], withheld);
    }

    private ActOffer Offer(ProcedureAct act, string? key, ActTried? tried, bool main) => new(
        act.Name, words.In(act.Label), Icon(act), $"/cases/{file.Row.Number}/acts", tried?.Key ?? Guid.NewGuid(),
        [.. act.Fields.Select(f => Field(act, f, tried))], key, main, act.Effects.Any(e => e.Kind is EffectKind.Void or EffectKind.Refuse), act.Adds, Follows(act), tried is not null);

    private FieldInput Field(ProcedureAct act, FieldSpec spec, ActTried? tried)
    {
        var given = tried?.Fields.GetValueOrDefault(spec.Code);
        var error = tried?.Refusal.Field == spec.Code ? refusals.Say(tried.Refusal, _situation) : null;
        var (suggested, why) = tried is null ? Suggested(act, spec) : ([], null);
        IReadOnlyList<string> values = given is not null ? spec.Type is FieldType.Text ? [given.Text ?? ""] : given.All : suggested;
        var (shape, options) = Shape(act, spec);
        return new FieldInput($"{act.Name}.{spec.Code}", shape, words.In(spec.Label), spec.Required, why ?? Hint(spec), error, values, options,
            Min: spec.Type is FieldType.Instant ? Local(moments.Now) : spec.Min?.ToString(CultureInfo.InvariantCulture),
            Max: spec.Type is FieldType.Instant ? Local(moments.Now.AddDays(spec.Max ?? 366)) : spec.Max?.ToString(CultureInfo.InvariantCulture));
    }

    private (FieldShape Shape, IReadOnlyList<FieldOption>? Options) Shape(ProcedureAct act, FieldSpec spec)
    {
        var options = FieldChecks.Options(spec, act, _situation, file.State)?.Select(o => new FieldOption(o.Code, words.In(o.Name), Group(spec, o.Code))).ToList();
        return spec.Type switch
        {
            FieldType.Text => (spec.Max <= ShortText ? FieldShape.Text : FieldShape.LongText, null),
            FieldType.Unit => (FieldShape.Unit, options),
            FieldType.Units or FieldType.Conditions => (FieldShape.CheckList, options),
            FieldType.Person => (FieldShape.Person, options),
            FieldType.Appeal => (FieldShape.Choice, [.. options!.Select(o => o with { Label = texts["appeal.number", ("n", o.Value)] })]),
            FieldType.Choice => (FieldShape.Choice, options),
            FieldType.Number when spec is { Min: { } min, Max: { } max } && max - min < FewNumbers => (FieldShape.Choice, Numbers(spec, min, max)),
            FieldType.Number => (FieldShape.Number, null),
            FieldType.Instant => (FieldShape.Instant, null),
            FieldType.Flag => (FieldShape.YesNo, null),
            FieldType.Files => (FieldShape.Photo, null),
            _ => (FieldShape.Text, null),
        };
    }

    /// <summary>The steps of a short scale, by the city's words where it has them.</summary>
    private List<FieldOption> Numbers(FieldSpec spec, int min, int max) =>
        [.. Enumerable.Range(min, max - min + 1).Select(n => n.ToString(CultureInfo.InvariantCulture))
            .Select(n => new FieldOption(n, words.City.Choice(spec.Code, n) is { } named ? $"{n} {words.In(named.Name)}" : n))];

    private string? Group(FieldSpec spec, string code) => spec.Type is FieldType.Unit or FieldType.Units && words.City.Units.SelfAndAbove(new UnitCode(code)) is { Count: >= 2 } above
        ? words.Unit(above[^2].Value) : null;

    private string? Hint(FieldSpec spec) => spec switch
    {
        { Type: FieldType.Text, Min: > 1 and { } min } => texts["field.at-least", ("n", min)],
        { Type: FieldType.Instant } => texts["field.city-time"],
        { Type: FieldType.Units, Max: { } most } => texts["field.at-most", ("n", most)],
        _ => null,
    };

    /// <summary>For a dispatch, whom the list of affairs names, and why; a flag begins ticked; a single appeal is chosen.</summary>
    private (IReadOnlyList<string> Values, string? Why) Suggested(ProcedureAct act, FieldSpec spec)
    {
        if (spec.Type is FieldType.Unit or FieldType.Units && act.Effects.Any(e => e.Kind == EffectKind.OpenLead) && file.State.Facts is { } f
            && words.City.Affairs.Find(f.ToMatter()) is { } route)
        {
            return spec.Type is FieldType.Unit ? ([route.Lead.Value], texts["dispatch.why", ("why", words.In(route.Why))]) : ([.. route.Co.Select(u => u.Value)], Hint(spec));
        }
        return spec.Type switch
        {
            FieldType.Flag => (["true"], null),
            FieldType.Appeal when file.State.Appeals.Count == 1 => (["1"], null),
            _ => ([], null),
        };
    }

    /// <summary>Where the case goes, and which clock begins.</summary>
    private List<string> Follows(ProcedureAct act)
    {
        var lines = new List<string>();
        var to = act.Branches.Any(b => b.When == BranchWhen.ReturnedBefore) && file.State.Returns > 0 ? act.Branches[0].To : act.To;
        if (to is not null && _situation.Procedure.Steps.TryGetValue(to, out var step) && _situation.Procedure.Acts.Any(a => a.From.Contains(to)))
        {
            lines.Add(texts["follows.step", ("step", words.In(step.Name)), ("role", words.Role(step.Role))]);
        }
        if (act.Effects.Any(e => e is { Kind: EffectKind.StartClock, Argument: ClockKey.Handling }) && _situation.Standard?.Limit is { } limit && file.State.Handling is null)
        {
            lines.Add(texts["follows.clock", ("limit", CaseTimetable.LimitWords(limit, texts))]);
        }
        if (act.Effects.Any(e => e.Kind == EffectKind.Suspend))
        {
            lines.Add(texts["follows.suspend"]);
        }
        return lines;
    }

    private bool MovesOn(ProcedureAct act) => act.To is { } to && to != file.State.Step && !act.Effects.Any(e => e.Kind is EffectKind.Void or EffectKind.Refuse or EffectKind.ReturnLead)
        && _situation.Procedure.Steps.TryGetValue(file.State.Step, out var step) && act.Roles.Contains(step.Role);

    private static string? KeyOf(string name, HashSet<char> taken)
    {
        foreach (var letter in name.ToUpperInvariant().Where(char.IsAsciiLetterUpper))
        {
            if (taken.Add(letter))
            {
                return letter.ToString();
            }
        }
        return null;
    }

    private static string Icon(ProcedureAct act) => act.Effects.Count == 0 ? act.Adds ? "edit" : "check" : act.Effects[0].Kind switch
    {
        EffectKind.OpenLead or EffectKind.OpenSub => "split",
        EffectKind.ReturnLead or EffectKind.RecallLead or EffectKind.ReturnPart or EffectKind.ResumeLead or EffectKind.RedoParts or EffectKind.NextRound or EffectKind.Reopen => "back",
        EffectKind.Suspend or EffectKind.Resume => "pause",
        EffectKind.AskExtension or EffectKind.AnswerExtension => "clock",
        EffectKind.MarkContacted or EffectKind.CallBack or EffectKind.TryCall => "phone",
        EffectKind.CollectEvidence => "camera",
        EffectKind.MarkRuled => "scale",
        EffectKind.AddAppeal => "plus",
        EffectKind.Void or EffectKind.Refuse => "x",
        _ => "check",
    };

    private string Local(DateTimeOffset at) => moments.Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
