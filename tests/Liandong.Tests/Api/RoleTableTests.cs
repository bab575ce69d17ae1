using System.Net;
using Liandong.Core;
using Liandong.Tests.Files;
using Liandong.Tests.Pages;
using Liandong.Web;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>minhang-roles.csv: a person of every role beside every situation, by API and by page: sees nothing, sees it, or does it.</summary>
public sealed class RoleTableTests : IClassFixture<MinhangHost>
{
    private const string Table = "minhang-roles.csv";
    private static readonly string[] s_told = ["person", "roles", "unit", "caller", "strict-caller", "imports", "refused-rows"];
    private readonly MinhangHost _host;

    public RoleTableTests(MinhangHost host)
    {
        _host = host;
        _host.Clock.Now = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public void Every_role_of_the_model_stands_in_the_table_with_somebody_who_holds_it()
    {
        var staff = _host.Node.City.Now.Staff;
        var asked = _host.Node.City.Now.Procedures.Values.SelectMany(p => p.Acts.Append(p.Opening)).SelectMany(a => a.Roles)
            .Concat(staff.Posts.Select(p => p.Role)).Concat(RouteTable.All.SelectMany(l => l.Roles)).Except([.. RouteTable.Everyone, .. RouteTable.Staff]);

        Assert.Empty(asked.Except(Rows().SelectMany(r => r.List("roles"))));
        Assert.All(Rows(), row =>
        {
            var held = staff.PostsOf(new PersonId(row.Cell("person")), new DateOnly(2026, 3, 10));
            Assert.Equal(row.Cell("roles"), string.Join('|', held.Select(p => p.Role).Distinct().Order(StringComparer.Ordinal)));
            Assert.Contains(held, p => p.Unit.Value == row.Cell("unit"));
        });
    }

    [Fact]
    public async Task Everybody_sees_and_does_what_the_table_says_and_nothing_else()
    {
        var cases = await new RoleCases(_host).MakeAsync();
        var wrong = new List<string>();
        foreach (var row in Rows())
        {
            using var visitor = await Visitor.InAsync(_host, row.Cell("person"), "zh");
            var seen = new Dictionary<string, string>
            {
                ["caller"] = await CallerAsync(row.Cell("person"), visitor, cases["town"]),
                ["strict-caller"] = await CallerAsync(row.Cell("person"), visitor, cases["strict"]),
                ["imports"] = await ComesInAsync(visitor, "/imports"),
                ["refused-rows"] = await ComesInAsync(visitor, $"/imports/{Guid.NewGuid()}/refused"),
            };
            foreach (var column in Columns().Except(s_told))
            {
                var (situation, act) = (column.Split(':')[0], column.Split(':')[1]);
                seen[column] = await MayAsync(row.Cell("person"), visitor, cases[situation], act);
            }
            wrong.AddRange(seen.Where(s => row.Cell(s.Key) != s.Value).Select(s => $"{row.Cell("person")}, {s.Key}: {s.Value}, but the table says {row.Cell(s.Key)}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Nobody_comes_in_anywhere_without_signing_in()
    {
        using var nobody = new Visitor(_host);
        foreach (var line in RouteTable.All.Where(l => !l.IsPublic && l.Pattern is not "/live"))
        {
            var path = line.Pattern.Replace("{number}", "202603100000017", StringComparison.Ordinal).Replace("{hash}", new string('a', 64), StringComparison.Ordinal).Replace("{run}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{call:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            var api = path.StartsWith("/api/", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(line.Method == "POST" ? HttpMethod.Post : HttpMethod.Get, new Uri(_host.Address, path));
            using var response = await _host.SendAsync(request);
            Assert.True(api ? response.StatusCode == HttpStatusCode.Unauthorized : response.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in", $"{line.Method} {path}: {response.StatusCode}");
        }
    }

    /// <summary>By both doors the same: - sees nothing, sees = reads it, does = may do that act.</summary>
    private async Task<string> MayAsync(string person, Visitor visitor, string number, string act)
    {
        var read = await _host.As(person).GetAsync($"cases/{number}/acts");
        var page = await visitor.GetAsync("/cases/" + number);
        Assert.True(read.Status == page.Status, $"{person}, {number}: API {read.Status}, page {page.Status}");
        foreach (var path in new[] { "", "/events" })
        {
            Assert.Equal(read.Status, (await _host.As(person).GetAsync($"cases/{number}{path}")).Status);
        }
        Assert.Equal(read.Status, (await visitor.GetAsync($"/cases/{number}/print")).Status);
        var offered = read.Status == HttpStatusCode.OK && read["items"].EnumerateArray().Any(a => a.GetProperty("act").GetString() == act);
        Assert.Equal(offered, page.Status == HttpStatusCode.OK && page.Acts.Contains(act));
        if (!offered)
        {
            var version = (await _host.As("supervisor").GetAsync("cases/" + number))["version"].GetInt32();
            var tried = await _host.As(person).PostAsync($"cases/{number}/acts", new { act, version });
            Assert.True(tried.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, $"{person} {act}: {tried}");
        }
        return offered ? "does" : read.Status == HttpStatusCode.OK ? "sees" : "-";
    }

    /// <summary>Who called: - where the case is not seen, covered where it is but the caller is not shown, asks where a reason uncovers him.</summary>
    private async Task<string> CallerAsync(string person, Visitor visitor, string number)
    {
        var shown = await _host.As(person).PostAsync($"cases/{number}/reporter", new { reason = "回访前核对号码" });
        var page = await visitor.GetAsync("/cases/" + number);
        var (api, form) = ((await _host.As(person).GetAsync("cases/" + number)).Body.ToString(), page.Page.QuerySelector($"form[action='/cases/{number}/reporter']"));
        Assert.DoesNotContain(RoleCases.CallerName, api + page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(RoleCases.CallerPhone, api + page.Words, StringComparison.Ordinal);
        Assert.Equal(shown.Status == HttpStatusCode.OK, form is not null);
        Assert.True(form is not null || !page.Words.Contains("**", StringComparison.Ordinal), $"{person} may not ask who called, and is shown a part of it");
        return shown.Status switch { HttpStatusCode.OK => "asks", HttpStatusCode.NotFound => "-", _ => page.Status == HttpStatusCode.OK ? "covered" : "-" };
    }

    private static async Task<string> ComesInAsync(Visitor visitor, string path) => (await visitor.GetAsync(path)).Status is HttpStatusCode.Forbidden ? "-" : "in";


    private static string[] Columns() => File.ReadLines(PathOf()).First().Split(',');

    private static IReadOnlyList<CsvRow> Rows() =>
        CsvTable.Read(new CityFiles(new Dictionary<string, string> { [Table] = File.ReadAllText(PathOf()) }), Table, string.Join(',', Columns()), new FaultLog()).Rows;

    private static string PathOf([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, Table);
}
