using FsCheck;
using FsCheck.Fluent;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Tests.Ledger;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>What no example says: whatever people do, the case stays one case, and every one comes to an end.</summary>
public sealed class ExamplesWalkTests(ITestOutputHelper output)
{
    private static readonly City s_boston = CityFolder.Read(Boston.Files).City!;
    private static readonly City s_minhang = CityFolder.Read(CityFolderTests.Files("minhang")).City!;
    private static readonly PersonId[] s_all = [.. s_boston.Staff.People.Select(p => p.Id)];

    /// <summary>A Tuesday morning in Minhang.</summary>
    private static readonly DateTimeOffset s_tuesday = new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string?> Procedures => new()
    {
        { "boston", "hotline-order", null }, { "boston", "grid-case", "crew" }, { "boston", "self-handled", "crew" },
        { "minhang", "hotline-order", "calltaker" }, { "minhang", "grid-case", "patrol" }, { "minhang", "self-handled", "secretary" },
    };

    [Theory]
    [MemberData(nameof(Procedures))]
    public void Whatever_is_tried_the_answer_is_a_state_or_a_named_refusal(string city, string procedure, string? opener) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var walk = Of(city, procedure, opener, seed);
        for (var i = 0; i < 60; i++)
        {
            walk.Blunder();
        }
        walk.Judge();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(city == "boston" ? 400 : 60));

    [Theory]
    [MemberData(nameof(Procedures))]
    public void Whatever_is_done_the_events_tell_the_case_and_the_oracle_confirms_its_clocks(string city, string procedure, string? opener) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var walk = Of(city, procedure, opener, seed, patient: true);
        var people = city == "boston" ? s_all : Demo(s_minhang);
        for (var i = 0; i < 100 && walk.Step(people); i++)
        {
            walk.Judge();
        }
        walk.AskTheOracle();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(city == "boston" ? 25 : 10));

    [Theory]
    [InlineData("boston", "hotline-order", null, true, false, 10_000)]
    [InlineData("boston", "hotline-order", null, false, false, 500)]
    [InlineData("boston", "hotline-order", null, false, true, 40)]
    [InlineData("boston", "grid-case", "crew", true, false, 200)]
    [InlineData("boston", "self-handled", "crew", true, false, 200)]
    [InlineData("minhang", "hotline-order", "calltaker", true, false, 200)]
    [InlineData("minhang", "grid-case", "patrol", true, false, 200)]
    [InlineData("minhang", "self-handled", "secretary", true, false, 200)]
    public void Every_walk_comes_to_an_end(string city, string procedure, string? opener, bool demoOnly, bool patient, int walks)
    {
        const int Most = 200;
        walks = Environment.GetEnvironmentVariable("LIANDONG_DEEP") == "1" && demoOnly ? 10_000 : walks;
        var people = demoOnly ? Demo(city == "boston" ? s_boston : s_minhang) : s_all;
        var longest = Enumerable.Range(0, walks).AsParallel().WithDegreeOfParallelism(2).Select(seed =>
        {
            var walk = Of(city, procedure, opener, seed, patient);
            while (!walk.HasEnded && walk.Acts <= Most)
            {
                Assert.True(walk.Step(people) || walk.HasEnded, $"seed {seed}: nobody may do anything at {walk.Case.Step}, {walk.Case.Status}");
            }
            walk.Judge();
            return (walk.Acts, Seed: seed, walk.Case.Round);
        }).OrderByDescending(w => w.Acts).ToList();

        output.WriteLine($"longest {longest[0]}, median {longest[walks / 2].Acts}, 99 % {longest[walks / 100].Acts}, rounds up to {longest.Max(w => w.Round)}");
        Assert.True(longest[0].Acts <= Most, $"seed {longest[0].Seed} took more than {Most} acts");
    }

    private static Walk Of(string city, string procedure, string? opener, int seed, bool patient = false) => city == "boston"
        ? new Walk(s_boston, s_boston.Procedures[procedure], Boston.Monday, seed, opener, patient)
        : new Walk(s_minhang, s_minhang.Procedures[procedure], s_tuesday, seed, opener, patient);

    private static PersonId[] Demo(City city) => [.. city.Staff.People.Where(p => p.Demo).Select(p => p.Id)];
}
