using System.Globalization;
using Liandong.Core.Units;
using Liandong.Tests.Calendars;
using Liandong.Tests.Postgres;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Imports;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Imports;

/// <summary>Boston's real half-year comes in whole, once, and says of itself what the city said.</summary>
public sealed class BostonImportTests(TestDatabase database, ITestOutputHelper output) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_comes_in_once_and_is_read_back_once()
    {
        var path = Places.Find("../shared/data/boston311_2011H2_masked.csv.gz");
        Assert.SkipUnless(path is not null || Environment.GetEnvironmentVariable("CI") == "true", "needs ../shared/data/boston311_2011H2_masked.csv.gz");
        await using var town = await ImportTown.OpenAsync(database.Source, "2026-03-02T12:00:00Z");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var first = await town.ImportAsync("boston311", path!);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s {first}");
        Assert.Equal((58_251, 58_251, 0, 0), ImportTown.Counts(first));

        watch.Restart();
        var second = await town.ImportAsync("boston311", path!);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s {second}");
        Assert.Equal((58_251, 0, 58_251, 0), ImportTown.Counts(second));

        await TheLedgerIsWhole(town);
        var told = await ReadFileAsync(path!);
        var found = await ReadBackAsync(town.Node, CaseQuery.All with { Sort = CaseSort.Opened, Limit = 1000 });
        Assert.Equal(told.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        var verdicts = found.Values.Select(c => (Row: told[c.SourceId!], Case: c, OnTime: c.OnTime(town.Now))).ToList();
        TheVerdictsAreTheCitys(verdicts);
        ThePlacesAreTheFiles(found.Values.Select(c => (told[c.SourceId!], c)));
        Assert.All(verdicts, v => Assert.Equal(Department(v.Row["department"]), v.Case.Unit));
        Assert.All(verdicts.Where(v => v.Row["neighborhood"].Trim().Length > 0), v =>
            Assert.Equal(v.Row["neighborhood"].Trim(), town.Node.City.Now.Areas.Find(v.Case.Areas[0])!.Aliases[0]));
        await WordsAreFoundPageByPage(town.Node, found.Values);
    }

    /// <summary>Common words fill their pages from the order, rare ones come by their pairs, and every case with them is on one page.</summary>
    private static async Task WordsAreFoundPageByPage(Node node, IReadOnlyCollection<CaseView> all)
    {
        foreach (var words in new[] { "washington st", "blue hill ave", "massachusetts ave", "quetzalcoatl" })
        {
            var expected = all.Where(c => Normalised(c.Title).Contains(words, StringComparison.Ordinal) || Normalised(c.Address).Contains(words, StringComparison.Ordinal)).Select(c => c.SourceId!).ToHashSet();
            var read = await ReadBackAsync(node, CaseQuery.All with { Sort = CaseSort.OpenedDescending, Limit = 100, Words = words });
            Assert.True(expected.IsSubsetOf(read.Keys), $"{words}: {expected.Count} expected, {read.Count} found");
        }
        var (first, _) = await node.Reader.ListAsync(CaseQuery.All with { Words = "washington st", Limit = 1 }, Everything(node), Cancel);
        Assert.Single(first!.Items);

        static string Normalised(string? text) => Work.Store.Bigrams.Normalise(text);
    }

    private async Task TheLedgerIsWhole(ImportTown town)
    {
        var verdict = await VerifyLedger.RunAsync(town.Node, full: false, output.WriteLine, Cancel);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Counts));
        Assert.Equal((58_251, 1, 0), (verdict.Streams, verdict.Anchors, verdict.Unanchored));
    }

    private static void TheVerdictsAreTheCitys(List<(Dictionary<string, string> Row, CaseView Case, bool? OnTime)> verdicts)
    {
        static bool Has(Dictionary<string, string> row, string column) => !string.IsNullOrWhiteSpace(row[column]);
        var ended = verdicts.Where(v => Has(v.Row, "target_dt") && Has(v.Row, "closed_dt")).ToList();
        Assert.Equal(43_821, ended.Count);
        Assert.Equal(43_664, ended.Count(v => Has(v.Row, "ontime") && v.OnTime == (v.Row["ontime"] == "ONTIME")));
        Assert.Equal(157, ended.Count(v => !Has(v.Row, "ontime") && v.OnTime == false));
        var open = verdicts.Where(v => Has(v.Row, "target_dt") && !Has(v.Row, "closed_dt")).ToList();
        Assert.Equal((3_449, 3_449), (open.Count, open.Count(v => v.OnTime == false)));
        var unpromised = verdicts.Where(v => !Has(v.Row, "target_dt")).ToList();
        Assert.Equal((10_981, 10_981), (unpromised.Count, unpromised.Count(v => v.OnTime is null)));
    }

    private static void ThePlacesAreTheFiles(IEnumerable<(Dictionary<string, string> Row, CaseView Case)> cases)
    {
        var nowhere = cases.Where(c => c.Row["latitude"] == "42.3594" && c.Row["longitude"] == "-71.0587").ToList();
        Assert.Equal((4_775, 4_775), (nowhere.Count, nowhere.Count(c => c.Case is { Lon: null, Lat: null })));
        Assert.Equal(2_829, nowhere.Count(c => c.Case.Address is null));
        Assert.All(cases.Except(nowhere), c => Assert.Equal(
            (c.Row["longitude"], c.Row["latitude"]), (c.Case.Lon?.ToString(CultureInfo.InvariantCulture), c.Case.Lat?.ToString(CultureInfo.InvariantCulture))));
    }

    private static string Department(string name) => name switch { "BPS_" => "BPS", "BHA_" => "BHA", "No Q" => "311", _ => name };

    private static Scope Everything(Node node) => Scope.Of(node.City.Now.Of(new Core.PersonId("supervisor"), node.Clock.GetUtcNow()), node.City.Now);

    private static async Task<Dictionary<string, CaseView>> ReadBackAsync(Node node, CaseQuery query)
    {
        var found = new Dictionary<string, CaseView>();
        var everything = Everything(node);
        do
        {
            var (page, refusal) = await node.Reader.ListAsync(query, everything, Cancel);
            Assert.Null(refusal);
            foreach (var item in page!.Items)
            {
                Assert.True(found.TryAdd(item.SourceId!, item), $"{item.SourceId} was read twice");
            }
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return found;
    }

    private static async Task<Dictionary<string, Dictionary<string, string>>> ReadFileAsync(string path)
    {
        var rows = new Dictionary<string, Dictionary<string, string>>();
        await using var source = (await DelimitedSource.OpenAsync(path, new DelimitedFormat(), Cancel)).Source!;
        await foreach (var line in source.ReadAsync(Cancel))
        {
            var values = Assert.IsType<SourceRow>(line).Values;
            rows.Add(values[0], source.Names.Zip(values).ToDictionary(p => p.First, p => p.Second));
        }
        return rows;
    }
}
