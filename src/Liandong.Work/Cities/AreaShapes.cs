using System.Text;
using Liandong.Core.Areas;
using NetTopologySuite.Geometries;

namespace Liandong.Work.Cities;

/// <summary>The shapes of <c>areas/*.geojson</c>, by the code of their area, and where each stands.</summary>
internal sealed class AreaShapes
{
    private const string Folder = "areas/";
    private const string Extension = ".geojson";
    private const string Code = "code";

    private readonly Dictionary<string, (string File, int Line, Geometry? Shape)> _shapes = new(StringComparer.Ordinal);

    /// <summary>Reads every file of the folder; a shape that is told to be broken is none.</summary>
    public static AreaShapes Read(CityFiles files, Func<string, bool> isArea, FaultLog log)
    {
        var shapes = new AreaShapes();
        foreach (var (file, text) in files.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!file.EndsWith(Extension, StringComparison.Ordinal))
            {
                continue;
            }

            if (!file.StartsWith(Folder, StringComparison.Ordinal))
            {
                log.Add(file, 0, file, "is not in the folder areas, and is not read", "不在 areas 目录下,不会被读取");
                continue;
            }

            shapes.ReadFile(file, GeoJsonFile.Read(file, Encoding.UTF8.GetBytes(text)), isArea, log);
        }

        return shapes;
    }

    /// <summary>False when a file could not be read: then nobody knows which shapes are missing.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The areas with their shapes.</summary>
    public IReadOnlyList<Area> On(IEnumerable<Area> areas) => [.. areas.Select(a => a with { Shape = _shapes.GetValueOrDefault(a.Code.Value).Shape })];

    /// <summary>Where the shape of an area stands, broken or not; null when no file has it.</summary>
    public (string File, int Line)? Where(string code) => _shapes.TryGetValue(code, out var found) ? (found.File, found.Line) : null;

    private void ReadFile(string file, GeoJsonRead read, Func<string, bool> isArea, FaultLog log)
    {
        foreach (var fault in read.Faults)
        {
            var (english, chinese) = Say(fault.Kind);
            log.Add(file, fault.Line, fault.Value, english, chinese);
        }

        IsWhole &= read.Faults.All(f => f.Properties.ContainsKey(Code) || f.Kind is not (GeoFaultKind.NotJson or GeoFaultKind.NotFeatureCollection));
        var broken = read.Faults.ToLookup(f => f.Line);
        var lines = read.Features.Select(f => (f.Line, f.Properties, Shape: broken.Contains(f.Line) ? null : f.Shape))
            .Concat(read.Faults.Where(f => read.Features.All(r => r.Line != f.Line)).DistinctBy(f => f.Line).Select(f => (f.Line, f.Properties, Shape: (Geometry?)null)));
        foreach (var (line, properties, shape) in lines.OrderBy(l => l.Line))
        {
            var code = properties.GetValueOrDefault(Code, "");
            if (code.Length == 0 || !isArea(code))
            {
                if (shape is not null || code.Length > 0)
                {
                    log.Add(file, line, code, code.Length == 0 ? "needs properties.code, the area's code" : "is not an area of this city", code.Length == 0 ? "缺少 properties.code(区域代码)" : "本市没有此区域");
                }
            }
            else if (!_shapes.TryAdd(code, (file, line, shape)))
            {
                var first = _shapes[code];
                log.Add(file, line, code, $"has a shape already, at {first.File} line {first.Line}; keep one", $"已有图形,见 {first.File} 第{first.Line}行,请只留一个");
            }
        }
    }

    private static (string English, string Chinese) Say(GeoFaultKind kind) => kind switch
    {
        GeoFaultKind.NotJson => ("is not JSON; mend the line", "不是有效的JSON,请修正该行"),
        GeoFaultKind.NotFeatureCollection => ("is not a FeatureCollection of GeoJSON", "不是 GeoJSON 的 FeatureCollection"),
        GeoFaultKind.NotAPolygon => ("is not a Polygon or MultiPolygon with coordinates", "不是带坐标的 Polygon 或 MultiPolygon"),
        GeoFaultKind.RingBroken => ("breaks a ring: four positions [lon, lat] or more, the last like the first", "环不完整:至少四个 [经度, 纬度],末点与首点相同"),
        GeoFaultKind.OffTheEarth => ("is no place on earth: longitude within 180, latitude within 90", "坐标超出范围:经度不超过180,纬度不超过90"),
        _ => ("is not a sound shape: its border crosses or touches itself", "图形无效:边界自相交或自相接"),
    };
}
