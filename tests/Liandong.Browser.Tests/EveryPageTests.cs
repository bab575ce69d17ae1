using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Liandong.Core;
using Liandong.Web;
using Liandong.Work.Cases;
using Microsoft.Playwright;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>
/// Every page of the table of routes, with nothing in it, with a case in each state and with cases of odd words: open to every reader by axe in light, in dark
/// and on a phone, within its window, without a complaint of the browser, and in one language only.
/// </summary>
public sealed class EveryPageTests(Browser browser, FullDistrict district, ITestOutputHelper output) : IClassFixture<FullDistrict>
{
    /// <summary>Tabs at once: more only wait for the processors of the smallest machine.</summary>
    private const int Tabs = 3;

    /// <summary>In the dark and on a phone every second page of each reader, and a case in six of its states, so that all tests stay under a quarter of an hour; with <c>--deep</c> every one.</summary>
    private static readonly bool s_deep = Environment.GetEnvironmentVariable("LIANDONG_DEEP") is "1";

    private const int Desk = 1440;
    private const int Phone = 390;
    private const int Height = 900;

    /// <summary>Where machines knock.</summary>
    private const string Machines = "/api/";

    /// <summary>Addresses that answer no page: what machines read, downloads, and doors of forms that lead back to their page.</summary>
    private static readonly string[] s_noPages =
    [
        "/openapi/{documentName}.json", "/health", "/live", "/", "/files/{hash}", "/me/code", "/imports/{run}/refused", "/admin/people-sheet", "/admin/city/out/{**file}", "/cases/export",
        "/cases/{number}/acts", "/cases/acts", "/cases/{number}/reporter", "/admin/people/{person}/account", "/admin/people/{person}/posts", "/find/number",
        // Made-up pages, there only where a host allows samples: PictureTests.
        "/look/samples/{name}",
    ];

    /// <summary>The city's own files and articles, in which both languages stand beside each other for whoever writes them.</summary>
    private static readonly string[] s_bothLanguages = ["/admin/city/", "/knowledge/"];

    /// <summary>When set, what is seen is kept in this folder for looking at, by the state of the district.</summary>
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("LIANDONG_PICTURES");

    /// <summary>How a page is seen: in one language with all eyes and again in the dark with those for colour, in the other with those for a narrow window.</summary>
    private static readonly Sight[] s_full = [new("full", "zh", Desk, "light", null, true), new("full", "en", Phone, "dark", EyesOfAxe.OfWindow, false)];

    private static readonly Sight[] s_empty = [new("empty", "en", Phone, "light", null, false)];

    /// <summary>Odd words change no colour and no name of a field: only whether the page holds them.</summary>
    private static readonly Sight[] s_absurd = [new("absurd", "zh", Desk, "light", [], false), .. s_pictures is null ? (Sight[])[] : [new("absurd", "en", Desk, "dark", [], false)]];

    /// <summary>Pages that say what is not there.</summary>
    private static readonly string[] s_gone = ["/problem/", "/r/gone", "/welcome/gone"];

    /// <summary>In the order in which they are asked whether the door opens to them.</summary>
    private static readonly string[] s_people = ["supervisor", "clerk", "dispatcher", "shiftleader", "reviewer", "callback", "verifier", "secretary", "calltaker", "sysadmin", "leader", "auditadmin", "secadmin"];

    /// <summary>Where the page goes sideways, its innermost elements that reach out of the window.</summary>
    private const string TooWide = """
        () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && ![...e.children].some(c => c.getBoundingClientRect().right > innerWidth + 1))
          .slice(0, 2).map(e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 160))
        """;

    private readonly ConcurrentQueue<string> _faults = [];
    private int _seen;

    [Fact]
    public async Task Every_page_is_open_to_every_reader_and_in_one_language_only()
    {
        var clock = Stopwatch.StartNew();
        await WalkAsync(s_empty, p => p.Contains('{', StringComparison.Ordinal) || p is "/cases/print" ? [] : [p]);
        var empty = clock.Elapsed;
        await district.FillAsync();
        var filled = clock.Elapsed;
        await WalkAsync(s_full, Full);
        var full = clock.Elapsed;
        await district.FillAbsurdlyAsync();
        await WalkAsync(s_absurd, Full);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_seen} sights, empty {empty.TotalSeconds:0.0} s, filling {(filled - empty).TotalSeconds:0.0} s, full {(full - filled).TotalSeconds:0.0} s, absurd {(clock.Elapsed - full).TotalSeconds:0.0} s"));
        Assert.True(_faults.IsEmpty, string.Join('\n', _faults.Distinct().Order(StringComparer.Ordinal)));
    }

    /// <summary>What stands for the placeholders of an address. A new page with a placeholder must be said here.</summary>
    private IEnumerable<string> Full(string pattern) => pattern switch
    {
        "/cases/{number}" => district.Cases.Where(c => s_deep || c.Key is "dispatch" or "handle" or "parts" or "review" or "call-back" or "suspended").Select(c => "/cases/" + c.Value),
        "/cases" => ["/cases", "/cases?view=unit", "/cases?state=closed", "/cases?q=%CF%80%CE%B5%CE%B6&light=red", "/cases?view=open&columns=number.opened.unit"],
        "/cases/new" => ["/cases/new", "/cases/new?procedure=grid-case"],
        "/cases/print" => [$"/cases/print?n={district.Cases["handle"]}&n={district.Cases["parts"]}"],
        "/station" => ["/station", "/station?procedure=grid-case"],
        "/problem/{status:int}" => ["/problem/404", "/problem/403", "/problem/500", "/problem/503"],
        "/shift/handovers/{id}" => [$"/shift/handovers/{district.Handover}"],
        "/r/{token}" => [district.Link, "/r/gone"],
        "/welcome/{token}" => ["/welcome/" + district.Invitation, "/welcome/gone", "/welcome/set?done=true"],
        "/hotline" => ["/hotline", "/hotline?done=registered&number=" + district.Cases["dispatch"]],
        "/hotline/{call:guid}" => [$"/hotline/{district.Call}"],
        "/knowledge/{article}" => ["/knowledge/K-0401-01"],
        "/places/{place}" => ["/places/RD0001", "/places/310112101"],
        "/units/{unit}" => ["/units/T101"],
        "/staff/{person}" => ["/staff/clerk"],
        "/admin/people" => ["/admin/people", "/admin/people?q=nobody-of-this-name"],
        "/admin/people/{person}" => ["/admin/people/clerk"],
        "/admin/people/{person}/leave" => ["/admin/people/clerk/leave"],
        "/admin/grounds/{ground}" => ["/admin/grounds/310112001001001"],
        "/admin/city/{**file}" => ["/admin/city/units.csv"],
        "/admin/city/row/{**file}" => ["/admin/city/row/notices.csv", "/admin/city/row/units.csv?key=D27"],
        "/admin/city/text/{**file}" => ["/admin/city/text/city.json"],
        "/admin/city/versions/{no:int}" => ["/admin/city/versions/1"],
        _ => [pattern.Replace("{number}", district.Cases["handle"], StringComparison.Ordinal)],
    };

    /// <summary>Each page with somebody who may see it; a case with the one for whom it waits.</summary>
    private async Task WalkAsync(Sight[] sights, Func<string, IEnumerable<string>> paths)
    {
        var walks = new List<(string Person, string Path)>();
        foreach (var line in RouteTable.All.Where(l => l.Method is "GET" or "*" && !l.Pattern.StartsWith(Machines, StringComparison.Ordinal) && !s_noPages.Contains(l.Pattern)))
        {
            var let = s_people.FirstOrDefault(p => line.Allows(district.Node.City.Now.Of(new PersonId(p), district.Node.Clock.GetUtcNow())));
            Assert.True(let is not null, $"No person of the demo may open {line.Pattern}.");
            foreach (var path in paths(line.Pattern))
            {
                if (path.Contains('{', StringComparison.Ordinal))
                {
                    _faults.Enqueue($"Say in Full what stands for the placeholder of {line.Pattern}, or why it is no page.");
                    continue;
                }
                walks.Add((line.IsPublic ? "" : Waiting(path) ?? let, path));
            }
        }
        await Parallel.ForEachAsync(walks.GroupBy(w => w.Person).OrderByDescending(w => w.Count()), new ParallelOptions { MaxDegreeOfParallelism = Tabs, CancellationToken = TestContext.Current.CancellationToken },
            async (mine, _) => await WalkAsync(sights, mine.Key, [.. mine.Select(w => w.Path)]));
    }

    /// <summary>Whose act a case is waiting for; and whose a call or an article is.</summary>
    private string? Waiting(string path) => district.Cases.FirstOrDefault(c => path == "/cases/" + c.Value).Key switch
    {
        "dispatch" or "urgent" or "hard" => "dispatcher",
        "accept" or "handle" or "rework" => "clerk",
        "parts" => "clerk2",
        "suspended" => "head",
        "review" => "reviewer",
        "call-back" or "tried" or "link" => "callback",
        _ => path.StartsWith("/hotline/", StringComparison.Ordinal) ? "calltaker" : path.StartsWith("/knowledge", StringComparison.Ordinal) ? "clerk3" : null,
    };

    private async Task WalkAsync(Sight[] sights, string person, string[] paths)
    {
        var page = await browser.Open(district.Address);
        if (person.Length > 0)
        {
            await page.GotoAsync(district.Address + "/sign-in");
            await page.Locator($"button[name=demo][value={person}]").ClickAsync();
            await page.WaitForLoadStateAsync();
        }
        page.Console += (_, message) => { if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) _faults.Enqueue($"{page.Url}: {message.Text}"); };
        page.PageError += (_, error) => _faults.Enqueue($"{page.Url}: {error}");
        foreach (var (i, path) in paths.Index())
        {
            await LookAsync(sights, page, path, person, s_deep || i % 2 == 0);
            Interlocked.Increment(ref _seen);
        }
        await page.Context.CloseAsync();
    }

    /// <param name="twice">With the eyes for the dark and for the narrow window too.</param>
    private async Task LookAsync(Sight[] sights, IPage page, string path, string person, bool twice)
    {
        foreach (var (state, language, width, theme, rules, dark) in sights)
        {
            var at = $"{path} ({person}, {state})";
            var name = Path.Combine(s_pictures ?? "", $"{state}.{person}.{string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}");
            await page.SetViewportSizeAsync(width, Height);
            await page.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = district.Address }, new() { Name = "theme", Value = theme, Url = district.Address }]);
            var answer = await page.GotoAsync(district.Address + path);
            if (answer!.Status != 200 && !s_gone.Any(g => path.StartsWith(g, StringComparison.Ordinal)) || new Uri(page.Url).AbsolutePath != path.Split('?')[0])
            {
                _faults.Enqueue($"{at}: {answer.Status.ToString(CultureInfo.InvariantCulture)} {page.Url}");
                return;
            }
            await FitsAsync(page, at, language, width);
            await KeepAsync(page, name, language, theme, width);
            if (!s_bothLanguages.Any(b => path.StartsWith(b, StringComparison.Ordinal)) && await page.ForeignAsync(language) is { Count: > 0 } foreign)
            {
                _faults.Enqueue($"{at} {language}: {string.Join(" | ", foreign)}");
            }
            // What is folded away is met too, once it is unfolded.
            await page.EvaluateAsync("() => { for (const folded of document.querySelectorAll('.main details')) folded.open = true; }");
            if ((twice || rules is null) && rules is not [])
            {
                Say(await page.LookAsync(rules), at, language, theme, width);
            }
            if (dark && twice)
            {
                await page.EvaluateAsync("() => { document.documentElement.dataset.theme = 'dark'; }");
                Say(await page.LookAsync(EyesOfAxe.OfColour), at, language, "dark", width);
            }
            var turned = width == Desk ? Phone : Desk;
            await page.SetViewportSizeAsync(turned, Height);
            await FitsAsync(page, at, language, turned);
            await KeepAsync(page, name, language, dark && twice ? "dark" : theme, turned);
        }
    }

    private static async Task KeepAsync(IPage page, string name, string language, string theme, int width)
    {
        if (s_pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = string.Create(CultureInfo.InvariantCulture, $"{name}.{language}.{theme}.{width}.png"), FullPage = true });
        }
    }

    /// <param name="State">Of the district.</param>
    /// <param name="Rules">Of axe; null for all, none for no look at all.</param>
    /// <param name="Dark">Then in the dark too.</param>
    private readonly record struct Sight(string State, string Language, int Width, string Theme, string[]? Rules, bool Dark);

    private async Task FitsAsync(IPage page, string at, string language, int width)
    {
        foreach (var wide in await page.EvaluateAsync<string[]>(TooWide))
        {
            _faults.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{at} {language}: wider than {width}: {wide}"));
        }
    }

    private void Say(string[] found, string at, string language, string theme, int width)
    {
        foreach (var fault in found)
        {
            _faults.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{at} {language} {theme} {width}: {fault}"));
        }
    }
}
