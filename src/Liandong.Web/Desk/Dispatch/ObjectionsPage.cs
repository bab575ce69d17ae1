using Liandong.Web.Desk.Models;
using Liandong.Web.Look;

namespace Liandong.Web.Desk.Dispatch;

/// <summary>Cases that wait for a ruling, and one of them laid open.</summary>
public sealed record ObjectionsPage(IReadOnlyList<ObjectionRow> Rows, Objection? Open, IReadOnlyList<QueueView> Views, string Topic, string? Done = null);

/// <summary>One line of the list.</summary>
/// <param name="Current">This is the one laid open.</param>
public sealed record ObjectionRow(string Number, string Url, Remaining? Due, string Class, IReadOnlyList<Flag> Flags, string Title, string Units, string Lost, bool Current);

/// <summary>What the units say, side by side; what the list says; how it was ruled before; and the ruling itself.</summary>
/// <param name="Says">Whom the list of affairs names, and why; null when it is silent.</param>
/// <param name="Lost">From the first sending until now, in words.</param>
/// <param name="Rule">The form of the ruling; null when this reader may not rule.</param>
/// <param name="Why">Why he may not.</param>
public sealed record Objection(string Number, string Url, string Class, IReadOnlyList<Flag> Flags, string Title, string? Description, string? Place, Remaining? Due, string Lost,
    IReadOnlyList<ReturnedOrder> Returns, DispatchLead? Says, IReadOnlyList<PrecedentLine> Precedents, ActOffer? Rule, string? Why, int Version);

/// <summary>A return as its unit gave it.</summary>
/// <param name="Lost">How long it lay there, in words.</param>
/// <param name="Said">Each field of the return, in the order of the procedure.</param>
/// <param name="Files">Addresses of maps and photos.</param>
public sealed record ReturnedOrder(string Unit, string? By, DateTimeOffset Sent, DateTimeOffset Returned, string Lost, IReadOnlyList<Fact> Said, IReadOnlyList<EvidenceSheet> Files);

/// <param name="Unit">Whom that ruling named.</param>
public sealed record PrecedentLine(string Number, string Url, string Title, DateTimeOffset At, string? Unit, string? Reason);
