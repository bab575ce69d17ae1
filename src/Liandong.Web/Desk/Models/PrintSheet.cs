using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>Work orders to be printed at once, each on its own paper.</summary>
/// <param name="Left">Chosen, but too many for one go.</param>
/// <param name="Ask">The form that puts the callers on; null for who may not ask, or when none may be put on.</param>
public sealed record PrintPage(IReadOnlyList<PrintSheet> Sheets, string Back, string BackWords, int Left = 0, PrintAsk? Ask = null, RefusalNote? Refusal = null);

/// <param name="Key">The key of the acts that tell who saw the callers.</param>
public sealed record PrintAsk(Guid Key, IReadOnlyList<string> Numbers, bool Open = false);

/// <summary>A work order as a crew takes it along. Unless somebody asked for it with a reason, no word of it names who called.</summary>
/// <param name="Address">Where the case is reached: for the code on the paper.</param>
/// <param name="Told">What was told, paragraph by paragraph, callers covered.</param>
/// <param name="Conditions">What must hold when the case is closed.</param>
/// <param name="Duties">Lead and co-handlers.</param>
/// <param name="Printed">By whom and when, for the paper that is found later.</param>
public sealed record PrintSheet(string Number, string Address, string Class, string Title, IReadOnlyList<Flag> Flags, IReadOnlyList<Fact> Facts,
    IReadOnlyList<string> Told, IReadOnlyList<PrintCondition> Conditions, IReadOnlyList<Duty> Duties, string Printed)
{
    /// <summary>Who called, and why it stands there; null on the usual paper.</summary>
    public PrintCallers? Callers { get; init; }
}

/// <param name="Holds">Ticked already.</param>
public sealed record PrintCondition(string Words, bool Holds);

/// <param name="Lines">Name and number of each, in the order of the appeals.</param>
public sealed record PrintCallers(IReadOnlyList<string> Lines, string Reason);
