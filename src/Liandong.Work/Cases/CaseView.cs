using Liandong.Core.Calendars;
using Liandong.Core.Cases;

namespace Liandong.Work.Cases;

/// <summary>A case as it is read: codes and instants; names come from the city, words are the row's copies.</summary>
/// <param name="Clocks">With the number of the handling each belongs to; 0 is the case's own.</param>
public sealed record CaseView(Guid Id, string Number, string? Source, string? SourceId, string Channel, string Class, string? Standard,
    string? Nature, string Urgency, int Secrecy, IReadOnlyList<string> Areas, DateTimeOffset OpenedAt, string? Title, string? Address,
    double? Lon, double? Lat, CaseStatus State, string Step, int Round, string? Unit, string? Person, DateTimeOffset? ClosedAt, string? ClosingKind,
    DateTimeOffset? DueAt, DateTimeOffset? StoppedAt, DateTimeOffset? UrgentAt, Light? Light, bool Imported, int Version, string ProcedureHash,
    IReadOnlyList<(int Handling, ClockState Clock)> Clocks)
{
    /// <summary>The verdict of the handling clock: null for no limit and while it still runs in time.</summary>
    public bool? OnTime(DateTimeOffset now) => DueAt is not { } due ? null
        : StoppedAt is { } stopped ? stopped <= due : now > due && !IsPaused ? false : null;

    private bool IsPaused => Clocks.Any(k => k is { Handling: 0, Clock: { Kind: ClockKey.Handling, PausedAt: not null } });

    /// <summary>The view of a case that is in memory: what a verb has just committed.</summary>
    public static CaseView Of(LoadedCase loaded, string? title, Store.Place? place, DateTimeOffset now)
    {
        var c = loaded.State;
        var mark = Store.CaseRows.Mark(c, now);
        var f = c.Facts!;
        return new CaseView(c.Id.Value, f.Number, f.Source, f.SourceId, f.Channel, f.Class.Value, f.Standard, f.Nature, f.Urgency, f.Secrecy, c.Areas,
            c.OpenedAt, title, place?.Address, place?.Lon, place?.Lat, c.Status, c.Step, c.Round, mark.Unit, mark.Person, c.ClosedAt, c.ClosingKind,
            mark.DueAt, mark.StoppedAt, mark.UrgentAt, mark.Light, c.Imported, c.Version, f.ProcedureHash,
            [.. c.Clocks.Select(k => (k.Key.HandlingNo, k.Value))]);
    }
}
