using System.Diagnostics;
using Liandong.Work.Store.Postgres;

namespace Liandong.Bench;

/// <summary>A start on an installation that is there already, what the host holds when nobody asks, and its PostgreSQL alone.</summary>
internal static class StartSection
{
    public static async Task<string> RunAsync(Setting setting, CancellationToken cancel)
    {
        var data = HostProcess.NewFolder();
        try
        {
            var first = await OnceAsync(setting, data, TimeSpan.Zero, cancel);
            var next = new List<(double Seconds, double Memory)>();
            for (var round = 0; round < setting.Rounds; round++)
            {
                next.Add(await OnceAsync(setting, data, TimeSpan.FromSeconds(round == 0 ? setting.Small ? 5 : 60 : 0), cancel));
            }
            var postgres = new List<double>();
            for (var round = 0; round < setting.Rounds; round++)
            {
                var begun = Stopwatch.GetTimestamp();
                await using var server = await PrivatePostgres.OpenAsync(data, _ => { }, TimeProvider.System, cancel);
                postgres.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            }
            return $"""
                From the start of the process to the first page, on the built program; memory after {(setting.Small ? "five seconds" : "a minute")} without a request.
                Budget: next start under 3 s, idle under 200 MB.

                {Figures.Table(["what", "figure"],
                [
                    ["first start (makes the database, applies the city)", $"{Figures.N(first.Seconds, "F2")} s"],
                    ["next start", $"{Spread.Of(next.Select(n => n.Seconds)).Text("F2")} s"],
                    ["private PostgreSQL alone", $"{Spread.Of(postgres).Text("F2")} s"],
                    ["host, idle", $"{Figures.N(next[0].Memory)} MB"],
                ])}
                """;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<(double Seconds, double Memory)> OnceAsync(Setting setting, string data, TimeSpan idle, CancellationToken cancel)
    {
        await using var host = await HostProcess.StartAsync(setting, data, cancel);
        await Task.Delay(idle, cancel);
        return (host.ToFirstPage.TotalSeconds, host.Memory("VmRSS"));
    }
}
