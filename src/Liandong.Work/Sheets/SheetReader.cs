using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Liandong.Work.Sheets;

/// <summary>
/// Reads the first sheet of an Office Open XML workbook (ECMA-376, xlsx) as words: what another program saved after somebody worked in
/// it. Bounded in every way, for it comes from outside: size unpacked, rows, columns; no DTD, nothing fetched.
/// </summary>
public static class SheetReader
{
    public const int MostRows = 200_000;
    private const int MostColumns = 200;
    private const long MostBytes = 64L * 1024 * 1024;
    private const string SharedPart = "xl/sharedStrings.xml";
    private const string StylesPart = "xl/styles.xml";
    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, CloseInput = true };

    /// <summary>Number formats that every program has for days and moments.</summary>
    private static readonly HashSet<int> s_days = [14, 15, 16, 17, 22, 27, 30, 31, 36, 50, 57];

    /// <summary>Rows as they stand, each as long as its last cell; null when it is no such workbook, or larger than any that is meant.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Read(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var budget = new Budget();
            var sheet = zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).OrderBy(e => e.FullName.Length).ThenBy(e => e.FullName, StringComparer.Ordinal).FirstOrDefault();
            return sheet is null ? null : Rows(Open(sheet, budget), Shared(zip.GetEntry(SharedPart), budget), Days(zip.GetEntry(StylesPart), budget));
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static XmlReader Open(ZipArchiveEntry entry, Budget budget) => XmlReader.Create(new Bounded(entry.Open(), budget), s_settings);

    private static List<string> Shared(ZipArchiveEntry? entry, Budget budget)
    {
        var words = new List<string>();
        using var xml = entry is null ? null : Open(entry, budget);
        while (xml?.ReadToFollowing("si") is true)
        {
            words.Add(Words(xml));
        }
        return words;
    }

    /// <summary>Styles in which a number is a day.</summary>
    private static HashSet<int> Days(ZipArchiveEntry? entry, Budget budget)
    {
        var (own, days, style) = (new HashSet<int>(s_days), new HashSet<int>(), -1);
        using var xml = entry is null ? null : Open(entry, budget);
        while (xml?.Read() is true)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && xml.GetAttribute("formatCode") is { } code && code.Contains('y', StringComparison.OrdinalIgnoreCase) && code.Contains('d', StringComparison.OrdinalIgnoreCase))
            {
                own.Add(Number(xml.GetAttribute("numFmtId")));
            }
            style = xml is { NodeType: XmlNodeType.Element, LocalName: "cellXfs" } ? 0 : xml is { NodeType: XmlNodeType.EndElement, LocalName: "cellXfs" } ? -1 : style;
            if (style >= 0 && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                _ = own.Contains(Number(xml.GetAttribute("numFmtId"))) && days.Add(style);
                style++;
            }
        }
        return days;
    }

    private static List<IReadOnlyList<string>> Rows(XmlReader xml, List<string> shared, HashSet<int> days)
    {
        using var _ = xml;
        var rows = new List<IReadOnlyList<string>>();
        List<string>? row = null;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                rows.Add(row = rows.Count < MostRows ? [] : throw new InvalidDataException());
            }
            else if (row is not null && xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                var at = Column(xml.GetAttribute("r")) ?? row.Count;
                row.AddRange(Enumerable.Repeat("", Math.Max(0, at - row.Count)));
                row.Add(Cell(xml, shared, days));
            }
        }
        return rows;
    }

    private static string Cell(XmlReader xml, List<string> shared, HashSet<int> days)
    {
        var (type, style) = (xml.GetAttribute("t"), Number(xml.GetAttribute("s")));
        var words = Words(xml);
        return type switch
        {
            "s" => shared[Number(words)],
            "e" => throw new InvalidDataException(),
            null or "n" when words.Length > 0 && days.Contains(style) => DateTime.FromOADate(double.Parse(words, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => words,
        };
    }

    /// <summary>The text of an element; not how it is spoken (rPh), nor its formula.</summary>
    private static string Words(XmlReader xml)
    {
        var words = "";
        using var inner = xml.ReadSubtree();
        while (inner.Read())
        {
            while (inner is { NodeType: XmlNodeType.Element, LocalName: "rPh" or "f" })
            {
                inner.Skip();
            }
            if (inner.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
            {
                words += inner.Value;
            }
        }
        return words;
    }

    private static int Number(string? text) => text is null ? 0 : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>From 0: A1 is 0, AA7 is 26.</summary>
    private static int? Column(string? at) => at is null ? null
        : at.TakeWhile(char.IsAsciiLetterUpper).Aggregate(0, (n, c) => checked((n * 26) + c - 'A' + 1)) - 1 is var column and >= 0 and < MostColumns ? column : throw new InvalidDataException();

    private sealed class Budget
    {
        private long _left = MostBytes;

        public void Take(int bytes) => _left = _left >= bytes ? _left - bytes : throw new InvalidDataException();
    }

    /// <summary>Counts what really comes out of the zip: what the entry claims of its size proves nothing.</summary>
    private sealed class Bounded(Stream inner, Budget budget) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            budget.Take(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing) => inner.Dispose();
    }
}
