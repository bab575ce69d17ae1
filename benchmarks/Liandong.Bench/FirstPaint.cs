using Microsoft.Playwright;

namespace Liandong.Bench;

/// <summary>When a browser that has nothing yet first paints something of a page, in milliseconds from the click; no browser on the machine, no figures.</summary>
internal static class FirstPaint
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly (string Login, string Path)[] s_pages =
        [("calltaker", "/hotline"), ("calltaker", "/cases/new"), ("dispatcher", "/dispatch"), ("clerk", "/cases?state=open&sort=due"), ("supervisor", "/board")];

    public static async Task<IReadOnlyList<(string Name, Spread Paint)>> MeasureAsync(Setting setting, Uri host, CancellationToken cancel)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(d => s_names.Select(n => Path.Combine(d, n))).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return [];
        }
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
        var measured = new List<(string, Spread)>();
        foreach (var (login, page) in s_pages)
        {
            var times = new List<double>();
            for (var round = 0; round < (setting.Small ? 3 : 9); round++)
            {
                cancel.ThrowIfCancellationRequested();
                times.Add(await OnceAsync(browser, host, login, page));
            }
            measured.Add(($"{login}: `{page}`", Spread.Of(times)));
            setting.Say($"{measured[^1].Item1}: first paint {measured[^1].Item2.Text()} ms");
        }
        return measured;
    }

    private static async Task<double> OnceAsync(IBrowser browser, Uri host, string login, string path)
    {
        // Signed in in one context, measured in another that has only the cookies: its cache is empty.
        await using var door = await browser.NewContextAsync();
        var page = await door.NewPageAsync();
        await page.GotoAsync(new Uri(host, "/sign-in").AbsoluteUri);
        await page.Locator($"button[name=demo][value={login}]").ClickAsync();
        await page.WaitForURLAsync("**/cases");
        await using var fresh = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, StorageState = await door.StorageStateAsync() });
        var measured = await fresh.NewPageAsync();
        await measured.GotoAsync(new Uri(host, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        return await measured.EvaluateAsync<double>("""
            new Promise(done => new PerformanceObserver((list, seen) => { const paint = list.getEntriesByName('first-contentful-paint')[0]; if (paint) { seen.disconnect(); done(paint.startTime); } }).observe({ type: 'paint', buffered: true }))
            """);
    }
}
