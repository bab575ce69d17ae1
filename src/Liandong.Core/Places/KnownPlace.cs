using Liandong.Core.Areas;

namespace Liandong.Core.Places;

/// <summary>A place that the city knows by name: a road, a lane, an estate, a crossing, a lamp post, ...</summary>
/// <param name="Code">The city's code for it; of an area the area's.</param>
/// <param name="Kind">The city's word (road, lane, estate, ...), named by the text <c>place.kind.KIND</c>; of an area <c>area.level.LEVEL</c>.</param>
/// <param name="Aliases">What else people call it. Two places may share an alias: then the search asks which.</param>
/// <param name="Initials">First letters of its syllables, as they are typed; empty when nobody gave them.</param>
/// <param name="Point">Degrees; null when it is too long or too large to be one point.</param>
/// <param name="Area">The area that it is; null for everything else, which lies where its point lies.</param>
public sealed record KnownPlace(string Code, string Kind, LocalName Name, IReadOnlyList<string> Aliases, IReadOnlyList<string> Initials, PlacePoint? Point, AreaCode? Area = null);

/// <summary>A point in degrees (WGS 84).</summary>
public readonly record struct PlacePoint(double Lon, double Lat)
{
    /// <summary>Within some three hundred metres: next door, not across the town.</summary>
    public bool IsNear(PlacePoint other) => Math.Abs(Lon - other.Lon) < 0.003 && Math.Abs(Lat - other.Lat) < 0.003;

    /// <summary>Half way between two points that lie near each other.</summary>
    public PlacePoint Middle(PlacePoint other) => new((Lon + other.Lon) / 2, (Lat + other.Lat) / 2);
}
