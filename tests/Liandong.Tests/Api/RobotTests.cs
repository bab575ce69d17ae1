using System.Globalization;
using Liandong.Tests.Postgres;
using Liandong.Work.Clockwork;
using Liandong.Work.Verify;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace Liandong.Tests.Api;

public sealed class RobotTests(TestServer server)
{
    /// <summary>A few hundred over all procedures in every run; ten thousand of each with --deep, or as many as one says.</summary>
    private static int Walks => int.TryParse(Environment.GetEnvironmentVariable("LIANDONG_ROBOT_WALKS"), CultureInfo.InvariantCulture, out var walks) ? walks
        : Environment.GetEnvironmentVariable("LIANDONG_DEEP") == "1" ? 10_000 : 60;

    /// <summary>Each has a city of its own, so that it can be walked again from its first seed.</summary>
    private static int Lanes => Walks < 500 ? 1 : 4;

    [Theory]
    [InlineData("boston", "hotline-order", "calltaker")]
    [InlineData("boston", "grid-case", "crew", "crew2", "calltaker", "inspector")]
    [InlineData("boston", "self-handled", "crew", "crew2")]
    [InlineData("minhang", "hotline-order", "calltaker", "shiftleader", "dispatcher")]
    [InlineData("minhang", "grid-case", "patrol", "patrol2", "member", "secretary2", "calltaker", "clerk")]
    [InlineData("minhang", "self-handled", "patrol", "patrol2", "secretary", "member", "secretary2")]
    public async Task Whoever_does_whatever_is_allowed_every_case_comes_to_an_end(string city, string procedure, params string[] openers)
    {
        var lanes = Enumerable.Range(0, Lanes).Select(lane => LaneAsync(city, procedure, openers, 1 + (lane * Walks / Lanes), ((lane + 1) * Walks / Lanes) - (lane * Walks / Lanes)));
        var walks = new List<Walk>();
        // The first lane that fails ends it: the others would go on for half an hour to no purpose.
        await foreach (var lane in Task.WhenEach(lanes))
        {
            walks.AddRange(await lane);
        }
        TestContext.Current.SendDiagnosticMessage(Summary(walks));
        Assert.Equal(Walks, walks.Count);
    }

    private async Task<List<Walk>> LaneAsync(string city, string procedure, string[] openers, int first, int count)
    {
        await using var host = city == "boston" ? new ApiHost(server) : new MinhangHost(server);
        await host.InitializeAsync();
        // A Tuesday of a year that the calendar knows, and in which the posts are held.
        host.Clock.Now = city == "minhang" ? new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero) : host.Clock.Now;
        var tower = new ClockTower(host.Node);
        var classes = (await host.As("calltaker").GetAsync("classes"))["items"].EnumerateArray().Select(c => c.GetProperty("code").GetString()!).ToList();
        var walks = new List<Walk>();
        var habits = new Habits();
        for (var seed = first; seed < first + count; seed++)
        {
            walks.Add(await new Robot(host, procedure, openers, seed, habits, number => TimePassesAsync(host, tower, number)).WalkAsync(classes));
        }

        var verdict = await VerifyLedger.RunAsync(host.Node, full: true, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Faults.Take(10)));
        return walks;
    }

    private static string Summary(List<Walk> walks) => string.Create(CultureInfo.InvariantCulture,
        $"{walks.Count} walks, {walks.Sum(w => w.Acts)} acts, longest {walks.Max(w => w.Acts)} (seed {walks.MaxBy(w => w.Acts)!.Seed}), waited {walks.Sum(w => w.Waits)}, reopened {walks.Count(w => w.Reopened)}, "
        + $"ends {string.Join(", ", walks.CountBy(w => w.End))}, acts {string.Join(", ", walks.SelectMany(w => w.Path).CountBy(a => a).OrderBy(a => a.Value))}");

    /// <summary>To the next thing that turns by itself in the case, or half a day on when nothing will.</summary>
    private static async Task TimePassesAsync(ApiHost host, ClockTower tower, string number)
    {
        var next = await NextTimerAsync(host, number);
        host.Clock.Now = next is { } due && due > host.Clock.Now ? due : host.Clock.Now.AddHours(12);
        await tower.TickAsync(host.Clock.Now, TestContext.Current.CancellationToken);
        Assert.Equal(0, tower.Refused);
    }

    private static async Task<DateTimeOffset?> NextTimerAsync(ApiHost host, string number)
    {
        await using var command = host.Node.Source.CreateCommand("select next_timer from cases where number = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }
}
