using System.Buffers.Binary;

namespace Liandong.Work.Files;

/// <summary>WebP chunk by chunk. Kept: pixels, transparency, colour profile. Moving pictures are refused: no evidence, and their frames may hide chunks.</summary>
internal static class WebPMetadata
{
    private const byte ExifFlag = 0x08;
    private const byte XmpFlag = 0x04;
    private const byte AnimationFlag = 0x02;
    private const int FirstChunk = 12;

    public static bool Copy(ReadOnlySpan<byte> bytes, MemoryStream kept)
    {
        if (bytes.Length < FirstChunk + 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != bytes.Length - 8)
        {
            return false;
        }

        kept.Write(bytes[..FirstChunk]);
        var (at, pixels, extended, orientation) = (FirstChunk, 0, false, (byte)1);
        while (TakeChunk(bytes, ref at, out var type, out var body))
        {
            if (type.SequenceEqual("VP8X"u8))
            {
                if (kept.Length != FirstChunk || body.Length != 10 || (body[0] & AnimationFlag) != 0)
                {
                    return false;
                }

                extended = true;
                Write(type, [(byte)(body[0] & ~(ExifFlag | XmpFlag)), .. body[1..]], kept);
            }
            else if (type.SequenceEqual("EXIF"u8))
            {
                orientation = Orientation.Read(body.StartsWith("Exif\0\0"u8) ? body[6..] : body);
            }
            else if (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            {
                pixels++;
                Write(type, body, kept);
            }
            else if (type.SequenceEqual("ALPH"u8) || type.SequenceEqual("ICCP"u8))
            {
                Write(type, body, kept);
            }
        }

        Finish(extended ? orientation : (byte)1, kept);
        return at == bytes.Length && pixels == 1;
    }

    private static bool TakeChunk(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> body)
    {
        type = body = default;
        if (bytes.Length - at < 8)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
        var padded = (long)length + (length & 1);
        if (padded > bytes.Length - at - 8)
        {
            return false;
        }

        type = bytes.Slice(at, 4);
        body = bytes.Slice(at + 8, (int)length);
        at += 8 + (int)padded;
        return true;
    }

    private static void Finish(byte orientation, MemoryStream kept)
    {
        if (orientation != 1)
        {
            Write("EXIF"u8, Orientation.Write(orientation), kept);
            kept.GetBuffer()[FirstChunk + 8] |= ExifFlag;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(kept.GetBuffer().AsSpan(4), (uint)kept.Length - 8);
    }

    private static void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, MemoryStream kept)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        kept.Write(type);
        kept.Write(length);
        kept.Write(body);
        if (body.Length % 2 == 1)
        {
            kept.WriteByte(0);
        }
    }
}
