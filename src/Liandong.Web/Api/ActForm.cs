using System.Text.Json;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;

namespace Liandong.Web.Api;

/// <summary>An act with its fields so typed that a program can fill them without knowing the procedure.</summary>
internal sealed class ActForm(Situation situation, CaseState state, string language)
{
    // What is chosen from now on is sent a moment later.
    private static readonly TimeSpan s_moment = TimeSpan.FromMinutes(5);

    /// <summary>For an opening to is null: the case's first step follows.</summary>
    public ActAnswer Of(ProcedureAct act) => new(act.Name, act.Label.In(language), act.Adds,
        act.To is { } to ? new CodeName(to, situation.Procedure.Steps[to].Name.In(language)) : null, [.. act.Fields.Select(f => Field(act, f))]);

    private FieldAnswer Field(ProcedureAct act, FieldSpec spec)
    {
        var field = new FieldAnswer(spec.Code, spec.Label.In(language), JsonNamingPolicy.KebabCaseLower.ConvertName(spec.Type.ToString()), FieldChecks.IsRequired(spec, act, situation, state))
        {
            Options = FieldChecks.Offered(spec, act, situation, state)?.Select(o => new CodeName(o.Code, o.Name.In(language))).ToList(),
            RequiredWhen = RequiredWhen(act, spec),
            DiffersFrom = spec.Type == FieldType.Units && act.Guards.Any(g => g.Kind == GuardKind.UnitsFree) ? act.Fields.FirstOrDefault(f => f.Type == FieldType.Unit)?.Code : null,
        };
        return spec.Type switch
        {
            FieldType.Text => field with { MinLength = spec.Min ?? (field.Required ? 1 : 0), MaxLength = spec.Max ?? FieldChecks.LongestText },
            FieldType.ReporterName => field with { MinLength = 1, MaxLength = FieldChecks.LongestName },
            FieldType.ReporterPhone => field with { MinLength = 1, MaxLength = FieldChecks.LongestPhone },
            FieldType.Number => field with { Min = Json(spec.Min ?? 0), Max = Json(spec.Max ?? int.MaxValue) },
            FieldType.Instant => field with { Min = Json(situation.Now + s_moment), Max = Json(situation.Now.AddDays(spec.Max ?? FieldChecks.MostDays)) },
            FieldType.Units or FieldType.Files or FieldType.Conditions => field with { MaxItems = spec.Max ?? FieldChecks.MostItems },
            _ => field,
        };
    }

    /// <summary>What a guard asks for once another field has its argument.</summary>
    private FieldValueAnswer? RequiredWhen(ProcedureAct act, FieldSpec spec)
    {
        GuardKind? kind = spec.Type switch
        {
            FieldType.Conditions when situation.Standard is { Conditions.Count: > 0 } => GuardKind.ConditionsTicked,
            FieldType.Files when situation.Standard is { PhotoAfter: true } && state.PhotosAfter == 0 => GuardKind.PhotoAfter,
            _ => null,
        };
        return act.Guards.FirstOrDefault(g => g.Kind == kind)?.Argument is { } value ? new FieldValueAnswer("result", value) : null;
    }

    private static JsonElement Json(int number) => JsonSerializer.SerializeToElement(number, ApiJson.Plain.Int32);

    private static JsonElement Json(DateTimeOffset at) => JsonSerializer.SerializeToElement(at, ApiJson.Plain.DateTimeOffset);
}
