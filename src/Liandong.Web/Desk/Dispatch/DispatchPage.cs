using Liandong.Web.Desk.Models;
using Liandong.Web.Look;

namespace Liandong.Web.Desk.Dispatch;

/// <summary>What waits to be sent out: the urgent first, then by the step clock, and last what nobody can place by the list.</summary>
/// <param name="More">There are more than are shown.</param>
public sealed record DispatchPage(IReadOnlyList<DispatchSection> Sections, int Count, bool More, Remaining? Longest, string Topic, IReadOnlyList<QueueView> Views)
{
    public int Hard => Sections.SelectMany(s => s.Rows).Count(r => r.Hard is not null);
}

/// <param name="Heading">Null where the list needs none.</param>
public sealed record DispatchSection(string Heading, IReadOnlyList<DispatchRow> Rows);

/// <summary>One case that waits to be sent.</summary>
/// <param name="Send">How it is sent with one key; null when that is not possible.</param>
/// <param name="Hard">Why the list alone does not place it; null when it does.</param>
/// <param name="Bunch">What all cases of this class and unit have in common; null when it stands alone.</param>
/// <param name="Alike">How many those are.</param>
public sealed record DispatchRow(string Number, string Url, Remaining? Due, GaugeLanes? Gauge, string Class, IReadOnlyList<Flag> Flags, string Title, string Place,
    bool Urgent, DispatchLead? Lead, DispatchSend? Send, string? Hard, string? Bunch, int Alike, DispatchCard Card);

/// <summary>Whom the list of affairs names.</summary>
/// <param name="Why">The line of the list, in words.</param>
/// <param name="Reach">The duty number, and who answers it now.</param>
public sealed record DispatchLead(string Code, string Name, IReadOnlyList<(string Code, string Name)> Co, string Why, string? Reach);

/// <summary>The act as a form sends it.</summary>
/// <param name="Choice">Number and version.</param>
/// <param name="Undo">The act that takes it back, and for how many seconds; null when there is none.</param>
/// <param name="Called">The field that says whom one rang and when: an urgent case does not go without it. Null where it is not asked.</param>
public sealed record DispatchSend(string Act, string Label, Guid Key, string Choice, string? Undo, int Seconds, string? Called = null);

/// <summary>What stands beside the list of the row under the cursor.</summary>
public sealed record DispatchCard(string? Description, string? Chain, IReadOnlyList<Fact> Facts);
