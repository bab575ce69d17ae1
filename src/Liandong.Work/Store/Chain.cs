using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Liandong.Work.Store;

/// <summary>
/// SHA-256 over the exact stored bytes of an event and the hash before it. The payload is text, never jsonb, which
/// reorders; instants are cut to microseconds, which is what PostgreSQL keeps.
/// </summary>
public static class Chain
{
    /// <summary>What stands before the first event of a stream.</summary>
    public static byte[] Genesis { get; } = new byte[32];

    /// <summary>The hash of one event.</summary>
    public static byte[] Link(byte[] previous, Guid stream, int seq, Guid act, DateTimeOffset recordedAt, string payload, byte[]? words)
    {
        Span<byte> head = stackalloc byte[32 + 16 + 4 + 8 + 16 + 32];
        previous.CopyTo(head);
        stream.TryWriteBytes(head[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(head[48..], seq);
        BinaryPrimitives.WriteInt64BigEndian(head[52..], Microseconds(recordedAt));
        act.TryWriteBytes(head[60..], bigEndian: true, out _);
        words?.CopyTo(head[76..]);
        return Hash(head, payload);
    }

    /// <summary>Binds typed words to their event: sha256(salt || body).</summary>
    public static byte[] Seal(byte[] salt, string body) => Hash(salt, body);

    /// <summary>In one call: an incremental hash costs more to set up than these few hundred bytes to hash.</summary>
    private static byte[] Hash(ReadOnlySpan<byte> head, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(head.Length + Encoding.UTF8.GetMaxByteCount(text.Length));
        head.CopyTo(bytes);
        var length = head.Length + Encoding.UTF8.GetBytes(text, bytes.AsSpan(head.Length));
        var hash = SHA256.HashData(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        return hash;
    }

    /// <summary>Cut to what the database keeps.</summary>
    public static DateTimeOffset Cut(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>An instant as people at a terminal read it.</summary>
    public static string Show(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
