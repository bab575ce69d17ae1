using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Cases;

/// <summary>Who may sit down to an act: role, unit, secrecy.</summary>
internal static class Seats
{
    public static (Post? Seat, Refusal? Why) Find(Situation s, CaseState c, ProcedureAct act)
    {
        if (act.Seat == Seat.Rule)
        {
            return (null, s.Actor.Person is null ? null : new Refusal(Refusals.NotYourRole));
        }
        var posts = s.Actor.Posts.Where(p => act.Roles.Contains(p.Role) && p.Clearance >= (c.Facts?.Secrecy ?? 0)).ToList();
        if (posts.Count == 0)
        {
            return (null, new Refusal(Refusals.NotYourRole, null, string.Join(' ', act.Roles)));
        }
        var seat = posts.FirstOrDefault(p => Sits(act.Seat, p, s, c));
        return (seat, seat is null ? new Refusal(Refusals.NotYours) : null);
    }

    /// <summary>The open co- or sub-handling that a post answers for: its own first, then one below it.</summary>
    public static Handling? PartOf(Situation s, CaseState c, Post post) =>
        c.OpenParts.FirstOrDefault(h => h.Unit == post.Unit) ?? c.OpenParts.FirstOrDefault(h => s.City.Units.Covers(post.Unit, h.Unit));

    private static bool Sits(Seat seat, Post post, Situation s, CaseState c) => seat switch
    {
        Seat.Desk => c.Facts?.ComplainedOf is not { } blamed || !s.City.Units.Covers(blamed, post.Unit),
        Seat.Lead => c.Lead is { } lead && s.City.Units.Covers(post.Unit, lead.Unit),
        Seat.Part => PartOf(s, c, post) is not null,
        _ => false,
    };
}
