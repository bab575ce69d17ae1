using System.Security.Cryptography;

namespace Liandong.Work.Verify;

/// <summary>
/// The root over a run of leaves, folded as they come: memory grows with the logarithm of their number. Leaves and inner
/// nodes are hashed apart (0 and 1 before them), so that one cannot be passed off as the other; an odd node moves up as it is.
/// </summary>
internal sealed class Merkle
{
    private readonly Stack<(int Level, byte[] Hash)> _open = new();

    /// <summary>Takes the next leaf.</summary>
    public void Add(ReadOnlySpan<byte> leaf)
    {
        var hash = Hash(0, leaf, []);
        var level = 0;
        while (_open.TryPeek(out var left) && left.Level == level)
        {
            hash = Hash(1, _open.Pop().Hash, hash);
            level++;
        }
        _open.Push((level, hash));
    }

    /// <summary>The root of all leaves so far; of none, 32 zeros.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var (_, hash) in _open)
        {
            root = root is null ? hash : Hash(1, hash, root);
        }
        return root ?? new byte[32];
    }

    private static byte[] Hash(byte kind, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> bytes = stackalloc byte[1 + left.Length + right.Length];
        bytes[0] = kind;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + left.Length)..]);
        return SHA256.HashData(bytes);
    }
}
