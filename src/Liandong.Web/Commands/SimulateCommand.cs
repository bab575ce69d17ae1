using System.Globalization;
using Liandong.Work;
using Liandong.Work.Simulation;

namespace Liandong.Web.Commands;

/// <summary>
/// <c>simulate [--rate R] [--seed S] [--storm] [--data DIR]</c>: lets the city live in this process until it is stopped, R times as busy as
/// usual, beside a host or without one. The same seed brings the same cases.
/// </summary>
public static class SimulateCommand
{
    private const string Storm = "storm";
    private const double MostRate = 100;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, [Storm], ["data", "rate", "seed"]);
        var (rate, seed) = (Rate(given.Maybe("rate") ?? "1"), Seed(given.Maybe("seed")));
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler ends = (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += ends;
        await using var node = await Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);
        if (node.City.Now.Living is null)
        {
            await errors.WriteLineAsync($"{node.City.Now.Name.Zh} 没有 simulation/ 数据 · {node.City.Now.Name.En} has no simulation/ in its folder");
            return 1;
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"模拟中,Ctrl-C 停止 · simulating, Ctrl-C ends: × {rate}, seed {seed}{(given.Has(Storm) ? ", storm" : "")}"));
        await new LivingCity(node, seed, rate, given.Has(Storm) ? [Storm] : [])
        {
            Failed = e => errors.WriteLine($"simulator: {e.GetType().Name}"),
            Refused = (act, why) => errors.WriteLine($"simulator: {act}: {why.Code} {why.Field}"),
        }.RunAsync(stop.Token);
        Console.CancelKeyPress -= ends;
        return 0;
    }

    private static double Rate(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= MostRate ? rate
        : throw new UsageException($"--rate {text}: a number above 0, at most {MostRate}. 大于0、不超过{MostRate}的数。");

    /// <summary>Without a seed it is another city's day than the host's own.</summary>
    private static ulong Seed(string? text) => text is null ? MakeHistory.Seed + 1 : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw new UsageException($"--seed {text}: a whole number. 应为整数。");
}
