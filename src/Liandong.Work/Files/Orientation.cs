using System.Buffers.Binary;

namespace Liandong.Work.Files;

/// <summary>The one number of Exif that is needed to show a picture: which way up it is (1 to 8, 1 is as stored).</summary>
internal static class Orientation
{
    private const ushort Tag = 0x0112;

    /// <summary>Reads it from a TIFF block; 1 when it is not there or nonsense.</summary>
    public static byte Read(ReadOnlySpan<byte> tiff)
    {
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        var at = (long)Word32(tiff[4..], little);
        if (at + 2 > tiff.Length)
        {
            return 1;
        }

        int entries = Word16(tiff[(int)at..], little);
        for (at += 2; entries > 0 && at + 12 <= tiff.Length; entries--, at += 12)
        {
            var entry = tiff[(int)at..];
            if (Word16(entry, little) == Tag)
            {
                var value = Word16(entry[8..], little);
                return value is >= 1 and <= 8 ? (byte)value : (byte)1;
            }
        }

        return 1;
    }

    /// <summary>A TIFF block that holds nothing else.</summary>
    public static byte[] Write(byte orientation) =>
    [
        (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
        0, 0, 0, 0,
    ];

    private static ushort Word16(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Word32(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
