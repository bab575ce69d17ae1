using Npgsql;
using Xunit;

namespace Liandong.Tests.Postgres;

/// <summary>
/// A database of its own for one test class: <c>class QueueTests(TestDatabase database) : IClassFixture&lt;TestDatabase&gt;</c>.
/// </summary>
public sealed class TestDatabase(TestServer server) : IAsyncLifetime
{
    private NpgsqlDataSource? source;

    public NpgsqlDataSource Source => source!;

    /// <summary>For what opens its own pool, such as a host under test.</summary>
    public string ConnectionString => Source.ConnectionString;

    public async ValueTask InitializeAsync() => source = await server.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (source is not null) await server.DropAsync(source);
    }
}
