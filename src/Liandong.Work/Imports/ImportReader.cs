using System.Threading.Channels;
using Liandong.Core.Cities;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Imports;

/// <summary>Rows of a few thousand cases with the counts as they stand after them.</summary>
internal sealed record ImportChunk(PreparedRows Rows, ImportProgress After);

/// <summary>The reading half of an import: cuts, decides and draws on one core while the other half writes.</summary>
internal sealed class ImportReader(Node node, ImportMapping mapping, City city, DelimitedSource file, RefusedRows refused, Guid run)
{
    private const int ChunkRows = 2000;

    // Chunks that may still be on their way: one being written, two waiting, one for good measure.
    private const int Underway = 4;

    private readonly CaseRowReader _reader = new(mapping, city, file.Names);
    private readonly CaseDrawing _drawing = new(mapping, city, run);
    private readonly ImportNumbers _numbers = new(node.Source);
    private readonly Queue<string[]> _underway = new();
    private ImportProgress _so = new(0, 0, 0, 0, 0, file.BytesTotal);

    /// <summary>Reads the file to its end, chunk by chunk, and closes the channel.</summary>
    public async Task RunAsync(ChannelWriter<ImportChunk> to, CancellationToken cancel)
    {
        try
        {
            var lines = new List<SourceLine>(ChunkRows);
            await foreach (var line in file.ReadAsync(cancel))
            {
                lines.Add(line);
                if (lines.Count == ChunkRows)
                {
                    await to.WriteAsync(await PrepareAsync(lines, cancel), cancel);
                    lines.Clear();
                }
            }
            await to.WriteAsync(await PrepareAsync(lines, cancel), cancel);
            to.Complete();
        }
        catch (Exception e)
        {
            to.Complete(e);
        }
    }

    private async Task<ImportChunk> PrepareAsync(List<SourceLine> lines, CancellationToken cancel)
    {
        var now = Chain.Cut(node.Clock.GetUtcNow());
        var present = await PresentAsync([.. lines.OfType<SourceRow>().Select(_reader.SourceId).OfType<string>()], cancel);
        var cases = new List<ImportedCase>(lines.Count);
        foreach (var line in lines)
        {
            if (Decide(line, present, now) is { } found)
            {
                cases.Add(found);
                present.Add(found.SourceId);
            }
        }
        _underway.Enqueue([.. cases.Select(c => c.SourceId)]);
        if (_underway.Count > Underway)
        {
            _underway.Dequeue();
        }
        await refused.FlushAsync();
        var rows = new PreparedRows();
        var first = await _numbers.TakeAsync(cases.Count, cancel);
        for (var i = 0; i < cases.Count; i++)
        {
            _drawing.Draw(cases[i], first[i], now, rows);
        }
        _so = _so with { Read = _so.Read + lines.Count, Added = _so.Added + cases.Count, Bytes = file.BytesRead };
        return new ImportChunk(rows, _so);
    }

    private ImportedCase? Decide(SourceLine line, HashSet<string> present, DateTimeOffset now)
    {
        if (line is not SourceRow row)
        {
            refused.Add((BadRow)line);
            _so = _so with { Refused = _so.Refused + 1 };
            return null;
        }
        if (_reader.SourceId(row) is { } id && present.Contains(id))
        {
            _so = _so with { Present = _so.Present + 1 };
            return null;
        }
        var (found, refusal) = _reader.Read(row, now);
        if (refusal is not null)
        {
            refused.Add(row, refusal);
            _so = _so with { Refused = _so.Refused + 1 };
        }
        return found;
    }

    private async Task<HashSet<string>> PresentAsync(string[] ids, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select source_id from cases where source = $1 and source_id = any($2)");
        command.Parameters.Add(new NpgsqlParameter { Value = mapping.Code });
        command.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var present = new HashSet<string>(_underway.SelectMany(u => u), StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            present.Add(reader.GetString(0));
        }
        return present;
    }
}

/// <summary>Case numbers of an import, a hundred blocks at a time.</summary>
internal sealed class ImportNumbers(NpgsqlDataSource source)
{
    private const int Blocks = 100;
    private readonly Queue<long> _free = new();

    /// <summary>As many sequence numbers as asked for.</summary>
    public async Task<long[]> TakeAsync(int count, CancellationToken cancel)
    {
        while (_free.Count < count)
        {
            await using var command = source.CreateCommand($"select nextval('case_blocks') from generate_series(1, {Blocks})");
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                var first = (reader.GetInt64(0) - 1) * CaseNumbers.Block + 1;
                for (var n = first; n < first + CaseNumbers.Block; n++)
                {
                    _free.Enqueue(n);
                }
            }
        }
        return [.. Enumerable.Range(0, count).Select(_ => _free.Dequeue())];
    }
}
