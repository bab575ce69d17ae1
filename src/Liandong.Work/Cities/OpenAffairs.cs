using Liandong.Core.Areas;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;

namespace Liandong.Work.Cities;

/// <summary>
/// Pairs of class and place that the list of affairs leaves open. Places are the areas right below the city: the towns of a
/// district, the neighbourhoods of a city without levels.
/// </summary>
public static class OpenAffairs
{
    /// <summary>The open pairs, and how many were asked.</summary>
    public static (IReadOnlyList<(CaseClass Class, Area Area)> Open, int Asked) Of(City city)
    {
        var root = city.Areas.All.First(a => a.Parent is null);
        var places = city.Areas.Children(root.Code).Where(a => a.Layer == root.Layer).ToList();
        if (places.Count == 0)
        {
            places = [root];
        }
        return ([.. from c in city.Catalogue.All from a in places where !IsLed(city, c, a) select (c, a)], city.Catalogue.All.Count * places.Count);
    }

    /// <summary>Led by somebody without more being known; or, where facets decide, whatever their answer; a complaint about a unit is always led by the one above.</summary>
    private static bool IsLed(City city, CaseClass c, Area place)
    {
        var chain = city.Areas.Chain(place.Code.Value).Select(a => a.Code.Value).ToList();
        var deepest = city.Areas.Children(place.Code).FirstOrDefault(a => a.Layer == place.Layer) is { } inner ? [inner.Code.Value, .. chain] : chain;
        return city.Affairs.Find(new Matter(c.Code, deepest, null, null, DateOnly.MinValue)) is not null
            || city.Affairs.All.Any(a => a.Class == c.Code && a is { Area: null, When: null } && a.Lead.IsSuperior);
    }
}
