using Liandong.Core.Cities;
using Liandong.Core.Places;
using Liandong.Core.Units;

namespace Liandong.Core.Simulation;

/// <summary>A place of a case: as it is said, and where it lies.</summary>
/// <param name="Blamed">The unit there that the case complains of; null = nobody.</param>
internal sealed record Spot(string Said, string Area, PlacePoint? Point, UnitCode? Blamed);

/// <summary>The places of the city's gazetteer by town, so that no town tells of another's roads.</summary>
internal sealed class Spots(City city, Scenario plan)
{
    private readonly Lock _gate = new();
    private Dictionary<(string Town, string Kind), List<(KnownPlace Place, string Area)>>? _byTown;

    /// <summary>A place of the town in the form wanted; null when the town has none. The place is drawn by one source, what is said of it by another.</summary>
    public Spot? Find(string style, string town, DateOnly day, Chance where, Chance said)
    {
        var form = plan.Styles[style];
        var known = ByTown(day);
        var of = form.Kinds.Select(group => group.SelectMany(kind => known.GetValueOrDefault((town, kind)) ?? []).ToList()).FirstOrDefault(g => g.Count > 0);
        if (of is null)
        {
            return null;
        }
        var (place, area) = where.One(of);
        return new Spot(new Wording(plan.Words, said).With("place", place.Name.Zh).Fill(form.Pattern), area, place.Point,
            form.Blamed is { } kind ? city.Units.Serving(town, kind)?.Code : null);
    }

    /// <summary>A place by its code, said by its name.</summary>
    public Spot? Known(string code, DateOnly day) =>
        city.Places.Find(code) is { Point: { } point } place && city.Locate(point.Lon, point.Lat, day) is { } area ? new Spot(place.Name.Zh, area, point, null) : null;

    private Dictionary<(string, string), List<(KnownPlace, string)>> ByTown(DateOnly day)
    {
        lock (_gate)
        {
            return _byTown ??= Read(day);
        }
    }

    private Dictionary<(string, string), List<(KnownPlace, string)>> Read(DateOnly day)
    {
        var all = new Dictionary<(string, string), List<(KnownPlace, string)>>();
        foreach (var place in city.Places.Places)
        {
            if (place.Point is not { } point || city.Locate(point.Lon, point.Lat, day) is not { } area
                || city.Areas.Chain(area).FirstOrDefault(a => plan.Towns.ContainsKey(a.Code.Value)) is not { } town)
            {
                continue;
            }
            if (!all.TryGetValue((town.Code.Value, place.Kind), out var list))
            {
                all[(town.Code.Value, place.Kind)] = list = [];
            }
            list.Add((place, area));
        }
        return all;
    }
}
