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
    private static readonly PersonId[] s_demo = [.. s_boston.Staff.People.Where(p => p.Demo).Select(p => p.Id)];
    private static readonly PersonId[] s_all = [.. s_boston.Staff.People.Select(p => p.Id)];

    [Fact]
    public void Whatever_is_tried_the_answer_is_a_state_or_a_named_refusal() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var walk = new Walk(s_boston, seed);
        for (var i = 0; i < 60; i++)
        {
            walk.Blunder();
        }
        walk.Judge();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Whatever_is_done_the_events_tell_the_case_and_the_oracle_confirms_its_clocks() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var walk = new Walk(s_boston, seed, patient: true);
        for (var i = 0; i < 100 && walk.Step(s_all); i++)
        {
            walk.Judge();
        }
        walk.AskTheOracle();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(true, false, 10_000, 200)]
    [InlineData(false, false, 500, 200)]
    [InlineData(false, true, 40, 200)]
    public void Every_walk_comes_to_an_end(bool demoOnly, bool patient, int walks, int most)
    {
        var longest = Enumerable.Range(0, walks).AsParallel().WithDegreeOfParallelism(2).Select(seed =>
        {
            var walk = new Walk(s_boston, seed, patient);
            while (!walk.HasEnded && walk.Acts <= most)
            {
                Assert.True(walk.Step(demoOnly ? s_demo : s_all), $"seed {seed}: nobody may do anything at {walk.Case.Step}, {walk.Case.Status}");
            }
            walk.Judge();
            return (walk.Acts, Seed: seed, walk.Case.Round);
        }).OrderByDescending(w => w.Acts).ToList();

        output.WriteLine($"longest {longest[0]}, median {longest[walks / 2].Acts}, 99 % {longest[walks / 100].Acts}, rounds up to {longest.Max(w => w.Round)}");
        Assert.True(longest[0].Acts <= most, $"seed {longest[0].Seed} took more than {most} acts");
    }
}
