using System.Buffers.Binary;

namespace Liandong.Work.Files;

/// <summary>JPEG (ITU T.81) segment by segment. Kept: tables, frames, scans, the density of JFIF without its thumbnail, ICC, Adobe's colour transform.</summary>
internal static class JpegMetadata
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static bool Copy(ReadOnlySpan<byte> bytes, MemoryStream kept)
    {
        kept.Write(bytes[..2]);
        var (at, frames, scans, orientation) = (2, 0, 0, (byte)1);
        while (TakeMarker(bytes, ref at, out var marker))
        {
            if (marker == EndOfImage)
            {
                kept.Write([0xFF, EndOfImage]);
                return frames > 0 && scans > 0 && IsFromPhone(bytes[at..]);
            }

            if (!TakeBody(bytes, ref at, out var body) || !JpegTables.IsSound(marker, body))
            {
                return false;
            }

            frames += JpegTables.IsFrame(marker) ? 1 : 0;
            CopySegment(marker, body, kept, ref orientation);
            if (marker == StartOfScan)
            {
                scans++;
                var length = ScanLength(bytes[at..]);
                kept.Write(bytes.Slice(at, length));
                at += length;
            }
        }

        return false;
    }

    private static bool TakeMarker(ReadOnlySpan<byte> bytes, ref int at, out byte marker)
    {
        marker = 0;
        if (at >= bytes.Length || bytes[at] != 0xFF)
        {
            return false;
        }

        while (at < bytes.Length && bytes[at] == 0xFF)
        {
            at++;
        }

        if (at == bytes.Length)
        {
            return false;
        }

        marker = bytes[at++];
        return marker is not (0 or 0x01 or (>= 0xD0 and <= 0xD8));
    }

    private static bool TakeBody(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.Length - at < 2)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        if (length < 2 || length > bytes.Length - at)
        {
            return false;
        }

        body = bytes.Slice(at + 2, length - 2);
        at += length;
        return true;
    }

    private static void CopySegment(byte marker, ReadOnlySpan<byte> body, MemoryStream kept, ref byte orientation)
    {
        if (marker == 0xE1 && body.StartsWith("Exif\0\0"u8) && orientation == 1)
        {
            orientation = Orientation.Read(body[6..]);
            if (orientation != 1)
            {
                Write(marker, [.. "Exif\0\0"u8, .. Orientation.Write(orientation)], kept);
            }
        }
        else if (marker == 0xE0 && body.StartsWith("JFIF\0"u8) && body.Length >= 14)
        {
            Write(marker, [.. body[..12], 0, 0], kept); // A thumbnail may show what was cut off the picture.
        }
        else if (marker == 0xEE && body.StartsWith("Adobe"u8) && body.Length >= 12)
        {
            Write(marker, body[..12], kept);
        }
        else if (JpegTables.IsFrame(marker) || marker is 0xC4 or 0xCC or 0xDB or 0xDC or 0xDD or StartOfScan
            || (marker == 0xE2 && body.StartsWith("ICC_PROFILE\0"u8)))
        {
            Write(marker, body, kept);
        }
    }

    private static void Write(byte marker, ReadOnlySpan<byte> body, MemoryStream kept)
    {
        var length = body.Length + 2;
        kept.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        kept.Write(body);
    }

    /// <summary>Pixels run to the next marker that is neither a stuffed FF nor a restart.</summary>
    private static int ScanLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; ;)
        {
            var next = rest[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= rest.Length)
            {
                return rest.Length;
            }

            at += next;
            if (rest[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }
    }

    /// <summary>
    /// What telephones put behind the picture: more pictures (depth, brightness), a second of film, Samsung's notes. It is cut off, not refused,
    /// or a large part of all telephone photographs would be.
    /// </summary>
    private static bool IsFromPhone(ReadOnlySpan<byte> tail) =>
        tail.IndexOfAnyExcept((byte)0) < 0
        || tail.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || (tail.Length > 8 && tail[4..8].SequenceEqual("ftyp"u8))
        || tail.EndsWith("SEFT"u8);
}
