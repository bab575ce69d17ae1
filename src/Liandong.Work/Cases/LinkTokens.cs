using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Liandong.Core.Units;
using Liandong.Work.Store;

namespace Liandong.Work.Cases;

/// <summary>
/// Addresses of callers' links: case number, appeal and round with a tag under a key of the installation, in 32 letters and
/// digits (readers of messages cut off a sign at the end). Nothing is stored, and whether one is ours is known before the
/// database is asked; guessing at 64 bits is slowed down at the door.
/// </summary>
public sealed class LinkTokens(Keys keys)
{
    private const int BodyLength = 12;
    private const int TagLength = 8;
    private const int BitsPerSign = 5;
    private const int SignLength = (BodyLength + TagLength) * 8 / BitsPerSign;
    private const string Signs = "0123456789abcdefghjkmnpqrstvwxyz";
    private readonly byte[] _key = keys.Derive("links-1");

    /// <summary>The token of a caller's link.</summary>
    public string Write(string number, Caller caller)
    {
        var body = Body(number, caller);
        return Spell([.. body, .. Tag(body)]);
    }

    /// <summary>What a token stands for, capitals or not; null when it is not ours.</summary>
    public (string Number, Caller Caller)? Read(string? token)
    {
        if (token?.Length != SignLength || Bytes(token) is not { } bytes
            || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(BodyLength), Tag(bytes.AsSpan(0, BodyLength))))
        {
            return null;
        }
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
            new Caller(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(10))));
    }

    /// <summary>The key of the act that a link's answer is: whatever is sent by it, and however often, is one act.</summary>
    public Guid ActOf(string number, Caller caller) => new(HMACSHA256.HashData(_key, (byte[])[.. "act"u8, .. Body(number, caller)]).AsSpan(0, 16));

    private byte[] Tag(ReadOnlySpan<byte> body) => HMACSHA256.HashData(_key, body)[..TagLength];

    private static byte[] Body(string number, Caller caller)
    {
        var body = new byte[BodyLength];
        BinaryPrimitives.WriteUInt64BigEndian(body, ulong.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture));
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(8), checked((ushort)caller.Appeal));
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(10), checked((ushort)caller.Round));
        return body;
    }

    private static string Spell(byte[] bytes) => string.Create(SignLength, bytes, (signs, from) =>
    {
        for (var i = 0; i < signs.Length; i++)
        {
            signs[i] = Signs[Enumerable.Range(i * BitsPerSign, BitsPerSign).Aggregate(0, (value, bit) => (value << 1) | (from[bit / 8] >> (7 - (bit % 8)) & 1))];
        }
    });

    private static byte[]? Bytes(string token)
    {
        var bytes = new byte[BodyLength + TagLength];
        for (var i = 0; i < token.Length; i++)
        {
            if (Signs.IndexOf(char.ToLowerInvariant(token[i]), StringComparison.Ordinal) is var value && value < 0)
            {
                return null;
            }
            for (var bit = 0; bit < BitsPerSign; bit++)
            {
                var at = (i * BitsPerSign) + bit;
                bytes[at / 8] |= (byte)((value >> (BitsPerSign - 1 - bit) & 1) << (7 - (at % 8)));
            }
        }
        return bytes;
    }
}
