using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Work;

namespace Liandong.Web.Api;

/// <summary>
/// Bearer tokens without a table: installation, person, issued and expiry under an HMAC of this installation's key. They
/// live by real time, and a person who has left the city's files is out at once.
/// </summary>
public sealed class ApiTokens(Node node)
{
    private const string Prefix = "ld1.";
    private const int HeadLength = 16 + 8 + 8;
    private const int TagLength = 32;
    private const int LongestToken = 512;
    private readonly byte[] _key = node.Keys.Derive("tokens-1");

    /// <summary>How long a token is good.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromDays(90);

    /// <summary>A new token for a person.</summary>
    public string Issue(PersonId person)
    {
        var name = Encoding.UTF8.GetBytes(person.Value);
        var bytes = new byte[HeadLength + name.Length + TagLength];
        var now = node.Real.GetUtcNow();
        node.Installation.Id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), now.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), (now + Life).ToUnixTimeSeconds());
        name.CopyTo(bytes, HeadLength);
        HMACSHA256.HashData(_key, bytes.AsSpan(..^TagLength), bytes.AsSpan(^TagLength..));
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whose token it is, or null for anything that is not a good token of this installation.</summary>
    public PersonId? Read(string token)
    {
        if (token.Length > LongestToken || !token.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(token.AsSpan(Prefix.Length)))
        {
            return null;
        }
        var bytes = Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length));
        if (bytes.Length <= HeadLength + TagLength || !IsOurs(bytes))
        {
            return null;
        }
        var expiry = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(24));
        return new Guid(bytes.AsSpan(0, 16)) == node.Installation.Id && node.Real.GetUtcNow().ToUnixTimeSeconds() < expiry
            ? new PersonId(Encoding.UTF8.GetString(bytes.AsSpan(HeadLength..^TagLength))) : null;
    }

    private bool IsOurs(byte[] bytes)
    {
        Span<byte> tag = stackalloc byte[TagLength];
        HMACSHA256.HashData(_key, bytes.AsSpan(..^TagLength), tag);
        return CryptographicOperations.FixedTimeEquals(tag, bytes.AsSpan(^TagLength..));
    }
}
