using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Liandong.Tests.Crash;

/// <summary>Clients that register and act, and send every request that found no answer again under its key until it has one.</summary>
internal sealed class InsistentClients : IDisposable
{
    private readonly HttpClient _http;
    private readonly IReadOnlyDictionary<string, string> _tokens;
    private int _answered;
    private volatile bool _enough;
    private long _lastAnswer;

    /// <param name="tokens">By person.</param>
    public InsistentClients(Uri url, IReadOnlyDictionary<string, string> tokens)
    {
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        _tokens = tokens;
    }

    /// <summary>Keys of registrations, answered or not, with the number that the answer gave.</summary>
    public ConcurrentDictionary<Guid, string?> Registered { get; } = new();

    /// <summary>Keys of acts that were acknowledged.</summary>
    public ConcurrentBag<Guid> Acted { get; } = [];

    /// <summary>Attempts without an answer, by what happened instead.</summary>
    public ConcurrentDictionary<string, int> Lost { get; } = new();

    /// <summary>Answers that no client can take: neither done nor worth another try.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>The longest time in which nobody got an answer, and the slowest attempt.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public int Answered => Volatile.Read(ref _answered);

    public async Task RunAsync(int clients, CancellationToken cancel)
    {
        _lastAnswer = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (!_enough && Wrong.IsEmpty)
            {
                await WalkAsync(cancel);
            }
        }, cancel)));
    }

    /// <summary>Each client ends with the case it is at.</summary>
    public void Enough() => _enough = true;

    public void Dispose() => _http.Dispose();

    private async Task WalkAsync(CancellationToken cancel)
    {
        var key = Guid.NewGuid();
        Registered[key] = null;
        var at = Random.Shared.NextDouble();
        var c = await InsistAsync("calltaker", "/api/v1/cases", key, new JsonObject
        {
            ["class"] = "pothole", ["title"] = "Pothole at the corner", ["description"] = "Deep enough to lose a bicycle in.", ["area"] = "roxbury",
            ["place"] = new JsonObject { ["lon"] = -71.10 + at / 10, ["lat"] = 42.30 + at / 10, ["address"] = "12 Beacon Street" },
            ["reporter"] = new JsonObject { ["name"] = "Mary Caller", ["phone"] = "617-555-0100" },
        }, cancel);
        Registered[key] = (string?)c?["number"];
        foreach (var (person, act, fields) in Acts())
        {
            if (c is not null)
            {
                c = await ActAsync(person, c, act, fields, cancel);
            }
        }
    }

    private static IEnumerable<(string Person, string Act, JsonObject Fields)> Acts() =>
    [
        ("dispatcher", "note", new JsonObject { ["note"] = "Asked the district." }),
        ("dispatcher", "dispatch", new JsonObject { ["unit"] = "PWDx" }),
        ("clerk", "accept", []),
        ("clerk", "first-contact", new JsonObject { ["note"] = "Called; will be there tomorrow." }),
    ];

    private async Task<JsonObject?> ActAsync(string person, JsonObject on, string act, JsonObject fields, CancellationToken cancel)
    {
        var key = Guid.NewGuid();
        var answer = await InsistAsync(person, $"/api/v1/cases/{(string?)on["number"]}/acts", key,
            new JsonObject { ["act"] = act, ["fields"] = fields, ["version"] = (int?)on["version"] }, cancel);
        if (answer is not null)
        {
            Acted.Add(key);
        }
        return answer;
    }

    private async Task<JsonObject?> InsistAsync(string person, string path, Guid key, JsonObject body, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[person]);
                request.Headers.Add("Idempotency-Key", key.ToString());
                using var answer = await _http.SendAsync(request, cancel);
                if (answer.IsSuccessStatusCode)
                {
                    var read = await answer.Content.ReadFromJsonAsync<JsonObject>(cancel);
                    Note();
                    return read;
                }
                var problem = $"{answer.StatusCode} {path} {await answer.Content.ReadAsStringAsync(cancel)}";
                // Only "not now" is worth another try; a 500 is a bug even while servers die.
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    Wrong.Enqueue(problem);
                    return null;
                }
                Count("503");
            }
            catch (HttpRequestException e)
            {
                Count(e.HttpRequestError.ToString());
            }
            catch (IOException)
            {
                Count("cut");
            }
            await Task.Delay(50, cancel);
        }
    }

    private void Note()
    {
        Interlocked.Increment(ref _answered);
        lock (Lost)
        {
            var silent = Stopwatch.GetElapsedTime(_lastAnswer);
            _lastAnswer = Stopwatch.GetTimestamp();
            LongestSilence = silent > LongestSilence ? silent : LongestSilence;
        }
    }

    private void Count(string what) => Lost.AddOrUpdate(what, 1, (_, n) => n + 1);
}
