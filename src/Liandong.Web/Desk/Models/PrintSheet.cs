using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>A work order as a crew takes it along. No word of it names who called.</summary>
/// <param name="Told">What was told, paragraph by paragraph, callers covered.</param>
/// <param name="Conditions">What must hold when the case is closed.</param>
/// <param name="Duties">Lead and co-handlers.</param>
/// <param name="Printed">By whom and when, for the paper that is found later.</param>
public sealed record PrintSheet(string Number, string Url, string Class, string Title, IReadOnlyList<Flag> Flags, IReadOnlyList<Fact> Facts,
    IReadOnlyList<string> Told, IReadOnlyList<PrintCondition> Conditions, IReadOnlyList<Duty> Duties, string Printed);

/// <param name="Holds">Ticked already.</param>
public sealed record PrintCondition(string Words, bool Holds);
