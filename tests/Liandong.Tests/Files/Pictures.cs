using System.Buffers.Binary;
using System.Text;

namespace Liandong.Tests.Files;

/// <summary>Pictures of 6 x 4 pixels made by a browser, and the same with everything a telephone writes into them.</summary>
internal static class Pictures
{
    public const string Secret = "GPS-31.1127-121.3815";

    public static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQ"
        + "AAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB"
        + "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWi"
        + "AAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM"
        + "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6"
        + "T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/"
        + "xAAYEAADAQEAAAAAAAAAAAAAAAAAASEDEf/EABUBAQEAAAAAAAAAAAAAAAAAAAMF/8QAFxEBAAMAAAAAAAAAAAAAAAAAAQADEv/aAAwDAQACEQMRAD8AjaPkUQALFIYItq7Z/9k=");

    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAYAAACtBE5DAAAASElEQVR4AVyKSxGAMBQDd56FggvOGAEhYASEgBHOyGirIf1dOs0ls8kaOR+rHjbdnDq4tPPKfhYFHJGJvq3BXMfQnTaahT2OBAAA//"
        + "8kepEWAAAABklEQVQDAFMwHPuHqVh7AAAAAElFTkSuQmCC");

    public static readonly byte[] WebP = Convert.FromBase64String(
        "UklGRjwCAABXRUJQVlA4WAoAAAAwAAAABQAAAwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQ"
        + "AAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB"
        + "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWi"
        + "AAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM"
        + "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBIDQAAAAEPMP8REeI+PxH9DwcAVlA4IDgAAABwAQCdASoGAAQABABoJbACdAFAAAD+8AizH8gCnRjtfyxsYIv5SS"
        + "/+pLf+6b5l0xY+yvYTZrgAAA==");

    public static byte[] PhoneJpeg(byte orientation = 6)
    {
        byte[] film = [0, 0, 0, 0, .. "ftypmp42"u8, .. Bytes(Secret)];
        return
        [
            .. Jpeg[..2],
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(orientation)]),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Bytes(Secret)]),
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 2, 3, .. Bytes(Secret)[..18]]),
            .. Segment(0xE2, [.. "MPF\0"u8, .. Bytes(Secret)]),
            .. Segment(0xED, Bytes(Secret)),
            .. Segment(0xFE, Bytes(Secret)),
            .. Jpeg[20..],
            .. film,
        ];
    }

    public static byte[] PhonePng(byte orientation = 6) =>
    [
        .. Png[..33],
        .. Chunk("tEXt", Bytes("Comment\0" + Secret)), .. Chunk("zTXt", Bytes(Secret)), .. Chunk("iTXt", Bytes(Secret)),
        .. Chunk("eXIf", Tiff(orientation)), .. Chunk("tIME", [7, 234, 11, 21, 9, 30, 0]), .. Chunk("prVt", Bytes(Secret)),
        .. Png[33..],
    ];

    public static byte[] PhoneWebP(byte orientation = 6)
    {
        byte[] file = [.. WebP, .. WebPChunk("EXIF", Tiff(orientation)), .. WebPChunk("XMP ", Bytes(Secret + "!")), .. WebPChunk("note", Bytes(Secret))];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        file[20] |= 0x0C;
        return file;
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    public static byte[] Chunk(string type, byte[] body)
    {
        byte[] chunk = [0, 0, 0, (byte)body.Length, .. Bytes(type), .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, body.Length + 4)));
        return chunk;
    }

    public static byte[] WebPChunk(string type, byte[] body) =>
        [.. Bytes(type), (byte)body.Length, 0, 0, 0, .. body, .. new byte[body.Length % 2]];

    /// <summary>A little-endian block: a maker's name, the way up, and a place.</summary>
    private static byte[] Tiff(byte orientation) =>
    [
        .. "II*\0"u8, 8, 0, 0, 0, 2, 0,
        0x0F, 0x01, 2, 0, 20, 0, 0, 0, 38, 0, 0, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
        0, 0, 0, 0,
        .. Bytes(Secret),
    ];

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (0xEDB88320u & (0u - (sum & 1)));
            }
        }

        return ~sum;
    }
}
