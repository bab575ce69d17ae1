namespace Liandong.Bench;

/// <summary>Registering over HTTP with everything on, in turns with pgbench inserting the very same rows on the same server.</summary>
internal static class RegisterSection
{
    private const int Bodies = 2000;
    private const int Samples = 64;

    public static async Task<string> RunAsync(Setting setting, CancellationToken cancel)
    {
        var folder = HostProcess.NewFolder();
        try
        {
            await using var host = await HostProcess.StartAsync(setting, folder, cancel);
            return await MeasureAsync(setting, host, cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> MeasureAsync(Setting setting, HostProcess host, CancellationToken cancel)
    {
        var pgbench = PostgresTools.Find("pgbench") ?? throw new InvalidOperationException("pgbench is missing (apt-get install postgresql).");
        var token = await host.TokenAsync("calltaker", cancel);
        var requests = new Requests(setting.Root, seed: 20111);
        byte[][] bodies = [.. Enumerable.Range(0, Bodies).Select(_ => requests.Body())];
        // In the first seconds the runtime compiles what it sees used; they count for nobody.
        var warm = await HttpLoad.RegisterAsync(host.Url, token, bodies, 8, TimeSpan.FromSeconds(setting.Small ? 6 : 20), cancel);
        setting.Say($"warm: {Figures.N(warm.PerSecond)}/s, {warm.Failed} failed {warm.FirstFailure}");
        await using var source = host.Open();
        await RawRows.CreateTablesAsync(source, cancel);
        var scripts = await RawRows.WriteScriptsAsync(source, Directory.CreateDirectory(Path.Combine(host.DataDir, "scripts")).FullName, Samples, cancel);
        var rows = new List<string[]>();
        var run = 0;
        foreach (var clients in setting.Clients)
        {
            var http = new List<Load>();
            var raw = new List<double>();
            for (var round = 0; round < setting.Rounds; round++)
            {
                var before = host.Processor;
                http.Add(await HttpLoad.RegisterAsync(host.Url, token, bodies, clients, TimeSpan.FromSeconds(setting.Seconds), cancel));
                var used = (host.Processor - before).TotalMilliseconds / http[^1].Latencies.Count;
                raw.Add(await RawRows.RunAsync(pgbench, host.Socket, scripts, clients, TimeSpan.FromSeconds(setting.Seconds), ++run, cancel));
                setting.Say($"{clients} clients: {Figures.N(http[^1].PerSecond)}/s, host {Figures.N(used, "F2")} ms of processor a case, {http[^1].Failed} failed {http[^1].FirstFailure}; pgbench {Figures.N(raw[^1])}/s");
            }
            rows.Add(Row(clients, http, raw));
        }
        return $"""
            One case over `POST /api/v1/cases` with everything on (token, checks, decision, chain, search words, encrypted caller,
            outbox), answered after the fsync; {setting.Seconds} s a run, {setting.Rounds} runs in turns with `pgbench -n -M prepared -j 2`,
            which inserts the rows of {Samples} real registrations into identical tables of the same database. Budget: 0.6 x at 32 clients, p99 50 ms.

            {Figures.Table(["clients", "cases/s", "pgbench/s", "ratio", "p50 ms", "p99 ms", "max ms", "failed"], rows)}
            Rows of one registration: {await RawRows.DescribeAsync(source, cancel)}. Host memory at most {Figures.N(host.Memory("VmHWM"))} MB.
            """;
    }

    private static string[] Row(int clients, List<Load> http, List<double> raw)
    {
        var ours = Spread.Of(http.Select(l => l.PerSecond));
        var theirs = Spread.Of(raw);
        return
        [
            Figures.N(clients), ours.Text(), theirs.Text(), "**" + Figures.N(ours.Median / theirs.Median, "F2") + "**",
            Spread.Of(http.Select(l => l.Latencies.At(0.5))).Text("F1"), Spread.Of(http.Select(l => l.Latencies.At(0.99))).Text("F1"),
            Spread.Of(http.Select(l => l.Latencies.Max)).Text("F0"), Figures.N(http.Sum(l => l.Failed)),
        ];
    }
}
