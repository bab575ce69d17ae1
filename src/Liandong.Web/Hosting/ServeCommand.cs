using System.Globalization;
using Liandong.Core.Cities;
using Liandong.Web.Commands;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Clockwork;
using Liandong.Work.Simulation;
using Liandong.Work.Store;
using Liandong.Work.Store.Postgres;

namespace Liandong.Web.Hosting;

/// <summary><c>serve</c>: the host of a data folder, from the lock to the last answer.</summary>
public static class ServeCommand
{
    private static readonly string[] s_firstChoices = ["minhang", "boston"];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, ["no-live", "no-history"], ["city", "data", "port", "as-of"]);
        var url = $"http://127.0.0.1:{Port(given)}";
        Directory.CreateDirectory(given.DataDir);
        using var role = DataLock.Take(given.DataDir, TimeProvider.System);
        await using var node = await Node.OpenAsync(given.DataDir, output.WriteLine, TimeProvider.System, CancellationToken.None);
        if (!await ApplyAsync(node, given.Maybe("city"), output))
        {
            return 1;
        }
        var open = await SetClockAsync(node, given, output);
        if (open is null)
        {
            return 1;
        }
        await RecomputeDues.RunAsync(open.Desk, CancellationToken.None);
        await RebindWork.RunAsync(open.Desk, CancellationToken.None);
        var city = new LivingCity(open, MakeHistory.Seed, 1) { Failed = e => errors.WriteLine($"simulator: {e.GetType().Name}"), Refused = (act, why) => errors.WriteLine($"simulator: {act}: {why.Code} {why.Field}") };
        await using var app = LiandongHost.Build(open, url, live: !given.Has("no-live"), b => b.Services.AddSingleton(city));
        using var stop = new CancellationTokenSource();
        var watch = open.WatchAsync(stop.Token);
        await app.StartAsync();
        var clockwork = given.Has("no-live") ? Task.CompletedTask : Turn(open, errors).RunAsync(stop.Token);
        role.Announce(url);
        await GreetAsync(open, url, output);
        var living = given.Has("no-history") ? Task.CompletedTask : LiveAsync(open, given.Has("no-live") ? null : city, output, errors, stop.Token);
        await app.WaitForShutdownAsync();
        await stop.CancelAsync();
        await clockwork;
        await living;
        await watch.ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    private static ClockTower Turn(Node node, TextWriter errors) => new(node) { Failed = e => errors.WriteLine($"clockwork: {e.GetType().Name}") };

    /// <summary>Gives an empty installation the weeks behind it while the first page is open already; then lets the city live.</summary>
    private static async Task LiveAsync(Node node, LivingCity? city, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        try
        {
            var began = node.Real.GetTimestamp();
            if (await MakeHistory.RunAsync(node, MakeHistory.Days, MakeHistory.Seed, p => output.WriteLine($"模拟历史 {p.Day}/{p.Days} · simulated history: {p.Cases} 件 cases"), cancel) is { } made)
            {
                var seconds = node.Real.GetElapsedTime(began).TotalSeconds;
                await output.WriteLineAsync($"模拟历史已就绪 · simulated history is there: {made.Cases} 件 cases, {made.Acts} acts, {made.Events} events, {seconds:0.0} s");
                foreach (var refused in made.Refused.GroupBy(r => r).OrderByDescending(g => g.Count()).Take(9))
                {
                    await errors.WriteLineAsync($"simulator: {refused.Count()} × {refused.Key}");
                }
            }
            await (city?.RunAsync(cancel) ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            await errors.WriteLineAsync($"simulator: {e.GetType().Name}: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // Stopped half way: the next start begins again.
        }
    }

    private static int Port(Arguments given) =>
        int.TryParse(given.Maybe("port") ?? "5080", NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port : throw new UsageException($"--port {given.Maybe("port")}: a number from 1 to 65535. 端口是 1 到 65535 的数字。");

    /// <summary>The city asked for; else the one in the data folder; on an empty one the first that the clone has.</summary>
    public static async Task<bool> ApplyAsync(Node node, string? name, TextWriter output)
    {
        var folder = Arguments.CityFolder(name ?? node.Installation.City
            ?? s_firstChoices.FirstOrDefault(c => File.Exists(Path.Combine(Arguments.Root, "cities", c, "city.json"))) ?? s_firstChoices[0]);
        if (await ScreenAsync(node, CityFiles.ReadFolder(folder)) is { } made)
        {
            await output.WriteLineAsync($"城市以屏幕上所改的第 {made.No} 版为准,文件夹未应用 · version {made.No} of the city was made on screen and stays in force; the folder is not applied: ./liandong city export FOLDER, or city apply NAME");
            return true;
        }
        var applied = await ApplyCity.RunAsync(node.Source, CityFiles.ReadFolder(folder), node.Clock, CancellationToken.None);
        if (applied.City is null)
        {
            await CityCommand.TellAsync(applied.Faults, output);
            return false;
        }
        await node.City.RefreshAsync(CancellationToken.None);
        await output.WriteLineAsync($"城市 {applied.City.Name.Zh} · city {applied.City.Name.En}{(applied.Changed ? " (new version 新版本)" : "")}");
        return true;
    }

    /// <summary>The version in force, when it was made on screen and says something else than the folder: a start does not undo an administrator's work.</summary>
    private static async Task<CityVersion?> ScreenAsync(Node node, CityFiles folder) =>
        (await CityVersions.ListAsync(node.Source, 1, CancellationToken.None)) is [{ OnScreen: true } last] && last.Hash != folder.Hash ? last : null;

    /// <summary>The node with its clock set; null when the clock may not be set so.</summary>
    private static async Task<Node?> SetClockAsync(Node node, Arguments given, TextWriter output)
    {
        if (given.Maybe("as-of") is not { } text)
        {
            return node;
        }
        if (await Installation.SetClockAsync(node.Source, node.Real, AsOf(text, node.City.Now), CancellationToken.None) is { } why)
        {
            await output.WriteLineAsync(why);
            return null;
        }
        await node.ReloadClockAsync(CancellationToken.None);
        return node;
    }

    /// <summary>A date is city-local midnight; an instant is itself.</summary>
    private static DateTimeOffset AsOf(string text, City city)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(midnight, city.Zone.GetUtcOffset(midnight)).ToUniversalTime();
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime()
            : throw new UsageException($"--as-of {text}: a date such as 2011-12-31, or an instant with its offset. 写日期或带时区的时刻。");
    }

    private static async Task GreetAsync(Node node, string url, TextWriter output)
    {
        var city = node.City.Now;
        await output.WriteLineAsync($"联动 {city.Name.Zh} · Liandong {city.Name.En}: {url}");
        if (city.Demo)
        {
            await output.WriteLineAsync($"示范人员 · demo people: {string.Join(", ", city.Staff.People.Where(p => p.Demo).Select(p => p.Id.Value))}");
        }
    }
}
