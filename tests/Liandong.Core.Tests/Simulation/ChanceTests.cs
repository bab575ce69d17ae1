using Liandong.Core.Simulation;
using Xunit;

namespace Liandong.Core.Tests.Simulation;

/// <summary>What is drawn by seed is the same for ever, and as often as it says.</summary>
public sealed class ChanceTests
{
    [Fact]
    public void The_same_seed_gives_the_same_draws_on_every_machine()
    {
        var chance = new Chance(12345);
        Assert.Equal([0x22118258A9D111A0UL, 0x346EDCE5F713F8EDUL], [chance.Bits(), chance.Bits()]);
        Assert.Equal(Chance.Of(1, "a", "b").Bits(), Chance.Of(1, "a", "b").Bits());
        Assert.NotEqual(Chance.Of(1, "a", "b").Bits(), Chance.Of(1, "ab").Bits());
    }

    [Fact]
    public void Shares_weights_and_means_hold()
    {
        var chance = new Chance(7);
        var n = 20000;
        Assert.InRange(Enumerable.Range(0, n).Count(_ => chance.Is(0.068)) / (double)n, 0.060, 0.076);
        Assert.InRange(Enumerable.Range(0, n).Count(_ => chance.Pick(["a", "b"], x => x == "a" ? 3 : 1) == "a") / (double)n, 0.73, 0.77);
        Assert.InRange(Enumerable.Range(0, n).Average(_ => (double)chance.Poisson(4.5)), 4.4, 4.6);
        Assert.Equal([3, 4, 5], Enumerable.Range(0, 200).Select(_ => chance.Between(3, 5)).Distinct().Order());
    }
}
