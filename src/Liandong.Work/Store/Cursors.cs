using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Liandong.Work.Store;

/// <summary>Keyset cursors, signed together with sort and filter: one cut from another list is refused.</summary>
public sealed class Cursors(Keys keys)
{
    private const int TagLength = 12;
    private readonly byte[] _key = keys.Derive("cursors-1");

    /// <summary>The cursor of the last row of a page, by the keys of the order.</summary>
    public string Write(IReadOnlyList<string> last, string fingerprint)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(last);
        return Base64Url([.. Tag(body, fingerprint), .. body]);
    }

    /// <summary>The row it stands for, or null when it was not written by us for this list.</summary>
    public IReadOnlyList<string>? Read(string cursor, string fingerprint)
    {
        if (cursor.Length > 400 || FromBase64Url(cursor) is not { Length: > TagLength } bytes)
        {
            return null;
        }
        var body = bytes[TagLength..];
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, TagLength), Tag(body, fingerprint))
            ? JsonSerializer.Deserialize<string[]>(body) : null;
    }

    private byte[] Tag(byte[] body, string fingerprint) => HMACSHA256.HashData(_key, (byte[])[.. Encoding.UTF8.GetBytes(fingerprint), 0, .. body])[..TagLength];

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[]? FromBase64Url(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - text.Length % 4) % 4);
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }
}
