namespace Liandong.Work.Imports;

/// <summary>How a delimited file is written.</summary>
/// <param name="Delimiter">What stands between two values; the quote is always ".</param>
/// <param name="Encoding">utf-8, utf-16 (its mark decides, little-endian without), utf-16le, utf-16be, gb18030 or latin-1.</param>
/// <param name="Names">The columns of a file without a header row; null when the first row names them.</param>
public sealed record DelimitedFormat(char Delimiter = ',', string Encoding = "utf-8", IReadOnlyList<string>? Names = null);

/// <summary>One row of a file, good or refused; <see cref="Line"/> is the physical line it begins on, from 1.</summary>
public abstract record SourceLine(long Line);

/// <summary>A row with exactly one value per column, as written (blanks and spaces are kept).</summary>
public sealed record SourceRow(long Line, string[] Values) : SourceLine(Line);

/// <summary>A row that cannot be taken.</summary>
/// <param name="Line">The physical line it begins on.</param>
/// <param name="Reason">A name from <see cref="RowFault"/>; its words are in the text resources.</param>
/// <param name="Detail">What was found, for the log: a count, a code point.</param>
/// <param name="Text">The row as it stands, for who has to mend it; empty when it is too long or has no end.</param>
public sealed record BadRow(long Line, string Reason, string Detail = "", string Text = "") : SourceLine(Line);

/// <summary>Why a row is refused.</summary>
public static class RowFault
{
    /// <summary>Bytes that are no text in the file's encoding.</summary>
    public const string BrokenBytes = nameof(BrokenBytes);

    /// <summary>NUL or another control character; tabs and line ends inside quotes are text.</summary>
    public const string ControlCharacter = nameof(ControlCharacter);

    /// <summary>More or fewer values than columns.</summary>
    public const string Ragged = nameof(Ragged);

    /// <summary>More than <see cref="DelimitedSource.LongestRow"/> characters.</summary>
    public const string TooLong = nameof(TooLong);

    /// <summary>Text after a closing quote, or a quote never closed.</summary>
    public const string BadQuote = nameof(BadQuote);

    /// <summary>The compressed file is damaged or cut short here; nothing follows.</summary>
    public const string FileBroken = nameof(FileBroken);

    /// <summary>So many stray quotes that reading on would take for ever; nothing follows.</summary>
    public const string GivenUp = nameof(GivenUp);
}

/// <summary>Why a file is not read at all.</summary>
public static class SourceRefusal
{
    public const string FileMissing = nameof(FileMissing);
    public const string EncodingUnknown = nameof(EncodingUnknown);
    public const string ArchiveNotOneFile = nameof(ArchiveNotOneFile);
    public const string FileBroken = nameof(FileBroken);
    public const string HeaderMissing = nameof(HeaderMissing);
    public const string HeaderBroken = nameof(HeaderBroken);
    public const string HeaderTwice = nameof(HeaderTwice);
}

/// <summary>Either an open source or the reason why not (<see cref="SourceRefusal"/>).</summary>
public sealed record DelimitedOpening(DelimitedSource? Source, string? Refusal);
