using System.Globalization;
using Liandong.Core.Cases;

namespace Liandong.Core.Simulation;

/// <summary>
/// What a case will come to in a round, if nobody of flesh and blood takes it in hand: drawn from its id alone, so that
/// nothing has to be kept and a host that starts again goes on as it would have.
/// </summary>
/// <param name="Result">The closing kind that its unit will report.</param>
/// <param name="Score">What the caller will say of the result, 5 to 2.</param>
/// <param name="Attitude">And of the manner.</param>
/// <param name="Reached">The caller will be reached.</param>
public sealed record Fate(string Result, int Score, int Attitude, bool Reached)
{
    private const string Resolved = "resolved";

    /// <summary>Draws it.</summary>
    public static Fate Of(Scenario plan, Topic? topic, CaseState c)
    {
        var chance = Chance.Of(0, c.Id.ToString(), c.Round.ToString(CultureInfo.InvariantCulture), "fate");
        var (resolved, content) = (topic?.Resolved ?? plan.Rate("resolved"), topic?.Content ?? plan.Rate("content"));
        // Whoever is not content the first time mostly is after rework.
        resolved = c.Round > 1 ? Math.Max(resolved, plan.Rate("rework.resolved")) : resolved;
        var kinds = Kinds(plan, c.Appeals.Any(a => a.WantsAnswer) ? "result." : "found.result.");
        var result = chance.Is(resolved) || kinds.Count == 0 ? Resolved : chance.Pick(kinds, k => k.Value).Key.Split('.')[^1];
        return new Fate(result, Say(plan, content, chance), Say(plan, Math.Min(0.99, content + plan.Rate("attitude.more")), chance), chance.Is(plan.Rate("reached")));
    }

    /// <summary>What nobody waits for an answer to cannot end with somebody who was not reached, or who took his wish back.</summary>
    private static List<KeyValuePair<string, double>> Kinds(Scenario plan, string begins) =>
        [.. plan.Rates.Where(r => r.Key.StartsWith(begins, StringComparison.Ordinal)).OrderBy(r => r.Key, StringComparer.Ordinal)];

    /// <summary>5 and 4 are content; 3 and 2 are not.</summary>
    private static int Say(Scenario plan, double content, Chance chance) => chance.Is(content)
        ? chance.Is(plan.Rate("score.5")) ? 5 : 4
        : chance.Is(plan.Rate("score.3")) ? 3 : 2;
}
