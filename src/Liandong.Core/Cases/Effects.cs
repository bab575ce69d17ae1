using System.Globalization;
using Liandong.Core.Acts;
using Liandong.Core.Calendars;
using Liandong.Core.Procedures;

namespace Liandong.Core.Cases;

/// <summary>Every effect of the closed list, told as events.</summary>
internal static class Effects
{
    /// <summary>The word for all milestones of the standard where a kind of clock is named.</summary>
    public const string Milestones = "milestones";

    public static void Apply(Effect effect, Asked a, Story story)
    {
        switch (effect.Kind)
        {
            case EffectKind.OpenLead: OpenLead(a, story); break;
            case EffectKind.OpenSelf: OpenSelf(a, story); break;
            case EffectKind.OpenBackstop: OpenBackstop(effect, a, story); break;
            case EffectKind.OpenSub: OpenSub(a, story); break;
            case EffectKind.AcceptLead: MoveLead(story, h => h with { State = HandlingState.Accepted, Person = a.Situation.Actor.Person ?? h.Person }); break;
            case EffectKind.ReturnLead: EndLead(story); story.Tell(new LeadReturned(story.Now)); break;
            case EffectKind.RecallLead: EndLead(story); break;
            case EffectKind.ReportLead: MoveLead(story, h => h with { State = HandlingState.Reported }); break;
            case EffectKind.CollectEvidence: Collect(effect, a, story); break;
            case EffectKind.ResumeLead: MoveLead(story, h => h with { State = HandlingState.Accepted }); break;
            case EffectKind.AcceptPart: MovePart(a, story, h => h with { State = HandlingState.Accepted, Person = a.Situation.Actor.Person }); break;
            case EffectKind.ReturnPart: EndPart(a, story, HandlingState.Returned); break;
            case EffectKind.ReportPart: EndPart(a, story, a.Part!.Kind == HandlingKind.Backstop ? HandlingState.Done : HandlingState.Reported); break;
            case EffectKind.PassParts: EndAll(story, h => h.State == HandlingState.Reported, HandlingState.Done); break;
            case EffectKind.RedoParts: Redo(story); break;
            case EffectKind.EndParts: EndAll(story, _ => true, HandlingState.Done); break;
            case EffectKind.StartClock when effect.Argument == Milestones: StartMilestones(story); break;
            case EffectKind.StartClock: StartClock(effect.Argument!, story); break;
            case EffectKind.StopClock: Stop(story, new ClockKey(0, effect.Argument!)); break;
            case EffectKind.ContinueClock: Continue(story, new ClockKey(0, effect.Argument!)); break;
            case EffectKind.ExtendClock: Extend(story); break;
            case EffectKind.Suspend: Suspend(effect, a, story); break;
            case EffectKind.Resume: Resume(story); break;
            case EffectKind.AskExtension: Ask(a, story); break;
            case EffectKind.AnswerExtension: story.Tell(new ExtensionAnswered(story.Now, effect.Argument == "granted")); break;
            case EffectKind.MarkContacted: story.Tell(new CallerContacted(story.Now, a.Situation.Actor.Person)); break;
            case EffectKind.LogContact: story.Tell(new CallerCalled(story.Now, a.Fields.Code("reached") != "false")); break;
            case EffectKind.AskByLink: ChangeAppeal(a, story, x => x with { LinkUntil = Clocks.Cut(story.Now.AddDays((double)a.Situation.Procedure.Rule("linkDays"))) }); break;
            case EffectKind.Copy: Copy(a, story); break;
            case EffectKind.MarkMilestone: Reach(a.Fields.Code("milestone")!, story); break;
            case EffectKind.DrawSample: story.Tell(new SampleDrawn(story.Now, effect.Argument!, a.Situation.Draw < a.Situation.Procedure.Rule(effect.Argument!))); break;
            case EffectKind.MarkRuled: story.Tell(new CaseRuled(story.Now)); break;
            case EffectKind.AddAppeal: AddAppeal(a, story); break;
            case EffectKind.CallBack: CallBack(a, story); break;
            case EffectKind.TryCall: ChangeAppeal(a, story, x => x with { Tries = x.Tries + 1, TriedAt = story.Now }); break;
            case EffectKind.NextRound: NextRound(effect, story); break;
            case EffectKind.Reopen: story.Tell(new CaseReopened(story.Now)); story.Tell(new RoundBegun(story.Now, story.Case.Round + 1)); break;
            case EffectKind.Close: End(story, CaseStatus.Closed, effect.Argument ?? a.Fields.Code("result")); break;
            case EffectKind.Void: End(story, CaseStatus.Void, null); break;
            case EffectKind.Refuse: End(story, CaseStatus.Refused, null); break;
            default: throw new InvalidOperationException($"Effect {effect.Kind} is not written.");
        }
    }

    private static void OpenLead(Asked a, Story story)
    {
        var unit = new UnitCode(a.Fields.Code("unit")!);
        var until = WindowEnd(story);
        Open(story, unit, HandlingKind.Lead, 0, until);
        foreach (var co in a.Fields.List("co"))
        {
            Open(story, new UnitCode(co), HandlingKind.Co, 0, until);
        }
    }

    private static void OpenSub(Asked a, Story story) =>
        Open(story, new UnitCode(a.Fields.Code("unit")!), HandlingKind.Sub, (story.Case.Lead?.Level ?? 0) + 1, WindowEnd(story));

    private static void OpenSelf(Asked a, Story story)
    {
        Open(story, a.Seat!.Unit, HandlingKind.Lead, 0, null);
        MoveLead(story, h => h with { State = HandlingState.Accepted, Person = a.Situation.Actor.Person });
    }

    /// <summary>Danger is not discussed: what is sent to make safe is not returned.</summary>
    private static void OpenBackstop(Effect effect, Asked a, Story story)
    {
        Open(story, new UnitCode(a.Fields.Code("unit")!), HandlingKind.Backstop, 0, null);
        if (story.Situation.Procedure.Clocks[effect.Argument!].LimitFor(story.Case.Facts!.Urgency) is { } limit)
        {
            story.Start(new ClockKey(story.Case.Handlings.Count, ClockKey.Handling), limit);
        }
    }

    /// <summary>Until when what is sent now may be returned; never after a ruling.</summary>
    private static DateTimeOffset? WindowEnd(Story story) =>
        story.Case.Ruled || story.Situation.Procedure.ReturnWindow is not { } window ? null : Steps.DueOf(story, window);

    private static void Open(Story story, UnitCode unit, HandlingKind kind, int level, DateTimeOffset? until)
    {
        var no = story.Case.Handlings.Count + 1;
        var city = story.Situation.City;
        var holder = city.Staff.Holder(unit, Roles.Clerk, city.Day(story.Now), story.Case.Facts?.ComplainedOfPerson);
        story.Tell(new HandlingChanged(story.Now, new Handling(no, story.Case.Round, unit, kind, level, HandlingState.Offered, holder, story.Now, until)));
        if (kind is HandlingKind.Co or HandlingKind.Sub && Promised(story) is { } limit)
        {
            // A level below, or beside, sees its share of the limit; the rest is the lead's to join and check.
            var share = story.Situation.Procedure.Rule("levelShare");
            story.Start(new ClockKey(no, ClockKey.Handling), share > 0 ? new Limit(Math.Max(0.01m, limit.Amount * share), limit.Kind, limit.Calendar) : limit);
        }
    }

    private static void EndLead(Story story)
    {
        EndAll(story, h => h.Kind != HandlingKind.Backstop, HandlingState.Returned);
        MoveLead(story, h => h with { State = HandlingState.Returned });
    }

    private static void MoveLead(Story story, Func<Handling, Handling> move)
    {
        if (story.Case.Lead is { } lead)
        {
            story.Tell(new HandlingChanged(story.Now, move(lead)));
        }
    }

    private static void MovePart(Asked a, Story story, Func<Handling, Handling> move) =>
        story.Tell(new HandlingChanged(story.Now, move(a.Part!)));

    private static void EndPart(Asked a, Story story, HandlingState state) => EndOne(story, a.Part!, state);

    private static void EndOne(Story story, Handling part, HandlingState state)
    {
        story.Tell(new HandlingChanged(story.Now, part with { State = state }));
        Stop(story, new ClockKey(part.No, ClockKey.Handling));
    }

    private static void EndAll(Story story, Func<Handling, bool> which, HandlingState state)
    {
        foreach (var part in story.Case.OpenParts.Where(which).ToList())
        {
            EndOne(story, part, state);
        }
    }

    private static void Redo(Story story)
    {
        foreach (var part in story.Case.OpenParts.Where(h => h.State == HandlingState.Reported).ToList())
        {
            story.Tell(new HandlingChanged(story.Now, part with { State = HandlingState.Accepted }));
            Continue(story, new ClockKey(part.No, ClockKey.Handling));
        }
    }

    private static void StartClock(string kind, Story story)
    {
        var limit = kind == ClockKey.Handling
            ? Promised(story)
            : story.Situation.Procedure.Clocks.GetValueOrDefault(kind)?.LimitFor(story.Case.Facts!.Urgency);
        Start(new ClockKey(0, kind), limit, story);
    }

    private static void Start(ClockKey key, Limit? limit, Story story)
    {
        if (limit is not null && (!story.Case.Clocks.TryGetValue(key, out var clock) || clock.StoppedAt is not null))
        {
            story.Start(key, limit);
        }
    }

    /// <summary>The limit of the place or the standard, or the nature's where that ends earlier: a question is answered sooner than a hole is filled.</summary>
    private static Limit? Promised(Story story)
    {
        var usual = story.Case.Facts?.Promised(story.Situation.Standard);
        return usual is null ? null : Steps.Sooner(story, usual, story.Case.Facts?.Limit);
    }

    private static void StartMilestones(Story story)
    {
        foreach (var milestone in story.Situation.Standard?.Milestones.Where(m => !story.Case.Milestones.Contains(m.Code)) ?? [])
        {
            var key = new ClockKey(0, ClockKey.Milestone + milestone.Code);
            if (!story.Case.Clocks.TryGetValue(key, out var clock) || clock.StoppedAt is not null)
            {
                story.Start(key, milestone.Limit);
            }
        }
    }

    private static void Reach(string milestone, Story story)
    {
        story.Tell(new MilestoneReached(story.Now, milestone));
        Stop(story, new ClockKey(0, ClockKey.Milestone + milestone));
    }

    public static void Stop(Story story, ClockKey key)
    {
        if (story.Case.Clocks.TryGetValue(key, out var clock) && clock.StoppedAt is null)
        {
            story.Turn(key, ClockChange.Stopped, (c, _) => Clocks.Stop(c, story.Now));
        }
    }

    /// <summary>A reply sent back was no end: the clock has run all the time, the due stays what it was.</summary>
    private static void Continue(Story story, ClockKey key)
    {
        if (story.Case.Clocks.TryGetValue(key, out var clock) && clock.StoppedAt is not null)
        {
            story.Turn(key, ClockChange.Resumed, (c, _) => c with { StoppedAt = null });
        }
    }

    private static void Ask(Asked a, Story story)
    {
        if (a.Situation.Actor.Person is { } asker)
        {
            story.Tell(new ExtensionAsked(story.Now, asker));
        }
    }

    private static void Extend(Story story)
    {
        if (story.Case.Handling is { StoppedAt: null } clock && (clock.Limit ?? story.Case.Facts?.Promised(story.Situation.Standard)) is { } more)
        {
            story.Turn(new ClockKey(0, ClockKey.Handling), ClockChange.Extended,
                (c, _) => Clocks.Extend(c, story.Calendar(more), story.Situation.City.Thresholds, more, story.Now));
        }
    }

    private static void Suspend(Effect effect, Asked a, Story story)
    {
        var until = a.Fields.Instants["until"];
        story.Tell(new CaseSuspended(story.Now, until));
        foreach (var (key, clock) in story.Case.Clocks.Where(x => x.Value.StoppedAt is null && x.Value.PausedAt is null))
        {
            story.Turn(key, ClockChange.Paused, (c, calendar) => Clocks.Pause(c, calendar, story.Situation.City.Thresholds, story.Now));
        }
        story.Tell(new TimerSet(story.Now, effect.Argument!, until));
    }

    private static void Resume(Story story)
    {
        foreach (var timer in story.Case.Timers.Keys)
        {
            story.Tell(new TimerSet(story.Now, timer, null));
        }
        story.Tell(new CaseResumed(story.Now));
        foreach (var (key, _) in story.Case.Clocks.Where(x => x.Value.PausedAt is not null && x.Value.StoppedAt is null))
        {
            story.Turn(key, ClockChange.Resumed, (c, calendar) => Clocks.Resume(c, calendar, story.Situation.City.Thresholds, story.Now));
        }
    }

    private static void Collect(Effect effect, Asked a, Story story)
    {
        if (a.Fields.List(effect.Argument == "before" ? "before" : "photos") is { Count: > 0 } photos)
        {
            story.Tell(new EvidenceAdded(story.Now, effect.Argument ?? "other", photos));
        }
        if (a.Fields.List("conditions") is { Count: > 0 } conditions)
        {
            story.Tell(new ConditionsTicked(story.Now, conditions));
        }
    }

    private static void Copy(Asked a, Story story)
    {
        // Who gets a part by the same act needs no copy beside it.
        if (a.Fields.List(CheckedFields.Copy).Select(u => new UnitCode(u)).Except(story.Case.Copied).Except(story.Case.Units).ToList() is { Count: > 0 } told)
        {
            story.Tell(new CaseCopied(story.Now, told));
        }
    }

    private static void AddAppeal(Asked a, Story story) =>
        story.Tell(new AppealChanged(story.Now, new Appeal(story.Case.Appeals.Count + 1, a.Fields.Code("channel") ?? story.Case.Facts!.Channel,
            Number(a, "secrecy") ?? 0, a.Fields.Code("wantsAnswer") != "false", 0, false, null, null, null)));

    private static void CallBack(Asked a, Story story) =>
        ChangeAppeal(a, story, x => x with { Reached = true, Resolved = a.Fields.Code("resolved"), Attitude = Number(a, "attitude"), Result = Number(a, "satisfaction"), LinkUntil = null });

    private static void ChangeAppeal(Asked a, Story story, Func<Appeal, Appeal> change) =>
        story.Tell(new AppealChanged(story.Now, change(story.Case.Appeals[(Number(a, "appeal") ?? 1) - 1])));

    private static void NextRound(Effect effect, Story story)
    {
        var last = story.Case.Lead!;
        story.Tell(new RoundBegun(story.Now, story.Case.Round + 1));
        Open(story, last.Unit, HandlingKind.Lead, 0, null);
        MoveLead(story, h => h with { State = HandlingState.Accepted, Person = last.Person });
        var most = effect.Argument is { } kind ? story.Situation.Procedure.Clocks[kind].LimitFor(story.Case.Facts!.Urgency) : null;
        Start(new ClockKey(0, ClockKey.Handling), Steps.Sooner(story, Promised(story), most), story);
    }

    private static void End(Story story, CaseStatus status, string? kind)
    {
        foreach (var h in story.Case.Handlings.Where(h => h.IsOpen).ToList())
        {
            story.Tell(new HandlingChanged(story.Now, h with { State = HandlingState.Done }));
        }
        foreach (var key in story.Case.Clocks.Where(x => x.Value.StoppedAt is null).Select(x => x.Key).ToList())
        {
            Stop(story, key);
        }
        foreach (var timer in story.Case.Timers.Keys)
        {
            story.Tell(new TimerSet(story.Now, timer, null));
        }
        story.Tell(new CaseClosed(story.Now, status, kind));
    }

    private static int? Number(Asked a, string field) =>
        int.TryParse(a.Fields.Code(field), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
