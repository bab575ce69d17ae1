using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Liandong.Bench;

/// <summary>Twenty people at work beside each other at a million cases: every page they open, every part a nudge makes them fetch; then one acts and fifty watch from another node.</summary>
internal static class DesksSection
{
    private const int Watchers = 50, WatchedCases = 25;
    private static readonly (string Login, int Desks)[] s_shift =
        [("calltaker", 4), ("dispatcher", 3), ("clerk", 5), ("clerk2", 3), ("head", 1), ("reviewer", 1), ("callback", 1), ("supervisor", 2)];

    // What each of them opens in turn; {case} is one of the open cases.
    private static readonly Dictionary<string, string[]> s_rounds = new()
    {
        ["calltaker"] = ["/hotline", "/cases/new", "/cases/new?handler=Places&q=beacon", "/hotline?handler=Classes&q=pot", "/cases?q=617-555-0142"],
        ["dispatcher"] = ["/dispatch", "/dispatch?rows=1", "/cases/{case}", "/dispatch?rows=1"],
        ["clerk"] = ["/cases?state=open&sort=due", "/cases?state=open&sort=due&rows=1", "/cases/{case}", "/cases?state=open&sort=due&rows=1", "/cases?q=behind+the+library"],
        ["clerk2"] = ["/cases?state=open&sort=due", "/cases?state=open&sort=due&rows=1", "/cases/{case}", "/cases?state=open&sort=due&rows=1"],
        ["head"] = ["/cases", "/cases/{case}", "/board"],
        ["reviewer"] = ["/review", "/cases/{case}"],
        ["callback"] = ["/call-back", "/cases/{case}"],
        ["supervisor"] = ["/board", "/cases?state=open&sort=light", "/dispatch/objections", "/board/wall"],
    };

    public static async Task<string> RunAsync(Setting setting, CancellationToken cancel)
    {
        var (cases, open) = setting.Small ? (100_000, 5_000) : (1_000_000, 50_000);
        var (data, second) = (HostProcess.NewFolder(), HostProcess.NewFolder());
        try
        {
            var file = Path.Combine(data, "generated.csv");
            await HistoryFile.WriteAsync(setting.Root, file, cases, 0, open, cancel);
            await using var host = await HostProcess.StartAsync(setting, data, cancel);
            var import = await ImportVerb.RunAsync(setting, file, data, cancel);
            setting.Say($"{Figures.N(import.Rows)} cases in {Figures.N(import.Seconds)} s");
            await using var other = await HostProcess.StartAsync(setting, second, cancel, beside: host);
            var api = new DeskApi(host.Url, await host.TokenAsync("calltaker", cancel), await host.TokenAsync("dispatcher", cancel), new Requests(setting.Root, 17));
            var pages = await WorkAsync(setting, host, api, cancel);
            var (nudges, sights, acts) = await WatchAsync(setting, other, api, cancel);
            var paints = await FirstPaint.MeasureAsync(setting, host.Url, cancel);
            return Tell(setting, cases, open, pages, nudges, sights, acts, paints);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
            Directory.Delete(second, recursive: true);
        }
    }

    private static async Task<Gathered> WorkAsync(Setting setting, HostProcess host, DeskApi api, CancellationToken cancel)
    {
        var people = new List<DeskPerson>();
        foreach (var login in s_shift.SelectMany(s => Enumerable.Repeat(s.Login, s.Desks)))
        {
            people.Add(await DeskPerson.SignInAsync(host.Url, login, cancel));
        }
        var numbers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        // Once round before the clock runs: the first request of a page compiles it.
        foreach (var person in people.DistinctBy(p => p.Login))
        {
            numbers[person.Login] = await person.CasesAsync(cancel);
            foreach (var path in s_rounds[person.Login])
            {
                await OpenAsync(person, path, numbers[person.Login][0], cancel);
            }
        }
        var seen = new Gathered();
        using var shift = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        shift.CancelAfter(TimeSpan.FromSeconds(setting.Seconds * 4));
        var desks = people.Select((p, no) => DeskAsync(p, no, numbers[p.Login], seen, shift.Token)).ToList();
        desks.AddRange(Enumerable.Range(0, 4).Select(_ => api.RegisterAndSendAsync(TimeSpan.FromSeconds(4), shift.Token)));
        await Task.WhenAll(desks.Select(d => d.ContinueWith(t => t.Exception?.InnerException is { } e and not OperationCanceledException ? throw e : 0, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        people.ForEach(p => p.Dispose());
        foreach (var name in seen.Names)
        {
            setting.Say($"{name}: p50 {Figures.N(seen.Times(name).At(0.5), "F1")}, p95 {Figures.N(seen.Times(name).At(0.95), "F1")} ms, {Figures.N(seen.Largest(name) / 1024.0)} kB");
        }
        return seen;
    }

    /// <summary>A page about once a second: faster than anybody works, so that twenty are worth a hundred.</summary>
    private static async Task DeskAsync(DeskPerson person, int no, IReadOnlyList<string> numbers, Gathered seen, CancellationToken end)
    {
        var random = new Random(no);
        var round = s_rounds[person.Login];
        for (var i = no; ; i++)
        {
            await Task.Delay(random.Next(500, 1500), end);
            var path = round[i % round.Length];
            seen.Add($"{person.Login}: `{path}`", await OpenAsync(person, path, numbers[random.Next(numbers.Count)], end));
        }
    }

    private static Task<Seen> OpenAsync(DeskPerson person, string path, string number, CancellationToken cancel) =>
        person.OpenAsync(path.Replace("{case}", number, StringComparison.Ordinal), cancel, part: path.Contains("rows=1", StringComparison.Ordinal) || path.Contains("handler=", StringComparison.Ordinal));

    /// <summary>Fifty have one of twenty-five cases open on the second node, two each; the dispatcher notes something on the first.</summary>
    private static async Task<(Latencies Nudges, Latencies Sights, int Acts)> WatchAsync(Setting setting, HostProcess other, DeskApi api, CancellationToken cancel)
    {
        var numbers = new List<string>();
        for (var i = 0; i < WatchedCases; i++)
        {
            numbers.Add(await api.RegisterAsync(cancel));
        }
        var answered = new ConcurrentDictionary<(string Number, long Version), long>();
        var (nudges, sights) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (people, listening) = (new List<DeskPerson>(), new List<Task>());
        for (var i = 0; i < Watchers; i++)
        {
            var (person, number) = (await DeskPerson.SignInAsync(other.Url, "dispatcher", cancel), numbers[i % numbers.Count]);
            var page = await person.OpenAsync("/cases/" + number, cancel);
            people.Add(person);
            var last = Version(page.Text);
            listening.Add(person.ListenAsync(DeskPerson.Attribute(page.Text, "data-topic")!, "/cases/" + number,
                at => { if (answered.Where(a => a.Key.Number == number).Select(a => a.Value).DefaultIfEmpty().Max() is > 0 and var told) nudges.Add(Stopwatch.GetElapsedTime(told, at).TotalMilliseconds); },
                seen =>
                {
                    var (now, version) = (Stopwatch.GetTimestamp(), Version(seen.Text));
                    for (var v = last + 1; v <= version; v++)
                    {
                        if (answered.TryGetValue((number, v), out var told))
                        {
                            sights.Add(Stopwatch.GetElapsedTime(told, now).TotalMilliseconds);
                        }
                    }
                    last = version;
                }, watch.Token));
        }
        await Task.Delay(1000, cancel);
        var acts = setting.Small ? 20 : 100;
        for (var i = 0; i < acts; i++)
        {
            var number = numbers[i % numbers.Count];
            var version = await api.NoteAsync(number, i, cancel);
            answered[(number, version)] = Stopwatch.GetTimestamp();
            // Each case rests for two seconds between two acts: what is measured is a sight, not the once-a-second rule.
            await Task.Delay(2000 / WatchedCases, cancel);
        }
        await Task.Delay(3000, cancel);
        await watch.CancelAsync();
        await Task.WhenAll(listening.Select(l => l.ContinueWith(_ => { }, TaskScheduler.Default)));
        people.ForEach(p => p.Dispose());
        setting.Say($"{sights.Count} sights of {acts * Watchers / WatchedCases}");
        return (new Latencies(nudges), new Latencies(sights), acts);
    }

    private static long Version(string page) => long.Parse(DeskPerson.Attribute(page, "data-version")!, CultureInfo.InvariantCulture);

    private static string Tell(Setting setting, int cases, int open, Gathered pages, Latencies nudges, Latencies sights, int acts, IReadOnlyList<(string Name, Spread Paint)> paints)
    {
        var rows = pages.Names.Select(n => (Name: n, Times: pages.Times(n))).Select(p => new[]
        {
            p.Name, Figures.N(p.Times.Count), Figures.N(p.Times.At(0.5), "F1"), Figures.N(p.Times.At(0.95), "F1"), Figures.N(p.Times.Max, "F1"), Figures.N(pages.Largest(p.Name) / 1024.0, "F1"),
        });
        return $"""
            {s_shift.Sum(s => s.Desks)} people at {Figures.N(cases)} generated cases ({Figures.N(open)} open), each opening a page about once a second for {setting.Seconds * 4} s with a browser's
            compression, while a case a second is registered and sent. Host, PostgreSQL and the people share the machine. Budget: a page p95 100 ms, a part (`rows=1`) 40 ms, a place or class (`handler=`) 50 ms, 300 kB a page.

            {Figures.Table(["who opens what", "times", "p50 ms", "p95 ms", "max ms", "kB on the wire"], rows)}

            {Watchers} desks of a second node on the same database have {WatchedCases} cases open; {acts} notes are written on the first node. From the answer to the act, each desk; the page waits 200 to 800 ms before it
            asks, so that desks do not ask in the same instant. Budget: seen p99 1 s.

            {Figures.Table(["until", "n", "p50 ms", "p99 ms", "max ms"],
            [
                ["the nudge is there", Figures.N(nudges.Count), Figures.N(nudges.At(0.5), "F1"), Figures.N(nudges.At(0.99), "F1"), Figures.N(nudges.Max, "F1")],
                ["the desk shows it", Figures.N(sights.Count), Figures.N(sights.At(0.5), "F1"), Figures.N(sights.At(0.99), "F1"), Figures.N(sights.Max, "F1")],
            ])}

            First contentful paint in chromium with an empty cache, alone on the machine. Budget: 1 s.

            {Figures.Table(["who opens what", "ms"], paints.Select(p => new[] { p.Name, p.Paint.Text() }))}
            """;
    }
}
