using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Liandong.Bench;

/// <summary>What a run of HTTP clients came to.</summary>
internal sealed record Load(double PerSecond, Latencies Latencies, int Failed, string? FirstFailure);

/// <summary>Clients that register one case after the other, each over its own connection.</summary>
internal static class HttpLoad
{
    public static async Task<Load> RegisterAsync(Uri host, string token, byte[][] bodies, int clients, TimeSpan length, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = clients, UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = host };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var times = new ConcurrentBag<List<double>>();
        var failures = new ConcurrentBag<string>();
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var mine = new List<double>();
            for (var next = client * 101; Stopwatch.GetElapsedTime(begun) < length && !cancel.IsCancellationRequested; next++)
            {
                var asked = Stopwatch.GetTimestamp();
                if (await RegisterAsync(http, bodies[next % bodies.Length], cancel) is { } failure)
                {
                    failures.Add(failure);
                }
                else
                {
                    mine.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                }
            }
            times.Add(mine);
        }, cancel)));
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var latencies = new Latencies(times.SelectMany(t => t));
        return new Load(latencies.Count / took, latencies, failures.Count, failures.FirstOrDefault());
    }

    private static async Task<string?> RegisterAsync(HttpClient http, byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
        return answer.StatusCode == HttpStatusCode.Created ? null : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}";
    }
}
