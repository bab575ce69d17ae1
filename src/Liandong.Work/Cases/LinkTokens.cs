using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Liandong.Core.Units;
using Liandong.Work.Store;

namespace Liandong.Work.Cases;

/// <summary>
/// Addresses of callers' links: case number, appeal and round with a tag under a key of the installation, in 32 signs. Nothing
/// is stored, nothing can be guessed, and whether one is ours is known before the database is asked.
/// </summary>
public sealed class LinkTokens(Keys keys)
{
    private const int BodyLength = 12;
    private const int TagLength = 12;
    private const int SignLength = (BodyLength + TagLength) * 4 / 3;
    private readonly byte[] _key = keys.Derive("links-1");

    /// <summary>The token of a caller's link.</summary>
    public string Write(string number, Caller caller)
    {
        var body = new byte[BodyLength];
        BinaryPrimitives.WriteUInt64BigEndian(body, ulong.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture));
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(8), checked((ushort)caller.Appeal));
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(10), checked((ushort)caller.Round));
        return Base64Url.EncodeToString([.. body, .. Tag(body)]);
    }

    /// <summary>What a token stands for; null when it is not ours.</summary>
    public (string Number, Caller Caller)? Read(string? token)
    {
        var bytes = new byte[BodyLength + TagLength];
        if (token?.Length != SignLength || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != bytes.Length
            || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(BodyLength), Tag(bytes.AsSpan(0, BodyLength))))
        {
            return null;
        }
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
            new Caller(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(10))));
    }

    /// <summary>The key of the act that a token's answer is: whatever is sent by it, and however often, is one act.</summary>
    public Guid ActOf(string token) => new(HMACSHA256.HashData(_key, System.Text.Encoding.ASCII.GetBytes("act " + token)).AsSpan(0, 16));

    private byte[] Tag(ReadOnlySpan<byte> body) => HMACSHA256.HashData(_key, body)[..TagLength];
}
