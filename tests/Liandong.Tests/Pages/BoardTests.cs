using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Liandong.Tests.Api;
using Liandong.Tests.Postgres;
using Liandong.Work.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>The board of a district with three days behind it.</summary>
public sealed class BoardTests(BoardTests.District district) : IClassFixture<BoardTests.District>
{
    [Theory]
    [InlineData("leader", "/board")]
    [InlineData("leader", "/board?area=310112101")]
    [InlineData("supervisor", "/board")]
    public async Task Every_figure_opens_into_a_list_of_just_so_many(string person, string address)
    {
        using var visitor = await Visitor.InAsync(district.Host, person);
        var board = await visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, board.Status);
        // A share opens into those that were late; everything else is a count.
        var figures = board.Page.QuerySelectorAll("#board a[href^='/cases?']").Where(a => !a.ClassList.Contains("v") && int.TryParse(Digits(a), CultureInfo.InvariantCulture, out _) && a.Closest("svg") is null)
            .Select(a => (Url: a.GetAttribute("href")!, Count: int.Parse(Digits(a), CultureInfo.InvariantCulture))).Distinct().ToList();
        Assert.True(figures.Count > 20, $"only {figures.Count} figures");
        Assert.True(figures.Sum(f => f.Count) > 100);
        foreach (var (url, count) in figures.Where((_, n) => n % 3 == 0 || n < 12))
        {
            var list = await visitor.GetAsync(url);
            Assert.True(count == Counted(list), $"{url}: {count} on the board, {list.Text(".views [aria-current] .n")} in the list");
        }
    }

    [Theory]
    [InlineData("leader")]
    [InlineData("supervisor")]
    [InlineData("head")]
    [InlineData("clerk")]
    [InlineData("dispatcher")]
    public async Task What_stands_beside_a_page_is_what_the_list_shows(string person)
    {
        using var visitor = await Visitor.InAsync(district.Host, person);
        var links = (await visitor.GetAsync("/cases")).Page.QuerySelectorAll(".side a[href^='/cases?view=']").Where(a => a.QuerySelector(".n") is not null).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var list = await visitor.GetAsync(link.GetAttribute("href")!);
            var (late, all) = (link.QuerySelector(".late"), link.QuerySelectorAll("span.n, span.quiet").Last());
            Assert.Equal(Digits(all), Digits(list.Page.QuerySelector(".views a .n")!));
            Assert.True(late is null || Digits(late) == Digits(list.Page.QuerySelectorAll(".views a")[1].QuerySelector(".n")!), $"{person} {link.TextContent.Trim()}");
            Assert.True(all.TextContent.EndsWith('+') || int.Parse(Digits(all), CultureInfo.InvariantCulture) > 50 || Digits(all) == list.Page.QuerySelectorAll("tr[data-number]").Length.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Of_words_as_many_are_counted_as_were_read()
    {
        using var visitor = await Visitor.InAsync(district.Host, "supervisor");
        var common = await visitor.GetAsync("/cases?q=" + Uri.EscapeDataString("小区"));
        Assert.Equal("50+", common.Text(".views [aria-current] .n"));
        var rare = await visitor.GetAsync("/cases?q=" + Uri.EscapeDataString("小区") + "&state=suspended");
        Assert.Equal(rare.Page.QuerySelectorAll("tr[data-number]").Length, Counted(rare));
        Assert.Single(rare.Page.QuerySelectorAll(".views .n"));
    }

    [Fact]
    public async Task So_does_every_figure_of_the_telephone_and_no_call_names_a_person()
    {
        using var visitor = await Visitor.InAsync(district.Host, "leader");
        var board = await visitor.GetAsync("/board");
        var figures = board.Page.QuerySelectorAll(".w-calls a").Select(a => (Url: a.GetAttribute("href")!, Said: a.TextContent.Trim())).ToList();
        Assert.True(figures.Count >= 3, $"only {figures.Count} figures");
        foreach (var (url, said) in figures)
        {
            var list = await visitor.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, list.Status);
            var count = Digits(list.Page.QuerySelector(".views [aria-current] .n")!);
            Assert.True(said.EndsWith('%') || string.Concat(said.Where(char.IsAsciiDigit)) == count, $"{url}: {said} on the board, {count} in the list");
            Assert.Equal(Math.Min(100, int.Parse(count, CultureInfo.InvariantCulture)), list.Page.QuerySelectorAll("tbody tr").Length);
        }
        var all = await visitor.GetAsync("/board/calls");
        var within = int.Parse(Digits(all.Page.QuerySelectorAll(".views .n")[3]), CultureInfo.InvariantCulture);
        var late = int.Parse(Digits(all.Page.QuerySelectorAll(".views .n")[4]), CultureInfo.InvariantCulture);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{100.0 * within / (within + late):0.0}%"), figures.Single(f => f.Said.EndsWith('%')).Said);
        foreach (var taker in new[] { "董宜柏", "Dong Yibai", "罗穆汀", "Luo Muting" })
        {
            Assert.DoesNotContain(taker, all.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_late_of_an_office_are_what_its_share_leaves_out()
    {
        using var visitor = await Visitor.InAsync(district.Host, "leader");
        var board = await visitor.GetAsync("/board");
        foreach (var office in board.Page.QuerySelectorAll(".w-towns li").Take(6))
        {
            var late = office.QuerySelector("a.v")!;
            var share = double.Parse(late.TextContent.Trim(), CultureInfo.InvariantCulture) / 100;
            var missed = Counted(await visitor.GetAsync(late.GetAttribute("href")!));
            var all = missed + Counted(await visitor.GetAsync(late.GetAttribute("href")!.Replace("late=yes", "late=no", StringComparison.Ordinal)));
            Assert.Equal(share, 1 - ((double)missed / all), 0.0011);
        }
    }

    [Fact]
    public async Task The_map_shows_a_thousand_and_two_grids_and_leads_into_the_towns()
    {
        using var visitor = await Visitor.InAsync(district.Host, "leader", "zh");
        var board = await visitor.GetAsync("/board");
        Assert.Contains("1\u00a0002", board.Text(".w-map h2"), StringComparison.Ordinal);
        var towns = board.Page.QuerySelectorAll(".w-map a[href^='/board?area=']").Select(a => a.GetAttribute("href")!).Distinct().ToList();
        Assert.Equal(14, towns.Count);
        var town = await visitor.GetAsync(towns[0]);
        Assert.NotNull(town.Page.QuerySelector(".w-map a"));
        var deeper = town.Page.QuerySelector(".w-map a[href^='/board?area=']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(deeper)).Status);
    }

    [Fact]
    public async Task The_wall_has_no_controls_and_says_of_when_its_data_are()
    {
        using var visitor = await Visitor.InAsync(district.Host, "leader", "zh");
        var wall = await visitor.GetAsync("/board/wall");
        Assert.Empty(wall.Page.QuerySelectorAll("main a, button, input, form").Select(e => e.OuterHtml));
        Assert.Contains("数据到 10:20:00", wall.Words, StringComparison.Ordinal);
        Assert.Equal("dark", wall.Page.DocumentElement.GetAttribute("data-theme"));
    }

    [Fact]
    public async Task A_head_sees_what_his_own_office_has()
    {
        using var leader = await Visitor.InAsync(district.Host, "leader");
        using var head = await Visitor.InAsync(district.Host, "head");
        var (all, own) = (Digits((await leader.GetAsync("/board")).Page.QuerySelector(".w-total")!), Digits((await head.GetAsync("/board")).Page.QuerySelector(".w-total")!));
        Assert.True(int.Parse(own, CultureInfo.InvariantCulture) < int.Parse(all, CultureInfo.InvariantCulture) / 3, $"{own} of {all}");
    }

    [Fact]
    public async Task Who_has_no_board_finds_none()
    {
        using var clerk = await Visitor.InAsync(district.Host, "clerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/board")).Status);
        using var leader = await Visitor.InAsync(district.Host, "leader");
        Assert.Equal(HttpStatusCode.NotFound, (await leader.GetAsync("/board?area=nowhere")).Status);
    }

    [Fact]
    public async Task The_switch_on_the_board_stops_the_simulated_city_and_starts_it_again()
    {
        var city = district.Host.App.Services.GetRequiredService<LivingCity>();
        using var leader = await Visitor.InAsync(district.Host, "leader", "zh");
        var paused = await leader.SendAsync((await leader.GetAsync("/board")).Form("#board form"), ("life", "pause"));
        Assert.True(city.Paused);
        Assert.Contains("模拟已暂停", paused.Words, StringComparison.Ordinal);
        await leader.SendAsync(paused.Form("#board form"), ("life", "go"));
        Assert.False(city.Paused);
    }

    private static string Digits(IElement element) => string.Concat(element.TextContent.Where(char.IsAsciiDigit));

    private static int Counted(Visit list) => int.Parse(string.Concat((list.Page.QuerySelector(".views [aria-current] .n") ?? list.Page.QuerySelector(".views a .n"))!.TextContent.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    /// <summary>Minhang on a Tuesday at 10:20, as demo-minhang.md has it.</summary>
    public sealed class District(TestServer server) : IAsyncLifetime
    {
        public MinhangHost Host { get; } = new(server);

        public async ValueTask InitializeAsync()
        {
            await Host.InitializeAsync();
            Host.Clock.Now = new DateTimeOffset(2026, 11, 24, 2, 20, 0, TimeSpan.Zero);
            await MakeHistory.RunAsync(Host.Node, 3, MakeHistory.Seed, _ => { }, CancellationToken.None);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
