using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Store;
using Liandong.Work.Store.Postgres;
using Npgsql;

namespace Liandong.Work;

/// <summary>
/// One process at one installation: the host, or a command beside it. Owns the connection to the database and the ledger's
/// writers; closing it commits what was queued.
/// </summary>
public sealed class Node : IAsyncDisposable
{
    private readonly Database? _database;

    private Node(Database? database, NpgsqlDataSource source, string dataDir, Installation installation, TimeProvider real)
    {
        _database = database;
        Source = source;
        DataDir = dataDir;
        Installation = installation;
        Real = real;
        Clock = new InstallationClock(real, installation.ClockOffset);
        Keys = Keys.Open(dataDir);
        Ledger = new Ledger(source);
        City = new CityInForce(source, ReadCity, Ready);
        Desk = new CaseDesk(source, Ledger, City, new Definitions(source), new CaseNumbers(source), Keys, Clock);
        Reader = new CaseReader(source, Keys);
        Calls = new CallDesk(source, City, Keys, Clock);
    }

    public NpgsqlDataSource Source { get; }

    public string DataDir { get; }

    public Installation Installation { get; private set; }

    /// <summary>The machine's time: sessions, tokens, locks.</summary>
    public TimeProvider Real { get; }

    /// <summary>Installation time: everything about cases.</summary>
    public InstallationClock Clock { get; }

    public Keys Keys { get; }

    public Ledger Ledger { get; }

    public CityInForce City { get; }

    public CaseDesk Desk { get; }

    public CaseReader Reader { get; }

    public CallDesk Calls { get; }

    /// <summary>False while the private server is being started again.</summary>
    public bool IsUp => _database?.IsUp ?? true;

    private static Core.Cities.City ReadCity(CityFiles files) => CityFolder.Read(files).City
        ?? throw new InvalidOperationException("The city in force cannot be read by this version of the program; apply a folder that it checks clean.");

    /// <summary>The city with the raster of today drawn and its places indexed, so that no caller waits for it.</summary>
    private Core.Cities.City Ready(Core.Cities.City city)
    {
        city.Areas.Map.Draw(city.Day(Clock.GetUtcNow()));
        city.Places.Prepare();
        return city;
    }

    /// <summary>Opens a data folder, starting its private server when it is down.</summary>
    public static async Task<Node> OpenAsync(string dataDir, Action<string> say, TimeProvider real, CancellationToken cancel)
    {
        var database = await Database.OpenAsync(dataDir, say, real, cancel);
        await Imports.ImportLock.RepairAsync(database.Source, cancel);
        return await OpenAsync(database, database.Source, dataDir, real, cancel);
    }

    /// <summary>Opens on a database that somebody else owns: tests, and several nodes of one installation.</summary>
    public static Task<Node> OpenAsync(NpgsqlDataSource source, string dataDir, TimeProvider real, CancellationToken cancel) =>
        OpenAsync(null, source, dataDir, real, cancel);

    /// <summary>Keeps the private server alive until cancelled.</summary>
    public Task WatchAsync(CancellationToken cancel) => _database?.WatchAsync(cancel) ?? Task.CompletedTask;

    /// <summary>Takes the clock as it was just set; called before anything has been decided.</summary>
    public async Task ReloadClockAsync(CancellationToken cancel)
    {
        Installation = await Installation.OpenAsync(Source, Real, cancel);
        Clock.Set(Installation.ClockOffset);
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static async Task<Node> OpenAsync(Database? database, NpgsqlDataSource source, string dataDir, TimeProvider real, CancellationToken cancel)
    {
        Directory.CreateDirectory(dataDir);
        var node = new Node(database, source, dataDir, await Installation.OpenAsync(source, real, cancel), real);
        await node.City.RefreshAsync(cancel);
        return node;
    }
}
