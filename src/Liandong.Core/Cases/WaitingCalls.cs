using Liandong.Core.Procedures;

namespace Liandong.Core.Cases;

/// <summary>Who of a case is still to be rung back, and from when on.</summary>
public static class WaitingCalls
{
    /// <summary>The acts of a procedure by which a desk rings back.</summary>
    public static IEnumerable<ProcedureAct> Acts(Procedure procedure) => procedure.Acts.Where(a => a.Effects.Any(e => e.Kind == EffectKind.CallBack));

    /// <summary>Callers who want an answer and were not reached, in a step where the desk rings back; with the tries that are left.</summary>
    public static IEnumerable<Appeal> Of(Procedure procedure, CaseState c) => c.Status != CaseStatus.Open || !Acts(procedure).Any(a => a.From.Contains(c.Step)) ? []
        : c.Appeals.Where(a => a.WantsAnswer && !a.Reached && !IsTried(procedure, a));

    /// <summary>Not before this instant, after a try that reached nobody (guard tries-apart); null: now.</summary>
    public static DateTimeOffset? NotBefore(Procedure procedure, Appeal appeal, DateTimeOffset now) =>
        appeal.TriedAt?.AddHours((double)procedure.Rule("tryHours")) is { } from && from > now ? from : null;

    /// <summary>Tried as often as the procedure asks (rule callTries; zero: without end).</summary>
    public static bool IsTried(Procedure procedure, Appeal appeal) => procedure.Rule("callTries") is var most and > 0 && appeal.Tries >= most;
}
