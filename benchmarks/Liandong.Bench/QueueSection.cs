using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Liandong.Bench;

/// <summary>Queue, filters, search and a case over HTTP, on a small and on a large history: the growth counts.</summary>
internal static class QueueSection
{
    private const int SmallHistory = 10_000;

    public static async Task<string> RunAsync(Setting setting, CancellationToken cancel)
    {
        var (large, open) = setting.Small ? (200_000, 10_000) : (1_000_000, 50_000);
        var few = await HistoryAsync(setting, SmallHistory, SmallHistory / 20, cancel);
        var many = await HistoryAsync(setting, large, open, cancel);
        var rows = many.Select(m => (Many: m, Few: few.First(f => f.Name == m.Name))).Select(x => new[]
        {
            x.Many.Name, Figures.N(x.Many.Rows), Figures.N(x.Many.Times.At(0.5), "F1"), Figures.N(x.Many.Times.At(0.99), "F1"), Figures.N(x.Few.Times.At(0.5), "F1"),
            Figures.N(x.Many.Times.At(0.5) / x.Few.Times.At(0.5), "F2"),
        });
        return $"""
            Over the API, one client, 50 rows a page, at {Figures.N(large)} generated cases ({Figures.N(open)} open) and at {Figures.N(SmallHistory)}; growth is p50 to p50.
            Budget: p99 60 ms, search 150 ms.

            {Figures.Table(["request", "rows", "p50 ms", "p99 ms", "p50 at 10 k", "growth"], rows)}
            """;
    }

    private static async Task<List<Measured>> HistoryAsync(Setting setting, int rows, int open, CancellationToken cancel)
    {
        var data = HostProcess.NewFolder();
        try
        {
            var file = Path.Combine(data, "generated.csv");
            await HistoryFile.WriteAsync(setting.Root, file, rows, 0, open, cancel);
            await using var host = await HostProcess.StartAsync(setting, data, cancel);
            var import = await ImportVerb.RunAsync(setting, file, data, cancel);
            setting.Say($"{Figures.N(import.Rows)} cases in {Figures.N(import.Seconds)} s, {Figures.N(import.Memory)} MB");
            return await MeasureAsync(setting, host, cancel);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<List<Measured>> MeasureAsync(Setting setting, HostProcess host, CancellationToken cancel)
    {
        var readers = new Dictionary<string, Reader>
        {
            ["dispatcher"] = new(host.Url, await host.TokenAsync("dispatcher", cancel)),
            ["clerk"] = new(host.Url, await host.TokenAsync("clerk", cancel)),
        };
        var measured = new List<Measured>();
        foreach (var (who, name, path) in await RequestsAsync(readers["dispatcher"], readers["clerk"], cancel))
        {
            measured.Add(await readers[who].MeasureAsync($"{who}: {name}", path, setting.Small ? 30 : 100, cancel));
            setting.Say($"{measured[^1].Name}: {measured[^1].Rows} rows, p50 {Figures.N(measured[^1].Times.At(0.5), "F1")}, p99 {Figures.N(measured[^1].Times.At(0.99), "F1")} ms");
        }
        return measured;
    }

    private static async Task<List<(string Who, string Name, string Path)>> RequestsAsync(Reader dispatcher, Reader clerk, CancellationToken cancel)
    {
        var requests = new List<(string, string, string)>();
        foreach (var (who, reader) in new[] { ("dispatcher", dispatcher), ("clerk", clerk) })
        {
            foreach (var order in new[] { "state=open&sort=due", "state=open&sort=light", "sort=-openedAt" })
            {
                requests.Add((who, $"`{order}`", "/api/v1/cases?" + order));
                requests.Add((who, $"`{order}`, page 100", await reader.PageAsync(order, 100, cancel)));
            }
        }
        var number = await dispatcher.NumberAsync(cancel);
        string[] filters =
        [
            "unit=PARK&state=open&sort=due", "unit=PARK&state=closed&sort=-closedAt", "area=roxbury&state=open&sort=due", "area=roxbury", "class=pothole&state=open&sort=due",
            "class=pothole&area=roxbury", "light=red&sort=due", "light=red&unit=PWDx&sort=due", "state=closed&sort=-closedAt", "source=boston311&sort=number",
            "from=2024-06-03T04:00:00Z&to=2024-06-10T04:00:00Z", "source=boston311&sourceId=4711",
        ];
        requests.AddRange(filters.Select(f => ("dispatcher", $"`{f}`", "/api/v1/cases?" + f)));
        string[] words = ["坑洞", "菜场后门积水不退", "behind the library", "pothole", HistoryFile.RareWord, "哈哈", number];
        requests.AddRange(from who in new[] { "dispatcher", "clerk" } from w in words select (who, $"search {(w == number ? "a number" : w)}", "/api/v1/cases?q=" + Uri.EscapeDataString(w)));
        requests.Add(("dispatcher", "one case", "/api/v1/cases/" + number));
        return requests;
    }

    private sealed record Measured(string Name, int Rows, Latencies Times);

    private sealed class Reader
    {
        private readonly HttpClient _http;

        public Reader(Uri host, string token)
        {
            _http = new HttpClient { BaseAddress = host, Timeout = TimeSpan.FromMinutes(2) };
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        /// <summary>The address of a page far in, found by following the cursors.</summary>
        public async Task<string> PageAsync(string order, int page, CancellationToken cancel)
        {
            var path = "/api/v1/cases?" + order;
            for (var at = 1; at < page; at++)
            {
                using var read = JsonDocument.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancel));
                if (read.RootElement.GetProperty("next").GetString() is not { } next)
                {
                    break;
                }
                path = $"/api/v1/cases?{order}&after={Uri.EscapeDataString(next)}";
            }
            return path;
        }

        public async Task<string> NumberAsync(CancellationToken cancel)
        {
            using var read = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/api/v1/cases?state=open&limit=1", UriKind.Relative), cancel));
            return read.RootElement.GetProperty("items")[0].GetProperty("number").GetString()!;
        }

        public async Task<Measured> MeasureAsync(string name, string path, int times, CancellationToken cancel)
        {
            var (latencies, rows) = (new List<double>(), 0);
            for (var i = 0; i < times + 3; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                var text = await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancel);
                if (i >= 3)
                {
                    latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
                using var read = JsonDocument.Parse(text);
                rows = read.RootElement.TryGetProperty("items", out var items) ? items.GetArrayLength() : 1;
            }
            return new Measured(name, rows, new Latencies(latencies));
        }
    }
}
