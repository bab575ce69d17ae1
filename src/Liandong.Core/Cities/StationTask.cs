namespace Liandong.Core.Cities;

/// <summary>
/// A kind of daily work of a station, told from what was entered, never typed: from the way in which it was entered, put right on
/// the spot or reported upward, and from its class. The first kind that fits is it; so kinds share no case.
/// </summary>
/// <param name="Code">The city's code.</param>
/// <param name="Duty">The duty that it belongs to: dissuading, handling, reporting, ...</param>
/// <param name="Name">As the station's day names it.</param>
/// <param name="Procedures">Codes of the procedures by which it is entered.</param>
/// <param name="Classes">Codes of its classes, without those of kinds before it in the file.</param>
public sealed record StationTask(string Code, LocalName Duty, LocalName Name, IReadOnlyList<string> Procedures, IReadOnlySet<string> Classes)
{
    /// <summary>True when a case of this class, entered by this procedure, is of this kind.</summary>
    public bool Fits(string procedure, string @class) => Procedures.Contains(procedure) && Classes.Contains(@class);
}
