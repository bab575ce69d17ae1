using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Web.SignIn;

namespace Liandong.Web.Desk.People;

/// <summary>
/// Whose people somebody may administer at an address: through a post at a root everybody, through one in a unit those whose
/// every post lies in it or below. Which roles come in at all says the table of routes.
/// </summary>
public sealed class PeopleReach
{
    private readonly City _city;
    private readonly DateOnly _day;
    private readonly HashSet<UnitCode>? _units;

    private PeopleReach(City city, DateOnly day, HashSet<UnitCode>? units) => (_city, _day, _units) = (city, day, units);

    /// <summary>True when it ends at no unit.</summary>
    public bool IsWhole => _units is null;

    /// <summary>The reach of a person at an address; nothing when he may not come in there.</summary>
    public static PeopleReach Of(Signed who, string method, string pattern)
    {
        var line = RouteTable.Find(method, pattern);
        var units = who.Actor.Posts.Where(p => line?.Roles.Contains(p.Role) is true).Select(p => p.Unit).Distinct().ToList();
        var all = units.Any(u => who.City.Units.Find(u) is { Parent: null });
        return new PeopleReach(who.City, who.City.Day(who.Now), all ? null : [.. units.SelectMany(who.City.Units.SelfAndBelow)]);
    }

    public bool Covers(UnitCode unit) => _units is null || _units.Contains(unit);

    /// <summary>By what he holds now or will hold; who holds nothing any more, by what he held.</summary>
    public bool Covers(PersonId person)
    {
        if (_units is null)
        {
            return true;
        }
        var held = _city.Staff.HeldBy(person);
        var still = held.Where(h => !(_day > h.To)).ToList();
        return held.Count > 0 && (still.Count > 0 ? still : held).All(h => _city.Staff.FindPost(h.Post) is { } post && _units.Contains(post.Unit));
    }
}
