using System.Globalization;

namespace Liandong.Work.Sheets;

/// <summary>What stands in a cell: words, a number, or a moment on the clock of the city's walls. The default is an empty cell.</summary>
public readonly record struct SheetCell
{
    private SheetCell(string? words, double? number, DateTime? moment) => (Words, Number, Moment) = (words, number, moment);

    public string? Words { get; }

    public double? Number { get; }

    /// <summary>Local time, of no zone: a sheet knows none.</summary>
    public DateTime? Moment { get; }

    public static SheetCell Of(string? words) => new(string.IsNullOrEmpty(words) ? null : words, null, null);

    public static SheetCell Of(double? number) => new(null, number is { } n && double.IsFinite(n) ? n : null, null);

    public static SheetCell Of(DateTimeOffset? instant, TimeZoneInfo zone) => new(null, null, instant is { } at ? TimeZoneInfo.ConvertTime(at, zone).DateTime : null);

    /// <summary>For reading on a screen or in a test.</summary>
    public override string ToString() => Words ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Moment?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}

/// <param name="Width">In characters of a Latin figure; a Chinese sign takes two.</param>
public sealed record SheetColumn(string Heading, int Width);

/// <summary>One table of a book: a heading, then rows as they come.</summary>
/// <param name="Rows">Read once, while the book is written.</param>
public sealed record Sheet(string Name, IReadOnlyList<SheetColumn> Columns, IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows)
{
    /// <summary>Who took the sheet along, when and why: its first line, and at the head of every printed page; null for none.</summary>
    public string? Mark { get; init; }
}
