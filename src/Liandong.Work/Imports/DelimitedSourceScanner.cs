using System.Buffers;

namespace Liandong.Work.Imports;

internal enum ScanResult
{
    Row,
    NeedMore,
    BadQuote,
}

/// <summary>Cuts one row out of characters in memory. RFC 4180, but a quote inside an unquoted value is text (5" pipe).</summary>
internal sealed class DelimitedSourceScanner(char delimiter)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Where(c => c is not (9 or 10 or 13)).Append(127).Append(DelimitedSourceText.Broken).Select(c => (char)c)));

    private readonly List<string> values = [];

    public IReadOnlyList<string> Values => values;

    /// <summary>How many characters the row took, its line end included; or how far the scan came that failed.</summary>
    public int Length { get; private set; }

    /// <summary>Reads the row at the start of <paramref name="text"/>; <paramref name="last"/> says that nothing follows it.</summary>
    public ScanResult Scan(ReadOnlySpan<char> text, bool last)
    {
        values.Clear();
        var at = 0;
        while (true)
        {
            var quoted = at < text.Length && text[at] == '"';
            var result = quoted ? Quoted(text, last, ref at) : Plain(text, last, ref at);
            if (result != ScanResult.Row)
            {
                Length = at;
                return result;
            }

            if (at >= text.Length || text[at] != delimiter)
            {
                Length = at + LineEnd(text[at..]);
                return ScanResult.Row;
            }

            at++;
        }
    }

    /// <summary>The fault of a row by its characters alone, or null.</summary>
    public static (string Fault, string Detail)? FaultIn(ReadOnlySpan<char> row)
    {
        var found = row.IndexOfAny(Forbidden);
        if (found >= 0)
        {
            return row[found] == DelimitedSourceText.Broken
                ? (RowFault.BrokenBytes, "")
                : (RowFault.ControlCharacter, $"U+{(int)row[found]:X4}");
        }

        return null;
    }

    private static int LineEnd(ReadOnlySpan<char> rest) => rest switch
    {
        ['\r', '\n', ..] => 2,
        ['\n', ..] or ['\r'] => 1,
        _ => 0,
    };

    private ScanResult Plain(ReadOnlySpan<char> text, bool last, ref int at)
    {
        var rest = text[at..];
        var end = rest.IndexOfAny(delimiter, '\n');
        if (end < 0)
        {
            if (!last)
            {
                return ScanResult.NeedMore;
            }

            end = rest.Length;
        }

        var endsLine = end == rest.Length || rest[end] == '\n';
        if (endsLine && end > 0 && rest[end - 1] == '\r')
        {
            end--;
        }

        values.Add(rest[..end].ToString());
        at += end;
        return ScanResult.Row;
    }

    private ScanResult Quoted(ReadOnlySpan<char> text, bool last, ref int at)
    {
        var from = at + 1;
        var doubled = false;
        var end = from;
        while (true)
        {
            var quote = text[end..].IndexOf('"');
            if (quote < 0)
            {
                at = text.Length;
                return last ? ScanResult.BadQuote : ScanResult.NeedMore;
            }

            end += quote;
            if (end + 1 >= text.Length || text[end + 1] != '"')
            {
                break;
            }

            doubled = true;
            end += 2;
        }

        at = end + 1;
        if (!last && text.Length - at < 2)
        {
            return ScanResult.NeedMore; // The line end after the quote may be two characters.
        }

        var value = text[from..end].ToString();
        values.Add(doubled ? value.Replace("\"\"", "\"", StringComparison.Ordinal) : value);
        return at == text.Length || text[at] == delimiter || LineEnd(text[at..]) > 0 ? ScanResult.Row : ScanResult.BadQuote;
    }
}
