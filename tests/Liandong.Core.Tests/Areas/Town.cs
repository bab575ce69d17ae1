using Liandong.Core.Areas;
using Liandong.Core.Cities;
using NetTopologySuite.Geometries;

namespace Liandong.Core.Tests.Areas;

/// <summary>A town of three by three plots near Shanghai, each of 10,000 whole units a side (111 m by 95 m): A1 is south-west, C3 north-east.</summary>
internal static class Town
{
    public const int Side = 10_000;
    public static readonly (int X, int Y) Corner = (1_213_800_000, 311_100_000);

    public static readonly IReadOnlyList<Ground> Grounds = [new("main", ["town", "plot"])];

    /// <summary>The town and its nine plots, without fault.</summary>
    public static List<Area> Sound() =>
    [
        Area("T", null, "town", [(0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (3, 3), (2, 3), (1, 3), (0, 3), (0, 2), (0, 1)]),
        .. from row in Enumerable.Range(0, 3)
           from column in Enumerable.Range(0, 3)
           select Area($"{(char)('A' + row)}{column + 1}", "T", "plot", [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]),
    ];

    /// <summary>An area with corners in sides of a plot.</summary>
    public static Area Area(string code, string? parent, string level, params (double X, double Y)[] corners) =>
        new(new AreaCode(code), parent is null ? null : new AreaCode(parent), level, "main", new LocalName(code, code), Shape(corners), null, null, []) { Responsible = "G" + code };

    public static Polygon Shape(params (double X, double Y)[] corners) => new(Ring(corners));

    public static LinearRing Ring(params (double X, double Y)[] corners) =>
        new([.. corners.Append(corners[0]).Select(c => At(c.X, c.Y))]);

    public static Coordinate At(double x, double y) =>
        new((Corner.X + (int)Math.Round(x * Side)) / 1e7, (Corner.Y + (int)Math.Round(y * Side)) / 1e7);

    public static List<Area> With(this List<Area> town, string code, Func<Area, Area?> change) =>
        [.. town.Select(a => a.Code.Value == code ? change(a) : a).OfType<Area>()];

    public static List<Area> WithShape(this List<Area> town, string code, params (double X, double Y)[] corners) =>
        town.With(code, a => a with { Shape = Shape(corners) });

    public static IReadOnlyList<GroundFault> Faults(this List<Area> town) => GroundProof.Prove(town, Grounds, "plot");
}
