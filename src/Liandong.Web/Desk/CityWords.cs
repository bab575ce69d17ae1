using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Web.Look;
using NetTopologySuite.Geometries.Utilities;

namespace Liandong.Web.Desk;

/// <summary>The city's codes in the reader's language; what has gone from the city is called as it was last. A code that no version knew stands for itself.</summary>
public sealed class CityWords(City city, Texts texts)
{
    private const int MostCorners = 400;

    public City City => city;

    public string In(LocalName name) => name.In(texts.Language);

    public string Class(string code) => Name(Register.Classes, code);

    public string Unit(string code) => Name(Register.Units, code);

    public string Person(string id) => Name(Register.People, id);

    public string Choice(string list, string code) => city.Choice(list, code) is { } found ? In(found.Name) : code;

    public string Area(string code) => Name(Register.Areas, code);

    public string Post(string code) => Name(Register.Posts, code);

    /// <summary>A role's name, as the city calls it.</summary>
    public string Role(string role) => city.Texts.TryGetValue("role." + role, out var name) ? In(name) : role;

    /// <summary>Who answers for a piece of ground on a day: the post's holder, the deputy, the team that works there.</summary>
    public string Keepers(Area ground, DateOnly day)
    {
        var names = city.Staff.HoldersOf(ground.Responsible!, day).Select(p => Person(p.Value)).ToList();
        return string.Join(texts["list.comma"], ground.Team is { } team ? [.. names, In(team)] : names);
    }

    /// <summary>A step's name, in the city's usual procedure before others.</summary>
    public string Step(string code) => city.Procedures.Values.OrderByDescending(p => p.Code == city.DefaultProcedure).ThenBy(p => p.Code, StringComparer.Ordinal)
        .Select(p => p.Steps.GetValueOrDefault(code)).FirstOrDefault(s => s is not null) is { } step ? In(step.Name) : code;

    /// <summary>A word that the city may set; null when it does not.</summary>
    public string? Own(string key) => city.Texts.TryGetValue(key, out var name) ? In(name) : null;

    /// <summary>A kind of clock, as the procedure names it; milestones by the city's text.</summary>
    public string Clock(Core.Procedures.Procedure procedure, string kind) =>
        procedure.Clocks.TryGetValue(kind, out var known) ? In(known.Name) : Own(kind) ?? kind;

    /// <summary>The rings of the deepest area with a shape, for the small map; none where that is too large to be a help on it.</summary>
    public IReadOnlyList<IReadOnlyList<(double Lon, double Lat)>> Outline(IReadOnlyList<string> areas) =>
        areas.Select(city.Areas.Find).FirstOrDefault(a => a is { Layer: AreaTree.MainLayer, Shape: not null })?.Shape is { NumPoints: <= MostCorners } shape
            ? [.. LinearComponentExtracter.GetLines(shape).Select(ring => ring.Coordinates.Select(c => (c.X, c.Y)).ToList())] : [];

    /// <summary>From the outermost area below the city to the deepest, of the main layer.</summary>
    public string? Chain(IReadOnlyList<string> areas)
    {
        var known = areas.Select(city.Areas.Find).OfType<Area>().Where(a => a.Layer == AreaTree.MainLayer).ToList();
        var inner = known.Where(a => a.Parent is not null).ToList();
        // The main chain comes first, its deepest before all: what has gone since may stand there.
        var gone = areas.TakeWhile(a => city.Areas.Find(a) is null).Select(a => city.NameOf(Register.Areas, a)).OfType<LocalName>();
        var chain = gone.Concat((inner.Count > 0 ? inner : known).Select(a => a.Name)).Select(In).Reverse().ToList();
        return chain.Count == 0 ? null : string.Join(" › ", chain);
    }

    private string Name(Register register, string code) => city.NameOf(register, code) is { } name ? In(name) : code;

    /// <summary>Name and unit of a person as one line.</summary>
    public string Line(Person person, Post? post) => post is null ? In(person.Name) : $"{Unit(post.Unit.Value)} {Role(post.Role)} {In(person.Name)}";
}
