using System.Net;
using Dapper;
using Liandong.Tests.Api;
using Liandong.Work.Calls;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>The line on top of every desk: staff, units, places, cases; a caller's number with a reason, his name never.</summary>
public sealed class FindTests : IClassFixture<MinhangHost>
{
    private const string Phone = "100-0000-8801";
    private const string Caller = "尉迟栀安";
    private readonly MinhangHost _host;

    public FindTests(MinhangHost host)
    {
        _host = host;
        host.Clock.Now = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
    }

    [Theory]
    [InlineData("董宜柏")]
    [InlineData("dongyibai")]
    [InlineData("Dong Yibai")]
    public async Task A_colleague_is_found_by_name_in_either_language_with_his_post_and_the_duty_number(string typed)
    {
        using var clerk = await Visitor.InAsync(_host, "clerk3", "zh");
        var found = await TypeAsync(clerk, typed);
        Assert.Contains("董宜柏", found.Text("tr[data-number='/staff/calltaker']"), StringComparison.Ordinal);
        Assert.Contains("100-0000-2001", found.Text("tr[data-number='/staff/calltaker']"), StringComparison.Ordinal);
        var card = await clerk.GetAsync("/staff/calltaker");
        Assert.Contains("区城市运行管理中心", card.Words, StringComparison.Ordinal);
        Assert.Contains("罗穆汀", card.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/staff/nobody")).Status);
    }

    [Fact]
    public async Task A_unit_is_found_by_a_few_letters_or_by_its_duty_number_and_says_who_sits_there()
    {
        using var clerk = await Visitor.InAsync(_host, "clerk3", "zh");
        Assert.NotNull((await TypeAsync(clerk, "绿容局")).Page.QuerySelector("tr[data-number='/units/D25']"));
        Assert.NotNull((await TypeAsync(clerk, "１００-0000-2025")).Page.QuerySelector("tr[data-number='/units/D25']"));
        var card = await clerk.GetAsync("/units/D25");
        Assert.Contains("100-0000-2025", card.Words, StringComparison.Ordinal);
        Assert.NotEmpty(card.Page.QuerySelectorAll("a[href^='/staff/']"));
    }

    [Fact]
    public async Task An_address_finds_the_place_with_who_answers_there_and_what_goes_on_around_it()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var place = _host.Node.City.Now.Places.Places.First(p => p is { Point: not null, Kind: "estate" });
        var number = (await _host.As("calltaker").PostAsync("cases", new { @class = "S0302", title = "楼道堆物请清理", place = new { lon = place.Point!.Value.Lon, lat = place.Point.Value.Lat } }))["number"].GetString()!;
        var found = await TypeAsync(taker, place.Name.Zh);
        var line = found.Page.QuerySelector($"a[href='/places/{place.Code}']");
        Assert.NotNull(line);
        var card = await taker.GetAsync("/places/" + place.Code);
        Assert.Contains("楼道堆物请清理", card.Words, StringComparison.Ordinal);
        Assert.NotEmpty(card.Page.QuerySelectorAll("a[href^='/units/']"));
        Assert.NotEmpty(card.Page.QuerySelectorAll("a[href^='/staff/']"));
        Assert.Equal("/cases/" + number, (await TypeAsync(taker, number)).At.AbsolutePath);
    }

    [Fact]
    public async Task A_callers_number_shows_his_cases_for_a_reason_to_call_takers_alone_and_the_look_is_logged()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        await RegisterAsync();
        var asked = await TypeAsync(taker, Phone);
        Assert.Equal("/find", asked.At.PathAndQuery);
        Assert.DoesNotContain("健身房退费", asked.Words, StringComparison.Ordinal);
        var bare = await taker.SendAsync(asked.Form(".found-number"), ("reason", "查"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.Status);
        Assert.DoesNotContain("健身房退费", bare.Words, StringComparison.Ordinal);
        var shown = await taker.SendAsync(bare.Form(".found-number"), ("reason", "市民到窗口问进度"));
        Assert.Equal("/find/number", shown.At.PathAndQuery);
        Assert.Contains("健身房退费", shown.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Caller, shown.Words, StringComparison.Ordinal);

        await using var connection = await _host.Node.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var kept = await connection.QuerySingleAsync<(string Principal, string? Person, string Reason, string Detail)>("select principal, person, reason, detail from account_log where what = 'by-number' and reason = '市民到窗口问进度'");
        Assert.Equal(("calltaker", null, "市民到窗口问进度", "****01"), kept);
        using var auditor = await Visitor.InAsync(_host, "auditadmin", "zh");
        Assert.Contains("市民到窗口问进度", (await auditor.GetAsync("/admin/people-log?deed=by-number")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clerk3")]
    [InlineData("supervisor")]
    [InlineData("sysadmin")]
    public async Task Nobody_else_looks_for_a_callers_number(string person)
    {
        await RegisterAsync();
        using var other = await Visitor.InAsync(_host, person, "zh");
        var asked = await TypeAsync(other, Phone);
        Assert.Null(asked.Page.QuerySelector(".found-number"));
        Assert.DoesNotContain("健身房退费", asked.Words, StringComparison.Ordinal);
        var form = asked.Form("form.find");
        form.SetAttribute("action", "/find/number");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.SendAsync(form, ("phone", Phone), ("reason", "市民到窗口问进度"), ("key", Guid.NewGuid().ToString()))).Status);
    }

    [Theory]
    [InlineData("calltaker")]
    [InlineData("shiftleader")]
    public async Task A_callers_name_finds_nothing(string person)
    {
        await RegisterAsync();
        using var taker = await Visitor.InAsync(_host, person, "zh");
        var found = await TypeAsync(taker, Caller);
        Assert.Contains("没有找到", found.Words, StringComparison.Ordinal);
        Assert.Empty(found.Page.QuerySelectorAll("tr[data-number]"));
    }

    [Fact]
    public async Task One_key_is_one_look_at_one_number()
    {
        var node = _host.Node;
        var scope = Liandong.Work.Cases.Scope.Of(Liandong.Work.Cases.Actors.Of(node.City.Now, new Core.PersonId("calltaker"), node.Clock.GetUtcNow()), node.City.Now);
        var look = new NumberLook(Guid.NewGuid(), new Core.PersonId("calltaker"), Phone, "市民再次来窗口");
        Assert.Null((await LookByNumber.RunAsync(node, look, scope, TestContext.Current.CancellationToken)).Refusal);
        Assert.Null((await LookByNumber.RunAsync(node, look, scope, TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(Core.Refusals.KeyReused, (await LookByNumber.RunAsync(node, look with { Phone = "100-0000-8802" }, scope, TestContext.Current.CancellationToken)).Refusal?.Code);
    }

    private async Task RegisterAsync() =>
        await _host.As("calltaker").PostAsync("cases", new { @class = "S0601", title = "健身房退费", description = "门店关门", reporter = new { name = Caller, phone = Phone } });

    private static async Task<Visit> TypeAsync(Visitor visitor, string typed) =>
        await visitor.SendAsync((await visitor.GetAsync("/me")).Form("form.find"), ("q", typed));
}
