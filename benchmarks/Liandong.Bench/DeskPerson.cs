using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Liandong.Bench;

/// <summary>One page as a browser gets it: how long until the last byte, and how many bytes came over the wire.</summary>
internal sealed record Seen(double Milliseconds, int Bytes, string Text);

/// <summary>A person at a desk: signed in by the demo door, with a browser's cookies and compression, and the live stream open.</summary>
internal sealed partial class DeskPerson : IDisposable
{
    // As live.js: not all desks in the same instant, and at most once a second for each part.
    private const int ShortestPause = 200, LongestPause = 800, Rest = 1000;
    private readonly HttpClient _http;

    private DeskPerson(HttpClient http, string login) => (_http, Login) = (http, login);

    public string Login { get; }

    public static async Task<DeskPerson> SignInAsync(Uri host, string login, CancellationToken cancel)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 6, CookieContainer = new CookieContainer(), AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = host, Timeout = TimeSpan.FromMinutes(2),
        };
        var door = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative), cancel);
        var token = TokenField().Match(door).Groups[1].Value;
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("demo", login)]), cancel);
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        return answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{login} was not let in.") : new DeskPerson(http, login);
    }

    /// <summary>Opens a page or, with <paramref name="part"/>, the part of it that a nudge makes it fetch again.</summary>
    public async Task<Seen> OpenAsync(string path, CancellationToken cancel, bool part = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (part)
        {
            request.Headers.Add("HX-Request", "true");
        }
        var begun = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{Login} {path}: {(int)answer.StatusCode}");
        }
        return new Seen(took, bytes.Length, await Packed.TextAsync(bytes, answer.Content.Headers.ContentEncoding.FirstOrDefault(), cancel));
    }

    /// <summary>Numbers on the first page of this person's unfinished cases.</summary>
    public async Task<IReadOnlyList<string>> CasesAsync(CancellationToken cancel) =>
        [.. Number().Matches((await OpenAsync("/cases?state=open", cancel)).Text).Select(m => m.Groups[1].Value).Distinct()];

    /// <summary>Listens as an open page does: after a nudge for its topic, a pause, the part again; each time it is told to <paramref name="seen"/>.</summary>
    public async Task ListenAsync(string topic, string path, Action<long> nudged, Action<Seen> seen, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(new Uri("/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancel));
        var (stale, mine) = (new SemaphoreSlim(0), $"\"topic\":\"{topic}\"");
        var fetching = Task.Run(async () =>
        {
            while (true)
            {
                await stale.WaitAsync(cancel);
                while (stale.Wait(0, CancellationToken.None))
                {
                }
                await Task.Delay(Random.Shared.Next(ShortestPause, LongestPause), cancel);
                seen(await OpenAsync(path, cancel, part: true));
                await Task.Delay(Rest, cancel);
            }
        }, cancel);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains(mine, StringComparison.Ordinal))
            {
                nudged(Stopwatch.GetTimestamp());
                stale.Release();
            }
        }
        await fetching;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>An attribute of a page, by its name.</summary>
    public static string? Attribute(string page, string name) => Regex.Match(page, $" {Regex.Escape(name)}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("data-number=\"([^\"]+)\"")]
    private static partial Regex Number();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}

/// <summary>Latencies by name, gathered by many at once.</summary>
internal sealed class Gathered
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<Seen>> _seen = [];

    public void Add(string name, Seen seen) => _seen.GetOrAdd(name, _ => []).Add(seen with { Text = "" });

    public IEnumerable<string> Names => _seen.Keys.Order(StringComparer.Ordinal);

    public Latencies Times(string name) => new(_seen[name].Select(s => s.Milliseconds));

    public int Largest(string name) => _seen[name].Max(s => s.Bytes);
}
