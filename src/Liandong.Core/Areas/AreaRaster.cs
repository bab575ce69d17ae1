using NetTopologySuite.Geometries;

namespace Liandong.Core.Areas;

/// <summary>
/// Says in which area a point lies, in well under a microsecond: a raster of square cells, and exact integer tests in the cells that a border
/// crosses. A point is taken to the nearest whole 1e-7 degree, as the shapes are. A border belongs to the areas on both sides of it, and of
/// several areas that hold a point the one with the lowest code (ordinal) is the answer; so the outer border is inside. Shapes must be valid:
/// parts of one area do not overlap. Longitudes do not wrap.
/// </summary>
public sealed class AreaRaster
{
    private const byte Format = 1;
    private readonly AreaCode[] codes;
    private readonly AreaOutline[] outlines;
    private readonly RasterCells cells;

    private AreaRaster(AreaCode[] codes, Side[][] sides)
    {
        this.codes = codes;
        cells = new RasterCells(sides);
        outlines = [.. sides.Select(s => new AreaOutline(s, cells.Y, cells.Shift))];
        cells.Fill(outlines);
    }

    /// <summary>Makes the raster of one layer's deepest areas; areas without a shape of any size are left out. Codes must differ.</summary>
    public static AreaRaster Build(IReadOnlyList<(AreaCode Code, Geometry Shape)> areas)
    {
        var outlined = areas.OrderBy(a => a.Code)
            .Select(a => (a.Code, Sides: AreaOutline.SidesOf(a.Shape)))
            .Where(a => a.Sides.Length > 0).ToList();
        return new([.. outlined.Select(a => a.Code)], [.. outlined.Select(a => a.Sides)]);
    }

    /// <summary>The area of a point in degrees, or null when it is in none or no place on earth.</summary>
    public AreaCode? Locate(double lon, double lat)
    {
        if (!(Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90))
        {
            return null;
        }

        var (x, y) = (AreaOutline.Snap(lon), AreaOutline.Snap(lat));
        foreach (var candidate in cells.At(x, y))
        {
            if (candidate < 0)
            {
                return codes[~candidate];
            }

            if (outlines[candidate].Covers(x, y))
            {
                return codes[candidate];
            }
        }

        return null;
    }

    /// <summary>How many sides a lookup compares at most: its cost, which a test may count where it may not time it.</summary>
    internal int SidesCompared(double lon, double lat)
    {
        var (x, y, sides) = (AreaOutline.Snap(lon), AreaOutline.Snap(lat), 0);
        foreach (var candidate in cells.At(x, y))
        {
            sides += candidate < 0 ? 0 : outlines[candidate].SidesBeside(y);
        }

        return sides;
    }

    /// <summary>Writes codes and borders in whole units; the cells follow from them and are made again by <see cref="Load"/> (faster than reading them).</summary>
    public byte[] Save()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Format);
        writer.Write(codes.Length);
        for (var area = 0; area < codes.Length; area++)
        {
            writer.Write(codes[area].Value);
            writer.Write(outlines[area].Sides.Length);
            foreach (var (ax, ay, bx, by) in outlines[area].Sides)
            {
                writer.Write(ax);
                writer.Write(ay);
                writer.Write(bx);
                writer.Write(by);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public static AreaRaster Load(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadByte() != Format)
        {
            throw new InvalidDataException("Not an area raster of format 1.");
        }

        var (areaCodes, sides) = (new AreaCode[reader.ReadInt32()], new List<Side[]>());
        for (var area = 0; area < areaCodes.Length; area++)
        {
            areaCodes[area] = new(reader.ReadString());
            var outline = new Side[reader.ReadInt32()];
            foreach (ref var side in outline.AsSpan())
            {
                side = new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            }

            sides.Add(outline);
        }

        return new(areaCodes, [.. sides]);
    }
}
