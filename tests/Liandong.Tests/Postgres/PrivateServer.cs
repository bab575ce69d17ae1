using Dapper;
using Liandong.Work.Store.Postgres;
using Npgsql;

namespace Liandong.Tests.Postgres;

/// <summary>A data folder of its own, gone with its server after the test.</summary>
internal sealed class PrivateServer(params string[] below) : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("liandong-trap-").FullName;

    public string Data => Path.Combine([root, .. below, "data"]);
    public List<string> Said { get; } = [];

    public Task<PrivatePostgres> OpenAsync(ToolSearch? search = null) =>
        PrivatePostgres.OpenAsync(Data, Said.Add, TimeProvider.System, search ?? ToolSearch.Everywhere, CancellationToken.None);

    public static async Task<T> AskAsync<T>(PrivatePostgres postgres, string sql)
    {
        // No pool: a connection kept from before a kill would answer for the wrong server.
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    /// <summary>Root walks through every folder but user postgres does not: opening the way is left to the tests that want it.</summary>
    public void MakeReachable()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path.Combine(Data, "pg", "cluster"))) await (await OpenAsync()).DisposeAsync();
        var pg = new DirectoryInfo(Path.Combine(Data, "pg"));
        var moved = pg.Exists ? pg.ResolveLinkTarget(returnFinalTarget: true) : null;
        if (moved is not null) Directory.Delete(moved.FullName, recursive: true);
        Directory.Delete(root, recursive: true);
    }
}
