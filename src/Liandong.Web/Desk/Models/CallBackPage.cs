using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>Who is to be rung back, by the hour from which on.</summary>
public sealed record CallBackPage(IReadOnlyList<CallGroup> Groups, int Count, RefusalNote? Refusal = null);

/// <param name="Heading">Now, or the hour, or tomorrow.</param>
public sealed record CallGroup(string Heading, IReadOnlyList<CallLine> Calls);

/// <param name="Key">The key of the dialling.</param>
/// <param name="MayDial">False for who is not to be rung now.</param>
/// <param name="Tries">How often it was tried, in words.</param>
public sealed record CallLine(string Number, int Appeal, Guid Key, bool MayDial, Remaining? Due, string Class, string Title, string Unit, string? Tries, bool Secret);

/// <summary>Replies to be judged, the nearest due first.</summary>
/// <param name="Bar">What may be done to those chosen.</param>
/// <param name="Faults">Words for what is often missing.</param>
/// <param name="Total">How many wait; the most urgent of them are listed.</param>
public sealed record ReviewPage(IReadOnlyList<ReviewLine> Lines, BulkBar Bar, IReadOnlyList<FieldOption> Faults, int Total);

/// <param name="Value">What its box sends.</param>
/// <param name="Reply">As the lead wrote it; null when it was erased.</param>
/// <param name="Doubts">What a reader should look at: no contact, no photo.</param>
public sealed record ReviewLine(string Number, string Value, Remaining? Due, string Class, string Title, string Unit, string? Result, string? Reply, IReadOnlyList<string> Doubts, bool Mine);

/// <summary>Places to be seen, in the order of the way.</summary>
public sealed record RoundPage(IReadOnlyList<RoundStop> Stops, string? Start, string Length);

/// <param name="Distance">From the stop before, in words; null for what has no point.</param>
/// <param name="PrintUrl">The work order.</param>
public sealed record RoundStop(int No, string Number, string Class, string Title, string Place, string? Area, string Step, string? Distance, Remaining? Due, string PrintUrl, double? Lon, double? Lat);
