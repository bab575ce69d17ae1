using Liandong.Core.Calendars;
using Liandong.Core.Procedures;

namespace Liandong.Core.Cases;

/// <summary>Entering a step: bind it, stop the old step clock, start the new one, set what turns by itself.</summary>
internal static class Steps
{
    public static void Enter(Story story, string code)
    {
        var (s, step) = (story.Situation, story.Situation.Procedure.Steps[code]);
        foreach (var timer in story.Case.Timers.Keys)
        {
            story.Tell(new TimerSet(story.Now, timer, null));
        }
        story.Turn(new ClockKey(0, ClockKey.Step), ClockChange.Stopped, (clock, _) => clock.StoppedAt is null ? Clocks.Stop(clock, story.Now) : clock);
        var unit = step.Seat == Seat.Lead ? story.Case.Lead?.Unit : null;
        var person = unit is { } u ? story.Case.Lead?.Person ?? s.City.Staff.Holder(u, step.Role, s.City.Day(story.Now)) : null;
        story.Tell(new StepEntered(story.Now, code, unit, person));
        if (step.Limit is { } limit)
        {
            story.Start(new ClockKey(0, ClockKey.Step), limit);
        }
        if (step.After is { } after)
        {
            story.Tell(new TimerSet(story.Now, after.Act, DueOf(story, after.Limit)));
        }
    }

    /// <summary>The instant at which a limit from now is over.</summary>
    public static DateTimeOffset? DueOf(Story story, Limit limit) =>
        Clocks.Start("timer", limit, story.Calendar(limit), story.Situation.City.Thresholds, story.Now).Due;
}
