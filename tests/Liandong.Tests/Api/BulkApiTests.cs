using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Work.Cases;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>One act on many cases: each on its own, none twice.</summary>
public sealed class BulkApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly object ToPotholes = new { unit = "PWDx" };

    [Fact]
    public async Task Some_are_done_and_some_are_not_and_each_row_says_which_in_the_order_asked()
    {
        var (fresh, sent, hidden) = (await RegisterAsync(), await RegisterAsync(), await RegisterAsync(secrecy: 2));
        await host.As("dispatcher").PostAsync($"cases/{sent}/acts", new { act = "dispatch", version = 1, fields = ToPotholes });

        var reply = await DispatchAsync(Guid.NewGuid(), (sent, 2), ("999999999999", 1), (fresh, 1), (hidden, 1));

        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        Assert.Equal([(sent, "NotInThisStep"), ("999999999999", "NotFound"), (fresh, "done 2 open accept"), (hidden, "done 2 open accept")], Rows(reply));
        var refused = reply["items"][0];
        Assert.Equal(("accept", JsonValueKind.String), (refused.GetProperty("detail").GetString(), refused.GetProperty("sentence").ValueKind));
        Assert.Equal("dispatch", (await host.As("supervisor").GetAsync($"cases/{fresh}/events"))["items"].EnumerateArray().Last().GetProperty("act").GetString());
    }

    [Fact]
    public async Task The_same_request_again_is_answered_the_same_and_another_under_its_key_is_refused()
    {
        var (one, two, other) = (await RegisterAsync(), await RegisterAsync(), await RegisterAsync());
        var key = Guid.NewGuid();

        var first = await DispatchAsync(key, (one, 1), (two, 1));
        var again = await DispatchAsync(key, (one, 1), (two, 1));

        Assert.Equal([(one, "done 2 open accept"), (two, "done 2 open accept")], Rows(first));
        Assert.Equal(first.Body.ToString(), again.Body.ToString());
        Assert.Equal((HttpStatusCode.Conflict, "KeyReused"), Told(await DispatchAsync(key, (one, 1))));
        Assert.Equal((HttpStatusCode.Conflict, "KeyReused"), Told(await DispatchAsync(key, (other, 1))));
        Assert.Equal(1, await VersionAsync(other));
    }

    [Fact]
    public async Task Whoever_gave_cases_away_hears_again_that_it_was_done()
    {
        var (one, two) = (await RegisterAsync(), await RegisterAsync());
        await DispatchAsync(Guid.NewGuid(), (one, 1), (two, 1));
        var key = Guid.NewGuid();
        Task<ApiReply> Return() => host.As("clerk").PostAsync("cases/acts",
            new { act = "return", fields = new { reason = "not-ours", explanation = "Article 5 says so" }, cases = new[] { new { number = one, version = 2 }, new { number = two, version = 2 } } }, key);

        var first = await Return();
        Assert.Equal(HttpStatusCode.NotFound, (await host.As("clerk").GetAsync("cases/" + one)).Status);
        Assert.Equal(first.Body.ToString(), (await Return()).Body.ToString());
        Assert.All(Rows(first), r => Assert.StartsWith("done", r.Became, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_broken_off_half_way_is_completed_by_the_same_request_and_nothing_is_done_twice()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RegisterAsync()));
        var act = new Act(new ActId(Guid.NewGuid()), new PersonId("dispatcher"), "dispatcher", "api", [1, 2, 3]);
        var request = new ActRequest("dispatch", new Dictionary<string, FieldValue> { ["unit"] = new("PWDx") });
        var cancel = TestContext.Current.CancellationToken;
        foreach (var number in numbers.Take(4))
        {
            var id = await LoadedCase.FindAsync(host.Node.Source, number, Everything(), cancel);
            Assert.Null((await ActOnCase.RunAsync(host.Node.Desk, ActOnCases.Each(act, number), id!.Value, request, 1, cancel)).Refusal);
        }

        var whole = await ActOnCases.RunAsync(host.Node.Desk, act, request, [.. numbers.Select(n => new AskedCase(n, 1))], Everything(), cancel);

        Assert.All(whole.Cases, c => Assert.Null(c.Answer.Refusal));
        Assert.Equal(4, whole.Cases.Count(c => c.Answer.Repeated));
        Assert.All(await Task.WhenAll(numbers.Select(VersionAsync)), v => Assert.Equal(2, v));
    }

    [Fact]
    public async Task Rows_that_found_the_system_busy_are_done_when_it_is_sent_again()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RegisterAsync()));
        var act = new Act(new ActId(Guid.NewGuid()), new PersonId("dispatcher"), "dispatcher", "api", [1]);
        var request = new ActRequest("dispatch", new Dictionary<string, FieldValue> { ["unit"] = new("PWDx") });
        var cases = numbers.Select(n => new AskedCase(n, 1)).ToList();
        var full = new Work.Store.Ledger(host.Node.Source);
        await full.DisposeAsync();

        var busy = await ActOnCases.RunAsync(host.Node.Desk with { Ledger = full }, act, request, cases, Everything(), TestContext.Current.CancellationToken);
        var again = await ActOnCases.RunAsync(host.Node.Desk, act, request, cases, Everything(), TestContext.Current.CancellationToken);

        Assert.All(busy.Cases, c => Assert.Equal("Busy", c.Answer.Refusal?.Code));
        Assert.All(again.Cases, c => Assert.Null(c.Answer.Refusal));
    }

    [Fact]
    public async Task An_old_version_and_a_missing_one_are_rows_of_their_own()
    {
        var (old, missing, right) = (await RegisterAsync(), await RegisterAsync(), await RegisterAsync());
        await host.As("dispatcher").PostAsync($"cases/{old}/acts", new { act = "note", fields = new { note = "Somebody was faster." } });

        var reply = await DispatchAsync(Guid.NewGuid(), (old, 1), (missing, null), (right, 1));

        Assert.Equal([(old, "Stale"), (missing, "VersionMissing"), (right, "done 2 open accept")], Rows(reply));
    }

    [Fact]
    public async Task Another_units_case_is_not_there_and_guards_hold_as_ever()
    {
        var (ours, theirs) = (await RegisterAsync(), await RegisterAsync());
        await DispatchAsync(Guid.NewGuid(), (ours, 1));
        await host.As("dispatcher").PostAsync($"cases/{theirs}/acts", new { act = "dispatch", version = 1, fields = new { unit = "PARK" } });

        var reply = await host.As("clerk").PostAsync("cases/acts", new { act = "accept", cases = new[] { new { number = ours, version = 2 }, new { number = theirs, version = 2 } } });

        Assert.Equal("NotFound", Rows(reply)[1].Became);
        Assert.StartsWith("done", Rows(reply)[0].Became, StringComparison.Ordinal);
        var again = await host.As("clerk").PostAsync("cases/acts", new { act = "report", fields = new { result = "resolved", reply = "Filled it in this morning." }, cases = new[] { new { number = ours, version = 3 } } });
        Assert.Equal("NotContacted", Rows(again)[0].Became);
    }

    [Fact]
    public async Task Five_hundred_cases_take_seconds()
    {
        var calltaker = host.As("calltaker");
        var numbers = new List<string>();
        foreach (var some in Enumerable.Range(0, 500).Chunk(32))
        {
            numbers.AddRange(await Task.WhenAll(some.Select(_ => calltaker.RegisterAsync("pothole"))));
        }
        var watch = Stopwatch.StartNew();
        var reply = await DispatchAsync(Guid.NewGuid(), [.. numbers.Select(n => (n, (int?)1))]);

        TestContext.Current.SendDiagnosticMessage("500 cases in {0} ms", watch.ElapsedMilliseconds);
        Assert.All(Rows(reply), r => Assert.Equal("done 2 open accept", r.Became));
        Assert.Equal(numbers, Rows(reply).Select(r => r.Number));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.ElapsedMilliseconds} ms");
    }

    [Theory]
    [InlineData("""{"cases":[{"number":"1"}]}""", "FieldMissing", "act")]
    [InlineData("""{"act":"note"}""", "FieldMissing", "cases")]
    [InlineData("""{"act":"note","cases":[]}""", "FieldMissing", "cases")]
    [InlineData("""{"act":"note","cases":"all"}""", "FieldInvalid", "cases")]
    [InlineData("""{"act":"note","cases":["1"]}""", "FieldInvalid", "cases[0]")]
    [InlineData("""{"act":"note","cases":[{"version":1}]}""", "FieldMissing", "cases[0].number")]
    [InlineData("""{"act":"note","cases":[{"number":"1"},{"number":2}]}""", "FieldInvalid", "cases[1].number")]
    [InlineData("""{"act":"note","cases":[{"number":"1","version":"2"}]}""", "FieldInvalid", "cases[0].version")]
    [InlineData("""{"act":"note","cases":[{"number":"1","unit":"x"}]}""", "FieldUnknown", "cases[0].unit")]
    [InlineData("""{"act":"note","cases":[{"number":"1"},{"number":" 1 "}]}""", "FieldInvalid", "cases")]
    [InlineData("""{"act":"note","version":1,"cases":[{"number":"1"}]}""", "FieldUnknown", "version")]
    [InlineData("""{"act":"note","cases":[{"number":"1"}],"at":"soon"}""", "FieldInvalid", "at")]
    public async Task What_is_sent_wrong_refuses_the_whole_by_name(string body, string refusal, string field)
    {
        var reply = await host.As("dispatcher").PostRawAsync("cases/acts", body);

        Assert.Equal((HttpStatusCode.BadRequest, refusal, field), (reply.Status, reply.Refusal, reply.Field));
    }

    [Fact]
    public async Task Five_hundred_and_one_are_too_many()
    {
        var reply = await host.As("dispatcher").PostAsync("cases/acts", new { act = "note", cases = Enumerable.Range(0, 501).Select(i => new { number = i.ToString(System.Globalization.CultureInfo.InvariantCulture) }) });

        Assert.Equal((HttpStatusCode.BadRequest, "FieldInvalid", "cases", "500"), (reply.Status, reply.Refusal, reply.Field, reply["value"].GetString()));
    }

    private async Task<string> RegisterAsync(int secrecy = 0)
    {
        var reply = await host.As("dispatcher").PostAsync("cases", new { @class = "pothole", fields = new { secrecy } });
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        return reply["number"].GetString()!;
    }

    private Task<ApiReply> DispatchAsync(Guid key, params (string Number, int? Version)[] cases) => host.As("dispatcher").PostAsync("cases/acts",
        new { act = "dispatch", fields = ToPotholes, cases = cases.Select(c => new { number = c.Number, version = c.Version }) }, key);

    private async Task<int> VersionAsync(string number) => (await host.As("supervisor").GetAsync("cases/" + number))["version"].GetInt32();

    private Scope Everything() => Scope.Of(host.Node.City.Now.Of(new PersonId("dispatcher"), host.Clock.Now), host.Node.City.Now);

    private static List<(string Number, string Became)> Rows(ApiReply reply) =>
        [.. reply["items"].EnumerateArray().Select(r => (r.GetProperty("number").GetString()!, r.GetProperty("done").GetBoolean()
            ? $"done {r.GetProperty("version").GetInt32()} {r.GetProperty("state").GetString()} {r.GetProperty("step").GetProperty("code").GetString()}" : r.GetProperty("refusal").GetString()!))];

    private static (HttpStatusCode, string?) Told(ApiReply reply) => (reply.Status, reply.Refusal);
}
