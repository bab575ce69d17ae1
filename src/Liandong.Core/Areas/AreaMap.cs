namespace Liandong.Core.Areas;

/// <summary>
/// Says in which area a point lies: in each layer, on each day, the deepest area with a shape that holds it. What has ended,
/// or not begun, is not there. The rasters of a span of days are made when first asked, or by <see cref="Draw"/>.
/// </summary>
public sealed class AreaMap
{
    private readonly Dictionary<string, Span[]> _layers;

    /// <summary>Takes checked areas; those without a shape are nowhere.</summary>
    public AreaMap(IReadOnlyList<Area> areas)
    {
        _layers = areas.Where(a => a.Shape is not null).GroupBy(a => a.Layer, StringComparer.Ordinal)
            .ToDictionary(layer => layer.Key, layer => SpansOf([.. layer], areas), StringComparer.Ordinal);
    }

    /// <summary>True when a layer has shapes at all.</summary>
    public bool Knows(string layer) => _layers.ContainsKey(layer);

    /// <summary>The deepest area of a layer that holds a point in degrees on a day; null when none does. A shared border belongs to the lowest code.</summary>
    public AreaCode? Locate(string layer, double lon, double lat, DateOnly day)
    {
        foreach (var raster in On(layer, day))
        {
            if (raster.Value.Locate(lon, lat) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Makes what a day needs, so that the first to ask need not wait for it.</summary>
    public void Draw(DateOnly day)
    {
        foreach (var layer in _layers.Keys)
        {
            _ = On(layer, day).FirstOrDefault()?.Value;
        }
    }

    /// <summary>Days on which one and the same areas exist; the next span begins where it ends.</summary>
    private sealed record Span(DateOnly From, Lazy<AreaRaster>[] Rasters);

    private Lazy<AreaRaster>[] On(string layer, DateOnly day)
    {
        var spans = _layers.GetValueOrDefault(layer) ?? [];
        for (var n = spans.Length - 1; n >= 0; n--)
        {
            if (spans[n].From <= day)
            {
                return spans[n].Rasters;
            }
        }

        return [];
    }

    private static Span[] SpansOf(IReadOnlyList<Area> layer, IReadOnlyList<Area> all)
    {
        var above = new ShapesAbove(all);
        return [.. Days.OfChange(layer).Select(from => new Span(from, RastersOf([.. layer.Where(a => a.Exists(from))], above)))];
    }

    /// <summary>First what has nothing in it, which is the ground of a full layer; then, for where they leave gaps, what they lie in.</summary>
    private static Lazy<AreaRaster>[] RastersOf(List<Area> areas, ShapesAbove above)
    {
        var holders = areas.Select(a => above.Of(a)?.Code).ToHashSet();
        return [.. areas.GroupBy(a => holders.Contains(a.Code) ? above.DepthOf(a) : int.MaxValue).OrderByDescending(tier => tier.Key)
            .Select(tier => new Lazy<AreaRaster>(() => AreaRaster.Build([.. tier.Select(a => (a.Code, a.Shape!))])))];
    }
}

/// <summary>The days on which something begins or has ended.</summary>
internal static class Days
{
    /// <summary>Rising, the first of all days before them.</summary>
    public static IEnumerable<DateOnly> OfChange(IEnumerable<Area> areas) => areas
        .SelectMany(a => new[] { a.From, a.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1) : null }).OfType<DateOnly>()
        .Append(DateOnly.MinValue).Distinct().Order();
}

/// <summary>For each area the nearest one above it that has a shape.</summary>
internal sealed class ShapesAbove(IReadOnlyList<Area> areas)
{
    private readonly Dictionary<AreaCode, Area> _areas = areas.DistinctBy(a => a.Code).ToDictionary(a => a.Code);

    /// <summary>Null when nothing above it has a shape, or when its parents are unknown or run in a circle (<see cref="IsPlaced"/>).</summary>
    public Area? Of(Area area)
    {
        var above = Parent(area);
        for (var steps = 0; above is { Shape: null } && steps < _areas.Count; steps++)
        {
            above = Parent(above);
        }

        return above is { Shape: null } ? null : above;
    }

    /// <summary>True when its parents lead to a shape or to the city itself.</summary>
    public bool IsPlaced(Area area)
    {
        var at = area;
        for (var steps = 0; steps <= _areas.Count; steps++)
        {
            if (at.Parent is null)
            {
                return true;
            }

            if (Parent(at) is not { } above)
            {
                return false;
            }

            at = above;
        }

        return false;
    }

    /// <summary>How many shapes lie above it.</summary>
    public int DepthOf(Area area)
    {
        var depth = 0;
        for (var at = Of(area); at is not null && depth <= _areas.Count; at = Of(at))
        {
            depth++;
        }

        return depth;
    }

    private Area? Parent(Area area) => area.Parent is { } code ? _areas.GetValueOrDefault(code) : null;
}
