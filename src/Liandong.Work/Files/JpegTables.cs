namespace Liandong.Work.Files;

/// <summary>The kept segments of a JPEG have the lengths that their counts say, so that none of them is a wrapping for something else.</summary>
internal static class JpegTables
{
    public static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public static bool IsSound(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        0xDB => AreQuantizers(body),
        0xC4 => AreHuffman(body),
        0xCC => body.Length % 2 == 0 && body.Length <= 16,
        0xDC or 0xDD => body.Length == 2,
        0xDA => body.Length >= 6 && body[0] is >= 1 and <= 4 && body.Length == 4 + (2 * body[0]),
        _ when IsFrame(marker) => body.Length >= 9 && body[5] is >= 1 and <= 4 && body.Length == 6 + (3 * body[5]),
        _ => true,
    };

    private static bool AreQuantizers(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            var length = body[0] < 0x10 ? 65 : 129;
            if (body[0] > 0x13 || (body[0] & 0x0F) > 3 || length > body.Length)
            {
                return false;
            }

            body = body[length..];
        }

        return true;
    }

    private static bool AreHuffman(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            var length = 17;
            for (var n = 1; n <= 16 && n < body.Length; n++)
            {
                length += body[n];
            }

            if (body[0] > 0x13 || (body[0] & 0x0F) > 3 || length > body.Length || length > 17 + 256)
            {
                return false;
            }

            body = body[length..];
        }

        return true;
    }
}
