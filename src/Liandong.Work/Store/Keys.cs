using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Liandong.Core;

namespace Liandong.Work.Store;

/// <summary>
/// The installation's keys, all derived from one file that only its owner may read. Backups leave the file out and say so.
/// </summary>
public sealed class Keys
{
    /// <summary>The key id that columns encrypted today carry.</summary>
    public const short Current = 1;

    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _master;
    private readonly byte[] _columns;
    private readonly byte[] _phones;
    private readonly byte[] _samples;

    public Keys(byte[] master)
    {
        _master = master;
        _columns = Derive("columns-1");
        _phones = Derive("phones-1");
        _samples = Derive("samples-1");
    }

    /// <summary>Reads <c>DATA/keys/master</c> (or LIANDONG_KEY_FILE), made on the first start.</summary>
    public static Keys Open(string dataDir)
    {
        var path = Environment.GetEnvironmentVariable("LIANDONG_KEY_FILE") is { Length: > 0 } given ? given : Path.Combine(dataDir, "keys", "master");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            try
            {
                using var file = new FileStream(path, options);
                file.Write(RandomNumberGenerator.GetBytes(32));
                file.Flush(flushToDisk: true);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process of this installation made it in the same moment.
            }
        }
        var master = File.ReadAllBytes(path);
        return master.Length == 32 ? new Keys(master)
            : throw new InvalidDataException($"{path} is not a key of 32 bytes; put the right file back, or start with an empty data folder.");
    }

    /// <summary>A key for one purpose.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, 32, info: Encoding.UTF8.GetBytes("liandong/" + purpose));

    /// <summary>Encrypts a personal value (AES-256-GCM: nonce, tag, text).</summary>
    public byte[]? Encrypt(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_columns, TagLength);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        return sealedBytes;
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> made.</summary>
    public string? Decrypt(byte[]? bytes)
    {
        if (bytes is null)
        {
            return null;
        }
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_columns, TagLength);
        aes.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>The number of a case for samples, from 0 to 1 exclusive: nobody without this installation's key can foretell it, nobody can choose it.</summary>
    public decimal DrawOf(CaseId id) =>
        (decimal)BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(_samples, id.Value.ToByteArray(bigEndian: true))) / ((decimal)ulong.MaxValue + 1);

    /// <summary>The blind index of a telephone number: its digits, under a key of this installation.</summary>
    public byte[]? PhoneKey(string? phone)
    {
        var digits = string.Concat((phone ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        return digits.Length == 0 ? null : HMACSHA256.HashData(_phones, Encoding.UTF8.GetBytes(digits));
    }
}
