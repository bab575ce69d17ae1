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
        Effects.Stop(story, new ClockKey(0, ClockKey.Step));
        var lead = step.Seat == Seat.Lead ? story.Case.Lead : null;
        string[]? roles = step.Seat == Seat.Area ? [.. s.Procedure.Acts.Where(a => a.Seat == Seat.Area && a.From.Contains(code)).SelectMany(a => a.Roles).Distinct()] : null;
        story.Tell(new StepEntered(story.Now, code, lead?.Unit, lead is null ? null : Present(story, lead, step.Role), roles));
        if (step.Limit is { } limit)
        {
            story.Start(new ClockKey(0, ClockKey.Step), limit);
        }
        if (step.After is { } after)
        {
            story.Tell(new TimerSet(story.Now, after.Act, DueOf(story, after.Limit)));
        }
    }

    /// <summary>Who is bound: the lead's own person; on leave, or when nobody was bound, the one who answers for the role that day.</summary>
    private static PersonId? Present(Story story, Handling lead, string role)
    {
        var s = story.Situation;
        var day = s.City.Day(s.Now);
        return lead.Person is { } person && !s.City.Staff.IsOnLeave(person, day) ? person : s.City.Staff.Holder(lead.Unit, role, day, story.Case.Facts?.ComplainedOfPerson);
    }

    /// <summary>The instant at which a limit from now is over.</summary>
    public static DateTimeOffset? DueOf(Story story, Limit limit) =>
        Clocks.Start("timer", limit, story.Calendar(limit), story.Situation.City.Thresholds, story.Now).Due;

    /// <summary>Of two limits the one that ends sooner from now; of one and none the one.</summary>
    public static Limit? Sooner(Story story, Limit? one, Limit? other) =>
        one is null || (other is not null && DueOf(story, other) < DueOf(story, one)) ? other : one;
}
