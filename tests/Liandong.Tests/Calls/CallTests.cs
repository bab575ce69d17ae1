using System.Net;
using Dapper;
using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Work.Calls;
using Xunit;

namespace Liandong.Tests.Calls;

/// <summary>What the telephone tells, and what people do with their calls.</summary>
public sealed class CallTests : IClassFixture<MinhangHost>
{
    private const string Number = "100-0000-4242";
    private static readonly PersonId s_one = new("calltaker");
    private static readonly PersonId s_leader = new("shiftleader");

    private readonly MinhangHost _host;

    public CallTests(MinhangHost host)
    {
        _host = host;
        host.Clock.Now = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CallDesk Desk => _host.Node.Calls;

    [Fact]
    public async Task A_call_rings_is_answered_and_ends_and_each_told_twice_is_told_once()
    {
        Assert.Equal("rings", (await TellAsync("A1", "ringing", to: "calltaker"))["state"].GetString());
        Assert.Equal("rings", (await TellAsync("A1", "ringing", to: "calltaker"))["state"].GetString());
        Assert.Equal("speaks", (await TellAsync("A1", "answered", to: "calltaker"))["state"].GetString());
        Assert.Equal("open", (await TellAsync("A1", "ended"))["state"].GetString());
        Assert.Equal("open", (await TellAsync("A1", "answered", to: "calltaker"))["state"].GetString());

        var call = Assert.Single(await CallReader.DeskAsync(Desk, s_one, Cancel), c => c.ToldId == "A1");
        Assert.Equal((Number, "L962000", s_one), (call.Phone, call.Line, call.TakenBy));
        await SettleAsync(call);
    }

    [Fact]
    public async Task The_same_event_for_something_else_is_refused()
    {
        await TellAsync("B1", "ringing", to: "calltaker");
        var reply = await _host.As("shiftleader").PostAsync("calls", new { id = "B1", @event = "ringing", number = "100-0000-0001" });

        Assert.Equal("KeyReused", reply["refusal"].GetString());
    }

    [Fact]
    public async Task Told_in_another_order_it_comes_to_the_same()
    {
        await TellAsync("C1", "ended");
        Assert.Equal("missed", (await CallAsync("C1")).Outcome);
        await TellAsync("C1", "answered", to: "calltaker");
        await TellAsync("C1", "ringing");

        var call = await CallAsync("C1");
        Assert.Equal((CallStanding.Open, null, s_one), (call.Standing, call.Outcome, call.TakenBy));
        await SettleAsync(call);
    }

    [Theory]
    [InlineData("flying", null, "event")]
    [InlineData("answered", null, "to")]
    [InlineData("ringing", "nobody", "to")]
    public async Task What_it_cannot_be_is_refused_with_its_field(string moment, string? to, string field)
    {
        var reply = await _host.As("shiftleader").PostAsync("calls", new { id = "D1", @event = moment, to });

        Assert.InRange((int)reply.Status, 400, 499);
        Assert.Equal(field, reply["field"].GetString());
    }

    [Fact]
    public async Task Only_the_telephone_and_who_leads_it_may_tell_and_no_answer_holds_a_number()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.As("clerk").PostAsync("calls", new { id = "E1", @event = "ringing" })).Status);
        Assert.DoesNotContain("4242", (await TellAsync("E2", "ringing")).Body.ToString(), StringComparison.Ordinal);
        await using var connection = await _host.Node.Source.OpenConnectionAsync(Cancel);
        Assert.DoesNotContain("4242", (await connection.QueryAsync<string>("select c::text from calls c")).Aggregate(string.Concat), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_one_call_holds_the_other_and_nobody_takes_what_another_has()
    {
        var (first, _) = await TakeCall.ByHandAsync(Desk, Guid.NewGuid(), s_one, "L962000", Number, Cancel);
        var (second, _) = await TakeCall.ByHandAsync(Desk, Guid.NewGuid(), s_one, null, null, Cancel);
        Assert.Equal(CallStanding.Held, (await CallReader.OneAsync(Desk, first!.Id, Cancel))!.Standing);

        var (again, _) = await TakeCall.RunAsync(Desk, first.Id, s_one, over: false, Cancel);
        Assert.Equal(CallStanding.Speaks, again!.Standing);
        Assert.Equal(CallStanding.Held, (await CallReader.OneAsync(Desk, second!.Id, Cancel))!.Standing);
        Assert.Equal(Refusals.NotYours, (await TakeCall.RunAsync(Desk, first.Id, s_leader, over: false, Cancel)).Refusal!.Code);
        var (taken, _) = await TakeCall.RunAsync(Desk, first.Id, s_leader, over: true, Cancel);
        Assert.Equal(s_leader, taken!.TakenBy);
        await SettleAsync(taken);
        await SettleAsync(second);
    }

    [Fact]
    public async Task A_call_is_settled_once_and_its_draft_goes_with_it()
    {
        var (call, _) = await TakeCall.ByHandAsync(Desk, Guid.NewGuid(), s_one, null, Number, Cancel);
        Assert.True(await CallDrafts.KeepAsync(Desk, call!.Id, s_one, new Dictionary<string, string> { ["description"] = "路灯不亮" }, Cancel));
        Assert.False(await CallDrafts.KeepAsync(Desk, call.Id, s_leader, new Dictionary<string, string> { ["description"] = "别人的" }, Cancel));
        Assert.Equal("路灯不亮", (await CallDrafts.FindAsync(Desk, call.Id, s_one, Cancel))!.Fields["description"]);
        var key = Guid.NewGuid();

        Assert.Null(await SettleCall.RunAsync(Desk, call.Id, s_one, key, "wrong", null, null, Cancel));
        Assert.Null(await SettleCall.RunAsync(Desk, call.Id, s_one, key, "wrong", null, null, Cancel));
        Assert.Equal(Refusals.Stale, (await SettleCall.RunAsync(Desk, call.Id, s_one, Guid.NewGuid(), "silent", null, null, Cancel))!.Code);
        Assert.Null(await CallDrafts.FindAsync(Desk, call.Id, s_one, Cancel));
        Assert.Contains(await CallReader.CountsAsync(Desk, _host.Clock.Now.AddHours(-1), Cancel), c => c.Outcome == "wrong" && c.TakenBy == s_one);
    }

    [Fact]
    public async Task Each_change_is_told_to_the_queue_and_to_whom_it_touches()
    {
        var heard = new List<string>();
        Desk.Changed += heard.AddRange;
        await TellAsync("F1", "ringing", to: "calltaker");

        Assert.Contains("calls", heard);
        Assert.Contains("calls/calltaker", heard);
    }

    private async Task<ApiReply> TellAsync(string id, string moment, string? to = null)
    {
        var reply = await _host.As("shiftleader").PostAsync("calls", new { id, @event = moment, line = "962000", number = Number, to });
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        return reply;
    }

    private async Task<CallView> CallAsync(string told)
    {
        await using var connection = await _host.Node.Source.OpenConnectionAsync(Cancel);
        return (await CallReader.OneAsync(Desk, await connection.ExecuteScalarAsync<Guid>("select call_id from calls where told_id = @told", new { told }), Cancel))!;
    }

    private async Task SettleAsync(CallView call) => Assert.Null(await SettleCall.RunAsync(Desk, call.Id, call.TakenBy!.Value, Guid.NewGuid(), "wrong", null, null, Cancel));
}
