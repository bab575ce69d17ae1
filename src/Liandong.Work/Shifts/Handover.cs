using Liandong.Core;

namespace Liandong.Work.Shifts;

/// <summary>One matter that is still open when the shift changes: a case by its number, as it stood then.</summary>
/// <param name="Kind">Which rule listed it: <see cref="MatterKinds"/>.</param>
/// <param name="Unit">Code of the unit that has it; null at a desk.</param>
public sealed record OpenMatter(string Kind, string Number, string StepEn, string StepZh, string? Unit, DateTimeOffset? Due);

/// <summary>Why a matter is handed over.</summary>
public static class MatterKinds
{
    /// <summary>More than the mildest urgency, whoever has it.</summary>
    public const string Urgent = "urgent";

    /// <summary>It waits for the shift leader himself.</summary>
    public const string Own = "own";

    /// <summary>It waits for a ruling.</summary>
    public const string Ruling = "ruling";
}

/// <summary>What is handed over.</summary>
/// <param name="Calls">Calls that had no outcome yet.</param>
public sealed record HandedOver(IReadOnlyList<OpenMatter> Matters, int Calls);

/// <summary>A shift handed over: signed by the one who goes, and by the one who comes once he has.</summary>
/// <param name="Words">What the one who goes says beside the list.</param>
/// <param name="Remark">What the one who comes says to it.</param>
public sealed record Handover(Guid Id, PersonId Goes, DateTimeOffset GoesAt, PersonId? Comes, DateTimeOffset? ComesAt, HandedOver What, string? Words, string? Remark);
