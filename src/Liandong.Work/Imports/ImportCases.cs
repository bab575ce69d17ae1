using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Liandong.Core.Cities;
using Liandong.Work.Cities;
using Liandong.Work.Clockwork;
using Liandong.Work.Store;
using Liandong.Work.Verify;
using Npgsql;

namespace Liandong.Work.Imports;

/// <summary>What an import came to.</summary>
/// <param name="Counts">How many rows were read, added, present, refused.</param>
/// <param name="RefusedFile">Where the refused rows are told; null when none was refused.</param>
public sealed record ImportResult(Guid Run, ImportProgress Counts, string? RefusedFile);

/// <summary>
/// Brings cases of another system's file onto the ledger, with their own times and without a sound. A transaction holds a
/// chunk: whatever kills a run, the next one finds what is there by (source, sourceId) and adds the rest.
/// </summary>
public static class ImportCases
{
    /// <summary>The name of the one act that every case of a run was opened by.</summary>
    public const string ActName = "import";

    /// <summary>
    /// Imports a file. Null and a <see cref="SourceRefusal"/> (or the missing columns) when it cannot be read at all;
    /// <paramref name="tell"/> hears of every chunk once it is committed, <paramref name="waiting"/> that another import runs.
    /// </summary>
    public static async Task<(ImportResult? Result, string? Refusal)> RunAsync(Node node, ImportMapping mapping, string path, string principal,
        Action<ImportProgress> tell, Action waiting, CancellationToken cancel)
    {
        var (file, refusal) = await DelimitedSource.OpenAsync(path, mapping.File, cancel);
        if (file is null)
        {
            return (null, refusal);
        }
        await using var opened = file;
        var missing = mapping.Columns.Except(file.Names).ToList();
        if (missing.Count > 0)
        {
            return (null, $"{nameof(ImportFault.Missing)}: {string.Join(", ", missing)}");
        }
        await using var session = await node.Source.OpenConnectionAsync(cancel);
        await ImportLock.TakeAsync(session, waiting, cancel);
        try
        {
            return (await ImportAsync(node, mapping, file, path, principal, session, tell, cancel), null);
        }
        finally
        {
            await ImportLock.ReleaseAsync(session);
        }
    }

    private static async Task<ImportResult> ImportAsync(Node node, ImportMapping mapping, DelimitedSource file, string path, string principal,
        NpgsqlConnection session, Action<ImportProgress> tell, CancellationToken cancel)
    {
        var (source, clock) = (node.Source, node.Clock);
        var run = new ImportRun(source, Guid.CreateVersion7(clock.GetUtcNow()));
        await run.BeginAsync(mapping.Code, Path.GetFileName(path), principal, clock.GetUtcNow(), cancel);
        await using var refused = new RefusedRows(Path.Combine(node.DataDir, "imports", $"{Path.GetFileName(path)}.{run.Id:N}.refused.csv"), file.Names);
        try
        {
            var city = await node.City.RefreshAsync(cancel) ?? throw new InvalidOperationException("No city has been applied to this installation.");
            await WordIndexes.DropWhenEmptyAsync(source, cancel);
            var act = ActOf(run.Id, mapping, path, principal, Chain.Cut(clock.GetUtcNow()));
            var reader = new ImportReader(node, mapping, city, file, refused, run.Id);
            var counts = await PumpAsync(reader, new ImportWriter(source, session, city, run, act), tell, cancel);
            await WordIndexes.FinishAsync(source, cancel);
            await run.EndAsync(clock.GetUtcNow(), refused.Path, null, cancel);
            await Anchors.WriteAsync(node, Anchors.Patience, cancel);
            return new ImportResult(run.Id, counts, refused.Path);
        }
        catch (Exception e)
        {
            await LeaveAsync(node, run, refused.Path, e);
            throw;
        }
    }

    private static async Task<ImportProgress> PumpAsync(ImportReader reader, ImportWriter writer, Action<ImportProgress> tell, CancellationToken cancel)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var chunks = Channel.CreateBounded<ImportChunk>(2);
        var reading = Task.Run(() => reader.RunAsync(chunks.Writer, both.Token), CancellationToken.None);
        var last = new ImportProgress(0, 0, 0, 0, 0, 0);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancel))
            {
                await writer.WriteAsync(chunk, cancel);
                last = chunk.After;
                tell(last);
            }
            return last;
        }
        finally
        {
            await both.CancelAsync();
            await reading;
        }
    }

    private static ActRow ActOf(Guid run, ImportMapping mapping, string path, string principal, DateTimeOffset now) =>
        new(run, run, ActName, principal, "import", now, null, now, SHA256.HashData(Encoding.UTF8.GetBytes($"{mapping.Code}\n{Path.GetFileName(path)}")));

    /// <summary>A run that broke leaves its reason and whole indexes, if the database still answers.</summary>
    private static async Task LeaveAsync(Node node, ImportRun run, string? refusedFile, Exception e)
    {
        try
        {
            await run.EndAsync(node.Clock.GetUtcNow(), refusedFile, e.GetType().Name, CancellationToken.None);
            await WordIndexes.EnsureAsync(node.Source, CancellationToken.None);
        }
        catch (Exception second) when (second is NpgsqlException or System.Net.Sockets.SocketException)
        {
            // The server is gone: the next start builds the indexes.
        }
    }
}

/// <summary>The writing half: one transaction a chunk, all tables by COPY.</summary>
internal sealed class ImportWriter(NpgsqlDataSource source, NpgsqlConnection session, City city, ImportRun run, ActRow act)
{
    private readonly HashSet<(int Year, int Month)> _months = [];
    private bool _acted;

    public async Task WriteAsync(ImportChunk chunk, CancellationToken cancel)
    {
        // Between our own transactions, which would stand in the way.
        foreach (var opened in chunk.Rows.Cases.Select(c => c.OpenedAt).Where(o => _months.Add((o.UtcDateTime.Year, o.UtcDateTime.Month))))
        {
            await Partitions.EnsureAsync(source, opened, opened, cancel);
        }
        await using var transaction = await session.BeginTransactionAsync(cancel);
        // Nothing is promised before the end of the run, whose own commit flushes all that went before it.
        await using (var later = new NpgsqlCommand("set local synchronous_commit = off", session))
        {
            await later.ExecuteNonQueryAsync(cancel);
        }
        await CheckCityAsync(cancel);
        if (!_acted && chunk.Rows.Cases.Count > 0)
        {
            await Tables.Acts.CopyAsync(session, [act], cancel);
            _acted = true;
        }
        await chunk.Rows.CopyAsync(session, cancel);
        await run.TellAsync(session, chunk.After, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A city version that changed under the run would make its promises wrong: the run ends, and the next completes it.</summary>
    private async Task CheckCityAsync(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select city_hash from installation for share", session);
        if ((string?)await command.ExecuteScalarAsync(cancel) != city.Hash)
        {
            throw new InvalidOperationException("Another version of the city came into force during the import; run it again, it goes on where it was.");
        }
    }
}
