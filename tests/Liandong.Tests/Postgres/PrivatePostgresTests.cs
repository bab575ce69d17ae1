using System.Diagnostics;
using System.Globalization;
using Liandong.Work.Store.Postgres;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Postgres;

/// <summary>The traps of a private server, each met on purpose.</summary>
public sealed class PrivatePostgresTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_host_is_killed_the_next_start_uses_the_same_server_and_the_last_to_leave_stops_it()
    {
        await using var place = new PrivateServer();
        place.MakeReachable();
        var killed = await place.OpenAsync();
        await PrivateServer.AskAsync<int>(killed, "create table kept as select 41 as n");
        var pid = killed.ServerPid;
        killed.Abandon();

        var host = await place.OpenAsync();
        var verb = await place.OpenAsync();
        Assert.Equal(pid, host.ServerPid);
        await verb.DisposeAsync();
        Assert.Equal(41, await PrivateServer.AskAsync<int>(host, "select n from kept"));
        await host.DisposeAsync();
        Assert.Null(host.ServerPid);
    }

    [Fact]
    public async Task A_server_killed_under_a_running_host_comes_back_with_what_was_committed()
    {
        await using var place = new PrivateServer();
        place.MakeReachable();
        await using var host = await place.OpenAsync();
        await PrivateServer.AskAsync<int>(host, "create table kept as select 42 as n");
        using var running = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var back = new TaskCompletionSource();
        var watch = host.WatchAsync(back.SetResult, running.Token);

        var killed = Kill(host);
        await back.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);

        Assert.True(host.IsUp);
        Assert.NotEqual(killed, host.ServerPid);
        Assert.Equal(42, await PrivateServer.AskAsync<int>(host, "select n from kept"));
        await running.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task Host_and_server_killed_together_leave_nothing_that_stops_the_next_start()
    {
        await using var place = new PrivateServer();
        place.MakeReachable();
        var host = await place.OpenAsync();
        host.Abandon();
        Kill(host);

        await using var next = await place.OpenAsync();
        Assert.Equal(1, await PrivateServer.AskAsync<int>(next, "select 1"));
    }

    [Fact]
    public async Task A_stranger_who_got_the_process_number_of_the_old_server_is_not_taken_for_it()
    {
        await using var place = new PrivateServer();
        place.MakeReachable();
        var host = await place.OpenAsync();
        host.Abandon();
        Kill(host);
        var file = Path.Combine(place.Data, "pg", "cluster", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(file, Stop);
        lines[0] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(file, lines, Stop);

        await using var next = await place.OpenAsync();
        Assert.NotEqual(Environment.ProcessId, next.ServerPid);
        Assert.Equal(1, await PrivateServer.AskAsync<int>(next, "select 1"));
    }

    [Fact]
    public async Task Two_that_start_at_the_same_moment_share_one_server_of_its_own_session_that_root_does_not_run()
    {
        await using var place = new PrivateServer();
        place.MakeReachable();
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => place.OpenAsync()));
        Assert.Equal(both[0].ServerPid, both[1].ServerPid);
        if (OperatingSystem.IsLinux())
        {
            var stat = await File.ReadAllTextAsync($"/proc/{both[0].ServerPid}/stat", Stop);
            var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
            Assert.Equal(both[0].ServerPid!.Value.ToString(CultureInfo.InvariantCulture), session);
            var status = await File.ReadAllLinesAsync($"/proc/{both[0].ServerPid}/status", Stop);
            Assert.DoesNotContain(status, line => line.StartsWith("Uid:\t0\t", StringComparison.Ordinal));
        }
        foreach (var one in both) await one.DisposeAsync();
        Assert.Null(both[0].ServerPid);
    }

    [Fact]
    public async Task A_folder_that_the_servers_user_cannot_reach_is_replaced_by_one_of_the_systems_and_said()
    {
        await using var place = new PrivateServer();
        await using var postgres = await place.OpenAsync();
        Assert.Equal(1, await PrivateServer.AskAsync<int>(postgres, "select 1"));
        Assert.Equal(Environment.IsPrivilegedProcess, place.Said.Exists(line => line.Contains("/var/lib/liandong", StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(place.Data, "pg", "TOOLS")));
    }

    [Fact]
    public async Task A_long_path_gets_a_short_folder_for_its_socket()
    {
        await using var place = new PrivateServer(new string('a', 90), "联动的数据");
        place.MakeReachable();
        await using var postgres = await place.OpenAsync();
        Assert.Equal(1, await PrivateServer.AskAsync<int>(postgres, "select 1"));
        Assert.True(new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!.Length < 90);
    }

    [Fact]
    public async Task Data_of_another_major_version_are_refused_with_dump_and_restore()
    {
        await using var place = new PrivateServer();
        place.MakeReachable();
        Directory.CreateDirectory(Path.Combine(place.Data, "pg"));
        await File.WriteAllTextAsync(Path.Combine(place.Data, "pg", "TOOLS"), "version 14.3\npath /usr/lib/postgresql/14/bin\n", Stop);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => place.OpenAsync());
        Assert.Equal("otherMajor", refused.Reason);
        Assert.Contains("PostgreSQL 14", refused.English, StringComparison.Ordinal);
        Assert.Contains("pg_dump", refused.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_PostgreSQL_the_person_is_told_what_to_install()
    {
        await using var place = new PrivateServer();
        place.MakeReachable();
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => place.OpenAsync(new ToolSearch([], Cache: null)));
        Assert.Equal("none", refused.Reason);
        Assert.Contains("apt-get install postgresql", refused.Message, StringComparison.Ordinal);
    }

    private static int Kill(PrivatePostgres postgres)
    {
        using var server = Process.GetProcessById(postgres.ServerPid!.Value);
        server.Kill();
        return server.Id;
    }
}
