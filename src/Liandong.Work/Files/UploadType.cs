namespace Liandong.Work.Files;

/// <summary>What a file is, by its bytes; name and declared type are not believed.</summary>
public enum UploadKind
{
    Jpeg,
    Png,
    WebP,
    Pdf,
}

/// <summary>Says what an upload is. Null is the answer to everything that is not whole and wholly one of the four.</summary>
public static class UploadType
{
    /// <summary>
    /// The kind of a whole file, or null. An image has to end where its format ends: a file that goes on (a page or an archive hidden behind a
    /// picture) or stops early is refused. A PDF begins with its mark and ends with %%EOF and white space; its inside is not read.
    /// </summary>
    public static UploadKind? Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("%PDF-1."u8) || bytes.StartsWith("%PDF-2."u8))
        {
            return bytes.TrimEnd(" \t\r\n\0"u8).EndsWith("%%EOF"u8) ? UploadKind.Pdf : null;
        }

        return MarkOf(bytes) is { } kind && MetadataStripper.IsWhole(kind, bytes) ? kind : null;
    }

    /// <summary>The media type to send it with.</summary>
    public static string MediaType(this UploadKind kind) => kind switch
    {
        UploadKind.Jpeg => "image/jpeg",
        UploadKind.Png => "image/png",
        UploadKind.WebP => "image/webp",
        _ => "application/pdf",
    };

    /// <summary>Whether a browser may show it in a page; a PDF is kept as it came and only downloaded.</summary>
    public static bool ShownInPage(this UploadKind kind) => kind != UploadKind.Pdf;

    /// <summary>What a picture claims to be by its first bytes.</summary>
    internal static UploadKind? MarkOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => UploadKind.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => UploadKind.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => UploadKind.WebP,
        _ => null,
    };
}
