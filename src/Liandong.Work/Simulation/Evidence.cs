using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Liandong.Core.Simulation;
using Liandong.Work.Cases;
using Liandong.Work.Files;

namespace Liandong.Work.Simulation;

/// <summary>
/// The pictures that stand for photos: a drawn street with something lying about, and the same street without it. Kept once
/// an installation, by content, like any upload.
/// </summary>
internal static class Evidence
{
    private const int Scenes = 6;
    private const int Width = 320;
    private const int Height = 240;

    /// <summary>Hashes; the first half shows how it was, the second, scene by scene, how it is.</summary>
    public static async Task<IReadOnlyList<string>> KeepAsync(Node node, CancellationToken cancel)
    {
        var hashes = new List<string>(2 * Scenes);
        for (var n = 0; n < 2 * Scenes; n++)
        {
            var bytes = Draw(n % Scenes, littered: n < Scenes);
            var act = new Act(SimulatedActs.IdOf($"evidence|{node.Installation.Id}|{n}"), null, SimulatedActs.Principal, SimulatedActs.Principal, SHA256.HashData(bytes));
            var (file, refusal) = await KeptFiles.KeepAsync(node, act, bytes, cancel);
            hashes.Add(file?.Hash ?? throw new InvalidOperationException($"A drawn picture was refused: {refusal?.Code}."));
        }
        return hashes;
    }

    private static byte[] Draw(int scene, bool littered)
    {
        var chance = Chance.Of((ulong)scene, "scene");
        var pixels = new byte[Height * (1 + (Width * 3))];
        Fill(pixels, 0, 0, Width, Height, (200 - (scene * 4), 214, 226));
        for (var x = 0; x < Width;)
        {
            var (wide, high) = (chance.Between(40, 80), chance.Between(60, 130));
            var tone = chance.Between(150, 190);
            Fill(pixels, x, 150 - high, wide - 6, high, (tone, tone - 8, tone - 18));
            for (var y = 158 - high; y < 140; y += 22)
            {
                for (var window = x + 8; window < x + wide - 16; window += 16)
                {
                    Fill(pixels, window, y, 8, 12, (96, 112, 128));
                }
            }
            x += wide;
        }
        Fill(pixels, 0, 150, Width, 26, (186, 182, 176));
        Fill(pixels, 0, 176, Width, Height - 176, (104, 106, 110));
        for (var x = 10; x < Width; x += 48)
        {
            Fill(pixels, x, 206, 26, 4, (226, 224, 214));
        }
        for (var n = 0; littered && n < 14; n++)
        {
            Fill(pixels, 60 + chance.Between(0, 190), 146 + chance.Between(0, 30), chance.Between(8, 30), chance.Between(6, 20), (chance.Between(60, 190), chance.Between(60, 150), chance.Between(50, 130)));
        }
        return Png(pixels);
    }

    private static void Fill(byte[] pixels, int left, int top, int wide, int high, (int R, int G, int B) tone)
    {
        for (var y = Math.Max(0, top); y < Math.Min(Height, top + high); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(Width, left + wide); x++)
            {
                var at = (y * (1 + (Width * 3))) + 1 + (x * 3);
                (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)tone.R, (byte)tone.G, (byte)tone.B);
            }
        }
    }

    private static byte[] Png(byte[] pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(pixels);
        }
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Height);
        (header[8], header[9]) = (8, 2);
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        PngChunk.Write(file, "IHDR"u8, header);
        PngChunk.Write(file, "IDAT"u8, packed.ToArray());
        PngChunk.Write(file, "IEND"u8, []);
        return file.ToArray();
    }
}
