using Dapper;
using Liandong.Work.Store.Postgres;
using Npgsql;
using Xunit;
using static Liandong.Work.Store.Postgres.SchemaMigrations;

namespace Liandong.Tests.Postgres;

public sealed class SchemaMigrationsTests(TestServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_start_together_apply_each_file_once_in_order()
    {
        await InEmptyDatabaseAsync(async source =>
        {
            Migration[] files = [Of("0001-a.sql", "create table a (n int)"), Of("0002-b.sql", "insert into a values (7)")];
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApplyAsync(source, files, Stop)));
            Assert.Equal([7], await AskAsync(source, "select n from a"));
            Assert.Equal([1, 2], await AskAsync(source, "select number from schema_versions order by 1"));
        });
    }

    [Fact]
    public async Task A_file_that_fails_takes_the_earlier_ones_of_its_run_back()
    {
        await InEmptyDatabaseAsync(async source =>
        {
            Migration[] files = [Of("0001-a.sql", "create table a (n int)"), Of("0002-b.sql", "select 1/0")];
            await Assert.ThrowsAsync<PostgresException>(() => ApplyAsync(source, files, Stop));
            Assert.Equal([0], await AskAsync(source, "select count(*)::int from pg_tables where schemaname = 'public'"));
        });
    }

    [Fact]
    public async Task A_rewritten_file_and_a_database_from_the_future_are_refused()
    {
        await InEmptyDatabaseAsync(async source =>
        {
            await ApplyAsync(source, [Of("0001-a.sql", "select 1"), Of("0002-b.sql", "select 2")], Stop);
            var rewritten = await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync(source, [Of("0001-a.sql", "select 9"), Of("0002-b.sql", "select 2")], Stop));
            Assert.Equal("schemaRewritten", rewritten.Reason);
            var newer = await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync(source, [Of("0001-a.sql", "select 1")], Stop));
            Assert.Equal("schemaNewer", newer.Reason);
        });
    }

    private static async Task<IEnumerable<int>> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync(Stop);
        return await connection.QueryAsync<int>(sql);
    }

    private async Task InEmptyDatabaseAsync(Func<NpgsqlDataSource, Task> act)
    {
        var source = await server.CreateAsync();
        await using (var connection = await source.OpenConnectionAsync(Stop))
        {
            await connection.ExecuteAsync("drop schema public cascade; create schema public");
        }
        await act(source);
        await server.DropAsync(source);
    }
}
