using System.Net;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Units;
using Liandong.Tests.Cities;
using Liandong.Tests.Files;
using Liandong.Tests.Pages;
using Liandong.Tests.Postgres;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>Traps: what a case must never reach, tried through the API by those who would gain by it.</summary>
public sealed class NeverTests : IClassFixture<MinhangHost>
{
    private const string Grid = "310112101032001";
    private readonly MinhangHost _host;
    private readonly Trap _trap;

    public NeverTests(MinhangHost host)
    {
        (_host, _trap) = (host, new Trap(host));
        host.Clock.Now = Trap.Tuesday;
    }

    [Fact]
    public async Task Trap_the_person_complained_of_gets_no_seat_and_sees_the_case_nowhere()
    {
        var topics = new List<string>();
        _host.Node.Ledger.Committed += told => { lock (topics) { topics.AddRange(told); } };
        // The supervisor of the centre itself: the unit cannot be shut out, the person can.
        var place = new { lon = 121.3781234, lat = 31.1101234, address = "莘松路1380弄" };
        var registered = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, place, description = "督办员邱玉珩拍桌子", fields = new { complainedOfPerson = "supervisor" } });
        Assert.True(registered.Status == HttpStatusCode.Created, registered.ToString());
        var number = registered["number"].GetString()!;
        var id = (await LoadedCase.FindAsync(_host.Node.Source, number, ScopeOf("dispatcher"), TestContext.Current.CancellationToken))!.Value.ToString();

        foreach (var path in new[] { "cases/" + number, $"cases/{number}/acts", $"cases/{number}/events", $"cases/{number}/contacts" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _host.As("supervisor").GetAsync(path)).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await _host.As("dispatcher").GetAsync("cases/" + number)).Status);
        foreach (var list in new[] { "cases?q=" + Uri.EscapeDataString("拍桌子"), "cases?limit=200&area=" + Grid, "cases?q=" + number })
        {
            var reply = await _host.As("supervisor").GetAsync(list);
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.DoesNotContain(number, reply.ToString(), StringComparison.Ordinal);
        }
        Assert.Contains(number, (await _host.As("dispatcher").GetAsync("cases?q=" + Uri.EscapeDataString("拍桌子"))).ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _trap.SendAsync("supervisor", number, "note", ("note", "我来看看"))).Status);
        var again = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, place });
        Assert.Contains(number, again["duplicates"].ToString(), StringComparison.Ordinal);
        var his = await _host.As("supervisor").PostAsync("cases", new { @class = "S0402", area = Grid, place });
        Assert.DoesNotContain(number, his.ToString(), StringComparison.Ordinal);
        var bulk = await _host.As("supervisor").PostAsync("cases/acts", new { act = "note", cases = new[] { new { number } }, fields = new { note = "我来看看" } });
        Assert.Contains("NotFound", bulk.ToString(), StringComparison.Ordinal);
        using var visitor = await Visitor.InAsync(_host, "supervisor", "zh");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/cases/" + number + "/print")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/cases/" + number)).Status);

        string[] told;
        lock (topics) { told = [.. topics.Where(t => t.StartsWith("case/" + id, StringComparison.Ordinal))]; }
        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.Null(CaseTopic.For(t, ScopeOf("supervisor"))));
        Assert.All(told, t => Assert.Equal("case/" + id, CaseTopic.For(t, ScopeOf("dispatcher"))));
    }

    [Fact]
    public async Task Trap_a_copy_is_read_and_nothing_more()
    {
        var place = new { lon = 121.3781234, lat = 31.1101234, address = "莘松路1380弄" };
        var number = (await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, place, description = "流动摊占道,另涉绿化带踩踏", reporter = new { name = "王先生", phone = "13800138000" } }))["number"].GetString()!;
        const string Told = "clerk6";
        Assert.Equal(HttpStatusCode.NotFound, (await _host.As(Told).GetAsync("cases/" + number)).Status);

        await _trap.ActAsync("dispatcher", number, "dispatch", ("unit", "T101"), ("copy", new[] { "D17" }));

        var read = await _host.As(Told).GetAsync("cases/" + number);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.DoesNotContain("13800138000", read.ToString(), StringComparison.Ordinal);
        Assert.Contains(number, (await _host.As(Told).GetAsync("cases?copied=true")).ToString(), StringComparison.Ordinal);
        Assert.Empty((await _host.As(Told).GetAsync($"cases/{number}/acts"))["items"].EnumerateArray());
        Assert.Equal("NotYours", (await _trap.SendAsync(Told, number, "accept")).Refusal);
        Assert.Equal("NotYours", (await _host.As(Told).PostAsync($"cases/{number}/reporter", new { reason = "想问问来电人" })).Refusal);
        foreach (var list in new[] { "cases?limit=200", "cases?q=" + Uri.EscapeDataString("绿化带踩踏"), "cases?unit=D17&limit=200" })
        {
            Assert.DoesNotContain(number, (await _host.As(Told).GetAsync(list)).ToString(), StringComparison.Ordinal);
        }
        // Another unit's clerk learns nothing by it, and a copy to those below is theirs to say.
        Assert.Equal(HttpStatusCode.NotFound, (await _host.As("clerk3").GetAsync("cases/" + number)).Status);
        Assert.True((await VerifyLedger.RunAsync(_host.Node, full: true, _ => { }, TestContext.Current.CancellationToken)).IsClean);
    }

    [Fact]
    public async Task Trap_a_complaint_about_a_person_keeps_out_his_unit_and_binds_nobody_to_him()
    {
        var of = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, fields = new { complainedOfPerson = "clerk" } });
        var number = of["number"].GetString()!;
        Assert.Equal(HttpStatusCode.NotFound, (await _host.As("head").GetAsync("cases/" + number)).Status);
        Assert.Equal("UnitComplainedOf", (await _trap.SendAsync("dispatcher", number, "dispatch", ("unit", "T101-urban-management"))).Refusal);

        // Another unit was named, so his own may work on it: by his deputy.
        var other = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, fields = new { complainedOf = "T101-housing", complainedOfPerson = "clerk" } });
        number = other["number"].GetString()!;
        await _trap.ActAsync("dispatcher", number, "dispatch", ("unit", "T101-urban-management"));
        Assert.Equal("t101-urban-management-clerk-b", (await _host.As("dispatcher").GetAsync("cases/" + number))["person"].GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await _trap.SendAsync("clerk", number, "accept")).Status);
        await _trap.ActAsync("t101-urban-management-clerk-b", number, "accept");

        var unknown = await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, fields = new { complainedOfPerson = "no-such" } });
        Assert.Equal(("CodeUnknown", "complainedOfPerson"), (unknown.Refusal, unknown.Field));
        var verdict = await VerifyLedger.RunAsync(_host.Node, full: true, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Faults.Take(5)));
    }

    [Fact]
    public async Task Trap_the_register_page_takes_a_person_by_name_and_shows_him_to_the_desks_alone()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var done = await taker.SendAsync((await taker.GetAsync("/cases/new")).Form("#register"), ("class", "S0402"), ("area", Grid), ("description", "执法时态度差"), ("complainedOfPerson", "谭闻桐"));
        var number = done.At.Segments[^1];
        Assert.Contains("谭闻桐", done.Text(".facts"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.As("clerk").GetAsync("cases/" + number)).Status);

        await _trap.ActAsync("dispatcher", number, "dispatch", ("unit", "T101"));
        using var town = await Visitor.InAsync(_host, "clerk2", "zh");
        Assert.DoesNotContain("谭闻桐", (await town.GetAsync("/cases/" + number)).Page.Body!.TextContent, StringComparison.Ordinal);
        var wrong = await taker.SendAsync((await taker.GetAsync("/cases/new")).Form("#register"), ("class", "S0402"), ("area", Grid), ("complainedOfPerson", "无此人"));
        Assert.NotEmpty(wrong.Page.QuerySelectorAll(".field.wrong [name='complainedOfPerson']"));
    }

    [Fact]
    public async Task Trap_a_complaint_about_the_centre_is_seen_by_the_desk_and_not_handled_by_the_centre()
    {
        var number = (await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid, fields = new { complainedOf = "D01" } }))["number"].GetString()!;

        Assert.Equal("UnitComplainedOf", (await _trap.SendAsync("dispatcher", number, "dispatch", ("unit", "D01"))).Refusal);
        var options = (await _host.As("dispatcher").GetAsync($"cases/{number}/acts"))["items"].EnumerateArray().Single(a => a.GetProperty("act").GetString() == "dispatch")
            .GetProperty("fields")[0].GetProperty("options").EnumerateArray().Select(o => o.GetProperty("code").GetString()!).ToList();
        Assert.DoesNotContain("D01", options);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.As("clerk").GetAsync("cases/" + number)).Status);
        await _trap.ActAsync("dispatcher", number, "dispatch", ("unit", "T101-urban-management"));
        await _trap.ActAsync("clerk", number, "accept");
    }

    [Fact]
    public async Task Trap_the_centre_does_not_check_what_the_centre_handled()
    {
        foreach (var (area, outside) in new[] { (Grid, "t101-city-operations-verifier"), (null, "verifier2") })
        {
            var number = (await _host.As("calltaker").PostAsync("cases", new { @class = "S0999", area, procedure = "grid-case" }))["number"].GetString()!;
            await _trap.ActAsync("shiftleader", number, "file");
            await _trap.ActAsync("dispatcher", number, "dispatch", ("unit", "D01"));
            await _trap.ActAsync("d01-clerk", number, "accept");
            await _trap.ActAsync("d01-clerk", number, "report", ("result", "explained"), ("reply", "已会商并答复,无须处置"));

            Assert.Equal("SameUnit", (await _trap.SendAsync("verifier", number, "check-passed", ("photos", new[] { await _trap.PhotoAsync("verifier") }))).Refusal);
            await _trap.ActAsync(outside, number, "check-passed", ("photos", new[] { await _trap.PhotoAsync(outside) }));
        }
    }

    [Fact]
    public async Task Trap_nobody_verifies_what_he_reported()
    {
        var number = (await _host.As("patrol").PostAsync("cases", new { @class = "M06-010", area = Grid, procedure = "grid-case", channel = "volunteer" }))["number"].GetString()!;

        Assert.Equal("SamePerson", (await _trap.SendAsync("patrol", number, "verify", ("holds", true), ("note", "情况属实"))).Refusal);
        await _trap.ActAsync("t101-city-operations-verifier", number, "verify", ("holds", true), ("note", "情况属实"));
    }

    [Theory]
    [InlineData("S0402", Grid, "NotOnItsList")]
    [InlineData("S0601", Grid, "NotOnItsList")]
    [InlineData("S0106", Grid, "NotOnItsList")]
    [InlineData("S0103", Grid, "NotOnItsList")]
    [InlineData("M09-001", Grid, "NotOnItsList")]
    [InlineData("S0302", "310112102", "ServesElsewhere")]
    [InlineData("S0302", "310112114219", "ServesElsewhere")]
    [InlineData("S0302", Grid, null)]
    [InlineData("M07-001", Grid, null)]
    public async Task Trap_a_committee_settles_only_its_own_tasks_on_its_own_ground(string @class, string area, string? refusal)
    {
        var reply = await _host.As("secretary").PostAsync("cases", new { @class, area, procedure = "self-handled", fields = new { minutes = 20, done = "已劝导并清理" } });

        Assert.Equal((refusal is null ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, refusal), (reply.Status, reply.Refusal));
    }

    [Fact]
    public async Task Trap_making_safe_keeps_to_the_list_too()
    {
        var number = (await _host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = Grid }))["number"].GetString()!;

        Assert.Equal("NotOnItsList", (await _trap.SendAsync("dispatcher", number, "backstop", ("unit", "C310112101032"), ("note", "摊位用明火"))).Refusal);
        Assert.Equal("ServesElsewhere", (await _trap.SendAsync("dispatcher", number, "backstop", ("unit", "C310112114219"), ("note", "摊位用明火"))).Refusal);
        await _trap.ActAsync("dispatcher", number, "backstop", ("unit", "T101"), ("note", "摊位用明火"));
    }

    [Fact]
    public async Task Trap_a_town_gets_nothing_of_a_bureaus_local_office_not_even_by_a_ruling()
    {
        foreach (var @class in new[] { "S0602", "S0203", "S0103", "S0603", "S0801" })
        {
            var number = (await _host.As("calltaker").PostAsync("cases", new { @class, area = "310112101032" }))["number"].GetString()!;
            Assert.Equal("ListedForLine", (await _trap.SendAsync("dispatcher", number, "dispatch", ("unit", "T101"))).Refusal);
            Assert.Equal("ListedForLine", (await _trap.SendAsync("dispatcher", number, "dispatch", ("unit", "T101-urban-management"))).Refusal);
        }
    }

    [Fact]
    public async Task Trap_a_print_names_no_caller_however_he_is_written()
    {
        var number = (await _host.As("calltaker").PostAsync("cases", new
        {
            @class = "S0402", area = Grid, title = "张建国反映乱设摊", description = "我叫张建国,也叫我张先生,回电一零零零零零零八八八八。", place = new { address = "莘松路1380弄张建国家门口" },
            reporter = new { name = "张建国先生", phone = "100-0000-8888" },
        }))["number"].GetString()!;
        using var dispatcher = await Visitor.InAsync(_host, "dispatcher", "zh");

        var print = (await dispatcher.GetAsync($"/cases/{number}/print")).Page.DocumentElement.TextContent;
        Assert.DoesNotContain("张", print, StringComparison.Ordinal);
        Assert.DoesNotContain("建国", print, StringComparison.Ordinal);
        Assert.DoesNotContain("八八八八", print, StringComparison.Ordinal);
        Assert.Contains("莘松路1380弄", print, StringComparison.Ordinal);

        // The browser's own menu prints the case page: there people's own words are left off the paper.
        var page = (await dispatcher.GetAsync($"/cases/{number}")).Page;
        foreach (var hidden in page.QuerySelectorAll(".no-print, .acts, .keys, .side, .top, script, title").ToList())
        {
            hidden.Remove();
        }
        Assert.DoesNotContain("张建国", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("八八八八", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private Scope ScopeOf(string person) => Scope.Of(_host.Node.City.Now.Of(new PersonId(person), _host.Clock.Now), _host.Node.City.Now);
}

/// <summary>The squad of Xinzhuang was renamed; its clerk moved with it.</summary>
public sealed class RenamedHost(TestServer server) : ApiHost(server)
{
    protected override CityFiles Files { get; } = Renamed(CityFolderTests.Files("minhang"));

    internal static CityFiles Renamed(CityFiles minhang)
    {
        // The examples speak of the old squad.
        var files = minhang.Files.Where(f => f.Key != ExamplesFile.Path).ToDictionary(f => f.Key, f => f.Value);
        const string Old = "T101-urban-management,T101,urban-management,Xinzhuang urban management squad,莘庄城管中队,,310112101,,,";
        Assert.Contains(Old, files["units.csv"], StringComparison.Ordinal);
        files["units.csv"] = files["units.csv"].Replace(Old, "T101-um-new,T101,urban-management,Xinzhuang enforcement squad,莘庄综合执法队,,310112101,,,,\n"
            + Old.Replace("310112101,,,", "310112101,,2026-01-31,T101-um-new", StringComparison.Ordinal), StringComparison.Ordinal);
        files["posts.csv"] = files["posts.csv"].TrimEnd('\n') + "\nT101-um-new.clerk,T101-um-new,clerk,Clerk,承办岗,1\n";
        files["people.csv"] = files["people.csv"].TrimEnd('\n') + "\nclerk,Tan Wentong,谭闻桐,T101-um-new.clerk,A,2025-01-01,,yes,,\nclerk-new,Tan Wenxin,谭闻新,T101-um-new.clerk,B,2025-01-01,,no,,\n";
        return new CityFiles(files);
    }
}

/// <summary>A new name clears nobody.</summary>
public sealed class NeverRenamedTests(RenamedHost host) : IClassFixture<RenamedHost>
{
    [Fact]
    public async Task Trap_a_squad_complained_of_stays_out_under_its_new_name()
    {
        var trap = new Trap(host);
        host.Clock.Now = Trap.Tuesday;
        foreach (var named in new[] { "T101-urban-management", "T101-um-new" })
        {
            var number = (await host.As("calltaker").PostAsync("cases", new { @class = "S0402", area = "310112101032001", fields = new { complainedOf = named } }))["number"].GetString()!;

            Assert.Equal("UnitComplainedOf", (await trap.SendAsync("dispatcher", number, "dispatch", ("unit", "T101-um-new"))).Refusal);
            Assert.Equal(HttpStatusCode.NotFound, (await host.As("clerk").GetAsync("cases/" + number)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await host.As("clerk-new").GetAsync("cases/" + number)).Status);
            await trap.ActAsync("dispatcher", number, "dispatch", ("unit", "T101"));
            Assert.Equal(HttpStatusCode.NotFound, (await host.As("clerk-new").GetAsync("cases/" + number)).Status);
            Assert.Equal(HttpStatusCode.OK, (await host.As("clerk2").GetAsync("cases/" + number)).Status);
        }
    }
}

/// <summary>Open work whose office ends while the case runs.</summary>
public sealed class NeverReboundTests
{
    [Theory]
    [InlineData("T101-um-new", "T101")] // The heir is complained of: the nearest above that is not.
    [InlineData("T101-urban-management", "T101")]
    [InlineData("T101-housing", "T101-um-new")]
    [InlineData(null, "T101-um-new")]
    public void Trap_work_is_not_bound_to_an_heir_that_is_complained_of(string? complainedOf, string lead)
    {
        var city = CityFolder.Read(RenamedHost.Renamed(CityFolderTests.Files("minhang"))).City!;
        var procedure = city.Procedures["hotline-order"];
        var facts = new CaseFacts("1", null, null, "hotline-12345", new ClassCode("S0402"), null, null, "normal", 0, ["310112101"], complainedOf is null ? null : new UnitCode(complainedOf), procedure.Hash, null, true);
        var old = new UnitCode("T101-urban-management");
        var held = new CaseState
        {
            Id = new CaseId(Guid.Empty), Facts = facts, Areas = facts.Areas, Status = CaseStatus.Open, Step = "handle", StepUnit = old, StepPerson = new PersonId("clerk"),
            Handlings = [new Handling(1, 1, old, HandlingKind.Lead, 0, HandlingState.Accepted, new PersonId("clerk"), Trap.Tuesday, null)],
        };
        var after = Rebinding.Decide(new Situation(city, procedure, null, Actor.Rule, Trap.Tuesday), held)!.After;

        Assert.Equal((lead, lead), (after.Lead!.Unit.Value, after.StepUnit!.Value.Value));
        Assert.Equal(lead == "T101" ? "clerk2" : "clerk", after.StepPerson!.Value.Value);
    }
}

/// <summary>Acts by whoever tries.</summary>
internal sealed class Trap(ApiHost host)
{
    public static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);

    public async Task ActAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var reply = await SendAsync(person, number, act, fields);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{person} {act}: {reply}");
    }

    public async Task<ApiReply> SendAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var read = await host.As("shiftleader").GetAsync("cases/" + number);
        return await host.As(person).PostAsync($"cases/{number}/acts", new { act, version = read["version"].GetInt32(), fields = fields.ToDictionary(f => f.Field, f => f.Value) });
    }

    public async Task<string> PhotoAsync(string person) => (await host.As(person).PostRawAsync("files", Pictures.Png, "image/png"))["hash"].GetString()!;
}
