using Liandong.Tests.Postgres;
using Liandong.Work.Cities;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>What a city says changes over the years: shown first, kept for good, looked back on, written back byte for byte.</summary>
public sealed class CityVersionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly CityFiles s_first = CityTemplate.Make("springfield");
    private readonly NpgsqlDataSource _source = database.Source;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_new_city_is_sound_and_everything_in_it_is_led_by_somebody()
    {
        var reading = CityFolder.Check(s_first);

        Assert.Empty(reading.Faults);
        Assert.Equal((0, 6), (OpenAffairs.Of(reading.City!).Open.Count, OpenAffairs.Of(reading.City!).Asked));
    }

    [Fact]
    public async Task A_version_is_shown_first_then_kept_and_an_older_one_may_come_back()
    {
        var renamed = With(s_first, "units.csv", t => t.Replace("Works Department", "Public Works", StringComparison.Ordinal));
        var longer = With(renamed, "catalogue.csv", t => t.Replace("5 working-day", "10 working-day", StringComparison.Ordinal));
        await ApplyAsync(s_first);

        var shown = await ApplyAsync(longer, dry: true);
        Assert.Equal([new CityChange("catalogue.csv", "pothole.other", "limit", "5 working-day", "10 working-day"), new CityChange("units.csv", "works", "name_en", "Works Department", "Public Works")], shown.Changes);
        Assert.Equal(s_first.Hash, (await CityVersions.FilesAsync(_source, null, Cancel))!.Hash);

        Assert.True((await ApplyAsync(longer)).Changed);
        Assert.False((await ApplyAsync(longer)).Changed);
        Assert.True((await ApplyAsync(s_first)).Changed);
        Assert.Equal([(3, 2), (2, 2)], (await CityVersions.ListAsync(_source, 10, Cancel)).Take(2).Select(v => (v.No, v.Changes)));
        Assert.Equal(longer.Files, (await CityVersions.FilesAsync(_source, 2, Cancel))!.Files);
        Assert.Equal(s_first.Files, (await CityVersions.FilesAsync(_source, null, Cancel))!.Files);
        Assert.Equal(["5 working-day", "Works Department"], (await CityVersions.ChangesAsync(_source, 2, Cancel)).Select(c => c.Change.Before));
    }

    [Fact]
    public void A_row_that_goes_or_comes_is_told_and_so_is_a_file()
    {
        var other = With(With(s_first, "areas.csv", t => t.Replace("west,", "west-end,", StringComparison.Ordinal)), "texts/en.json", t => t + "\n");

        Assert.Equal(["areas.csv west -", "areas.csv west-end +", "texts/en.json  ~"], CityDifference.Between(s_first, other).Select(c => $"{c.File} {c.Code} {(c.Before is null ? "+" : c.After is null ? "-" : "~")}"));
        Assert.Empty(CityDifference.Between(s_first, s_first));
    }

    private async Task<Applied> ApplyAsync(CityFiles files, bool dry = false)
    {
        var applied = await ApplyCity.RunAsync(_source, files, TimeProvider.System, Cancel, dry);
        Assert.Empty(applied.Faults);
        return applied;
    }

    private static CityFiles With(CityFiles files, string file, Func<string, string> change)
    {
        var changed = files.Files.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        changed[file] = change(changed[file]);
        Assert.NotEqual(files.Files[file], changed[file]);
        return new CityFiles(changed);
    }
}
