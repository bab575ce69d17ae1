using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Work.Accounts;

namespace Liandong.Web.Desk;

/// <summary>A refusal in words: why, and what to do. Every code of <see cref="Refusals"/> has its sentence in both languages.</summary>
public sealed class RefusalWords(CityWords words, Texts texts)
{
    /// <summary>The sentence; what the refusal names is told by its name.</summary>
    public string Say(Refusal refusal, Situation? situation = null) => refusal is { Code: Refusals.FieldMissing, Field: "reason" }
        ? texts["refusal.reason", ("least", ChangeAccount.ShortestReason.ToString(CultureInfo.InvariantCulture))]
        : texts["refusal." + refusal.Code, ("detail", Detail(refusal, situation))];

    /// <summary>As a note above the page.</summary>
    public RefusalNote Note(string what, Refusal refusal, Situation? situation = null) => new(what, Say(refusal, situation));

    private string Detail(Refusal refusal, Situation? situation) => refusal switch
    {
        { Detail: null } => "",
        { Code: Refusals.NotInThisStep, Detail: { } step } => situation?.Procedure.Steps.TryGetValue(step, out var known) is true ? words.In(known.Name) : step,
        { Code: Refusals.NotInThisState, Detail: { } state } => state is "ended" ? texts["status.ended"] : texts["status." + state],
        { Code: Refusals.NotYourRole, Detail: { } roles } => string.Join(texts["list.comma"], roles.Split(' ').Select(words.Role)),
        { Code: Refusals.ConditionMissing, Detail: { } code } => situation?.Standard?.Conditions.FirstOrDefault(c => c.Code == code) is { } condition ? words.In(condition.Name) : code,
        { Detail: { } detail } => detail,
    };
}
