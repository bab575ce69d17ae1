using System.Diagnostics;
using Dapper;
using Liandong.Work.Store.Postgres;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Crash;

/// <summary>Host and postmaster die by kill -9, in turns, while people register and act: what was acknowledged is there once.</summary>
public class KillTests(ITestOutputHelper output)
{
    private const int Clients = 32;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public Task What_was_acknowledged_outlives_a_killed_host_and_a_killed_postmaster() => StormAsync(kills: 2, apart: TimeSpan.Zero);

    [Fact(Explicit = true)]
    public Task What_was_acknowledged_outlives_ten_kills_in_a_minute() => StormAsync(kills: 10, apart: TimeSpan.FromSeconds(5.5));

    private async Task StormAsync(int kills, TimeSpan apart)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience + kills * apart);
        await using var host = await HostUnderFire.StartAsync(patience.Token);
        using var clients = new InsistentClients(host.Url, await TokensAsync(host, patience.Token));
        var running = clients.RunAsync(Clients, patience.Token);
        for (var kill = 0; kill < kills; kill++)
        {
            await WorkedAsync(clients, running, apart, patience.Token);
            await KillAsync(host, postmaster: kill % 2 == 1, patience.Token);
        }
        await WorkedAsync(clients, running, apart, patience.Token);
        clients.Enough();
        await running;
        output.WriteLine($"{clients.Registered.Count} registered, {clients.Acted.Count} acts; unanswered: {string.Join(", ", clients.Lost)}; longest silence {clients.LongestSilence.TotalSeconds:F1} s");
        output.WriteLine(host.Said);
        Assert.Empty(clients.Wrong);
        await host.StopHostAsync(patience.Token);
        await EverythingIsThereOnceAsync(host, clients, patience.Token);
        var (code, said) = await host.VerbAsync(patience.Token, "verify");
        Assert.True(code == 0, said);
    }

    private static async Task KillAsync(HostUnderFire host, bool postmaster, CancellationToken cancel)
    {
        if (postmaster)
        {
            host.KillPostmaster();
            return;
        }
        await host.KillHostAsync(cancel);
        await host.StartHostAsync(cancel);
    }

    /// <summary>Every client got some answers since the last kill.</summary>
    private static async Task WorkedAsync(InsistentClients clients, Task running, TimeSpan atLeast, CancellationToken cancel)
    {
        var (begun, answered) = (Stopwatch.GetTimestamp(), clients.Answered);
        while (!running.IsCompleted && (clients.Answered < answered + 5 * Clients || Stopwatch.GetElapsedTime(begun) < atLeast))
        {
            await Task.Delay(20, cancel);
        }
    }

    private static async Task<Dictionary<string, string>> TokensAsync(HostUnderFire host, CancellationToken cancel)
    {
        var tokens = new Dictionary<string, string>();
        foreach (var person in new[] { "calltaker", "dispatcher", "clerk" })
        {
            var (code, token) = await host.VerbAsync(cancel, "token", "--person", person);
            Assert.True(code == 0, token);
            tokens[person] = token.Trim();
        }
        return tokens;
    }

    private static async Task EverythingIsThereOnceAsync(HostUnderFire host, InsistentClients clients, CancellationToken cancel)
    {
        await using var server = await PrivatePostgres.OpenAsync(host.Data, _ => { }, TimeProvider.System, cancel);
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        var cases = (await connection.QueryAsync<(Guid Key, string Number)>(
            "select a.act_id, c.number from cases c join acts a on a.stream_id = c.case_id and a.name = 'register'")).ToDictionary(c => c.Key, c => c.Number);
        Assert.Equal(clients.Registered.OrderBy(r => r.Key), cases.Select(c => KeyValuePair.Create(c.Key, (string?)c.Value)).OrderBy(c => c.Key));
        Assert.Equal(cases.Count, await connection.ExecuteScalarAsync<int>("select count(*)::int from cases"));
        var acts = await connection.QueryAsync<Guid>("select act_id from acts where door = 'api' and name <> 'register'");
        Assert.Equal(clients.Acted.Order(), acts.Order());
        // One chain a case without a gap: the events of each act lie together, and the row counts what the acts were.
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("""
            select count(*)::int from streams s join (
              select stream_id, count(*) n, max(seq) last, count(distinct act_id) acts from events group by 1) e using (stream_id)
            where s.kind = 1 and (e.n <> e.last or s.seq <> e.last or s.version <> e.acts)
            """));
    }
}
