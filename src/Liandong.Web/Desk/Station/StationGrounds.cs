using System.Collections.Concurrent;
using Liandong.Core.Areas;
using Liandong.Core.Cities;

namespace Liandong.Web.Desk.Station;

/// <summary>What lies beside an area: of the same level, with a border in common. Kept for a version of the city.</summary>
public sealed class StationGrounds
{
    private const int MostKept = 2000;
    private readonly ConcurrentDictionary<(string City, string Area, DateOnly Day), IReadOnlyList<Area>> _kept = new();

    /// <summary>In the order of the file; none for an area without a shape.</summary>
    public IReadOnlyList<Area> Around(City city, Area area, DateOnly day)
    {
        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }
        return _kept.GetOrAdd((city.Hash, area.Code.Value, day), _ => area.Shape is not { } shape ? []
            : [.. city.Areas.InLayer(area.Layer).Where(a => a.Level == area.Level && a != area && a.Exists(day) && a.Shape is not null
                && a.Shape.EnvelopeInternal.Intersects(shape.EnvelopeInternal) && a.Shape.Touches(shape))]);
    }
}
