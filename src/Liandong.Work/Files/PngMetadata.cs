using System.Buffers.Binary;

namespace Liandong.Work.Files;

/// <summary>PNG chunk by chunk, checksums checked. Kept: what the pixels and their colours need; an animation shows its still picture.</summary>
internal static class PngMetadata
{
    private const int Overhead = 12;

    public static bool Copy(ReadOnlySpan<byte> bytes, MemoryStream kept)
    {
        if (bytes.Length < 8 || !bytes[8..].StartsWith("\0\0\0\x0DIHDR"u8))
        {
            return false;
        }

        kept.Write(bytes[..8]);
        var (at, pixels, orientation) = (8, false, (byte)1);
        while (TakeChunk(bytes, ref at, out var chunk))
        {
            var type = chunk[4..8];
            pixels |= type.SequenceEqual("IDAT"u8);
            if (type.SequenceEqual("IEND"u8))
            {
                WriteOrientation(orientation, kept);
                kept.Write(chunk);
                return pixels && chunk.Length == Overhead && at == bytes.Length;
            }

            if (type.SequenceEqual("eXIf"u8))
            {
                orientation = Orientation.Read(chunk[8..^4]);
            }
            else if (IsKept(type))
            {
                kept.Write(chunk);
            }
            else if ((type[0] & 0x20) == 0)
            {
                return false; // Nobody can show a picture with a critical chunk that is not in the standard.
            }
        }

        return false;
    }

    private static bool IsKept(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("IHDR"u8) || type.SequenceEqual("PLTE"u8) || type.SequenceEqual("IDAT"u8) || type.SequenceEqual("tRNS"u8)
        || type.SequenceEqual("gAMA"u8) || type.SequenceEqual("cHRM"u8) || type.SequenceEqual("sRGB"u8) || type.SequenceEqual("iCCP"u8)
        || type.SequenceEqual("cICP"u8) || type.SequenceEqual("sBIT"u8) || type.SequenceEqual("bKGD"u8) || type.SequenceEqual("pHYs"u8);

    private static bool TakeChunk(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> chunk)
    {
        chunk = default;
        var left = bytes.Length - at;
        if (left < Overhead)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        if (length > left - Overhead)
        {
            return false;
        }

        chunk = bytes.Slice(at, (int)length + Overhead);
        at += chunk.Length;
        return PngChunk.Checksum(chunk[4..^4]) == BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]);
    }

    private static void WriteOrientation(byte orientation, MemoryStream kept)
    {
        if (orientation == 1)
        {
            return;
        }

        PngChunk.Write(kept, "eXIf"u8, Orientation.Write(orientation));
    }
}
