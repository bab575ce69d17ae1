using Npgsql;

namespace Liandong.Work.Store.Postgres;

/// <summary>
/// The database of an installation, its schema up to date: the private server in its data folder, or the one
/// that <c>LIANDONG_DB</c> names.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly PrivatePostgres? own;

    private Database(NpgsqlDataSource source, PrivatePostgres? own) => (Source, this.own) = (source, own);

    public NpgsqlDataSource Source { get; }

    /// <summary>False while our own server is being started again: answer 503. A server of others says so by itself.</summary>
    public bool IsUp => own?.IsUp ?? true;

    /// <exception cref="StoreUnavailableException">With the sentence for the person who started the program.</exception>
    public static async Task<Database> OpenAsync(string dataDir, Action<string> say, TimeProvider clock, CancellationToken stop)
    {
        var named = Environment.GetEnvironmentVariable("LIANDONG_DB");
        var started = string.IsNullOrWhiteSpace(named) ? await PrivatePostgres.OpenAsync(dataDir, say, clock, stop) : null;
        var database = new Database(NpgsqlDataSource.Create(started?.ConnectionString ?? named!), started);
        try
        {
            await SchemaMigrations.ApplyAsync(database.Source, stop);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs beside a host until it stops: starts a dead private server again and drops the connections to the dead one.</summary>
    public Task WatchAsync(CancellationToken stop) => own is null ? Task.CompletedTask : own.WatchAsync(Source.Clear, stop);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (own is not null) await own.DisposeAsync();
    }
}
