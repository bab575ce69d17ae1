using System.Runtime.InteropServices;

namespace Liandong.Core.Areas;

/// <summary>Square cells of a power of two over all areas; each holds the areas (by index, lowest code first) that may hold a point in it.</summary>
internal sealed class RasterCells
{
    private const long CellsPerSide = 64;
    private const long FewestCells = 1 << 12;
    private const long MostCells = 1 << 20; // 4 MB.

    private readonly int x;
    private readonly int columns;
    private readonly int rows;
    private readonly int[] cells;
    private readonly List<int[]> choices = [[]];

    public RasterCells(Side[][] sides)
    {
        var all = sides.SelectMany(s => s).DefaultIfEmpty().ToList();
        (x, Y) = (all.Min(s => Math.Min(s.Ax, s.Bx)), all.Min(s => s.Ay));
        var (width, height) = (all.Max(s => Math.Max(s.Ax, s.Bx)) - (long)x, all.Max(s => s.By) - (long)Y);
        var most = Math.Clamp(all.Count * CellsPerSide, FewestCells, MostCells);
        while (((width >> Shift) + 1) * ((height >> Shift) + 1) > most)
        {
            Shift++;
        }

        (columns, rows) = ((int)(width >> Shift) + 1, (int)(height >> Shift) + 1);
        cells = new int[columns * rows];
    }

    public int Y { get; }

    public int Shift { get; }

    /// <summary>The areas to ask, in order; a complement (~index) holds the whole cell and needs no asking.</summary>
    public ReadOnlySpan<int> At(int px, int py)
    {
        var (column, row) = (((long)px - x) >> Shift, ((long)py - Y) >> Shift);
        return (ulong)column < (ulong)columns && (ulong)row < (ulong)rows ? choices[cells[(row * columns) + column]] : [];
    }

    public void Fill(AreaOutline[] outlines)
    {
        var whole = new int[cells.Length];
        Array.Fill(whole, -1);
        var crossed = new Dictionary<int, List<int>>();
        for (var area = 0; area < outlines.Length; area++)
        {
            var touched = Touched(outlines[area]);
            foreach (var cell in touched)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(crossed, cell, out _) ??= []).Add(area);
            }

            FillInside(outlines[area], area, touched, whole);
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            cells[cell] = whole[cell] < 0 && !crossed.ContainsKey(cell) ? 0 : ChoiceOf(whole[cell], crossed.GetValueOrDefault(cell), known);
        }
    }

    private int ChoiceOf(int whole, List<int>? crossed, Dictionary<string, int> known)
    {
        List<int> choice = [.. (crossed ?? []).Where(a => whole < 0 || a < whole)];
        if (whole >= 0)
        {
            choice.Add(~whole);
        }

        var key = string.Join(' ', choice);
        if (!known.TryGetValue(key, out var index))
        {
            known[key] = index = choices.Count;
            choices.Add([.. choice]);
        }

        return index;
    }

    /// <summary>Cells that no side touches are wholly in or wholly out, and so are all to the right of one up to the next touched cell.</summary>
    private void FillInside(AreaOutline outline, int area, int[] touched, int[] whole)
    {
        var before = -1;
        foreach (var cell in touched)
        {
            var from = before + 1;
            before = cell;
            if (from == 0 || from >= cell || (cell - 1) / columns != (from - 1) / columns)
            {
                continue; // Left of an area's first side or right of its last one is outside.
            }

            var (row, column) = Math.DivRem(from, columns);
            if (!outline.Covers(x + (column << Shift), Y + (row << Shift)))
            {
                continue;
            }

            for (var inside = from; inside < cell; inside++)
            {
                whole[inside] = whole[inside] < 0 ? area : whole[inside];
            }
        }
    }

    /// <summary>The cells that the sides pass through, and some beside them: rounding may only add.</summary>
    private int[] Touched(AreaOutline outline)
    {
        var touched = new HashSet<int>();
        foreach (var side in outline.Sides)
        {
            for (var row = (int)((side.Ay - (long)Y) >> Shift); row <= (int)((side.By - (long)Y) >> Shift); row++)
            {
                var bottom = Y + ((long)row << Shift);
                var (a, b) = (XAt(side, bottom), XAt(side, bottom + (1L << Shift)));
                var last = Column(Math.Max(a, b) + 1);
                for (var column = Column(Math.Min(a, b) - 1); column <= last; column++)
                {
                    touched.Add((row * columns) + column);
                }
            }
        }

        return [.. touched.Order()];
    }

    private int Column(double px) => Math.Clamp((int)((long)Math.Floor(px - x) >> Shift), 0, columns - 1);

    /// <summary>Where a side is at a height, its nearer end when it does not reach so far. A level side is at both ends: the two heights differ.</summary>
    private static double XAt(Side side, long y) =>
        y <= side.Ay ? side.Ax
        : y >= side.By ? side.Bx
        : side.Ax + (((double)side.Bx - side.Ax) * (y - side.Ay) / ((double)side.By - side.Ay));
}
