using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Simulation;

/// <summary>Finds somebody of the staff to do a thing: a holder of a post whom nothing forbids it.</summary>
internal sealed class Staffing(City city)
{
    private readonly ILookup<string, Post> _byRole = city.Staff.Posts.ToLookup(p => p.Role, StringComparer.Ordinal);

    /// <summary>Who writes down what comes by a door; null when the rule itself does, or nobody is there.</summary>
    public PersonId? Opener(Inflow inflow, string area, DateOnly day, Chance chance)
    {
        if (inflow.Roles.Count == 0)
        {
            return null;
        }
        var here = inflow.Level is null ? null : city.Areas.Chain(area).FirstOrDefault(a => a.Level == inflow.Level)?.Code.Value;
        var role = chance.One(inflow.Roles);
        return inflow.Roles.Where(r => r == role).Concat(inflow.Roles).SelectMany(r => Posts(r, here)).Select(p => Holder(p, day, chance)).FirstOrDefault(p => p is not null);
    }

    /// <summary>Who may do an act now: of the holders of its roles where it is to be done, the first who is not refused; with why the last was.</summary>
    public (Situation? Situation, Refusal? Why) For(Situation s, CaseState c, ProcedureAct act, Chance chance)
    {
        Refusal? why = null;
        var day = city.Day(s.Now);
        foreach (var post in Candidates(c, act))
        {
            foreach (var person in Holders(post, day, chance))
            {
                var at = s with { Actor = new Actor(person, city.Staff.PostsOf(person, day)) };
                why = CaseDecisions.WhyNot(at, c, act);
                if (why is null)
                {
                    return (at, null);
                }
            }
        }
        return (null, why ?? new Refusal(Refusals.NotYourRole));
    }

    private IEnumerable<Post> Candidates(CaseState c, ProcedureAct act) => act.Seat switch
    {
        Seat.Lead => c.Lead is { } lead ? act.Roles.SelectMany(r => Nearest(lead.Unit, r)) : [],
        Seat.Part => c.OpenParts.SelectMany(h => act.Roles.SelectMany(r => Nearest(h.Unit, r))),
        Seat.Area => act.Roles.SelectMany(r => c.Areas.SelectMany(a => Posts(r, a)).Concat(Posts(r, null))),
        _ => act.Roles.SelectMany(r => _byRole[r]).Where(p => city.Units.Find(p.Unit)?.Parent is null),
    };

    /// <summary>Posts in units that serve an area, or in root units.</summary>
    private IEnumerable<Post> Posts(string role, string? area) => area is null
        ? _byRole[role].Where(p => city.Units.Find(p.Unit)?.Parent is null)
        : _byRole[role].Where(p => city.Units.Find(p.Unit)?.ServedAreas.Contains(area) == true);

    /// <summary>The unit's own holder of a role, or the nearest above.</summary>
    private IEnumerable<Post> Nearest(UnitCode unit, string role) =>
        city.Units.SelfAndAbove(unit).Select(u => city.Staff.FindPost($"{u}.{role}") ?? _byRole[role].FirstOrDefault(p => p.Unit == u)).OfType<Post>().Take(1);

    private IEnumerable<PersonId> Holders(Post post, DateOnly day, Chance chance)
    {
        var all = city.Staff.HoldersOf(post.Code, day);
        return all.Count > 1 && chance.Is(0.5) ? all.Reverse() : all;
    }

    private PersonId? Holder(Post post, DateOnly day, Chance chance) => Holders(post, day, chance).Select(p => (PersonId?)p).FirstOrDefault();
}
