using System.Globalization;
using Liandong.Work.Clockwork;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Api;

public sealed class RobotTests(ApiHost boston, MinhangHost minhang) : IClassFixture<ApiHost>, IClassFixture<MinhangHost>
{
    /// <summary>Three hundred over all procedures in every run; ten thousand of each with --deep, or as many as one says.</summary>
    private static int Walks => int.TryParse(Environment.GetEnvironmentVariable("LIANDONG_ROBOT_WALKS"), CultureInfo.InvariantCulture, out var walks) ? walks
        : Environment.GetEnvironmentVariable("LIANDONG_DEEP") == "1" ? 10_000 : 75;

    [Theory]
    [InlineData("boston", "hotline-order", "calltaker")]
    [InlineData("boston", "grid-case", "crew", "crew2", "calltaker", "inspector")]
    [InlineData("boston", "self-handled", "crew", "crew2")]
    [InlineData("minhang", "hotline-order", "calltaker", "shiftleader", "dispatcher")]
    [InlineData("minhang", "grid-case", "patrol", "patrol2", "member", "secretary2", "calltaker", "clerk")]
    [InlineData("minhang", "self-handled", "patrol", "patrol2", "secretary", "member", "secretary2")]
    public async Task Whoever_does_whatever_is_allowed_every_case_comes_to_an_end(string city, string procedure, params string[] openers)
    {
        var host = city == "boston" ? boston : minhang;
        // A Tuesday of a year that the calendar knows, and in which the posts are held.
        var begin = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);
        host.Clock.Now = city == "minhang" && host.Clock.Now < begin ? begin : host.Clock.Now;
        var tower = new ClockTower(host.Node);
        var classes = (await host.As("calltaker").GetAsync("classes"))["items"].EnumerateArray().Select(c => c.GetProperty("code").GetString()!).ToList();
        var ends = new List<Walk>();
        var enders = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Walks; seed++)
        {
            ends.Add(await new Robot(host, procedure, openers, seed, enders, () => TimePassesAsync(host, tower)).WalkAsync(classes));
        }

        var verdict = await VerifyLedger.RunAsync(host.Node, full: Walks <= 1000, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Faults.Take(10)));
        TestContext.Current.SendDiagnosticMessage(Summary(ends));
        Assert.Equal(Walks, ends.Count);
    }

    private static string Summary(List<Walk> walks) => string.Create(CultureInfo.InvariantCulture,
        $"{walks.Count} walks, {walks.Sum(w => w.Acts)} acts, longest {walks.Max(w => w.Acts)} (seed {walks.MaxBy(w => w.Acts)!.Seed}), waited {walks.Sum(w => w.Waits)}, reopened {walks.Count(w => w.Reopened)}, "
        + $"ends {string.Join(", ", walks.CountBy(w => w.End))}, acts {string.Join(", ", walks.SelectMany(w => w.Path).CountBy(a => a).OrderBy(a => a.Value))}");

    /// <summary>To the next thing that turns by itself, or half a day on when nothing will.</summary>
    private static async Task TimePassesAsync(ApiHost host, ClockTower tower)
    {
        var next = await NextTimerAsync(host);
        host.Clock.Now = next is { } due && due > host.Clock.Now ? due : host.Clock.Now.AddHours(12);
        await tower.TickAsync(host.Clock.Now, TestContext.Current.CancellationToken);
        Assert.Equal(0, tower.Refused);
    }

    private static async Task<DateTimeOffset?> NextTimerAsync(ApiHost host)
    {
        await using var command = host.Node.Source.CreateCommand("select min(next_timer) from cases");
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }
}
