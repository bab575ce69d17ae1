using System.IO.Compression;
using System.Text;

namespace Liandong.Work.Imports;

/// <summary>From bytes to characters: unpacks by content, not by file name, and marks what is no text.</summary>
internal static class DelimitedSourceText
{
    /// <summary>Stands for bytes that cannot be decoded. U+FFFF is no character in any text, U+FFFD may be one.</summary>
    public const char Broken = '\uFFFF';

    public static Encoding? EncodingOf(string name) =>
        name.ToLowerInvariant() switch
        {
            "utf-8" or "utf8" => Marking(Encoding.UTF8),
            "utf-16" or "utf-16le" => Marking(Encoding.Unicode),
            "utf-16be" => Marking(Encoding.BigEndianUnicode),
            "gb18030" => Marking(CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!),
            "latin-1" or "latin1" or "iso-8859-1" => Encoding.Latin1,
            _ => null,
        };

    /// <summary>The text's bytes, or null when a zip holds no file or several. A folder for the Mac's own notes does not count.</summary>
    public static Stream? Unpack(Stream file)
    {
        var start = Peek(file);
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return new GZipStream(file, CompressionMode.Decompress);
        }

        if (!start.StartsWith("PK\x3\x4"u8) && !start.StartsWith("PK\x5\x6"u8))
        {
            return file;
        }

        var entries = new ZipArchive(file, ZipArchiveMode.Read).Entries
            .Where(e => e.Name.Length > 0 && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
            .Take(2).ToList();
        return entries.Count == 1 ? entries[0].Open() : null;
    }

    private static ReadOnlySpan<byte> Peek(Stream file)
    {
        var start = new byte[4];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start.AsSpan(0, read);
    }

    private static Encoding Marking(Encoding encoding)
    {
        var marking = (Encoding)encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback(Broken.ToString());
        return marking;
    }
}
