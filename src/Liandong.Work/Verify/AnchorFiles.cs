using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Liandong.Work.Store;

namespace Liandong.Work.Verify;

/// <summary>One line of <c>anchors.jsonl</c>: what the heads of the streams touched since the last one were.</summary>
/// <param name="No">From 1, without gaps.</param>
/// <param name="At">Installation time.</param>
/// <param name="Below">Transactions below this one are covered; the next anchor begins with it.</param>
/// <param name="Root">Merkle root over the leaves, hex.</param>
/// <param name="Previous">Hash of the anchor before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256, hex, over all of the above.</param>
public sealed record Anchor(int No, DateTimeOffset At, Guid Installation, ulong Below, int Leaves, string Root, string Previous, string Hash)
{
    /// <summary>What stands before the first anchor.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>The same with its hash.</summary>
    public Anchor Sealed() => this with { Hash = Expected() };

    /// <summary>The hash that its other parts ask for.</summary>
    public string Expected() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{No}|{At.UtcTicks}|{Installation}|{Below}|{Leaves}|{Root}|{Previous}"))));
}

/// <summary>The head of one stream as an anchor saw it: 52 bytes in a <c>.leaves</c> file.</summary>
public readonly record struct Leaf(Guid Stream, int Seq, byte[] Head)
{
    /// <summary>Stream, number, head.</summary>
    public const int Length = 16 + 4 + 32;

    /// <summary>Its bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        Stream.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], Seq);
        Head.CopyTo(bytes[20..]);
    }

    /// <summary>From its bytes.</summary>
    public static Leaf Read(ReadOnlySpan<byte> bytes) =>
        new(new Guid(bytes[..16], bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), bytes[20..Length].ToArray());
}

/// <summary>
/// The folder <c>DATA/anchors</c>, outside the database: whoever rewrites a row and all hashes after it does not reach these.
/// Best copied to another machine as it grows.
/// </summary>
public sealed class AnchorFiles(string dataDir)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.Combine(dataDir, "anchors");

    private string Lines => Path.Combine(Folder, "anchors.jsonl");

    /// <summary>The leaves of an anchor.</summary>
    public string LeavesOf(int no) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{no:000000}.leaves"));

    /// <summary>One writer at a time; released when disposed.</summary>
    /// <exception cref="IOException">Another one writes at this moment.</exception>
    public FileStream Lock()
    {
        Directory.CreateDirectory(Folder);
        return new FileStream(Path.Combine(Folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>
    /// The anchors in order; what cannot be read is null. A last line without its end was cut off by a power failure: it was
    /// never an anchor, and is left out.
    /// </summary>
    public IEnumerable<Anchor?> Read()
    {
        if (!File.Exists(Lines))
        {
            yield break;
        }
        var text = File.ReadAllText(Lines, Encoding.UTF8);
        foreach (var line in text.Split('\n')[..^1])
        {
            yield return Parse(line);
        }
    }

    /// <summary>Appends a line and waits until it is on the disk.</summary>
    public void Append(Anchor anchor)
    {
        using var file = new FileStream(Lines, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.Position = WholeLines(file);
        file.SetLength(file.Position);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(anchor, s_json) + "\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Leaves of a file, one by one, together with the root they come to.</summary>
    internal static IEnumerable<Leaf> ReadLeaves(string path, Merkle merkle)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var bytes = new byte[Leaf.Length];
        while (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length)
        {
            merkle.Add(bytes);
            yield return Leaf.Read(bytes);
        }
    }

    private static long WholeLines(FileStream file)
    {
        for (var at = file.Length; at > 0; at--)
        {
            file.Position = at - 1;
            if (file.ReadByte() == '\n')
            {
                return at;
            }
        }
        return 0;
    }

    private static Anchor? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Anchor>(line, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
