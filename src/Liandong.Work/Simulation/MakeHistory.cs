using System.Collections.Concurrent;
using System.Threading.Channels;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Simulation;
using Liandong.Work.Clockwork;
using Liandong.Work.Imports;
using Liandong.Work.Store;
using Liandong.Work.Verify;
using Npgsql;

namespace Liandong.Work.Simulation;

/// <summary>How much of a history is there: days of it told, cases, acts and events, and what the core refused.</summary>
public sealed record HistoryProgress(int Day, int Days, int Cases, int Acts, long Events, IReadOnlyCollection<string> Refused);

/// <summary>
/// Gives an empty installation the weeks that lie behind it. All in one transaction: a start that is killed leaves an empty
/// installation, and the next one begins again.
/// </summary>
public static class MakeHistory
{
    /// <summary>Days of history, today not counted.</summary>
    public const int Days = 14;

    /// <summary>The usual seed: every first start makes the same city.</summary>
    public const ulong Seed = 12345;

    /// <summary>Makes it; null when the city does not live by itself, or has cases already.</summary>
    /// <param name="back">Days of history, today not counted.</param>
    public static async Task<HistoryProgress?> RunAsync(Node node, int back, ulong seed, Action<HistoryProgress> tell, CancellationToken cancel)
    {
        if (node.City.Now.Living is null || !await IsEmptyAsync(node.Source, cancel))
        {
            return null;
        }
        await using var session = await node.Source.OpenConnectionAsync(cancel);
        await ImportLock.TakeAsync(session, () => { }, cancel);
        try
        {
            return await IsEmptyAsync(node.Source, cancel) ? await MakeAsync(node, session, back, seed, tell, cancel) : null;
        }
        finally
        {
            await ImportLock.ReleaseAsync(session);
        }
    }

    private static async Task<HistoryProgress> MakeAsync(Node node, NpgsqlConnection session, int back, ulong seed, Action<HistoryProgress> tell, CancellationToken cancel)
    {
        var (city, now) = (node.City.Now, Chain.Cut(node.Clock.GetUtcNow()));
        var photos = await Evidence.KeepAsync(node, cancel);
        await Partitions.EnsureAsync(node.Source, now.AddDays(-back - 1), now, cancel);
        var play = new PlayDays(city, seed, photos, node.Keys, new ImportNumbers(node.Source), now);
        var days = Channel.CreateBounded<(PreparedRows Rows, HistoryProgress So)>(1);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var playing = Task.Run(() => play.RunAsync(days.Writer, back, both.Token), CancellationToken.None);
        var so = new HistoryProgress(0, back, 0, 0, 0, []);
        try
        {
            await using var transaction = await session.BeginTransactionAsync(cancel);
            await CheckCityAsync(session, city, cancel);
            await foreach (var day in days.Reader.ReadAllAsync(cancel))
            {
                await day.Rows.CopyAsync(session, cancel);
                tell(so = day.So);
            }
            await transaction.CommitAsync(cancel);
        }
        finally
        {
            await both.CancelAsync();
            await playing;
        }
        node.Ledger.Tell(["board"]);
        await Anchors.WriteAsync(node, Anchors.Patience, cancel);
        return so;
    }

    private static async Task<bool> IsEmptyAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select not exists (select from cases)");
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task CheckCityAsync(NpgsqlConnection session, City city, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select city_hash from installation for share", session);
        if ((string?)await command.ExecuteScalarAsync(cancel) != city.Hash)
        {
            throw new InvalidOperationException("Another version of the city came into force; start again.");
        }
    }
}

/// <summary>The playing half: day by day, the cases of a day beside each other. One core is left to those who open the first pages meanwhile.</summary>
internal sealed class PlayDays(City city, ulong seed, IReadOnlyList<string> photos, Keys keys, ImportNumbers numbers, DateTimeOffset now)
{
    private const int Part = 64;
    private readonly Arrivals _arrivals = new(city, city.Living!, seed);
    private readonly Life _life = new(city, city.Living!, photos);
    private readonly Rings _rings = new(city, city.Living!, seed);
    private readonly ConcurrentBag<string> _refused = [];

    public async Task RunAsync(ChannelWriter<(PreparedRows Rows, HistoryProgress So)> to, int days, CancellationToken cancel)
    {
        try
        {
            var so = new HistoryProgress(0, days, 0, 0, 0, _refused);
            for (var n = 0; n <= days; n++)
            {
                var rows = await DayAsync(city.Day(now).AddDays(n - days), cancel);
                so = so with { Day = n, Cases = so.Cases + rows.Cases.Count, Acts = so.Acts + rows.Acts.Count, Events = so.Events + rows.Events.Count };
                await to.WriteAsync((rows, so), cancel);
            }
            var tales = await TalesAsync(cancel);
            await to.WriteAsync((tales, so with { Cases = so.Cases + tales.Cases.Count, Acts = so.Acts + tales.Acts.Count, Events = so.Events + tales.Events.Count }), cancel);
            to.Complete();
        }
        catch (Exception e)
        {
            to.Complete(e);
        }
    }

    /// <summary>What stands ready to be shown.</summary>
    private async Task<PreparedRows> TalesAsync(CancellationToken cancel)
    {
        var (rows, book) = (new PreparedRows(), new TaleBook(city, photos, now));
        var sequence = await numbers.TakeAsync(city.Living!.Tales.Count, cancel);
        foreach (var (tale, number) in city.Living.Tales.Zip(sequence).Where(t => book.At(t.First.Day, t.First.Time) <= now))
        {
            var play = new PlayCase(city, _life, _rings, keys, now, rows);
            play.Play(tale, book, CaseNumber.Make(city.Day(book.At(tale.Day, tale.Time)), number));
            play.Refused.ForEach(r => _refused.Add($"{tale.Code}: {r}"));
        }
        return rows;
    }

    private async Task<PreparedRows> DayAsync(DateOnly day, CancellationToken cancel)
    {
        var all = _arrivals.Of(day);
        var rings = _rings.Of(all);
        var arrived = Rings.Registered(all, rings).Where(a => a.At <= now).ToList();
        var sequence = await numbers.TakeAsync(arrived.Count, cancel);
        var parts = arrived.Zip(sequence).Chunk(Part).ToList();
        var played = new PreparedRows[parts.Count];
        Parallel.For(0, parts.Count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount - 1) }, i =>
        {
            played[i] = new PreparedRows();
            foreach (var (arrival, number) in parts[i])
            {
                var play = new PlayCase(city, _life, _rings, keys, now, played[i]);
                play.Play(arrival, CaseNumber.Make(day, number));
                play.Refused.ForEach(_refused.Add);
            }
        });
        var rows = new PreparedRows();
        foreach (var part in played)
        {
            rows.Add(part);
        }
        var opened = rows.Cases.Select(c => c.CaseId).ToHashSet();
        rows.Calls.AddRange(rings.Where(r => r.EndedAt <= now).Select(r => SimulatedCalls.RowOf(r, keys)).Where(c => c.CaseId is not { } of || opened.Contains(of)));
        return rows;
    }
}
