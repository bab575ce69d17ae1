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
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(head);
        sha.AppendData(Encoding.UTF8.GetBytes(payload));
        return sha.GetHashAndReset();
    }

    /// <summary>Binds typed words to their event: sha256(salt || body).</summary>
    public static byte[] Seal(byte[] salt, string body)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(salt);
        sha.AppendData(Encoding.UTF8.GetBytes(body));
        return sha.GetHashAndReset();
    }

    /// <summary>Cut to what the database keeps.</summary>
    public static DateTimeOffset Cut(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>An instant as people at a terminal read it.</summary>
    public static string Show(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
