using Liandong.Core.Calendars;

namespace Liandong.Core.Procedures;

/// <summary>
/// The path of a kind of case as data: steps with a role and a limit, acts with guards and effects out of a closed list.
/// Frozen on the case by its hash; every format ever released stays readable.
/// </summary>
/// <param name="Code">The city's code.</param>
/// <param name="Name">Name in both languages.</param>
/// <param name="Hash">SHA-256, hex, of the file's canonical bytes.</param>
/// <param name="First">The step in which a registered case stands.</param>
/// <param name="Steps">By code.</param>
/// <param name="Acts">In the order of the file, which is the order on screen.</param>
/// <param name="Clocks">Kinds of clock beside the step clock, by code.</param>
/// <param name="Rules">Numbers that guards compare with, by name (maxExtensions, maxRounds, reopenDays, ...).</param>
/// <param name="Opening">
/// The act that opens a case: its roles may open (none = anybody of the staff), its fields are asked at registration, its
/// effects follow in the same commit; a branch leads past <paramref name="First"/>.
/// </param>
public sealed record Procedure(string Code, LocalName Name, string Hash, string First, ProcedureAct Opening,
    IReadOnlyDictionary<string, Step> Steps, IReadOnlyList<ProcedureAct> Acts,
    IReadOnlyDictionary<string, ClockKind> Clocks, IReadOnlyDictionary<string, decimal> Rules)
{
    /// <summary>The act with this name, or null.</summary>
    public ProcedureAct? Act(string name) => Acts.FirstOrDefault(a => a.Name == name);

    /// <summary>The act, or for the name of every registration the opening; null when there is neither.</summary>
    public ProcedureAct? ActOrOpening(string name) => name == Opening.Name ? Opening : Act(name);

    /// <summary>The act that a caller may do by his link; null when the procedure sends none.</summary>
    public ProcedureAct? AskedByLink => Acts.SelectMany(a => a.Effects).FirstOrDefault(e => e.Kind == EffectKind.AskByLink) is { Argument: { } asked } ? Act(asked) : null;

    /// <summary>How long a unit may return what was sent to it: until the clockwork accepts in its place. Null = it may not.</summary>
    public Limit? ReturnWindow => Steps.Values.Select(s => s.After)
        .FirstOrDefault(t => t is not null && Act(t.Act) is { } act && act.Effects.Any(e => e.Kind == EffectKind.AcceptLead))?.Limit;

    /// <summary>A number of the procedure; zero when it is not written.</summary>
    public decimal Rule(string name) => Rules.GetValueOrDefault(name);
}

/// <summary>A step: who is expected to act, and within which limit. A case stands in exactly one.</summary>
/// <param name="Seat">Whose role it is: the lead unit's, or the desk's, whoever is on shift.</param>
/// <param name="After">What turns by itself when nobody acts, and after which limit.</param>
public sealed record Step(string Code, LocalName Name, string Role, Seat Seat, Limit? Limit, StepTimer? After);

/// <summary>An act that the clockwork performs when its limit from entering the step is over.</summary>
public sealed record StepTimer(string Act, Limit Limit);

/// <summary>A kind of clock.</summary>
/// <param name="Limit">Null: the limit comes from the case's standard, or from its urgency alone.</param>
/// <param name="ByUrgency">Other limits for cases of an urgency, by the city's code.</param>
public sealed record ClockKind(string Code, LocalName Name, Limit? Limit, IReadOnlyDictionary<string, Limit> ByUrgency)
{
    /// <summary>The limit for a case of this urgency; null when the procedure names none.</summary>
    public Limit? LimitFor(string urgency) => ByUrgency.GetValueOrDefault(urgency) ?? Limit;
}

/// <summary>Where the one who acts must sit.</summary>
public enum Seat
{
    /// <summary>Any holder of the role who may see the case.</summary>
    Desk,

    /// <summary>A holder of the role in the lead unit or above it.</summary>
    Lead,

    /// <summary>A holder of the role in a unit with an open co- or sub-handling, or above it.</summary>
    Part,

    /// <summary>The clockwork only.</summary>
    Rule,

    /// <summary>A holder of the role in a unit that serves the place of the case, or in a root. Sees the case while it waits for him.</summary>
    Area,
}

/// <summary>One thing that can be done to a case.</summary>
/// <param name="Name">Code, used by the API.</param>
/// <param name="From">Steps it leaves from; empty means every step.</param>
/// <param name="States">States in which it is possible: open, suspended, closed.</param>
/// <param name="To">The step it leads to; null stays.</param>
/// <param name="Branches">The first that holds replaces <paramref name="To"/>.</param>
/// <param name="Adds">Only adds to the case (note, contact, chase): needs no version and is decided again on a changed case.</param>
public sealed record ProcedureAct(string Name, LocalName Label, IReadOnlyList<string> Roles, Seat Seat,
    IReadOnlyList<string> From, IReadOnlyList<string> States, string? To, IReadOnlyList<Branch> Branches,
    IReadOnlyList<FieldSpec> Fields, IReadOnlyList<Guard> Guards, IReadOnlyList<Effect> Effects, bool Adds);

/// <summary>Another way on: to <paramref name="To"/> when the condition holds.</summary>
public sealed record Branch(BranchWhen When, string To);

/// <summary>Conditions of a branch.</summary>
public enum BranchWhen
{
    /// <summary>A lead has returned the case in this round before this act.</summary>
    ReturnedBefore,

    /// <summary>A ruling holds: only another ruling may change it.</summary>
    Ruled,

    /// <summary>At opening: the city wants what comes through this door seen before it is filed.</summary>
    ChannelVerifies,

    /// <summary>The sample that this act drew took the case.</summary>
    Drawn,

    /// <summary>After this act the round has no photo before, or none afterwards.</summary>
    PhotosMissing,
}
