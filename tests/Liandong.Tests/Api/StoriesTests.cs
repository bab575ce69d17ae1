using System.Net;
using System.Text.Json;
using Liandong.Core;
using Liandong.Tests.Files;
using Liandong.Tests.Postgres;
using Liandong.Work.Clockwork;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>The three stories of the model district, told over the API on a fixed clock: they end as they ended there.</summary>
public sealed class StoriesTests(TestServer server) : IAsyncLifetime
{
    // Each story has a district of its own: their clocks do not wait for each other.
    private readonly MinhangHost _host = new(server);
    private readonly List<string> _lights = [];
    private ClockTower _tower = null!;
    private string _number = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _tower = new ClockTower(_host.Node);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>A: two days to stop one conversion of a dwelling.</summary>
    [Fact]
    public async Task A_dwelling_being_turned_into_a_shop_is_stopped_in_two_days()
    {
        await AtAsync("2026-11-17 08:55");
        await RegisterAsync("patrol", new
        {
            @class = "S0109", title = "一层住房破墙开门", description = "巡查发现一层住房正在破墙开门，劝阻无效。", area = "310112101001", channel = "patrol",
            fields = new { before = new[] { await PhotoAsync("patrol") }, dissuaded = true },
        });
        await ActAsync("shiftleader", "file");
        await AtAsync("2026-11-17 09:10");
        await ActAsync("dispatcher", "dispatch", ("unit", "T101-urban-management"), ("co", new[] { "T101-police-station", "T101-planning", "T101-work-safety" }));
        await ActAsync("clerk", "accept");
        foreach (var unit in new[] { "T101-police-station", "T101-planning", "T101-work-safety" })
        {
            await ActAsync(Clerk(unit), "accept-part");
        }
        await AtAsync("2026-11-18 09:30");
        await ActAsync(Clerk("T101-police-station"), "report-part", ("reply", "会同安全办上门劝诫，业主表示配合。"));
        await ActAsync(Clerk("T101-work-safety"), "report-part", ("reply", "告知破墙的结构风险，业主签收告知书。"));
        await ActAsync(Clerk("T101-planning"), "report-part", ("reply", "核对规划用途为住宅，出具意见。"));
        await AtAsync("2026-11-18 14:00");
        await ActAsync("clerk", "pass-parts");
        await ActAsync("clerk", "first-contact-or-progress");
        await AtAsync("2026-11-19 16:20");
        await ActAsync("clerk", "report", ("result", "resolved"), ("reply", "11月18日14时联合执法到场责令停工，19日业主封门复原。"), ("conditions", await ConditionsAsync("clerk")), ("photos", new[] { await PhotoAsync("clerk") }));
        Assert.Equal((HttpStatusCode.Forbidden, "NotYourRole"), await TriedAsync("clerk", "check-passed"));
        await AtAsync("2026-11-19 16:38");
        await ActAsync("verifier", "check-passed", ("photos", new[] { await PhotoAsync("verifier") }));
        await ActAsync("shiftleader", "close", ("result", "resolved"));
        await AtAsync("2026-11-26 10:00");
        await ActAsync("verifier", "recheck", ("holds", true), ("note", "一周后复查，无反复。"));

        var told = await CaseAsync();
        Assert.Equal(("closed", true), (told["state"].GetString(), told["onTime"].GetBoolean()));
        Assert.All(_lights, l => Assert.Contains(l, new[] { "blue", "yellow" }));
        await VerifiedAsync();
    }

    /// <summary>B: the sewage stopped the same evening, before anybody knew whose it was.</summary>
    [Fact]
    public async Task Sewage_in_an_estate_without_a_property_firm_is_stopped_the_same_evening()
    {
        await AtAsync("2026-11-17 17:05");
        await RegisterAsync("calltaker", new
        {
            @class = "S0101", title = "楼前污水漫溢", description = "小区没有物业，楼前污水漫出，天冷结冰怕老人滑倒。", area = "310112101001", channel = "line-962000", nature = "help", urgency = "urgent",
            facets = new { estate = "no-property-firm" }, reporter = new { name = "周女士", phone = "100-0000-0107" },
        });
        await AtAsync("2026-11-17 17:10");
        await ActAsync("dispatcher", "dispatch", ("unit", "T101"), ("co", new[] { "T101-housing" }), ("called", "莘庄镇值班室 17:09"));
        await AtAsync("2026-11-17 17:20");
        await ActAsync("clerk2", "accept");
        await AtAsync("2026-11-17 18:20");
        await ActAsync("clerk2", "first-contact", ("note", "电话联系周女士，约现场见。"));
        await AtAsync("2026-11-17 18:25");
        await ActAsync("clerk2", "progress", ("note", "到场：无物业，管道养护责任不清。"));
        await AtAsync("2026-11-17 18:40");
        await ActAsync("shiftleader", "backstop", ("unit", "T101-water"), ("note", "分管领导定：街镇托底，先止住污水。"));
        await AtAsync("2026-11-17 18:55");
        await ActAsync(Clerk("T101-water"), "accept-part");
        await AtAsync("2026-11-17 20:15");
        await ActAsync(Clerk("T101-water"), "report-part", ("reply", "抽排并临时封堵，20:15受控。"), ("cost", 1800), ("photos", new[] { await PhotoAsync(Clerk("T101-water")) }));
        await ActAsync(Clerk("T101-housing"), "accept-part");
        await ActAsync(Clerk("T101-housing"), "report-part", ("reply", "登记为无物业小区，纳入托底名录。"));
        await AtAsync("2026-11-18 09:00");
        await ActAsync("clerk2", "pass-parts");
        await ActAsync("clerk2", "report", ("result", "resolved"), ("reply", "17日18:20与反映人联系；到场查为管道堵塞，18日9时疏通；反映人满意。"), ("conditions", await ConditionsAsync("clerk2")), ("photos", new[] { await PhotoAsync("clerk2") }));
        await CheckedWhenDrawnAsync();
        await ActAsync("reviewer", "pass-review");
        await ActAsync("callback", "call-back", ("appeal", "1"), ("resolved", "resolved"), ("satisfaction", 5), ("attitude", 5));
        await ActAsync("callback", "close", ("result", "resolved"));
        await ActAsync("head2", "propose-change", ("proposal", "无物业小区的排水管纳入街镇养护清单。"));

        var told = await CaseAsync();
        Assert.Equal(("closed", true), (told["state"].GetString(), told["onTime"].GetBoolean()));
        Assert.Contains(told["clocks"].EnumerateArray(), c => c.GetProperty("kind").GetString() == "first-contact");
        Assert.Contains("backstop", Trace(await _host.As("supervisor").GetAsync($"cases/{_number}/events")));
        await VerifiedAsync();
    }

    /// <summary>C: the tree that was passed on three times.</summary>
    [Fact]
    public async Task A_tree_that_two_bureaus_return_goes_to_a_ruling_that_holds()
    {
        await AtAsync("2026-11-16 09:00");
        await RegisterAsync("calltaker", new { @class = "S0408", title = "河边大树倾斜", description = "淀浦河边一棵大树歪得厉害。", area = "310112101001", channel = "hotline-12345", facets = new { ground = "public" }, reporter = new { name = "吴先生", phone = "100-0000-0231" } });
        await ActAsync("dispatcher", "dispatch", ("unit", "D25"));
        var promised = Handling(await CaseAsync());
        await AtAsync("2026-11-16 15:00");
        await ActAsync("clerk3", "return", ("reason", await ChoiceAsync("clerk3", "return", "reason")), ("article", "河道蓝线管理规定"), ("explanation", "树在河道蓝线内，应由水务部门办理。"), ("suggested", "D17"));
        await AtAsync("2026-11-17 09:00");
        await ActAsync("dispatcher", "dispatch", ("unit", "D17"));
        await ActAsync("clerk6", "return", ("reason", await ChoiceAsync("clerk6", "return", "reason")), ("article", "绿化条例"), ("explanation", "树木养护属绿化，不属河道设施。"), ("suggested", "D25"));
        Assert.Equal("ruling", (await CaseAsync())["step"].GetProperty("code").GetString());
        await AtAsync("2026-11-18 10:00");
        await ActAsync("supervisor", "rule", ("unit", "D25"), ("co", new[] { "D17" }), ("reason", "树木养护归绿化，水务配合岸线作业。"), ("precedents", "本区去年两件同类裁定"), ("change", true), ("proposal", "河岸树木写明绿化主办、水务协办。"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "AlreadyRuled"), await TriedAsync("clerk3", "return"));
        await ActAsync("clerk3", "accept");
        await ActAsync("clerk6", "accept-part");
        await ActAsync("clerk3", "first-contact", ("note", "与吴先生约定周五现场。"));
        await AtAsync("2026-11-20 15:00");
        Assert.Equal("orange", Own(await CaseAsync()).GetProperty("light").GetString());
        await ActAsync("leader", "take-charge", ("note", "周六前处置，我到场。"));
        await ActAsync("clerk6", "report-part", ("reply", "岸线作业面已清。"));
        await ActAsync("clerk3", "pass-parts");
        await AtAsync("2026-11-20 16:30");
        await ActAsync("clerk3", "report", ("result", "resolved"), ("reply", "11月18日与反映人联系；现场查实，树已支撑并修剪；反映人认可。"), ("conditions", await ConditionsAsync("clerk3")), ("photos", new[] { await PhotoAsync("clerk3") }));
        await CheckedWhenDrawnAsync();
        await ActAsync("reviewer", "pass-review");
        await ActAsync("callback", "call-back", ("appeal", "1"), ("resolved", "resolved"), ("satisfaction", 4));
        await ActAsync("callback", "close", ("result", "resolved"));

        var told = await CaseAsync();
        Assert.Equal(("closed", true), (told["state"].GetString(), told["onTime"].GetBoolean()));
        // The way about cost the dispatch its time: the promise to the caller has not moved.
        Assert.Equal(promised, Handling(told));
        await VerifiedAsync();
    }

    private async Task AtAsync(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        _host.Clock.Now = new DateTimeOffset(time, TimeSpan.FromHours(8)).ToUniversalTime();
        await _tower.TickAsync(_host.Clock.Now, Stop);
    }

    private async Task RegisterAsync(string person, object body)
    {
        var reply = await _host.As(person).PostAsync("cases", body, Guid.NewGuid());
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        _number = reply["number"].GetString()!;
    }

    private async Task ActAsync(string person, string act, params (string Field, object Value)[] fields)
    {
        if (act == "first-contact-or-progress")
        {
            (act, fields) = ("progress", [("note", "联合执法办到场，责令停工。"), ("photos", new[] { await PhotoAsync(person) })]);
        }
        var reply = await DoAsync(person, act, fields);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{person} {act}: {reply}");
        if (await CaseAsync() is { } now && now["state"].GetString() == "open")
        {
            _lights.AddRange(now["clocks"].EnumerateArray().Select(c => c.GetProperty("light").GetString()).OfType<string>());
        }
    }

    private async Task<(HttpStatusCode, string?)> TriedAsync(string person, string act)
    {
        var reply = await DoAsync(person, act, []);
        return (reply.Status, reply.Refusal);
    }

    private async Task<ApiReply> DoAsync(string person, string act, (string Field, object Value)[] fields) => await _host.As(person).PostAsync($"cases/{_number}/acts",
        new { act, version = (await CaseAsync())["version"].GetInt32(), fields = fields.ToDictionary(f => f.Field, f => f.Value) }, Guid.NewGuid());

    private Task<ApiReply> CaseAsync() => _host.As("supervisor").GetAsync("cases/" + _number);

    /// <summary>One order in twenty is looked at in the field before its reply is reviewed; nobody knows which.</summary>
    private async Task CheckedWhenDrawnAsync()
    {
        if ((await CaseAsync())["step"].GetProperty("code").GetString() == "check")
        {
            await ActAsync("verifier", "check-passed", ("photos", new[] { await PhotoAsync("verifier") }));
        }
    }

    private async Task<string[]> ConditionsAsync(string person) => [.. (await FieldAsync(person, "report", "conditions")).GetProperty("options").EnumerateArray().Select(o => o.GetProperty("code").GetString()!)];

    private async Task<string> ChoiceAsync(string person, string act, string field) => (await FieldAsync(person, act, field)).GetProperty("options")[0].GetProperty("code").GetString()!;

    private async Task<JsonElement> FieldAsync(string person, string act, string field) => (await _host.As(person).GetAsync($"cases/{_number}/acts"))["items"].EnumerateArray()
        .Single(a => a.GetProperty("act").GetString() == act).GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("code").GetString() == field);

    private async Task<string> PhotoAsync(string person) => (await _host.As(person).PostRawAsync("files", Pictures.Png, "image/png"))["hash"].GetString()!;

    private string Clerk(string unit) => _host.Node.City.Now.Staff.Holder(new UnitCode(unit), "clerk", _host.Node.City.Now.Day(_host.Clock.Now))!.Value.Value;

    private static string? Handling(ApiReply told) => Own(told).GetProperty("dueAt").GetString();

    /// <summary>The case's own handling clock stands before those of its parts.</summary>
    private static JsonElement Own(ApiReply told) => told["clocks"].EnumerateArray().First(c => c.GetProperty("kind").GetString() == "handling");

    private static IEnumerable<string?> Trace(ApiReply events) => events["items"].EnumerateArray().Select(e => e.GetProperty("act").GetString());

    private async Task VerifiedAsync()
    {
        var verdict = await VerifyLedger.RunAsync(_host.Node, full: true, _ => { }, Stop);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Faults.Take(5)));
    }
}
