using Liandong.Web.Desk.Models;
using Liandong.Web.Look;

namespace Liandong.Web.Desk.Shift;

/// <summary>What the shift leader watches: the telephones, the queues, what is urgent, what waits for himself, and the handovers.</summary>
/// <param name="Own">Cases that wait for him: to file, to close.</param>
/// <param name="Key">Of the handover that may be signed here.</param>
public sealed record ShiftPage(IReadOnlyList<CallRow> Calls, int Waiting, IReadOnlyList<CallFigure> Today, IReadOnlyList<StepFigure> Steps, IReadOnlyList<UrgentRow> Urgent, QueuePage Own,
    IReadOnlyList<HandoverRow> Handovers, IReadOnlyList<MatterRow> Matters, int OpenCalls, Guid Key, string? Done = null, RefusalNote? Refusal = null, string? Words = null);

/// <param name="Takes">He may take it over.</param>
public sealed record CallRow(Guid Id, string Standing, string Who, string? Line, DateTimeOffset Since, int Warnings, bool Takes);

public sealed record CallFigure(string Outcome, int Calls);

public sealed record StepFigure(string Step, string Role, int Count, int Late, string Url);

/// <param name="Answered">Accepted by whom and since when, or that nobody has yet.</param>
public sealed record UrgentRow(string Number, string Url, Remaining? Due, string Class, string Urgency, string Title, string Step, string Holder, string? Reach, string Answered, bool IsAnswered);

public sealed record HandoverRow(string Url, DateTimeOffset At, string Goes, string? Comes, int Matters, bool Mine);

/// <summary>One open matter in a handover.</summary>
/// <param name="Title">As it reads now; null when it is no longer to be seen.</param>
public sealed record MatterRow(string Kind, string Number, string Url, string? Class, string? Title, string Step, string? Unit, DateTimeOffset? Due);

/// <summary>A handover as it was signed.</summary>
/// <param name="Sign">The reader may sign as the one who comes.</param>
public sealed record HandoverSheet(Guid Id, string Goes, DateTimeOffset GoesAt, string? Comes, DateTimeOffset? ComesAt, IReadOnlyList<MatterRow> Matters, int Calls, string? Words, string? Remark,
    bool Sign, RefusalNote? Refusal = null);
