namespace Liandong.Web.Desk.Models;

public sealed record ImportsPage(IReadOnlyList<ImportRun> Runs, string? RowsUrl = null, string? Topic = null);

public enum ImportState
{
    Running,
    Done,
    Broken,
}

/// <param name="Expected">Rows in the file when known, for the share done.</param>
/// <param name="RefusedFile">Where the refused rows lie, as a path; null when none were refused.</param>
/// <param name="RefusedUrl">Gives the refused rows to whoever may read them.</param>
/// <param name="Trouble">Why it broke, and what to do.</param>
public sealed record ImportRun(
    int Run, string File, string Mapping, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ImportState State,
    long Read, long Added, long Already, long Refused, string? RefusedFile = null, long? Expected = null, string? Trouble = null,
    string? RefusedUrl = null);
