namespace Liandong.Core.Areas;

/// <summary>What can be wrong with a ground.</summary>
public enum GroundFaultKind
{
    /// <summary>The area is of a level of the ground and has no shape.</summary>
    NoShape,

    /// <summary>Nobody answers for the area.</summary>
    NoResponsible,

    /// <summary>A deeper level of the ground begins elsewhere, and not here.</summary>
    Empty,

    /// <summary>Ground that belongs to nobody.</summary>
    Gap,

    /// <summary>Ground that belongs to two.</summary>
    Overlap,

    /// <summary>Ground of a child that its parent does not have.</summary>
    OutsideParent,

    /// <summary>The same line with other corners.</summary>
    BorderDiffers,

    /// <summary>A corner that stands twice in a row.</summary>
    PointTwice,
}

/// <summary>A piece of ground, or the corner where two borders differ.</summary>
/// <param name="SquareMetres">0 for a corner.</param>
/// <param name="Metres">Mean width: twice the area by the length round it.</param>
/// <param name="Lon">A point of it, degrees.</param>
/// <param name="Lat">A point of it, degrees.</param>
public sealed record GroundPatch(double SquareMetres, double Metres, double Lon, double Lat)
{
    /// <summary>Below this mean width (metres) a gap or an overlap is a border drawn twice, not ground forgotten or wanted by two.</summary>
    public const double SliverMetres = 0.3;

    /// <summary>Below this mean width (metres, two whole units of 1e-7 degrees) only a corner can be missing: it was rounded to the next unit.</summary>
    public const double CornerMetres = 0.02;

    /// <summary>A long, thin piece.</summary>
    public bool IsSliver => Metres < SliverMetres;
}

/// <summary>A fault of a ground.</summary>
/// <param name="Area">Where to mend it: of a gap or an overlap either neighbour, of what is outside the child.</param>
/// <param name="Other">The other neighbour, or the parent; null when there is none.</param>
/// <param name="Patch">Null when no piece of ground is meant.</param>
public sealed record GroundFault(GroundFaultKind Kind, AreaCode Area, AreaCode? Other = null, GroundPatch? Patch = null);
