using System.Globalization;
using Liandong.Tests.Postgres;
using Liandong.Work.Store.Postgres;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Liandong.Tests.Postgres;

/// <summary>
/// One private PostgreSQL for the whole test run, started by the first class that asks; its database <c>liandong</c>, the
/// schema applied, is the template of all others.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private const string Prefix = "liandong-tests-";
    private readonly string folder = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    private readonly SemaphoreSlim oneAtATime = new(1);
    private PrivatePostgres? postgres;
    private int databases;


    /// <summary>A new empty database with the schema; the caller drops it with <see cref="DropAsync"/>.</summary>
    public async Task<NpgsqlDataSource> CreateAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await CommandAsync($"create database {name} template liandong");
        return NpgsqlDataSource.Create(postgres!.ConnectionTo(name));
    }

    public async Task DropAsync(NpgsqlDataSource source)
    {
        var name = new NpgsqlConnectionStringBuilder(source.ConnectionString).Database;
        await source.DisposeAsync();
        await CommandAsync($"drop database {name} with (force)");
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null) await postgres.DisposeAsync();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        oneAtATime.Dispose();
    }

    /// <summary>A template may have one copier at a time.</summary>
    private async Task CommandAsync(string sql)
    {
        await oneAtATime.WaitAsync();
        try
        {
            postgres ??= await StartAsync();
            var settings = postgres.ConnectionTo("postgres");
            settings.Pooling = false;
            await using var source = NpgsqlDataSource.Create(settings);
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<PrivatePostgres> StartAsync()
    {
        await ClearAwayAsync();
        var started = await PrivatePostgres.OpenAsync(folder, _ => { }, TimeProvider.System, CancellationToken.None);
        await using var template = NpgsqlDataSource.Create(started.ConnectionString);
        await SchemaMigrations.ApplyAsync(template);
        return started;
    }

    /// <summary>A test run that was killed left its server and folder; the number in the name says whose they are.</summary>
    private static async Task ClearAwayAsync()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (Directory.Exists("/proc/" + left.Split('-')[^1])) continue;
            // Without a postmaster there is nothing to stop, and a cluster that was never finished does not open.
            if (File.Exists(Path.Combine(left, "pg", "cluster", "postmaster.pid")))
            {
                await (await PrivatePostgres.OpenAsync(left, _ => { }, TimeProvider.System, CancellationToken.None)).DisposeAsync();
            }
            Directory.Delete(left, recursive: true);
        }
    }
}
