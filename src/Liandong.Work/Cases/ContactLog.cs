using Liandong.Core.Cases;
using Liandong.Core.Procedures;

namespace Liandong.Work.Cases;

/// <summary>What kind of contact with a caller it was.</summary>
public enum ContactKind
{
    /// <summary>The lead's first.</summary>
    First,

    /// <summary>Another of the lead's.</summary>
    Again,

    /// <summary>A call-back by the desk.</summary>
    CallBack,

    /// <summary>A link was sent.</summary>
    LinkSent,

    /// <summary>The caller answered by it.</summary>
    Link,
}

/// <summary>One contact with a caller, or a try. What he said of the result is told elsewhere, to those who may know.</summary>
/// <param name="Appeal">Whose; null for the lead's, who speaks with the first caller.</param>
/// <param name="By">The act: who, through which post.</param>
/// <param name="Reached">False for a try that reached nobody; null where that is not known.</param>
public sealed record Contacted(DateTimeOffset At, ContactKind Kind, ActPerformed By, int? Appeal, bool? Reached);

/// <summary>Who spoke with the callers, and when: read off the trace by what the acts of the procedure mean.</summary>
public static class ContactLog
{
    /// <summary>All of it, in order, over all rounds.</summary>
    public static IEnumerable<Contacted> Of(Procedure procedure, IEnumerable<TracedAct> trace) =>
        from traced in trace
        where traced.Act is not null
        from effect in procedure.ActOrOpening(traced.Act!.Act)?.Effects ?? []
        let contact = Meaning(effect.Kind, traced)
        where contact is not null
        select contact;

    private static Contacted? Meaning(EffectKind effect, TracedAct t)
    {
        int? appeal = int.TryParse(t.Act!.Fields.GetValueOrDefault("appeal"), System.Globalization.CultureInfo.InvariantCulture, out var no) ? no : null;
        return effect switch
        {
            EffectKind.MarkContacted => new Contacted(t.At, ContactKind.First, t.Act, null, true),
            EffectKind.LogContact => new Contacted(t.At, ContactKind.Again, t.Act, null, t.Events.OfType<CallerCalled>().Any(e => e.Reached)),
            EffectKind.CallBack => new Contacted(t.At, t.Act.Caller is null ? ContactKind.CallBack : ContactKind.Link, t.Act, appeal, true),
            EffectKind.TryCall => new Contacted(t.At, ContactKind.CallBack, t.Act, appeal, false),
            EffectKind.AskByLink => new Contacted(t.At, ContactKind.LinkSent, t.Act, appeal, null),
            _ => null,
        };
    }
}
