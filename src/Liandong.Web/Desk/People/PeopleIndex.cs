using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;

namespace Liandong.Web.Desk.People;

/// <summary>A person as lists find him.</summary>
/// <param name="Words">Names, code, units, posts and roles in both languages, in small letters.</param>
public sealed record KnownPerson(Person Person, IReadOnlyList<Holding> Holdings, string Words);

/// <summary>Everybody of the city in force, ready to be looked for: made once for each version, read by every request.</summary>
public sealed class PeopleIndex
{
    private volatile Made? _made;

    /// <summary>In the order of the city's file.</summary>
    public IReadOnlyList<KnownPerson> Of(City city)
    {
        if (_made is { } made && made.Hash == city.Hash)
        {
            return made.People;
        }
        var units = city.Units.All.ToDictionary(u => u.Code, u => $"{u.Code.Value} {u.Name.En} {u.Name.Zh} {string.Join(' ', u.Aliases)}");
        var posts = city.Staff.Posts.ToDictionary(p => p.Code, p => $"{p.Name.En} {p.Name.Zh} {Role(city, p.Role)} {units.GetValueOrDefault(p.Unit)}", StringComparer.Ordinal);
        List<KnownPerson> people = [.. city.Staff.People.Select(p =>
        {
            var held = city.Staff.HeldBy(p.Id);
            return new KnownPerson(p, held, $"{p.Id.Value} {p.Name.En} {p.Name.Zh} {string.Join(' ', held.Select(h => h.Post + " " + posts[h.Post]))}".ToLowerInvariant());
        })];
        _made = new Made(city.Hash, people);
        return people;
    }

    private static string Role(City city, string role) => city.Texts.TryGetValue("role." + role, out var name) ? $"{role} {name.En} {name.Zh}" : role;

    private sealed record Made(string Hash, IReadOnlyList<KnownPerson> People);
}
