using Dapper;
using Xunit;

namespace Liandong.Tests.Postgres;

public sealed class TestDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Every_class_gets_a_database_of_its_own_with_the_schema()
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("test_", await connection.QuerySingleAsync<string>("select current_database()"), StringComparison.Ordinal);
        Assert.True(await connection.QuerySingleAsync<bool>("select to_regclass('schema_versions') is not null"));
    }

    [Fact]
    public async Task The_database_keeps_its_promises_and_knows_Chinese_letters()
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var (setting, value) in new[] { ("fsync", "on"), ("synchronous_commit", "on"), ("jit", "off"), ("listen_addresses", ""), ("TimeZone", "UTC") })
        {
            Assert.Equal(value, await connection.QuerySingleAsync<string>("select current_setting(@setting)", new { setting }));
        }
        Assert.True(await connection.QuerySingleAsync<bool>("select '联动' ~ '^\\w+$'"));
    }
}
