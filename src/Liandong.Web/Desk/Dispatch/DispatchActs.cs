using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Web.SignIn;

namespace Liandong.Web.Desk.Dispatch;

/// <summary>What of a procedure belongs to whoever sends cases out: found by what an act does, never by its name.</summary>
public static class DispatchActs
{
    /// <summary>The act that sends a case from this step to its lead; null when it is not his, or a ruling.</summary>
    public static ProcedureAct? Sends(Procedure procedure, string step, Signed who) =>
        procedure.Acts.FirstOrDefault(a => Sends(a) && a.From.Contains(step) && who.Is([.. a.Roles]));

    /// <summary>The act that rules on a case from this step; null when there is none.</summary>
    public static ProcedureAct? Rules(Procedure procedure, string step) => procedure.Acts.FirstOrDefault(a => Rules(a) && a.From.Contains(step));

    /// <summary>What takes a sent case back for some seconds and asks nothing; null when the procedure has no such act for him.</summary>
    public static ProcedureAct? TakesBack(Procedure procedure, Signed who) =>
        procedure.Acts.FirstOrDefault(a => TakesBack(a) && who.Is([.. a.Roles]));

    /// <summary>Steps that wait for him to send, of all procedures.</summary>
    public static IReadOnlyList<string> SendingSteps(Signed who) => StepsOf(who.City, a => Sends(a) && who.Is([.. a.Roles]));

    /// <summary>Steps that wait for a ruling, whoever gives it.</summary>
    public static IReadOnlyList<string> RulingSteps(City city) => StepsOf(city, Rules);

    /// <summary>An act of this desk: it sends, or takes back what was sent.</summary>
    public static bool IsOfDesk(ProcedureAct act, Signed who) => (Sends(act) || TakesBack(act)) && who.Is([.. act.Roles]);

    private static bool Sends(ProcedureAct a) => a.Seat == Seat.Desk && Has(a, EffectKind.OpenLead) && !Has(a, EffectKind.MarkRuled);

    private static bool Rules(ProcedureAct a) => Has(a, EffectKind.MarkRuled);

    private static bool TakesBack(ProcedureAct a) => Has(a, EffectKind.RecallLead) && a.Guards.Any(g => g.Kind == GuardKind.WithinRecallSeconds) && !a.Fields.Any(f => f.Required);

    private static bool Has(ProcedureAct a, EffectKind kind) => a.Effects.Any(e => e.Kind == kind);

    private static List<string> StepsOf(City city, Func<ProcedureAct, bool> which) =>
        [.. city.Procedures.Values.SelectMany(p => p.Acts).Where(which).SelectMany(a => a.From).Distinct()];
}
