using System.Globalization;
using System.Runtime.CompilerServices;

namespace Liandong.Work.Imports;

/// <summary>
/// Reads a delimited text file of any size row by row in flat memory; plain, gzip, or a zip with one file.
/// A damaged row is a <see cref="BadRow"/> and the next one is read. We cut rows ourselves because a reader that throws at a broken byte or a
/// stray quote loses the rest of the file, and we owe the clerk every other line. Empty lines are passed over.
/// </summary>
public sealed class DelimitedSource : IAsyncDisposable
{
    /// <summary>The longest row, in characters, with its line end.</summary>
    public const int LongestRow = 1 << 20;

    // A stray quote is looked at twice: once to the place where it fails, then again from the next line. This bounds the second looks.
    private const long MostReadAgain = 64L * LongestRow;

    private readonly Stream file;
    private readonly StreamReader reader;
    private readonly DelimitedSourceScanner scanner;
    private char[] buffer = new char[1 << 16];
    private int start;
    private int filled;
    private bool last;
    private long line = 1;
    private long readAgain;
    private bool skipping;

    private DelimitedSource(Stream file, StreamReader reader, char delimiter)
    {
        this.file = file;
        this.reader = reader;
        scanner = new DelimitedSourceScanner(delimiter);
    }

    /// <summary>The columns, from the header row (trimmed) or as given.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Bytes of the file on disk taken so far; of the compressed file when it is one.</summary>
    public long BytesRead => file.Position;

    /// <summary>Bytes of the file on disk.</summary>
    public long BytesTotal => file.Length;

    private ReadOnlySpan<char> Waiting => buffer.AsSpan(start, filled - start);

    /// <summary>Opens a file and reads its header.</summary>
    public static async Task<DelimitedOpening> OpenAsync(string path, DelimitedFormat format, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return new(null, SourceRefusal.FileMissing);
        }

        return await OpenAsync(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), format, cancel);
    }

    /// <summary>Opens a stream that can seek, and owns it from here on.</summary>
    public static async Task<DelimitedOpening> OpenAsync(Stream file, DelimitedFormat format, CancellationToken cancel)
    {
        var opening = await TryOpenAsync(file, format, cancel);
        if (opening.Source is null)
        {
            await file.DisposeAsync();
        }

        return opening;
    }

    /// <summary>The rows after the header, once.</summary>
    public async IAsyncEnumerable<SourceLine> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            var next = Next();
            if (next is null)
            {
                if (last && Waiting.IsEmpty)
                {
                    yield break;
                }

                if (!await FillAsync(cancel))
                {
                    yield return new BadRow(line, RowFault.FileBroken);
                    yield break;
                }

                continue;
            }

            yield return next;
            if (next is BadRow { Reason: RowFault.GivenUp })
            {
                yield break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await file.DisposeAsync();
    }

    private static async Task<DelimitedOpening> TryOpenAsync(Stream file, DelimitedFormat format, CancellationToken cancel)
    {
        try
        {
            if (DelimitedSourceText.Unpack(file) is not { } bytes)
            {
                return new(null, SourceRefusal.ArchiveNotOneFile);
            }

            if (DelimitedSourceText.EncodingOf(format.Encoding) is not { } encoding)
            {
                return new(null, SourceRefusal.EncodingUnknown);
            }

            var text = new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
            var source = new DelimitedSource(file, text, format.Delimiter);
            if (!await source.FillAsync(cancel))
            {
                return new(null, SourceRefusal.FileBroken);
            }

            if (source.Waiting is ['\uFFFE', ..] && format.Encoding is "utf-16")
            {
                file.Position = 0; // The mark read backwards: the other byte order.
                return await TryOpenAsync(file, format with { Encoding = "utf-16be" }, cancel);
            }

            var refusal = await source.ReadNamesAsync(format.Names, cancel);
            return refusal is null ? new(source, null) : new(null, refusal);
        }
        catch (InvalidDataException)
        {
            return new(null, SourceRefusal.FileBroken);
        }
    }

    private async Task<string?> ReadNamesAsync(IReadOnlyList<string>? given, CancellationToken cancel)
    {
        if (Waiting is ['\uFEFF', ..])
        {
            start++;
        }

        if (given is not null)
        {
            Names = given;
            return null;
        }

        await foreach (var first in ReadAsync(cancel))
        {
            if (first is not SourceRow row)
            {
                return SourceRefusal.HeaderBroken;
            }

            Names = [.. row.Values.Select(v => v.Trim())];
            return Names.Distinct(StringComparer.Ordinal).Count() == Names.Count ? null : SourceRefusal.HeaderTwice;
        }

        return SourceRefusal.HeaderMissing;
    }

    /// <summary>The next row from memory, or null when more characters are needed or none are left.</summary>
    private SourceLine? Next()
    {
        if (skipping && !SkipLine())
        {
            return null;
        }

        while (Waiting is ['\n', ..] or ['\r', '\n', ..])
        {
            start += Waiting[0] == '\n' ? 1 : 2;
            line++;
        }

        if (Waiting.IsEmpty)
        {
            return null;
        }

        return scanner.Scan(Waiting, last) switch
        {
            ScanResult.Row when scanner.Length <= LongestRow => Take(Waiting[..scanner.Length]),
            ScanResult.NeedMore when Waiting.Length <= LongestRow => null,
            ScanResult.BadQuote => RefuseFirstLine(RowFault.BadQuote),
            _ => RefuseFirstLine(RowFault.TooLong),
        };
    }

    private SourceLine Take(ReadOnlySpan<char> row)
    {
        var at = line;
        start += row.Length;
        line += row.Count('\n');
        if (DelimitedSourceScanner.FaultIn(row) is var (fault, detail))
        {
            return new BadRow(at, fault, detail, row.TrimEnd("\r\n").ToString());
        }

        var values = scanner.Values;
        return Names.Count == 0 || values.Count == Names.Count
            ? new SourceRow(at, [.. values])
            : new BadRow(at, RowFault.Ragged, string.Create(CultureInfo.InvariantCulture, $"{values.Count}/{Names.Count}"), row.TrimEnd("\r\n").ToString());
    }

    /// <summary>A row that fails over several lines costs only its first: what follows is probably sound, and the fault was a stray quote.</summary>
    private BadRow RefuseFirstLine(string fault)
    {
        var end = Waiting.IndexOf('\n');
        if (end < 0)
        {
            start = filled;
            skipping = true;
            return new BadRow(line, fault);
        }

        var text = end < LongestRow ? Waiting[..end].TrimEnd('\r').ToString() : "";
        start += end + 1;
        readAgain += Math.Max(0, scanner.Length - end - 1);
        var reason = readAgain > MostReadAgain ? RowFault.GivenUp : end < LongestRow ? RowFault.BadQuote : RowFault.TooLong;
        return new BadRow(line++, reason, "", text);
    }

    private bool SkipLine()
    {
        var end = Waiting.IndexOf('\n');
        start = end < 0 ? filled : start + end + 1;
        line += end < 0 ? 0 : 1;
        skipping = end < 0;
        return !skipping;
    }

    /// <summary>Fills the memory behind what waits in it; false when the compressed file is damaged.</summary>
    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        Waiting.CopyTo(buffer);
        (start, filled) = (0, filled - start);
        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LongestRow + 2));
        }

        try
        {
            var read = await reader.ReadBlockAsync(buffer.AsMemory(filled), cancel);
            last = read == 0;
            filled += read;
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
