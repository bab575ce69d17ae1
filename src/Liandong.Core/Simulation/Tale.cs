using Liandong.Core.Acts;

namespace Liandong.Core.Simulation;

/// <summary>A case that stands ready to be shown: written out act by act, on days that are counted back from today.</summary>
/// <param name="Day">Working days before today, 0 or less.</param>
/// <param name="By">Who writes it down: a post.</param>
/// <param name="Place">A place of the gazetteer, by code, when it has a point; then the area may be left open.</param>
public sealed record Tale(string Code, string Channel, ClassCode Class, string? Standard, string By, string? Area, string? Place, int Day, TimeOnly Time, string? Nature, string? Urgency, int Secrecy,
    UnitCode? ComplainedOf, string Title, string Text, string Address, Reporter? Caller, IReadOnlyDictionary<string, string> Facets, IReadOnlyDictionary<string, FieldValue> Fields, IReadOnlyList<TaleAct> Acts);

/// <summary>One act of a tale.</summary>
/// <param name="By">A post; <c>@lead.ROLE</c> = of the lead's unit.</param>
/// <param name="Maybe">Left out when the procedure does not allow it then: what a sample decides.</param>
public sealed record TaleAct(int Day, TimeOnly Time, string By, string Act, IReadOnlyDictionary<string, FieldValue> Fields, bool Maybe);
