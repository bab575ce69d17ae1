using System.Collections.Immutable;
using Liandong.Core.Cases;

namespace Liandong.Core.Simulation;

/// <summary>A case with what its people remember of it: when the step began, when something was done last, and how often what.</summary>
/// <param name="Done">Acts of this round, by name.</param>
public sealed record Told(CaseState Case, DateTimeOffset EnteredAt, DateTimeOffset LastAt, ImmutableDictionary<string, int> Done)
{
    /// <summary>Nothing told yet.</summary>
    public static Told Nothing(CaseId id) => new(new CaseState { Id = id }, default, default, ImmutableDictionary<string, int>.Empty);

    /// <summary>Folds one event in.</summary>
    public Told Apply(CaseEvent e)
    {
        var next = this with { Case = Case.Apply(e), LastAt = e.At > LastAt ? e.At : LastAt };
        return e switch
        {
            StepEntered => next with { EnteredAt = e.At },
            RoundBegun => next with { Done = Done.Clear() },
            ActPerformed a => next with { Done = Done.SetItem(a.Act, Done.GetValueOrDefault(a.Act) + 1) },
            _ => next,
        };
    }

    /// <summary>How often an act was done in this round.</summary>
    public int Times(string act) => Done.GetValueOrDefault(act);
}
