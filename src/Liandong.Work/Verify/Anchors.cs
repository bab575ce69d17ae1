using System.Data;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Verify;

/// <summary>Writes anchors: every ten minutes when something changed, after an import, at a clean stop, and when asked.</summary>
public static class Anchors
{
    /// <summary>How long a command waits for transactions that began before it, autovacuum's among them.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Anchors the streams touched since the last anchor. Null when nothing was, or when another process is writing one at
    /// this very moment.
    /// </summary>
    /// <param name="patience">How long to wait for older transactions; what they hide is left to the next anchor.</param>
    public static async Task<Anchor?> WriteAsync(Node node, TimeSpan patience, CancellationToken cancel)
    {
        var files = new AnchorFiles(node.DataDir);
        FileStream held;
        try
        {
            held = files.Lock();
        }
        catch (IOException) when (Directory.Exists(files.Folder))
        {
            return null;
        }
        await using (held)
        {
            await SettleAsync(node, patience, cancel);
            return await WriteLockedAsync(node.Source, files, node.Installation.Id, node.Clock.GetUtcNow(), cancel);
        }
    }

    private static async Task SettleAsync(Node node, TimeSpan patience, CancellationToken cancel)
    {
        if (patience == TimeSpan.Zero)
        {
            return;
        }
        await using var connection = await node.Source.OpenConnectionAsync(cancel);
        await using var first = new NpgsqlCommand("select pg_snapshot_xmax(pg_current_snapshot())", connection);
        var all = (ulong)(await first.ExecuteScalarAsync(cancel))!;
        var started = TimeProvider.System.GetTimestamp();
        while (await BelowAsync(connection, cancel) < all && TimeProvider.System.GetElapsedTime(started) < patience)
        {
            await Task.Delay(s_pause, cancel);
        }
    }

    private static async Task<Anchor?> WriteLockedAsync(NpgsqlDataSource source, AnchorFiles files, Guid installation, DateTimeOffset now, CancellationToken cancel)
    {
        var lines = files.Read().ToList();
        var last = lines.LastOrDefault(a => a is not null);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var below = await BelowAsync(connection, cancel);
        // A database restored into another server counts its transactions anew: then everything is anchored again.
        var from = last is not null && last.Installation == installation && last.Below <= below ? last.Below : 0;
        var no = lines.Count + 1;
        var path = files.LeavesOf(no);
        var (leaves, root) = await WriteLeavesAsync(connection, path, from, below, cancel);
        if (leaves == 0)
        {
            File.Delete(path);
            return null;
        }
        var anchor = new Anchor(no, Chain.Cut(now), installation, below, leaves, Convert.ToHexStringLower(root), last?.Hash ?? Anchor.Genesis, "").Sealed();
        files.Append(anchor);
        return anchor;
    }

    /// <summary>Every transaction below is over: nothing older can still come to light.</summary>
    private static async Task<ulong> BelowAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_snapshot_xmin(pg_current_snapshot())", connection);
        return (ulong)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<(int Leaves, byte[] Root)> WriteLeavesAsync(NpgsqlConnection connection, string path, ulong from, ulong below, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select stream_id, seq, head from streams where xid >= $1 and xid < $2 order by stream_id", connection);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter { Value = from, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter { Value = below, NpgsqlDbType = NpgsqlDbType.Xid8 });
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        var merkle = new Merkle();
        var bytes = new byte[Leaf.Length];
        var leaves = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            new Leaf(reader.GetGuid(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)).Write(bytes);
            merkle.Add(bytes);
            await file.WriteAsync(bytes, cancel);
            leaves++;
        }
        file.Flush(flushToDisk: true);
        return (leaves, merkle.Root());
    }
}
