using System.Diagnostics;
using Npgsql;

namespace Liandong.Work.Store.Postgres;

/// <summary>
/// A PostgreSQL server of our own in <c>DATA/pg</c>, reached by a Unix socket only. Several processes may use it:
/// the first starts it, the last to leave stops it, and a server that a killed process left is used again.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly string dataDir;
    private readonly Cluster cluster;
    private readonly Action<string> say;
    private readonly TimeProvider clock;
    private ServerLease? lease;

    private PrivatePostgres(string dataDir, Cluster cluster, Action<string> say, TimeProvider clock, ServerLease lease) =>
        (this.dataDir, this.cluster, this.say, this.clock, this.lease) = (dataDir, cluster, say, clock, lease);

    public string ConnectionString => ConnectionTo(Cluster.Name).ConnectionString;

    /// <summary>False from the moment <see cref="WatchAsync"/> finds the server dead until it answers again.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>The process number of the server, for operators.</summary>
    public int? ServerPid => cluster.Server is { Lives: true } server ? server.Pid : null;

    public static Task<PrivatePostgres> OpenAsync(string dataDir, Action<string> say, TimeProvider clock, CancellationToken stop) =>
        OpenAsync(dataDir, say, clock, ToolSearch.Everywhere, stop);

    /// <exception cref="StoreUnavailableException">With the sentence for the person who started the program.</exception>
    public static async Task<PrivatePostgres> OpenAsync(string dataDir, Action<string> say, TimeProvider clock, ToolSearch search, CancellationToken stop)
    {
        if (OperatingSystem.IsWindows()) throw Sentences.Stop("windows");
        dataDir = Path.GetFullPath(dataDir);
        using var guard = await ServerLease.GuardAsync(dataDir, clock, stop);
        var place = await PostgresPlace.ChooseAsync(dataDir, say, stop);
        var tools = await search.ForAsync(place, say, stop);
        var postgres = new PrivatePostgres(dataDir, new(place, tools), say, clock, ServerLease.Take(dataDir));
        try
        {
            await postgres.PrepareAsync(place, stop);
            return postgres;
        }
        catch
        {
            await postgres.LeaveAsync();
            throw;
        }
    }

    /// <summary>Keeps the server alive as long as the host runs; a dead one is started again, with growing pauses.</summary>
    public async Task WatchAsync(Action back, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, stop);
            if (cluster.Server is { Lives: true }) continue;
            IsUp = false;
            say(Sentences.Line("died"));
            await ReviveAsync(stop);
            IsUp = true;
            say(Sentences.Line("again"));
            back();
        }
    }

    /// <summary>Leaves the server; stops it, fast and clean, when nobody else uses it.</summary>
    public async Task StopAsync()
    {
        if (lease is null) return;
        using var guard = await ServerLease.GuardAsync(dataDir, clock, CancellationToken.None);
        await LeaveAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>What kill -9 leaves: the server runs and nobody holds it.</summary>
    internal void Abandon()
    {
        lease?.Dispose();
        lease = null;
    }

    internal NpgsqlConnectionStringBuilder ConnectionTo(string database) => new()
    {
        Host = cluster.Server?.SocketFolder ?? throw Sentences.Stop("silent", 0, cluster.LogFolder),
        Port = 5432,
        Username = Cluster.Name,
        Database = database,
        MaxPoolSize = 16,
        MaxAutoPrepare = 64,
        // Seven statements at every return to the pool, parsed anew each time, to reset what nobody here ever sets.
        NoResetOnClose = true,
        Timeout = 15,
        CommandTimeout = 60,
        ApplicationName = "liandong",
    };

    private async Task LeaveAsync()
    {
        var last = lease!.LeaveAsLast();
        lease = null;
        if (last) await cluster.StopAsync();
    }

    private async Task PrepareAsync(PostgresPlace place, CancellationToken stop)
    {
        if (!cluster.Exists)
        {
            say(Sentences.Line("creating", place.Folder, cluster.Version));
            await cluster.CreateAsync(stop);
        }
        cluster.RememberTools();
        if (cluster.Server is { Lives: true } server) say(Sentences.Line("adopted", server.Pid));
        else say(Sentences.Line("starting", cluster.Version));
        await BringUpAsync(stop);
    }

    private async Task ReviveAsync(CancellationToken stop)
    {
        for (var pause = TimeSpan.FromSeconds(0.25); ; pause = pause < TimeSpan.FromSeconds(8) ? pause * 2 : pause)
        {
            try
            {
                using var guard = await ServerLease.GuardAsync(dataDir, clock, stop);
                await BringUpAsync(stop);
                return;
            }
            catch (StoreUnavailableException fault)
            {
                say(Sentences.Line("notYet", pause.TotalSeconds, fault.Message));
                await Task.Delay(pause, clock, stop);
            }
        }
    }

    /// <summary>Backends of a killed postmaster let go of its shared memory within moments, so a few starts may fail first.</summary>
    private async Task BringUpAsync(CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        for (int failures = 0, waits = 0; Stopwatch.GetElapsedTime(begun) < Patience; await Task.Delay(TimeSpan.FromMilliseconds(100), clock, stop))
        {
            if (cluster.Server is { Lives: true })
            {
                if (await AnswersAsync(stop)) return;
                if (++waits == 10) say(Sentences.Line("recovering"));
                continue;
            }
            try
            {
                await cluster.StartAsync(stop);
            }
            catch (StoreUnavailableException) when (++failures < 10)
            {
            }
        }
        throw Sentences.Stop("silent", Patience.TotalMinutes, cluster.LogFolder);
    }

    private async Task<bool> AnswersAsync(CancellationToken stop)
    {
        try
        {
            var template = ConnectionTo("postgres");
            template.Pooling = false;
            await using var connection = new NpgsqlConnection(template.ConnectionString);
            await connection.OpenAsync(stop);
            await using var ask = new NpgsqlCommand("select count(*) from pg_database where datname = 'liandong'", connection);
            if (await ask.ExecuteScalarAsync(stop) is 1L) return true;
            await using var make = new NpgsqlCommand("create database liandong", connection);
            await make.ExecuteNonQueryAsync(stop);
            return true;
        }
        catch (NpgsqlException fault) when (fault is not PostgresException || fault.SqlState is PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }
}
