using System.Collections.Immutable;
using Liandong.Core.Calendars;

namespace Liandong.Core.Cases;

/// <summary>A case as its events tell it. Nothing here is stored; the rows of the database are drawn from it.</summary>
public sealed record CaseState
{
    /// <summary>The stream.</summary>
    public required CaseId Id { get; init; }

    /// <summary>Acts so far: guards acts. A turned light does not change it.</summary>
    public int Version { get; init; }

    /// <summary>Number of the last event, from 1.</summary>
    public int Seq { get; init; }

    /// <summary>What it is and was promised; null before registration.</summary>
    public CaseFacts? Facts { get; init; }

    /// <summary>Came in by import and nobody has acted on it since: quiet.</summary>
    public bool Imported { get; init; }

    /// <summary>State.</summary>
    public CaseStatus Status { get; init; } = CaseStatus.Draft;

    /// <summary>The one current step, by code.</summary>
    public string Step { get; init; } = "";

    /// <summary>Where it lies: as opened, or what took the place of areas that ended since.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>The unit the step waits for.</summary>
    public UnitCode? StepUnit { get; init; }

    /// <summary>The person the step waits for.</summary>
    public PersonId? StepPerson { get; init; }

    /// <summary>Roles around the place that the step waits for.</summary>
    public IReadOnlyList<string> StepRoles { get; init; } = [];

    /// <summary>From 1; one more for each rework and reopening.</summary>
    public int Round { get; init; } = 1;

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Closing kind.</summary>
    public string? ClosingKind { get; init; }

    /// <summary>Every unit's part, in order.</summary>
    public ImmutableList<Handling> Handlings { get; init; } = [];

    /// <summary>Clocks by (handling, kind); handling 0 is the case's own.</summary>
    public ImmutableSortedDictionary<ClockKey, ClockState> Clocks { get; init; } = ImmutableSortedDictionary<ClockKey, ClockState>.Empty;

    /// <summary>Acts that turn by themselves, and when.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Timers { get; init; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Callers' appeals, in order.</summary>
    public ImmutableList<Appeal> Appeals { get; init; } = [];

    /// <summary>When the lead of this round contacted the caller; another lead has to do it again.</summary>
    public DateTimeOffset? ContactedAt { get; init; }

    /// <summary>Who speaks with the caller for this round's lead; null before the first contact.</summary>
    public PersonId? ContactPerson { get; init; }

    /// <summary>
    /// The one contact person for the caller: who of this round's lead spoke with him first; until somebody did, who accepted
    /// the case for the lead. Null before that.
    /// </summary>
    public PersonId? Contact => ContactPerson ?? (Lead is { State: not HandlingState.Offered } lead ? lead.Person : null);

    /// <summary>Units that were told of it and have no part in it, in the order of telling.</summary>
    public ImmutableList<UnitCode> Copied { get; init; } = [];

    /// <summary>Milestones of the standard reached so far.</summary>
    public ImmutableHashSet<string> Milestones { get; init; } = [];

    /// <summary>The sample drawn last in this round took the case.</summary>
    public bool Drawn { get; init; }

    /// <summary>Who asked for an extension that waits for an answer.</summary>
    public PersonId? ExtensionAsker { get; init; }

    /// <summary>Extensions granted in this round.</summary>
    public int Extensions { get; init; }

    /// <summary>Returns by lead units in this round.</summary>
    public int Returns { get; init; }

    /// <summary>A ruling holds.</summary>
    public bool Ruled { get; init; }

    /// <summary>Has been suspended, ever.</summary>
    public bool SuspendedBefore { get; init; }

    /// <summary>End of the running suspension.</summary>
    public DateTimeOffset? SuspendedUntil { get; init; }

    /// <summary>Photos of the state before, ever.</summary>
    public int PhotosBefore { get; init; }

    /// <summary>Photos afterwards in this round.</summary>
    public int PhotosAfter { get; init; }

    /// <summary>Everything ever uploaded to it, by hash.</summary>
    public ImmutableSortedSet<string> Files { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Conditions ticked in this round.</summary>
    public ImmutableHashSet<string> Conditions { get; init; } = [];

    /// <summary>Who acted for the lead or a part in this round: nobody judges his own work.</summary>
    public ImmutableHashSet<PersonId> Workers { get; init; } = [];

    /// <summary>Acts by name since the step was entered.</summary>
    public ImmutableDictionary<string, int> ActsInStep { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Who registered it; keeps read access.</summary>
    public PersonId? RegisteredBy { get; init; }

    /// <summary>The lead of this round, or null before dispatch.</summary>
    public Handling? Lead => Handlings.LastOrDefault(h => h.Kind == HandlingKind.Lead && h.Round == Round && h.State != HandlingState.Returned);

    /// <summary>Open parts beside and below the lead in this round.</summary>
    public IEnumerable<Handling> OpenParts => Handlings.Where(h => h.Kind != HandlingKind.Lead && h.Round == Round && h.IsOpen);

    /// <summary>Clocks of milestones that are still to be reached, with the milestone's code.</summary>
    public IEnumerable<(string Milestone, ClockState Clock)> OpenMilestones => Clocks
        .Where(c => c.Key.HandlingNo == 0 && c.Key.Kind.StartsWith(ClockKey.Milestone, StringComparison.Ordinal) && c.Value.StoppedAt is null)
        .Select(c => (c.Key.Kind[ClockKey.Milestone.Length..], c.Value));

    /// <summary>The handling clock: decides on-time.</summary>
    public ClockState? Handling => Clocks.GetValueOrDefault(new ClockKey(0, ClockKey.Handling));

    /// <summary>Units that see the case because they have, or had until it ended, a part in it.</summary>
    public IEnumerable<UnitCode> Units => Handlings.Where(h => h.Round == Round && h.State != HandlingState.Returned).Select(h => h.Unit).Distinct();

    /// <summary>What the list of affairs is asked with: about the areas it lies in now.</summary>
    public Dispatch.Matter ToMatter(DateOnly day) => Facts!.ToMatter(day) with { Areas = Areas };

    /// <summary>Folds one event in. Total: an event that was stored is always applied.</summary>
    public CaseState Apply(CaseEvent e) => (e switch
    {
        ActPerformed a => Acted(a),
        CaseRegistered r => this with
        {
            Facts = r.Facts, Areas = r.Facts.Areas, Status = CaseStatus.Open, OpenedAt = r.At,
            Appeals = [new Appeal(1, r.Facts.Channel, r.Facts.Secrecy, r.Facts.WantsAnswer, 0, false, null, null, null)],
        },
        CaseImported i => Import(i),
        StepEntered s => this with { Step = s.Step, StepUnit = s.Unit, StepPerson = s.Person, StepRoles = s.Roles ?? [], ActsInStep = ImmutableDictionary<string, int>.Empty },
        CaseRebound b => this with { Areas = b.Areas, StepUnit = b.Unit, StepPerson = b.Person, ContactPerson = b.Contact ?? ContactPerson },
        HandlingChanged h => Handle(h.Handling),
        ClockChanged c => this with { Clocks = Clocks.SetItem(new ClockKey(c.Handling, c.Clock.Kind), c.Clock) },
        TimerSet t => this with { Timers = t.Due is { } due ? Timers.SetItem(t.Act, due) : Timers.Remove(t.Act) },
        CallerContacted c => this with { ContactedAt = c.At, ContactPerson = c.Person },
        CallerCalled => this,
        CaseCopied x => this with { Copied = Copied.AddRange(x.Units.Except(Copied)) },
        MilestoneReached m => this with { Milestones = Milestones.Add(m.Milestone) },
        SampleDrawn d => this with { Drawn = d.Drawn },
        ExtensionAsked x => this with { ExtensionAsker = x.Person },
        ExtensionAnswered x => this with { ExtensionAsker = null, Extensions = Extensions + (x.Granted ? 1 : 0) },
        LeadReturned => this with { Returns = Returns + 1 },
        CaseRuled => this with { Ruled = true },
        CaseSuspended s => this with { Status = CaseStatus.Suspended, SuspendedBefore = true, SuspendedUntil = s.Until },
        CaseResumed => this with { Status = CaseStatus.Open, SuspendedUntil = null },
        AppealChanged a => this with { Appeals = a.Appeal.No <= Appeals.Count ? Appeals.SetItem(a.Appeal.No - 1, a.Appeal) : Appeals.Add(a.Appeal) },
        EvidenceAdded v => this with
        {
            PhotosBefore = PhotosBefore + (v.Kind == "before" ? v.Files.Count : 0), PhotosAfter = PhotosAfter + (v.Kind == "after" ? v.Files.Count : 0),
            Files = Files.Union(v.Files),
        },
        ConditionsTicked t => this with { Conditions = Conditions.Union(t.Conditions) },
        RoundBegun r => Begin(r),
        CaseClosed c => this with
        {
            Status = c.Status, ClosedAt = c.At, ClosingKind = c.Kind, SuspendedUntil = null, ExtensionAsker = null,
            Handlings = [.. Handlings.Select(h => h.IsOpen ? h with { State = HandlingState.Done } : h)],
        },
        CaseReopened => this with { Status = CaseStatus.Open, ClosedAt = null, ClosingKind = null },
        TextErased => this,
        _ => throw new InvalidOperationException($"The event {e.GetType().Name} is not known to the fold."),
    }) with { Seq = Seq + 1 };

    /// <summary>Folds a whole history.</summary>
    public static CaseState Replay(CaseId id, IEnumerable<CaseEvent> events) =>
        events.Aggregate(new CaseState { Id = id }, (state, e) => state.Apply(e));

    private CaseState Acted(ActPerformed a) => this with
    {
        Version = Version + 1,
        Imported = false,
        RegisteredBy = Facts is null ? a.Person : RegisteredBy,
        ActsInStep = ActsInStep.SetItem(a.Act, ActsInStep.GetValueOrDefault(a.Act) + 1),
        Workers = a is { Person: { } person, Handling: not null } ? Workers.Add(person) : Workers,
    };

    private CaseState Handle(Handling h)
    {
        var told = this with { Handlings = h.No <= Handlings.Count ? Handlings.SetItem(h.No - 1, h) : Handlings.Add(h) };
        // What the lead promised and asked goes with it: the next one speaks with the caller itself.
        return h is { Kind: HandlingKind.Lead, State: HandlingState.Returned } ? told with { ContactedAt = null, ContactPerson = null, ExtensionAsker = null } : told;
    }

    private CaseState Import(CaseImported i) => this with
    {
        Facts = i.Facts, Areas = i.Facts.Areas, Status = CaseStatus.Open, OpenedAt = i.At, Imported = true, Version = 1, Step = i.Step, StepUnit = i.Unit,
        Handlings = i.Section is { } section
            ? [Held(1, i.Unit, HandlingKind.Lead, i.At), Held(2, section, HandlingKind.Sub, i.At)] : [Held(1, i.Unit, HandlingKind.Lead, i.At)],
        Clocks = i.Clock is { } clock ? Clocks.SetItem(new ClockKey(0, clock.Kind), clock) : Clocks,
        Appeals = [new Appeal(1, i.Facts.Channel, i.Facts.Secrecy, false, 0, false, null, null, null)],
    };

    private static Handling Held(int no, UnitCode unit, HandlingKind kind, DateTimeOffset at) =>
        new(no, 1, unit, kind, no - 1, HandlingState.Accepted, null, at, null);

    private CaseState Begin(RoundBegun r) => this with
    {
        Round = r.Round, ContactedAt = null, ContactPerson = null, Drawn = false, ExtensionAsker = null, Extensions = 0, Returns = 0, Ruled = false, PhotosAfter = 0,
        Conditions = [], Workers = [],
        Appeals = [.. Appeals.Select(a => a with { Tries = 0, Reached = false, Resolved = null, Attitude = null, Result = null, LinkUntil = null })],
    };
}

/// <summary>Which clock of a case.</summary>
/// <param name="HandlingNo">0 for the case's own clocks.</param>
public readonly record struct ClockKey(int HandlingNo, string Kind) : IComparable<ClockKey>
{
    /// <summary>The kind of the clock that decides on-time.</summary>
    public const string Handling = "handling";

    /// <summary>The kind of the current step's clock.</summary>
    public const string Step = "step";

    /// <summary>What kinds of milestones' clocks begin with; the milestone's code follows.</summary>
    public const string Milestone = "milestone.";

    /// <inheritdoc/>
    public int CompareTo(ClockKey other) =>
        HandlingNo != other.HandlingNo ? HandlingNo.CompareTo(other.HandlingNo) : string.CompareOrdinal(Kind, other.Kind);
}
