using System.Globalization;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk;

/// <summary>The fields of an act, or of an opening, as a form asks them.</summary>
public sealed class ActFields(Situation situation, CaseState state, CityWords words, RefusalWords refusals, Texts texts, Moments moments)
{
    private const int ShortText = 200;
    private const int FewNumbers = 10;

    /// <summary>A caller is asked in his own words, and never whose appeal it is.</summary>
    private readonly bool _ofCaller = situation.Actor.Caller is not null;

    /// <summary>In the order of the procedure; with what was typed and what is wrong when the form came back.</summary>
    public IReadOnlyList<FieldInput> Of(ProcedureAct act, ActTried? tried) => [.. act.Fields.Where(f => !_ofCaller || f.Type != FieldType.Appeal).Select(f => Field(act, f, tried))];

    private FieldInput Field(ProcedureAct act, FieldSpec spec, ActTried? tried)
    {
        var given = tried?.Fields.GetValueOrDefault(spec.Code);
        var error = tried?.Refusal.Field == spec.Code ? refusals.Say(tried.Refusal, situation) : null;
        var (suggested, why) = tried is null ? Suggested(act, spec) : ([], null);
        IReadOnlyList<string> values = given is not null ? spec.Type is FieldType.Text && given.Items is null ? [given.Text ?? ""] : given.All : suggested;
        var (shape, options) = Shape(act, spec);
        return new FieldInput($"{act.Name}.{spec.Code}", shape, words.In(_ofCaller && spec.Ask is { } ask ? ask : spec.Label), FieldChecks.IsRequired(spec, act, situation, state), why ?? Hint(spec), error, values, options,
            Min: spec.Type is FieldType.Instant ? Local(moments.Now) : spec.Min?.ToString(CultureInfo.InvariantCulture),
            Max: spec.Type is FieldType.Instant ? Local(moments.Now.AddDays(spec.Max ?? 366)) : spec.Max?.ToString(CultureInfo.InvariantCulture));
    }

    private (FieldShape Shape, IReadOnlyList<FieldOption>? Options) Shape(ProcedureAct act, FieldSpec spec)
    {
        var options = FieldChecks.Options(spec, act, situation, state)?.Select(o => new FieldOption(o.Code, words.In(o.Name), Group(spec, o.Code)) { Words = spec.Type is FieldType.Unit ? UnitNames.Words(words.City.Units.Find(new UnitCode(o.Code)), words.In(o.Name)) : null }).ToList();
        return spec.Type switch
        {
            FieldType.Text when spec.Parts.Count > 0 && !_ofCaller => (FieldShape.Parts, [.. spec.Parts.Select(p => new FieldOption(p.Optional ? "" : "needed", words.In(p.Label)))]),
            FieldType.Text => (spec.Max <= ShortText ? FieldShape.Text : FieldShape.LongText, null),
            FieldType.Unit => (FieldShape.Unit, options),
            FieldType.Units or FieldType.Conditions => (FieldShape.CheckList, options),
            FieldType.Person => (FieldShape.Person, options),
            FieldType.Appeal => (FieldShape.Choice, [.. options!.Select(o => o with { Label = texts["appeal.number", ("n", o.Value)] })]),
            FieldType.Choice or FieldType.Milestone => (FieldShape.Choice, options),
            FieldType.Number when spec is { Min: { } min, Max: { } max } && max - min < FewNumbers => (FieldShape.Choice, Numbers(spec, min, max)),
            FieldType.Number => (FieldShape.Number, null),
            FieldType.Instant => (FieldShape.Instant, null),
            // What has to be said is said: a box that begins ticked would say it for him, one that is empty would say nothing.
            FieldType.Flag when spec.Required => (FieldShape.Choice, [new FieldOption("true", texts["field.yes"]), new FieldOption("false", texts["field.no"])]),
            FieldType.Flag => (FieldShape.YesNo, null),
            FieldType.Files => (FieldShape.Photo, null),
            _ => (FieldShape.Text, null),
        };
    }

    /// <summary>The degrees of a short scale: by the city's words and in its order where the field names their list.</summary>
    private List<FieldOption> Numbers(FieldSpec spec, int min, int max)
    {
        var degrees = Enumerable.Range(min, max - min + 1).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToList();
        return spec.List is { } list && words.City.Lists.TryGetValue(list, out var named)
            ? [.. named.Where(c => degrees.Contains(c.Code)).Select(c => new FieldOption(c.Code, words.In(c.Name)))]
            : [.. degrees.Select(n => new FieldOption(n, n))];
    }

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
        if (spec.Code != CheckedFields.Copy && spec.Type is (FieldType.Unit or FieldType.Units) && act.Effects.Any(e => e.Kind == EffectKind.OpenLead) && state.Facts is not null
            && words.City.Affairs.Find(state.ToMatter(words.City.Day(situation.Now))) is { } route)
        {
            return spec.Type is FieldType.Unit ? ([route.Lead.Value], texts["dispatch.why", ("why", words.In(route.Why))]) : ([.. route.Co.Select(u => u.Value)], Hint(spec));
        }
        if (spec.Type is FieldType.Unit && act.Effects.Any(e => e.Kind == EffectKind.OpenBackstop) && state.Facts is not null
            && words.City.Affairs.Find(state.ToMatter(words.City.Day(situation.Now))) is { Backstop: { } backstop } first)
        {
            return ([backstop.Value], texts["dispatch.why", ("why", words.In(first.Why))]);
        }
        return spec.Type switch
        {
            // Of what was done before the case was there nothing is presumed, and nothing more is proposed with a ruling than is said.
            FieldType.Flag when state.Facts is not null && act.Adds && !spec.Required => (["true"], null),
            FieldType.Appeal when state.Appeals.Count == 1 => (["1"], null),
            _ => ([], null),
        };
    }
    private string Local(DateTimeOffset at) => moments.Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
