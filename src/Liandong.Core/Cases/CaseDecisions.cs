using System.Globalization;
using Liandong.Core.Acts;
using Liandong.Core.Calendars;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Cases;

/// <summary>
/// The core decides: (situation, case, act) -> events, or a named refusal. Pure; the same words reach API, page and log.
/// </summary>
public static class CaseDecisions
{
    /// <summary>The act that opens every stream of a case.</summary>
    public const string Register = "register";

    /// <summary>
    /// Opens a case in the first step of its procedure, or where a branch of the opening leads; what the opening asks and does
    /// belongs to the same act.
    /// </summary>
    public static Decision Open(Situation s, CaseId id, CaseFacts facts, IReadOnlyDictionary<string, FieldValue> given)
    {
        var act = s.Procedure.Opening;
        var (seat, why) = Seats.Opener(s);
        if (why is not null)
        {
            return new Decision.Refused(why);
        }
        var planned = new CaseState { Id = id, Facts = facts, Areas = facts.Areas };
        var (fields, wrong) = FieldChecks.Read(act, given, s, planned);
        if (wrong is not null)
        {
            return new Decision.Refused(wrong);
        }
        var asked = new Asked(s, planned, act, seat, fields!);
        if (Refused(asked) is { } refusal)
        {
            return refusal;
        }
        // Whoever opens his own work has worked on it from the first act on; nobody settles a complaint about himself so.
        int? own = act.Effects.Any(e => e.Kind == EffectKind.OpenSelf) ? 1 : null;
        if (own is not null && seat is not null && (Seats.IsShutOut(s, planned) || Seats.IsBlamed(s, planned, seat.Unit)))
        {
            return new Decision.Refused(new Refusal(Refusals.UnitComplainedOf, "complainedOf"));
        }
        var story = new Story(s, new CaseState { Id = id });
        story.Tell(new ActPerformed(s.Now, Register, s.Actor.Person, seat?.Code, seat?.Unit, fields!.Codes, null, own));
        story.Tell(new CaseRegistered(s.Now, facts));
        return Carry(asked, story, s.Procedure.First);
    }

    /// <summary>Why this person may not open a case of the procedure; null when the form may be shown.</summary>
    public static Refusal? WhyNotOpen(Situation s) => Seats.Opener(s).Why;

    /// <summary>Decides one act of the procedure.</summary>
    public static Decision Decide(Situation s, CaseState c, ActRequest request)
    {
        if (s.Procedure.Act(request.Name) is not { } act)
        {
            return new Decision.Refused(new Refusal(Refusals.UnknownAct, "act", request.Name.Length > 60 ? null : request.Name));
        }
        var (sitting, why) = Sit(s, c, act);
        if (why is not null)
        {
            return new Decision.Refused(why);
        }
        var (fields, wrong) = FieldChecks.Read(act, request.Fields, s, c);
        if (wrong is not null)
        {
            return new Decision.Refused(wrong);
        }
        var asked = sitting! with { Fields = fields! };
        if (s.Actor.Caller is { } caller && fields!.Code("appeal") != caller.Appeal.ToString(CultureInfo.InvariantCulture))
        {
            return new Decision.Refused(new Refusal(Refusals.NotYours, "appeal"));
        }
        if (Refused(asked) is { } refusal)
        {
            return refusal;
        }
        var story = new Story(s, c);
        story.Tell(new ActPerformed(s.Now, act.Name, s.Actor.Person, asked.Seat?.Code, asked.Seat?.Unit, asked.Fields.Codes, request.ClaimedAt, asked.Handling?.No, s.Actor.Caller?.Appeal));
        return Carry(asked, story, act.To);
    }

    private static Decision.Refused? Refused(Asked asked) =>
        asked.Act.Guards.Select(g => Guards.Check(g, asked)).FirstOrDefault(r => r is not null) is { } why ? new Decision.Refused(why) : null;

    /// <summary>Why an act is not possible now, whatever its fields will say; null when its form may be shown.</summary>
    public static Refusal? WhyNot(Situation s, CaseState c, ProcedureAct act) => Sit(s, c, act).Why;

    /// <summary>The act before its form: state, step, seat, and every guard that does not wait for a field.</summary>
    private static (Asked? Asked, Refusal? Why) Sit(Situation s, CaseState c, ProcedureAct act)
    {
        var (post, why) = Misplaced(c, act) is { } misplaced ? (null, misplaced) : Seats.Find(s, c, act);
        if (why is not null)
        {
            return (null, why);
        }
        var asked = new Asked(s, c, act, post, CheckedFields.None);
        return (asked, act.Guards.Select(g => Guards.CheckWithoutFields(g, asked)).FirstOrDefault(r => r is not null));
    }

    private static Refusal? Misplaced(CaseState c, ProcedureAct act)
    {
        var status = c.Status switch
        {
            CaseStatus.Open => "open",
            CaseStatus.Suspended => "suspended",
            CaseStatus.Closed => "closed",
            _ => "ended",
        };
        if (!act.States.Contains(status))
        {
            return new Refusal(Refusals.NotInThisState, null, status);
        }
        return act.From.Count > 0 && !act.From.Contains(c.Step) ? new Refusal(Refusals.NotInThisStep, null, c.Step) : null;
    }

    private static Decision.Accepted Carry(Asked asked, Story story, string? to)
    {
        foreach (var effect in asked.Act.Effects)
        {
            Effects.Apply(effect, asked, story);
        }
        if ((asked.Act.Branches.FirstOrDefault(b => Holds(b.When, asked, story.Case))?.To ?? to) is { } step)
        {
            Steps.Enter(story, step);
        }
        return new Decision.Accepted(story.Events, story.Case, asked.Fields);
    }

    private static bool Holds(BranchWhen when, Asked asked, CaseState after) => when switch
    {
        BranchWhen.ReturnedBefore => asked.Case.Returns > 0,
        BranchWhen.Ruled => asked.Case.Ruled,
        BranchWhen.ChannelVerifies => asked.Situation.City.Choice("channels", asked.Case.Facts!.Channel) is { Verify: true },
        BranchWhen.Drawn => after.Drawn,
        BranchWhen.PhotosMissing => after.PhotosBefore == 0 || after.PhotosAfter == 0,
        _ => throw new InvalidOperationException($"Branch {when} is not written."),
    };
}

/// <summary>An act with all that its guards and effects look at.</summary>
/// <param name="Seat">The post through which it is allowed; null for a rule.</param>
internal sealed record Asked(Situation Situation, CaseState Case, ProcedureAct Act, Post? Seat, CheckedFields Fields)
{
    /// <summary>The part that the seat answers for.</summary>
    public Handling? Part { get; } = Seat is not null && Act.Seat == Procedures.Seat.Part ? Seats.PartOf(Situation, Case, Seat, Act) : null;

    /// <summary>The handling that the act is done for; null at a desk.</summary>
    public Handling? Handling => Act.Seat == Procedures.Seat.Lead ? Case.Lead : Part;
}

/// <summary>Events as they are told, each folded in at once so that the next sees it.</summary>
internal sealed class Story(Situation situation, CaseState before)
{
    private readonly List<CaseEvent> _events = [];

    public Situation Situation { get; } = situation;

    public CaseState Case { get; private set; } = before;

    public IReadOnlyList<CaseEvent> Events => _events;

    public DateTimeOffset Now => Situation.Now;

    public void Tell(CaseEvent e)
    {
        _events.Add(e);
        Case = Case.Apply(e);
    }

    /// <summary>Replaces a clock that exists; nothing happens when it does not.</summary>
    public void Turn(ClockKey key, ClockChange change, Func<ClockState, WorkCalendar, ClockState> turn)
    {
        if (Case.Clocks.TryGetValue(key, out var clock))
        {
            // A due that was told has no limit of its own; once extended it counts by the calendar of what was added.
            var limit = clock.Limit ?? (clock.Extensions.Count > 0 ? clock.Extensions[0].By : null);
            Tell(new ClockChanged(Now, key.HandlingNo, change, turn(clock, Calendar(limit))));
        }
    }

    public void Start(ClockKey key, Limit limit) =>
        Tell(new ClockChanged(Now, key.HandlingNo, ClockChange.Started,
            Clocks.Start(key.Kind, limit, Calendar(limit), Situation.City.Thresholds, Now)));

    public WorkCalendar Calendar(Limit? limit) =>
        limit is null ? Situation.City.Calendars[Situation.City.DefaultCalendar] : Situation.City.CalendarOf(limit);
}
