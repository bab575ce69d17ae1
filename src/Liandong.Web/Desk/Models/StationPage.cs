using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>The station of a village or committee, the yard of a crew: made for a phone held in one hand.</summary>
/// <param name="Ways">What came of what was found: put right on the spot, or reported to those above.</param>
/// <param name="Done">The case just entered.</param>
public sealed record StationPage(string Name, string Where, IReadOnlyList<RegisterKind> Ways, StationForm? Form, StationDone? Done, RefusalNote? Refusal,
    IReadOnlyList<QueueRow> Waiting, string WaitingUrl, IReadOnlyList<QueueRow> Today, IReadOnlyList<BoardFigure> Month, IReadOnlyList<StationDuty> Duties, IReadOnlyList<StationGround> Ground, IReadOnlyList<StationNeighbour> Neighbours);

/// <summary>A duty with its kinds of work, each counted for today and for the month.</summary>
public sealed record StationDuty(string Name, IReadOnlyList<StationKind> Kinds);

public sealed record StationKind(string Name, BoardFigure Today, BoardFigure Month);

/// <summary>The one flow: what, where, before, and what was done.</summary>
/// <param name="ActId">Made with the page; a second press enters nothing new.</param>
public sealed record StationForm(Guid ActId, string Procedure, IReadOnlyList<FieldInput> Fields, string Go);

public sealed record StationDone(string Number, string Words);

/// <summary>A piece of the station's ground and who answers for it.</summary>
public sealed record StationGround(string Name, string Level, string Keepers, BoardFigure Open);

/// <summary>Whoever lies on the other side of the border.</summary>
/// <param name="Number">Answered at any hour; null when none is named.</param>
public sealed record StationNeighbour(string Name, string? Unit, string? Number);
