using System.Net;
using Liandong.Core.Units;
using Liandong.Tests.Api;
using Liandong.Tests.Files;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A caller answers by the address that was sent to him: without sign-in, without script, once, and nobody for him.</summary>
public sealed class LinkTests : IClassFixture<MinhangHost>
{
    private const string Grid = "310112101032001";
    private const string Caller = "周女士";
    private readonly MinhangHost _host;

    public LinkTests(MinhangHost host)
    {
        _host = host;
        var tuesday = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        _host.Clock.Now = _host.Clock.Now < tuesday ? tuesday : _host.Clock.Now;
    }

    [Theory]
    [InlineData("zh", "基本满意", "水清路菜场对面")]
    [InlineData("en", "Mostly satisfied", "水清路菜场对面")]
    public async Task He_reads_what_was_done_answers_on_the_citys_scale_and_the_trace_says_that_it_was_he(string language, string words, string place)
    {
        var (number, url) = await AskedAsync();
        using var caller = new Visitor(_host, language);
        var page = await caller.GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(place, page.Words, StringComparison.Ordinal);
        Assert.Contains(language == "zh" ? "已转达［来电人］" : "已转达[caller]", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Caller, page.Words, StringComparison.Ordinal);
        Assert.Equal(["call-back.resolved", "call-back.satisfaction", "call-back.attitude", "call-back.note"],
            page.Form("form.rate").Elements.Select(e => e.GetAttribute("name")).OfType<string>().Where(n => n.Length > 0).Distinct());
        Assert.Contains(words, page.Text("form.rate"), StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("script, style, [style]"));
        Assert.Equal("no-store", page.Http.Headers.CacheControl!.ToString());

        var thanks = await caller.SendAsync(page.Form("form.rate"), ("call-back.resolved", "not"), ("call-back.satisfaction", "4"), ("call-back.attitude", "5"), ("call-back.note", "第二天照旧"));
        Assert.Equal(HttpStatusCode.OK, thanks.Status);
        Assert.Empty(thanks.Page.QuerySelectorAll("form.rate"));
        var told = (await _host.As("supervisor").GetAsync($"cases/{number}/events"))["items"].EnumerateArray().Last();
        Assert.Equal(("call-back", 1, System.Text.Json.JsonValueKind.Null), (told.GetProperty("act").GetString(), told.GetProperty("caller").GetInt32(), told.GetProperty("person").ValueKind));
        Assert.Equal("4", told.GetProperty("fields").GetProperty("satisfaction").GetString());
        using var desk = await Visitor.InAsync(_host, "callback", language);
        Assert.Contains(language == "zh" ? "来电人（链接）" : "by link", (await desk.GetAsync("/cases/" + number)).Text(".trace"), StringComparison.Ordinal);
        Assert.Contains("rework", (await desk.GetAsync("/cases/" + number)).Acts);
        await VerifiedAsync();
    }

    [Fact]
    public async Task Pressed_twice_it_is_one_answer_and_other_answers_afterwards_change_nothing()
    {
        var (number, url) = await AskedAsync();
        using var caller = new Visitor(_host, "zh");
        var page = await caller.GetAsync(url);
        (string, string)[] answers = [("call-back.resolved", "resolved"), ("call-back.satisfaction", "5")];
        await Task.WhenAll(caller.SendAsync(page.Form("form.rate"), answers), caller.SendAsync(page.Form("form.rate"), answers), caller.SendAsync(page.Form("form.rate"), answers));
        var other = await caller.SendAsync(page.Form("form.rate"), ("call-back.resolved", "not"), ("call-back.satisfaction", "1"));

        Assert.Contains("已收到", other.Words, StringComparison.Ordinal);
        var told = (await _host.As("supervisor").GetAsync($"cases/{number}/events"))["items"].EnumerateArray().Where(e => e.GetProperty("act").GetString() == "call-back").ToList();
        Assert.Equal("5", Assert.Single(told).GetProperty("fields").GetProperty("satisfaction").GetString());
        await ActAsync("callback", number, "close", ("result", "resolved"));
        Assert.Contains("已收到", (await caller.GetAsync(url)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_stands_at_its_question_and_a_name_is_asked_to_be_left_out()
    {
        var (_, url) = await AskedAsync();
        using var caller = new Visitor(_host, "zh");
        var page = await caller.GetAsync(url);
        var half = await caller.SendAsync(page.Form("form.rate"), ("call-back.resolved", "not"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, half.Status);
        Assert.NotEmpty(half.Page.QuerySelectorAll(".field.wrong [name='call-back.satisfaction']"));
        Assert.NotNull(half.Page.QuerySelector("[name='call-back.resolved'][value=not][checked]"));

        var named = await caller.SendAsync(half.Form("form.rate"), ("call-back.resolved", "not"), ("call-back.satisfaction", "1"), ("call-back.note", "我是周女士,100-0000-4321"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, named.Status);
        Assert.NotEmpty(named.Page.QuerySelectorAll(".field.wrong textarea"));
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync(named.Form("form.rate"), ("call-back.note", "还是老样子"))).Status);
    }

    [Fact]
    public async Task Trap_another_callers_link_shows_no_words_and_no_address_of_the_first_and_answers_only_for_its_own()
    {
        var (number, _) = await AskedAsync();
        await ActAsync("calltaker", number, "join-appeal", ("channel", "hotline-12345"), ("words", "我家楼下也是"), ("callerName", "吴先生"), ("callerPhone", "100-0000-5555"));
        await ActAsync("callback", number, "send-link", ("appeal", "2"));
        var links = (await _host.As("callback").GetAsync($"cases/{number}/links"))["items"].EnumerateArray().ToDictionary(l => l.GetProperty("appeal").GetInt32(), l => new Uri(l.GetProperty("url").GetString()!).AbsolutePath);
        using var second = new Visitor(_host, "zh");
        var page = await second.GetAsync(links[2]);

        Assert.DoesNotContain("水清路菜场", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("占道卖菜", page.Words, StringComparison.Ordinal);
        Assert.Contains("莘庄", page.Words, StringComparison.Ordinal);
        await second.SendAsync(page.Form("form.rate"), ("call-back.resolved", "resolved"), ("call-back.satisfaction", "5"), ("call-back.appeal", "1"));
        Assert.Contains("请您评价", (await second.GetAsync(links[1])).Words, StringComparison.Ordinal);
        var left = (await _host.As("callback").GetAsync($"cases/{number}/links"))["items"].EnumerateArray().Select(l => l.GetProperty("appeal").GetInt32());
        Assert.Equal([1], left);
    }

    [Fact]
    public async Task Trap_the_address_is_for_the_call_back_desk_and_nobody_signed_in_answers_by_it()
    {
        var (number, url) = await AskedAsync();
        foreach (var person in new[] { "clerk2", "head2", "supervisor", "reviewer", "calltaker" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await _host.As(person).GetAsync($"cases/{number}/links")).Status);
            using var inside = await Visitor.InAsync(_host, person, "zh");
            Assert.DoesNotContain("/r/", (await inside.GetAsync("/cases/" + number)).Page.Body!.InnerHtml, StringComparison.Ordinal);
            Assert.DoesNotContain(url[3..], (await _host.As(person).GetAsync($"cases/{number}/events")).ToString(), StringComparison.Ordinal);
            var page = await inside.GetAsync(url);
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            Assert.DoesNotContain(number, page.Words.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        using var caller = new Visitor(_host, "zh");
        var form = (await caller.GetAsync(url)).Form("form.rate");
        using var clerk = await Visitor.InAsync(_host, "clerk2", "zh");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.SendAsync(form, ("call-back.resolved", "resolved"), ("call-back.satisfaction", "5"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync("clerk2", number, "call-back", [("appeal", "1"), ("resolved", "resolved"), ("satisfaction", 5)])).Status);
        using var desk = await Visitor.InAsync(_host, "callback", "zh");
        Assert.Contains(url, (await desk.GetAsync("/cases/" + number)).Page.QuerySelector("input[readonly]")!.GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trap_after_its_days_after_the_round_and_after_the_close_it_says_so_and_no_more()
    {
        var (number, late) = await AskedAsync();
        var (again, old) = await AskedAsync();
        var (closed, gone) = await AskedAsync();
        await ActAsync("callback", again, "call-back", ("appeal", "1"), ("resolved", "not"), ("satisfaction", 1));
        await ActAsync("callback", again, "rework", ("reason", "早上六点还有摊位"));
        await ReportedAsync(again);
        await ActAsync("callback", again, "send-link", ("appeal", "1"));
        await ActAsync("callback", closed, "call-back", ("appeal", "1"), ("resolved", "resolved"), ("satisfaction", 5));
        await ActAsync("callback", closed, "close", ("result", "resolved"));
        using var caller = new Visitor(_host, "zh");
        var form = (await caller.GetAsync(late)).Form("form.rate");
        _host.Clock.Now = _host.Clock.Now.AddDays(3);
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync(late)).Status);
        _host.Clock.Now = _host.Clock.Now.AddSeconds(1);

        Assert.Equal(HttpStatusCode.Gone, (await caller.SendAsync(form, ("call-back.resolved", "resolved"), ("call-back.satisfaction", "5"))).Status);
        foreach (var (url, of) in new[] { (late, number), (old, again), (gone, closed) })
        {
            var page = await caller.GetAsync(url);
            Assert.Equal(HttpStatusCode.Gone, page.Status);
            Assert.DoesNotContain(of, page.Words.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("莘庄", page.Words, StringComparison.Ordinal);
        }
        await VerifiedAsync();
    }

    [Fact]
    public async Task Trap_a_secret_case_shows_its_caller_no_address_and_an_address_of_another_house_is_no_address()
    {
        var (number, url) = await AskedAsync(secrecy: 1);
        using var caller = new Visitor(_host, "zh");
        Assert.DoesNotContain("水清路菜场", (await caller.GetAsync(url)).Words, StringComparison.Ordinal);

        var foreign = new LinkTokens(new Keys(new byte[32])).Write(number, new Caller(1, 1));
        var mine = url[3..];
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/r/" + mine.ToUpperInvariant())).Status);
        foreach (var token in new[] { foreign, mine[..^1] + (mine[^1] == '0' ? '1' : '0'), mine + "0", mine[..20], "x", "' or 1=1 --", new string('A', 32) })
        {
            var page = await caller.GetAsync("/r/" + Uri.EscapeDataString(token));
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Contains("链接不对", page.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everybody_who_sees_the_case_sees_the_one_contact_person_and_every_contact_but_no_rating()
    {
        var (number, url) = await AskedAsync();
        _host.Clock.Now = _host.Clock.Now.AddHours(1);
        await ActAsync("callback", number, "try-call", ("appeal", "1"));
        using (var caller = new Visitor(_host, "zh"))
        {
            await caller.SendAsync((await caller.GetAsync(url)).Form("form.rate"), ("call-back.resolved", "not"), ("call-back.satisfaction", "1"));
        }
        foreach (var person in new[] { "clerk2", "clerk3", "callback", "supervisor" })
        {
            var contacts = await _host.As(person).GetAsync($"cases/{number}/contacts");
            Assert.Equal("clerk2", contacts["contact"].GetProperty("id").GetString());
            Assert.Equal(["first True", "again False", "linksent ", "callback False", "link True"], contacts["items"].EnumerateArray()
                .Select(c => $"{c.GetProperty("kind").GetString()} {(c.GetProperty("reached") is { ValueKind: not System.Text.Json.JsonValueKind.Null } r ? r.GetBoolean() : "")}"));
            using var reader = await Visitor.InAsync(_host, person, "zh");
            var page = await reader.GetAsync("/cases/" + number);
            Assert.Equal(5, page.Page.QuerySelectorAll(".contact-log li").Length);
            Assert.DoesNotContain("满意", page.Text(".contacts"), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await _host.As("verifier2").GetAsync($"cases/{number}/contacts")).Status);
    }

    /// <summary>A case in call-back, its first caller asked by a link.</summary>
    private async Task<(string Number, string Url)> AskedAsync(int secrecy = 0)
    {
        var registered = await _host.As("calltaker").PostAsync("cases", new
        {
            @class = "S0402", area = Grid, title = "早上占道卖菜", description = "每天早上六点占道卖菜", place = new { address = "水清路菜场对面" },
            reporter = new { name = Caller, phone = "100-0000-4321" }, fields = new { secrecy },
        });
        Assert.True(registered.Status == HttpStatusCode.Created, registered.ToString());
        var number = registered["number"].GetString()!;
        await ActAsync("dispatcher", number, "dispatch", ("unit", "T101"), ("co", new[] { "D25" }));
        await ActAsync("clerk2", number, "accept");
        await ActAsync("clerk3", number, "accept-part");
        await ActAsync("clerk3", number, "report-part", ("reply", "市容所已到场配合"));
        await ActAsync("clerk2", number, "pass-parts");
        await ReportedAsync(number);
        await ActAsync("callback", number, "send-link", ("appeal", "1"));
        var links = await _host.As("callback").GetAsync($"cases/{number}/links");
        return (number, new Uri(Assert.Single(links["items"].EnumerateArray().ToList()).GetProperty("url").GetString()!).AbsolutePath);
    }

    /// <summary>From handling to call-back, checked on the way when the sample took it.</summary>
    private async Task ReportedAsync(string number)
    {
        await ActAsync("clerk2", number, "first-contact", ("note", "已与反映人通话"));
        await ActAsync("clerk2", number, "contact", ("note", "再拨未接"), ("reached", false));
        await ActAsync("clerk2", number, "report", ("result", "explained"), ("reply", "3月10日10时到场,摊位已劝离,结果已转达周女士。"));
        if ((await _host.As("supervisor").GetAsync("cases/" + number))["step"].GetProperty("code").GetString() == "check")
        {
            await ActAsync("verifier", number, "check-passed", ("photos", new[] { (await _host.As("verifier").PostRawAsync("files", Pictures.Png, "image/png"))["hash"].GetString()! }));
        }
        await ActAsync("reviewer", number, "pass-review");
    }

    private async Task ActAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var reply = await SendAsync(person, number, act, fields);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{person} {act}: {reply}");
    }

    private async Task<ApiReply> SendAsync(string person, string number, string act, (string Field, object Value)[] fields)
    {
        var read = await _host.As("callback").GetAsync("cases/" + number);
        return await _host.As(person).PostAsync($"cases/{number}/acts", new { act, version = read["version"].GetInt32(), fields = fields.ToDictionary(f => f.Field, f => f.Value) });
    }

    private async Task VerifiedAsync()
    {
        var verdict = await VerifyLedger.RunAsync(_host.Node, full: true, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Faults.Take(5)));
    }
}

/// <summary>Guessing at addresses, in a house of its own: whoever guesses has to wait.</summary>
public sealed class LinkGuessTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Ten_wrong_addresses_and_the_eleventh_waits()
    {
        using var guesser = new Visitor(host);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await guesser.GetAsync("/r/" + new string((char)('A' + i), 32))).Status);
        }
        var page = await guesser.GetAsync("/r/" + new string('Z', 32));
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Contains("wait", page.Words, StringComparison.Ordinal);
    }
}
