using System.Net;
using Dapper;
using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Work.Calls;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A call-taker's day without script: what script adds is speed, not reach.</summary>
public sealed class HotlineTests : IClassFixture<MinhangHost>
{
    private const string Number = "100-0000-7731";
    private readonly MinhangHost _host;

    public HotlineTests(MinhangHost host)
    {
        _host = host;
        host.Clock.Now = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_is_answered_opens_and_becomes_a_case_with_its_caller()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        await TellAsync("page-1", "ringing");
        Assert.Contains("振铃", (await taker.GetAsync("/hotline")).Words, StringComparison.Ordinal);
        await TellAsync("page-1", "answered");
        var call = await taker.GetAsync("/hotline");
        Assert.StartsWith("/hotline/", call.At.AbsolutePath, StringComparison.Ordinal);
        Assert.DoesNotContain("7731", call.Words, StringComparison.Ordinal);
        var seen = await taker.SendAsync(call.Form("#register"), ("class", "S0407"), ("title", "尽快修好路灯"), ("description", "莘松路路灯不亮已有三天"), ("place", "莘松路"));

        Assert.Equal("/hotline", seen.At.AbsolutePath);
        var number = seen.Page.QuerySelector(".note-brand a")!.GetAttribute("href")!.Split('/')[^1];
        var shown = await _host.As("calltaker").PostAsync($"cases/{number}/reporter", new { reason = "核对来电号码" });
        Assert.Equal(Number, shown["items"][0].GetProperty("phone").GetString());
    }

    [Fact]
    public async Task The_next_call_of_the_number_shows_its_case_chases_it_with_one_key_and_the_look_is_noted()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var first = await BeginAsync(taker, "100-0000-8001");
        var registered = await taker.SendAsync(first.Form("#register"), ("class", "S0402"), ("title", "固定时段管理摊位"));
        var number = registered.Page.QuerySelector(".note-brand a")!.GetAttribute("href")!.Split('/')[^1];
        var second = await BeginAsync(taker, "100-0000-8001");
        Assert.Contains("固定时段管理摊位", second.Text("aside.sheet"), StringComparison.Ordinal);

        var done = await taker.SendAsync(second.Form("#ending-chase form"), ("note", "还没有人联系"));
        Assert.Contains("催单", done.Text(".note-brand"), StringComparison.Ordinal);
        var acts = (await _host.As("calltaker").GetAsync($"cases/{number}/events"))["items"].EnumerateArray().Select(i => i.GetProperty("act").GetString());
        Assert.Contains("chase", acts);
        await using var connection = await _host.Node.Source.OpenConnectionAsync(Cancel);
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from call_looks where call_id = @id and person = 'calltaker'", new { id = Guid.Parse(second.At.Segments[^1]) }));
    }

    [Fact]
    public async Task A_duplicate_is_joined_with_an_appeal_of_its_own()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var number = (await _host.As("calltaker").PostAsync("cases", new { @class = "S0406", title = "江月路公交站积水", area = "310112114219001" }))["number"].GetString()!;
        var call = await BeginAsync(taker, "100-0000-8002");
        var form = call.Form("#register");
        form.SetAttribute("action", call.At.AbsolutePath + "?handler=Join");
        var done = await taker.SendAsync(form, ("class", "S0406"), ("description", "公交站下雨就积水到脚踝"), ("join", number));

        Assert.Contains("并入", done.Text(".note-brand"), StringComparison.Ordinal);
        Assert.Contains("join-appeal", (await _host.As("calltaker").GetAsync($"cases/{number}/events"))["items"].EnumerateArray().Select(i => i.GetProperty("act").GetString()));
    }

    [Fact]
    public async Task An_abusive_caller_is_warned_twice_before_the_call_ends_and_a_wrong_number_ends_at_once()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var call = await BeginAsync(taker, null);
        for (var i = 0; i < 2; i++)
        {
            call = await taker.SendAsync(call.Form("#ending-abusive form"));
            Assert.StartsWith("/hotline/", call.At.AbsolutePath, StringComparison.Ordinal);
            Assert.NotNull(call.Page.QuerySelector("#ending-abusive[open]"));
        }
        Assert.Equal("/hotline", (await taker.SendAsync(call.Form("#ending-abusive form"))).At.AbsolutePath);
        var wrong = await BeginAsync(taker, null);
        Assert.Contains("误拨", (await taker.SendAsync(wrong.Form("#ending-wrong form"))).Text(".note-brand"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_put_through_stays_on_the_desk_until_the_call_is_written_down()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var call = await BeginAsync(taker, "100-0000-8003");
        call = await taker.SendAsync(call.Form("#ending-transfer form"), ("detail", "119"), ("stayed", "true"));

        Assert.Contains("消防 119，三方通话", call.Text(".call-now"), StringComparison.Ordinal);
        Assert.Contains("转接", (await taker.SendAsync(call.Form("#ending-transfer form"))).Text(".note-brand"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_answered_out_of_the_knowledge_base_and_an_article_of_no_use_is_told()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var call = await BeginAsync(taker, null);
        var found = await taker.GetAsync(call.At.AbsolutePath + "?handler=Articles&q=" + Uri.EscapeDataString("家里突然停水"));
        Assert.Contains("停水", found.Text("h3"), StringComparison.Ordinal);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)found.Page.QuerySelector("form")!;
        form.SetAttribute("action", call.At.AbsolutePath + "?handler=Doubt");
        Assert.Contains("不适用", (await taker.SendAsync(form)).Text(".note-brand"), StringComparison.Ordinal);
        form.SetAttribute("action", call.At.AbsolutePath + "?handler=End");
        Assert.Contains("直接答复", (await taker.SendAsync(form)).Text(".note-brand"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_survives_signing_out_and_nobody_else_sees_it()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var call = await BeginAsync(taker, "100-0000-8004");
        var form = call.Form("#register");
        form.SetAttribute("action", call.At.AbsolutePath + "?handler=Draft");
        Assert.Equal(HttpStatusCode.NoContent, (await taker.SendAsync(form, ("description", "楼道里停着电动车"))).Status);

        using var again = await Visitor.InAsync(_host, "calltaker", "zh");
        var back = await again.GetAsync("/hotline");
        Assert.Equal(call.At.AbsolutePath, back.At.AbsolutePath);
        Assert.Equal("楼道里停着电动车", back.Text("textarea[name=description]"));
        using var leader = await Visitor.InAsync(_host, "shiftleader", "zh");
        Assert.Equal("/hotline", (await leader.GetAsync(call.At.AbsolutePath)).At.AbsolutePath);
        await using var connection = await _host.Node.Source.OpenConnectionAsync(Cancel);
        Assert.DoesNotContain("电动车", System.Text.Encoding.UTF8.GetString(await connection.ExecuteScalarAsync<byte[]>("select body from call_drafts limit 1") ?? []), StringComparison.Ordinal);
        await again.SendAsync(back.Form("#ending-wrong form"));
    }

    [Theory]
    [InlineData("请打我手机10012345678联系", "电话号码")]
    [InlineData("身份证310112199001011234", "证件号码")]
    [InlineData("我是王小明，灯不亮", "姓名")]
    public async Task Words_that_tell_who_calls_are_asked_about_once(string words, string said)
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var call = await BeginAsync(taker, null);
        var asked = await taker.SendAsync(call.Form("#register"), ("class", "S0407"), ("description", words), ("name", "王小明"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains(said, asked.Text(".why"), StringComparison.Ordinal);
        Assert.Equal("/hotline", (await taker.SendAsync(asked.Form("#register"), ("named", "true"))).At.AbsolutePath);
    }

    [Fact]
    public async Task A_notice_in_force_for_the_class_stands_beside_and_the_class_is_guessed_from_the_words()
    {
        using var taker = await Visitor.InAsync(_host, "calltaker", "zh");
        var call = await BeginAsync(taker, null);
        var form = call.Form("#register");
        form.SetAttribute("action", call.At.AbsolutePath + "?handler=Aside");
        var aside = await taker.SendAsync(form, ("class", "S0501"));
        Assert.Contains("海棠苑三期", aside.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("路灯、信号灯、标志标线", (await taker.GetAsync("/hotline?handler=Classes&q=" + Uri.EscapeDataString("门口路灯不亮三天了"))).Text("li"), StringComparison.Ordinal);
        await taker.SendAsync(call.Form("#ending-wrong form"));
    }

    [Fact]
    public async Task A_clerk_has_no_hotline()
    {
        using var clerk = await Visitor.InAsync(_host, "clerk", "zh");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/hotline")).Status);
    }

    private static async Task<Visit> BeginAsync(Visitor taker, string? number)
    {
        var desk = await taker.GetAsync("/hotline");
        var call = await taker.SendAsync(desk.Form("form[aria-label='手工记一个来电']"), ("number", number ?? ""));
        Assert.StartsWith("/hotline/", call.At.AbsolutePath, StringComparison.Ordinal);
        return call;
    }

    private async Task TellAsync(string id, string moment) => Assert.Equal(HttpStatusCode.OK,
        (await _host.As("shiftleader").PostAsync("calls", new { id, @event = moment, line = "962000", number = Number, to = "calltaker" })).Status);
}
