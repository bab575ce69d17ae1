using System.IO.Compression;
using System.Text;

namespace Liandong.Bench;

/// <summary>Unpacks what came over the wire; outside the measured time, as the browser's own work is.</summary>
internal static class Packed
{
    public static async Task<string> TextAsync(byte[] bytes, string? encoding, CancellationToken cancel)
    {
        if (encoding is null)
        {
            return Encoding.UTF8.GetString(bytes);
        }
        using var packed = new MemoryStream(bytes);
        await using Stream plain = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancel);
    }
}
