using Liandong.Web.Look;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk.People;

/// <summary>Somebody leaves: what he holds, who may take over, and what is asked; afterwards, what was moved.</summary>
/// <param name="Left">What was said of it before; null when he stays.</param>
/// <param name="MadeFrom">The version of the city that was looked at.</param>
public sealed record LeavePage(string Code, string Name, IReadOnlyList<LeavingPost> Posts, IReadOnlyList<HeldGroup> Held, IReadOnlyList<FieldOption> Successors, LeftView? Left, Guid Key, string MadeFrom, string Today)
{
    public bool At { get; init; }

    public string? Day { get; init; }

    public string? Successor { get; init; }

    public string? Reason { get; init; }

    public RefusalNote? Refusal { get; init; }

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public int Count => Held.Sum(h => h.Count);
}

/// <param name="Alone">Nobody else sits on it: the successor must take it.</param>
/// <param name="Takes">Ticked.</param>
public sealed record LeavingPost(string Code, string Unit, string Role, bool Deputy, bool Alone, string? Stays, bool Takes);

/// <param name="Moves">Goes to whoever is named; else it stays as it is.</param>
/// <param name="Hidden">How many of the cases this reader may not see.</param>
public sealed record HeldGroup(string Kind, int Count, string Words, IReadOnlyList<HeldCase> Cases, int Hidden);

public sealed record HeldCase(string Number, string Url, string Class, string? Title, string Step, DateTimeOffset? Due);

/// <param name="Waits">Cases that are not moved yet.</param>
public sealed record LeftView(string LastDay, bool Over, string? Successor, string? SuccessorUrl, string Reason, string By, DateTimeOffset SaidAt, DateTimeOffset? DoneAt, IReadOnlyList<MovedGroup> Moved, int Waits);

public sealed record MovedGroup(string Words, IReadOnlyList<MovedRow> Rows);

public sealed record MovedRow(string? Number, string? Taker);
