using System.Data;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Verify;

/// <summary>Writes anchors: every ten minutes when something changed, after an import, at a clean stop, and when asked.</summary>
public static class Anchors
{
    /// <summary>
    /// Anchors the streams touched since the last anchor. Null when nothing was, or when another process is writing one at
    /// this very moment.
    /// </summary>
    public static Task<Anchor?> WriteAsync(Node node, CancellationToken cancel) =>
        WriteAsync(node.Source, node.DataDir, node.Installation.Id, node.Clock.GetUtcNow(), cancel);

    /// <inheritdoc cref="WriteAsync(Node, CancellationToken)"/>
    public static async Task<Anchor?> WriteAsync(NpgsqlDataSource source, string dataDir, Guid installation, DateTimeOffset now, CancellationToken cancel)
    {
        var files = new AnchorFiles(dataDir);
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
            return await WriteLockedAsync(source, files, installation, now, cancel);
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
