using Liandong.Core.Cases;
using Liandong.Tests.Ledger;
using Liandong.Tests.Postgres;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cases;

public sealed class RecomputeDuesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_due_past_the_known_days_is_provisional_until_a_calendar_covers_it_and_then_moves_by_an_act()
    {
        await using var boston = await Ledger.Boston.OpenAsync(database.Source, Stop);
        await ApplyAsync(boston, """ "known": { "from": "2011-01-01", "to": "2011-07-11" } """);
        var loaded = await boston.DoneAsync("dispatcher", await boston.RegisteredAsync(Stop), "dispatch", Stop, ("unit", "PWDx"));
        Assert.True(loaded.State.Handling!.Provisional);

        // Tuesday turns out to be a holiday: two working days from Monday morning end on Thursday, not on Wednesday.
        await ApplyAsync(boston, """ "known": { "from": "2011-01-01", "to": "2011-12-31" }, "holidays": ["2011-07-12"] """);
        Assert.Equal(1, await RecomputeDues.RunAsync(boston.Desk, Stop));
        Assert.Equal(0, await RecomputeDues.RunAsync(boston.Desk, Stop));

        var after = (await LoadedCase.ReadAsync(database.Source, loaded.State.Id, Stop))!.State;
        Assert.False(after.Handling!.Provisional);
        Assert.Equal(loaded.State.Handling.Due!.Value.AddDays(1), after.Handling.Due);
        Assert.Equal(loaded.State.Version + 1, after.Version);
    }

    private static async Task ApplyAsync(Ledger.Boston boston, string members)
    {
        // Another calendar makes the dues of the examples untrue.
        var files = Ledger.Boston.Files.Files.Where(f => f.Key != ExamplesFile.Path).ToDictionary(f => f.Key, f => f.Value);
        files["calendars/boston.json"] = files["calendars/boston.json"].Replace("\"format\": 1,", $"\"format\": 1, {members},", StringComparison.Ordinal);
        var applied = await ApplyCity.RunAsync(boston.Node.Source, new CityFiles(files), boston.Clock, Stop);
        Assert.Empty(applied.Faults);
        await boston.Node.City.RefreshAsync(Stop);
    }
}
