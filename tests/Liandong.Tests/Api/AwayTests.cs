using System.Net;
using Dapper;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>A host of its own: its database is taken away.</summary>
public sealed class AwayTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task While_the_database_is_away_every_answer_says_to_come_again_and_the_same_key_then_does_it_once()
    {
        var key = Guid.NewGuid();
        await host.As("calltaker").RegisterAsync();
        await AllowAsync(false);
        var read = await host.As("dispatcher").GetAsync("cases");
        var write = await host.As("calltaker").PostAsync("cases", new { @class = "pothole" }, key);
        await AllowAsync(true);

        Assert.All([read, write], r => Assert.Equal((HttpStatusCode.ServiceUnavailable, "Busy"), (r.Status, r.Refusal)));
        Assert.NotNull(write.Http.Headers.RetryAfter);
        ApiReply again;
        do
        {
            again = await host.As("calltaker").PostAsync("cases", new { @class = "pothole" }, key);
        }
        while (again.Status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(again["number"].GetString(), (await host.As("calltaker").PostAsync("cases", new { @class = "pothole" }, key))["number"].GetString());
    }

    private async Task AllowAsync(bool allowed)
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(host.Node.Source.ConnectionString);
        var name = settings.Database!;
        settings.Database = "postgres";
        settings.Pooling = false;
        await using var source = Npgsql.NpgsqlDataSource.Create(settings);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync($"alter database {name} allow_connections {(allowed ? "true" : "false")}");
        await connection.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = @name", new { name });
    }
}
