using Liandong.Core.Cities;

namespace Liandong.Core.Areas;

/// <summary>
/// Proves that a ground has no gap and no overlap. Around every parent the sides of its children are walked with the area on the
/// left; when each is met by exactly one the other way round, or by the parent's own outline, the borders cancel out, and what cancels out
/// covers every point inside once and none outside. So a ground whose corners agree is proven with whole numbers alone; only where
/// a side is left over is geometry asked what is wrong there. Told for every span of days in which other areas exist.
/// </summary>
public sealed class GroundProof
{
    private readonly ShapesAbove _above;
    private readonly Dictionary<AreaCode, Border[]> _borders = [];
    private readonly HashSet<string> _proven = new(StringComparer.Ordinal);
    private readonly List<GroundFault> _faults = [];

    private GroundProof(IReadOnlyList<Area> areas) => _above = new ShapesAbove(areas);

    /// <summary>All faults. Codes must differ; shapes must be valid (an area whose shape is not has none here).</summary>
    /// <param name="areas">Every area of the city.</param>
    /// <param name="grounds">What must be filled.</param>
    /// <param name="responsibleLevel">Areas of this level of the main layer need a responsible post; null when none does.</param>
    public static IReadOnlyList<GroundFault> Prove(IReadOnlyList<Area> areas, IReadOnlyList<Ground> grounds, string? responsibleLevel)
    {
        var proof = new GroundProof(areas);
        proof._faults.AddRange(areas.Where(a => a.Layer == AreaTree.MainLayer && a.Level == responsibleLevel && a.Responsible is null)
            .Select(a => new GroundFault(GroundFaultKind.NoResponsible, a.Code)));
        foreach (var ground in grounds)
        {
            var members = areas.Where(a => a.Layer == ground.Layer && ground.Levels.Contains(a.Level, StringComparer.Ordinal)).ToList();
            proof._faults.AddRange(members.Where(a => a.Shape is null).Select(a => new GroundFault(GroundFaultKind.NoShape, a.Code)));
            proof._faults.AddRange(members.Where(a => a.Shape is not null).SelectMany(a => Borders.PointsTwice(a)));
            foreach (var day in Days.OfChange(members))
            {
                proof.ProveDay(ground, [.. members.Where(a => a.Exists(day))]);
            }
        }

        return [.. proof._faults.Distinct()];
    }

    private void ProveDay(Ground ground, List<Area> members)
    {
        var unplaced = members.Where(a => !_above.IsPlaced(a)).ToList();
        var families = members.Where(_above.IsPlaced).ToLookup(a => _above.Of(a)?.Code);
        foreach (var family in families)
        {
            ProveFamily(_above.Of(family.First()), [.. family.OrderBy(a => a.Code)], unplaced);
        }

        var last = ground.Levels.LastOrDefault(level => members.Exists(a => a.Level == level));
        _faults.AddRange(members.Where(a => a.Shape is not null && a.Level != last && !families.Contains(a.Code))
            .Select(a => new GroundFault(GroundFaultKind.Empty, a.Code)));
    }

    /// <summary>A parent and those whose nearest shape above is its own: a branch may leave out a level.</summary>
    private void ProveFamily(Area? parent, List<Area> family, List<Area> unplaced)
    {
        var children = family.Where(a => a.Shape is not null).ToList();
        if (!_proven.Add($"{parent?.Code} {string.Join(' ', family.Select(a => a.Code))}") || children.Count == 0 || (parent is null && children.Count == 1))
        {
            return;
        }

        var open = Borders.LeftOver(parent is null ? null : BordersOf(parent), children.Select(c => (c, BordersOf(c))));
        if (parent is null || open.Count > 0)
        {
            var survey = new GroundSurvey(parent, children, family.Count - children.Count, [.. unplaced.Where(a => a.Shape is not null)]);
            _faults.AddRange(survey.Explain(open));
        }
    }

    private Border[] BordersOf(Area area) => _borders.TryGetValue(area.Code, out var known) ? known : _borders[area.Code] = [.. Borders.Of(area.Shape!)];
}
