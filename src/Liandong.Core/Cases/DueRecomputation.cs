using System.Collections.Immutable;
using Liandong.Core.Acts;
using Liandong.Core.Calendars;

namespace Liandong.Core.Cases;

/// <summary>
/// A calendar now covers days that it did not know when a due was computed: what was provisional becomes firm, by an act
/// of the rule, so that the trace says why a date moved.
/// </summary>
public static class DueRecomputation
{
    /// <summary>The act's name in the trace.</summary>
    public const string Act = "recompute-dues";

    /// <summary>The events, or null when nothing provisional changes.</summary>
    public static Decision.Accepted? Decide(Situation s, CaseState c)
    {
        var story = new Story(s, c);
        var moved = c.Clocks.Where(k => k.Value is { Provisional: true, StoppedAt: null, PausedAt: null })
            .Select(k => (k.Key, Clock: Clocks.Recompute(k.Value, story.Calendar(k.Value.Limit), s.City.Thresholds)))
            .Where(k => k.Clock.Due != c.Clocks[k.Key].Due || !k.Clock.Provisional).ToList();
        if (moved.Count == 0)
        {
            return null;
        }
        story.Tell(new ActPerformed(s.Now, Act, null, null, null, ImmutableDictionary<string, string>.Empty, null));
        foreach (var (key, clock) in moved)
        {
            story.Tell(new ClockChanged(s.Now, key.HandlingNo, ClockChange.Recomputed, clock));
        }
        return new Decision.Accepted(story.Events, story.Case, CheckedFields.None);
    }
}
