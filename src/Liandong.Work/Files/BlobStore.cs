using System.Security.Cryptography;

namespace Liandong.Work.Files;

/// <summary>
/// Files by the SHA-256 of their bytes (64 lower-case hex digits) in a folder: ab/cdef... A file is there whole or not at all, and is never
/// written twice. Belongs to one data folder; several nodes share it as they share the folder.
/// </summary>
public sealed class BlobStore(string folder)
{
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Stores the bytes; when this returns they outlive a power cut.</summary>
    /// <returns>Their hash.</returns>
    public async Task<string> SaveAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var hash = HashOf(bytes.Span);
        var path = PathOf(hash)!;
        if (File.Exists(path))
        {
            return hash;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var writing = $"{path}.{Guid.NewGuid():N}.writing";
        try
        {
            await using var file = new FileStream(writing, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
            await file.WriteAsync(bytes, cancel);
            file.Flush(flushToDisk: true);
            File.Move(writing, path, overwrite: true);
            file.Flush(flushToDisk: true); // The rename too: the journal carries it together with the file's own entry.
            return hash;
        }
        finally
        {
            File.Delete(writing);
        }
    }

    /// <summary>The bytes of a stored file, or null; also for what is no hash.</summary>
    public Stream? OpenRead(string hash) =>
        Exists(hash) ? new FileStream(PathOf(hash)!, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous) : null;

    public bool Exists(string hash) => PathOf(hash) is { } path && File.Exists(path);

    /// <summary>Null for anything but a hash: a name from outside never becomes a path.</summary>
    private string? PathOf(string hash) =>
        hash.Length == 64 && hash.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'))
            ? Path.Combine(folder, hash[..2], hash[2..])
            : null;
}
