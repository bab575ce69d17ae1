namespace Liandong.Work.Files;

/// <summary>A picture without its metadata, or null bytes when the file is not whole.</summary>
/// <param name="Bytes">What may be stored.</param>
public sealed record Stripped(byte[]? Bytes)
{
    public bool Refused => Bytes is null;
}

/// <summary>
/// Takes out of a picture what says where, when, with what and by whom it was made, without touching a pixel. A list of what stays, not of what
/// goes: metadata invented tomorrow goes too. What stays is needed to show the picture rightly: its colour profile, and the way up, which
/// is written again as a block of our own that holds the one number and nothing else. A PDF is kept as it is.
/// </summary>
public static class MetadataStripper
{
    /// <summary>Never throws, takes time and memory in proportion to the file.</summary>
    public static Stripped Strip(UploadKind kind, ReadOnlySpan<byte> bytes)
    {
        var kept = new MemoryStream(bytes.Length + 64);
        return new(Copy(kind, bytes, kept) ? kept.ToArray() : null);
    }

    internal static bool IsWhole(UploadKind kind, ReadOnlySpan<byte> bytes) => Copy(kind, bytes, new MemoryStream(bytes.Length + 64));

    private static bool Copy(UploadKind kind, ReadOnlySpan<byte> bytes, MemoryStream kept)
    {
        if (kind == UploadKind.Pdf)
        {
            kept.Write(bytes);
            return UploadType.Detect(bytes) == kind;
        }

        return UploadType.MarkOf(bytes) == kind && kind switch
        {
            UploadKind.Jpeg => JpegMetadata.Copy(bytes, kept),
            UploadKind.Png => PngMetadata.Copy(bytes, kept),
            _ => WebPMetadata.Copy(bytes, kept),
        };
    }
}
