using System.Runtime.InteropServices;

namespace Liandong.Core.Areas;

/// <summary>Square cells of a power of two over all areas; each holds the areas (by index, lowest code first) that may hold a point in it.</summary>
internal sealed class RasterCells
{
    private const long CellsPerSide = 16; // With 64 a lookup took three times as long (the cells left the cache) and drawing twice.
    private const long FewestCells = 1 << 12;
    private const long MostCells = 1 << 20; // 4 MB.
    private const int NoArea = -1;

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
        Array.Fill(cells, NoArea);
        var crossed = new List<long>();
        for (var area = 0; area < outlines.Length; area++)
        {
            var touched = Touched(outlines[area]);
            foreach (var cell in touched)
            {
                crossed.Add(((long)cell << 32) | (uint)area);
            }

            FillInside(outlines[area], area, touched);
        }

        crossed.Sort();
        Choose(crossed);
    }

    /// <summary>Puts the number of a choice in place of the area that holds a cell whole; equal choices have one number.</summary>
    private void Choose(List<long> crossed)
    {
        var known = new Dictionary<int[], int>(new SameAreas()).GetAlternateLookup<ReadOnlySpan<int>>();
        var alone = new int[cells.Length == 0 ? 0 : cells.Max() + 1];
        Span<int> choice = stackalloc int[1];
        var next = 0;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var whole = cells[cell];
            if (next < crossed.Count && (int)(crossed[next] >> 32) == cell)
            {
                var from = next;
                for (; next < crossed.Count && (int)(crossed[next] >> 32) == cell; next++)
                {
                }

                cells[cell] = Number(known, Crossing(crossed, from, next, whole));
            }
            else if (whole != NoArea)
            {
                choice[0] = ~whole;
                cells[cell] = alone[whole] != 0 ? alone[whole] : alone[whole] = Number(known, choice);
            }
            else
            {
                cells[cell] = 0;
            }
        }
    }

    /// <summary>Who may hold a point of a crossed cell; of several, one that holds it whole answers for all behind it.</summary>
    private static int[] Crossing(List<long> crossed, int from, int to, int whole)
    {
        var choice = new List<int>(to - from + 1);
        for (var n = from; n < to; n++)
        {
            if (whole == NoArea || (int)crossed[n] < whole)
            {
                choice.Add((int)crossed[n]);
            }
        }

        if (whole != NoArea)
        {
            choice.Add(~whole);
        }

        return [.. choice];
    }

    private int Number(Dictionary<int[], int>.AlternateLookup<ReadOnlySpan<int>> known, ReadOnlySpan<int> choice)
    {
        if (!known.TryGetValue(choice, out var number))
        {
            known[choice] = number = choices.Count;
            choices.Add(choice.ToArray());
        }

        return number;
    }

    /// <summary>Cells that no side touches are wholly in or wholly out, and so are all to the right of one up to the next touched cell.</summary>
    private void FillInside(AreaOutline outline, int area, List<int> touched)
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
                cells[inside] = cells[inside] == NoArea ? area : cells[inside];
            }
        }
    }

    /// <summary>The cells that the sides pass through, rising, and some beside them: rounding may only add.</summary>
    private List<int> Touched(AreaOutline outline)
    {
        var touched = new List<int>();
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

        touched.Sort();
        var kept = 0;
        for (var n = 0; n < touched.Count; n++)
        {
            if (kept == 0 || touched[kept - 1] != touched[n])
            {
                touched[kept++] = touched[n];
            }
        }

        touched.RemoveRange(kept, touched.Count - kept);
        return touched;
    }

    private int Column(double px) => Math.Clamp((int)((long)Math.Floor(px - x) >> Shift), 0, columns - 1);

    /// <summary>Where a side is at a height, its nearer end when it does not reach so far. A level side is at both ends: the two heights differ.</summary>
    private static double XAt(Side side, long y) =>
        y <= side.Ay ? side.Ax
        : y >= side.By ? side.Bx
        : side.Ax + (((double)side.Bx - side.Ax) * (y - side.Ay) / ((double)side.By - side.Ay));

    private sealed class SameAreas : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode(int[] areas) => GetHashCode(areas.AsSpan());

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> areas)
        {
            var hash = default(HashCode);
            foreach (var area in areas)
            {
                hash.Add(area);
            }

            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}
