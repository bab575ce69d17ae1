using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Verify;

/// <summary>
/// Compares what anchors saw with what is stored. The leaves go into a temporary table, so that memory stays flat and the
/// database joins; that the stored hashes follow from the stored bytes is proved elsewhere, by ourselves.
/// </summary>
internal sealed class AnchorCheck(NpgsqlConnection connection, AnchorFiles files, int known, Findings findings)
{
    /// <summary>The last anchor that can be read; null when there is none.</summary>
    public Anchor? Last { get; private set; }

    /// <summary>Anchors read.</summary>
    public int Count { get; private set; }

    /// <summary>Streams touched after the last anchor.</summary>
    public long Open { get; private set; }

    public async Task RunAsync(Guid installation, CancellationToken cancel)
    {
        await ExecuteAsync("create temporary table anchored (anchor int, stream_id uuid, seq int, head bytea) on commit drop", cancel);
        await ReadAsync(installation, cancel);
        await ExecuteAsync("analyze anchored", cancel);
        await LeavesAsync(cancel);
        await NeverAsync(cancel);
        await using var open = Command("select count(*) from streams where xid >= $1", Last?.Below ?? 0);
        Open = (long)(await open.ExecuteScalarAsync(cancel))!;
    }

    private async Task ReadAsync(Guid installation, CancellationToken cancel)
    {
        var previous = Anchor.Genesis;
        // Later ones speak of events that the snapshot does not hold yet.
        foreach (var anchor in files.Read().Take(known))
        {
            Count++;
            if (anchor is null || anchor.No != Count || anchor.Previous != previous || anchor.Hash != anchor.Expected())
            {
                Tell("anchorBroken", Count);
            }
            else if (anchor.Installation != installation)
            {
                Tell("anchorForeign", Count, anchor.Installation);
            }
            if (anchor is not null)
            {
                previous = anchor.Hash;
                Last = anchor;
                await CopyAsync(anchor, cancel);
            }
        }
    }

    private async Task CopyAsync(Anchor anchor, CancellationToken cancel)
    {
        var path = files.LeavesOf(anchor.No);
        if (!File.Exists(path))
        {
            Tell("leavesMissing", anchor.No, path);
            return;
        }
        var merkle = new Merkle();
        var count = 0;
        await using (var importer = await connection.BeginBinaryImportAsync("copy anchored from stdin (format binary)", cancel))
        {
            foreach (var leaf in AnchorFiles.ReadLeaves(path, merkle))
            {
                count++;
                await importer.StartRowAsync(cancel);
                await importer.WriteAsync(anchor.No, NpgsqlDbType.Integer, cancel);
                await importer.WriteAsync(leaf.Stream, NpgsqlDbType.Uuid, cancel);
                await importer.WriteAsync(leaf.Seq, NpgsqlDbType.Integer, cancel);
                await importer.WriteAsync(leaf.Head, NpgsqlDbType.Bytea, cancel);
            }
            await importer.CompleteAsync(cancel);
        }
        if (count != anchor.Leaves || Convert.ToHexStringLower(merkle.Root()) != anchor.Root)
        {
            Tell("leavesDiffer", anchor.No, path);
        }
    }

    /// <summary>Heads that an anchor saw and that are not stored so.</summary>
    private async Task LeavesAsync(CancellationToken cancel)
    {
        await using var command = Command("""
            select a.anchor, a.stream_id, a.seq, e.hash is not null, s.stream_id is not null, c.number
            from anchored a left join events e on e.stream_id = a.stream_id and e.seq = a.seq
            left join streams s on s.stream_id = a.stream_id left join cases c on c.case_id = a.stream_id
            where e.hash is distinct from a.head order by a.stream_id, a.anchor
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var kind = !reader.GetBoolean(4) ? "anchoredStreamGone" : reader.GetBoolean(3) ? "anchoredEventDiffers" : "anchoredEventGone";
            findings.Add(new Finding(kind, reader.GetGuid(1), reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetInt32(2), reader.GetInt32(0)));
        }
    }

    /// <summary>Streams that pretend to be older than the last anchor and that no anchor saw as they are.</summary>
    private async Task NeverAsync(CancellationToken cancel)
    {
        await using var command = Command("""
            select s.stream_id, s.seq, c.number from streams s left join cases c on c.case_id = s.stream_id
            where s.xid < $1 and not exists (select from anchored a where a.stream_id = s.stream_id and a.seq = s.seq) order by 1
            """, Last?.Below ?? 0);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            findings.Add(new Finding("neverAnchored", reader.GetGuid(0), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetInt32(1)));
        }
    }

    private void Tell(string kind, params object?[] facts) => findings.Add(new Finding(kind, null, null, null, facts));

    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand Command(string sql, ulong? xid = null)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (xid is { } value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Xid8 });
        }
        return command;
    }
}
