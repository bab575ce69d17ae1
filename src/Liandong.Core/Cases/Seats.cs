using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Cases;

/// <summary>Who may sit down to an act: role, unit, secrecy, and nobody who is complained of.</summary>
internal static class Seats
{
    public static (Post? Seat, Refusal? Why) Find(Situation s, CaseState c, ProcedureAct act)
    {
        if (act.Seat == Seat.Rule)
        {
            return (null, Turns(s, c, act) ? null : new Refusal(s.Actor.IsRule ? Refusals.NotInThisStep : Refusals.NotYourRole));
        }
        if (s.Actor.Caller is { } caller)
        {
            return (null, IsAsked(s, c, act, caller) ? null : new Refusal(Refusals.LinkOver));
        }
        var posts = s.Actor.Posts.Where(p => act.Roles.Contains(p.Role)).ToList();
        if (posts.Count == 0)
        {
            return (null, new Refusal(Refusals.NotYourRole, null, string.Join(' ', act.Roles)));
        }
        var seat = IsShutOut(s, c) ? null : posts.FirstOrDefault(p => Sits(act, p, s, c));
        return (seat, seat is null ? new Refusal(Refusals.NotYours) : null);
    }

    /// <summary>The post through which a person opens a case; a rule needs none, unless the work is to be one's own.</summary>
    public static (Post? Seat, Refusal? Why) Opener(Situation s)
    {
        var act = s.Procedure.Opening;
        var seat = s.Actor.Posts.FirstOrDefault(p => act.Roles.Count == 0 || act.Roles.Contains(p.Role));
        var free = s.Actor.IsRule && act.Effects.All(e => e.Kind != EffectKind.OpenSelf);
        return seat is not null || free || (act.Roles.Count == 0 && act.Effects.All(e => e.Kind != EffectKind.OpenSelf))
            ? (seat, null) : (null, new Refusal(Refusals.NotYourRole, null, string.Join(' ', act.Roles)));
    }

    /// <summary>
    /// The open co- or sub-handling that a post answers for: one in the state that the act asks for first, then its own, then one below it.
    /// </summary>
    public static Handling? PartOf(Situation s, CaseState c, Post post, ProcedureAct act)
    {
        var wanted = act.Guards.FirstOrDefault(g => g.Kind == GuardKind.PartIs)?.Argument;
        return c.OpenParts.Where(h => s.City.Units.Covers(post.Unit, h.Unit))
            .OrderByDescending(h => h.State.IsNamed(wanted)).ThenByDescending(h => h.Unit == post.Unit).FirstOrDefault();
    }

    /// <summary>The unit complained of, and everybody under it: these may not be given the case.</summary>
    public static bool IsBlamed(Situation s, CaseState c, UnitCode unit) => c.Facts?.ComplainedOf is { } blamed && s.City.Units.IsBlamed(blamed, unit);

    /// <summary>
    /// The person complained of, and everybody of the unit. Nobody stands outside a root: a complaint about the whole house is
    /// still worked on by the house, or it could never end.
    /// </summary>
    public static bool IsShutOut(Situation s, CaseState c) => s.Actor.Person is { } who && c.Facts?.ComplainedOfPerson == who
        || s.Actor.Posts.Any(p => s.City.Units.Find(p.Unit)?.Parent is not null && IsBlamed(s, c, p.Unit));

    /// <summary>True when this state goes by the name that the data writes.</summary>
    public static bool IsNamed(this HandlingState state, string? name) => string.Equals(state.ToString(), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A rule acts when its instant has come, not earlier: a timer read a moment ago may have been set anew.</summary>
    private static bool Turns(Situation s, CaseState c, ProcedureAct act) =>
        s.Actor.IsRule && c.Timers.TryGetValue(act.Name, out var due) && due <= s.Now;

    /// <summary>A caller holds no post: he may do what a link asks him to, of this round, until its days are over.</summary>
    private static bool IsAsked(Situation s, CaseState c, ProcedureAct act, Caller caller) => act == s.Procedure.AskedByLink && caller.Round == c.Round
        && s.Now <= c.Appeals.FirstOrDefault(a => a.No == caller.Appeal)?.LinkUntil;

    private static bool Sits(ProcedureAct act, Post post, Situation s, CaseState c) => act.Seat switch
    {
        // A desk looks at everything up to its clearance; who handles or checks a case has to see it, and never learns the caller.
        Seat.Desk => post.Clearance >= (c.Facts?.Secrecy ?? 0),
        Seat.Lead => c.Lead is { } lead && s.City.Units.Covers(post.Unit, lead.Unit),
        Seat.Part => PartOf(s, c, post, act) is not null,
        Seat.Area => s.City.Units.Find(post.Unit) is { } unit && (unit.Parent is null || unit.ServedAreas.Any(c.Areas.Contains)
            // Known to lie in the city and no nearer: whoever serves a part of it may look, or nobody could for the root's own work.
            || (c.Areas.Count < 2 && unit.ServedAreas.Count > 0)),
        _ => false,
    };
}
