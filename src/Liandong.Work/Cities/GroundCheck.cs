using System.Globalization;
using Liandong.Core.Areas;

namespace Liandong.Work.Cities;

/// <summary>Tells the faults of the ground by file and line: of the shape when there is one, else of the row of areas.csv.</summary>
internal static class GroundCheck
{
    /// <summary>Proves every ground of city.json.</summary>
    public static void Prove(CitySettings settings, IReadOnlyList<Area> areas, AreaShapes shapes, FaultLog log)
    {
        // A file of shapes that could not be read would leave holes everywhere: then only the rest is proven.
        var grounds = shapes.IsWhole && log.Has(AreasFile.File, "code", "parent", "layer", "level") ? settings.Grounds : [];
        var responsible = log.Has(AreasFile.File, "responsible") ? settings.ResponsibleLevel : null;

        // Codes that stand twice are told already; the proof wants each once.
        foreach (var fault in GroundProof.Prove([.. areas.DistinctBy(a => a.Code)], grounds, responsible))
        {
            var code = fault.Area.Value;
            var shape = shapes.Where(code);
            if (fault.Kind == GroundFaultKind.NoShape && shape is not null)
            {
                continue; // Its shape is there and told to be broken.
            }

            var (english, chinese) = Say(fault);
            var (file, line) = fault.Kind != GroundFaultKind.NoResponsible && shape is { } at ? at : (AreasFile.File, log.LineOf(AreasFile.File, code));
            log.Add(file, line, fault.Patch is null ? code : $"{code} {Measure(fault.Patch)}", english, chinese);
        }
    }

    private static (string English, string Chinese) Say(GroundFault fault)
    {
        var other = fault.Other?.Value;
        var (thin, thinZh) = fault.Patch?.IsSliver == true ? ("a sliver: ", "细缝:") : ("", "");
        return fault.Kind switch
        {
            GroundFaultKind.NoShape => ("is of a level that fills its ground and has no shape; write one in areas/*.geojson", "所属层级须有图形,请在 areas/*.geojson 补上"),
            GroundFaultKind.NoResponsible => ("has nobody who answers for it; name a post in responsible", "无责任岗位,请在 responsible 列指定"),
            GroundFaultKind.Empty => ("has nothing in it, where the level below fills the ground elsewhere", "下级未覆盖此区域"),
            GroundFaultKind.Gap when other is null => ($"{thin}ground at its border that belongs to nobody", $"{thinZh}边界旁有无人管辖的空白"),
            GroundFaultKind.Gap => ($"{thin}ground between it and {other} that belongs to nobody", $"{thinZh}与 {other} 之间有无人管辖的空白"),
            GroundFaultKind.Overlap => ($"{thin}ground that belongs to {other} as well", $"{thinZh}与 {other} 重叠"),
            GroundFaultKind.OutsideParent when other is null => ($"{thin}reaches out of what it lies in", $"{thinZh}超出上级区域"),
            GroundFaultKind.OutsideParent => ($"{thin}reaches out of {other}, which it lies in", $"{thinZh}超出上级 {other}"),
            GroundFaultKind.PointTwice => ("has a corner that stands twice in a row; keep one", "同一顶点连续重复,请只留一个"),
            _ when other is null => ("has a border with other corners than its neighbour's; make them the same", "边界顶点与相邻区域不一致,须逐点相同"),
            _ => ($"has a border with {other} that has not the same corners on both sides; make them the same", $"与 {other} 的共同边界顶点不一致,须逐点相同"),
        };
    }

    private static string Measure(GroundPatch patch) => string.Create(CultureInfo.InvariantCulture,
        $"{(patch.SquareMetres > 0 ? $"{patch.SquareMetres:0.##} m2, {patch.Metres:0.##} m " : "")}@ {patch.Lon:0.0000000},{patch.Lat:0.0000000}");
}
