using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;

namespace Liandong.Work.Store;

/// <summary>A new or moved stream.</summary>
public sealed record StreamRow(Guid StreamId, short Kind, int Version, int Seq, byte[] Head);

/// <summary>A chained event.</summary>
public sealed record EventRow(Guid StreamId, int Seq, Guid ActId, DateTimeOffset RecordedAt, string Payload, byte[]? Words, byte[] Hash);

/// <summary>Words typed with an event.</summary>
public sealed record WordsRow(Guid StreamId, int Seq, byte[]? Salt, string? Body);

/// <summary>An act: the idempotency key and who asked for it.</summary>
public sealed record ActRow(Guid ActId, Guid StreamId, string Name, string Principal, string Door, DateTimeOffset At,
    DateTimeOffset? ClaimedAt, DateTimeOffset RecordedAt, byte[] RequestHash);

/// <summary>A message to somebody outside the commit.</summary>
public sealed record OutboxRow(Guid StreamId, int Seq, string Topic, string Target, DateTimeOffset CreatedAt);

/// <summary>A caller, encrypted.</summary>
public sealed record ReporterRow(Guid CaseId, int Appeal, short KeyId, byte[]? Name, byte[]? Phone, byte[]? PhoneKey);

/// <summary>A call that is over.</summary>
public sealed record CallRow(Guid CallId, string? ToldId, string Line, byte[]? Phone, short KeyId, byte[]? PhoneKey, string? TakenBy, DateTimeOffset RungAt, DateTimeOffset? AnsweredAt, DateTimeOffset EndedAt, string Outcome, Guid? CaseId);

/// <summary>Normalised words with their bigrams.</summary>
public sealed record SearchRow(Guid CaseId, string Words, int[] Grams);

/// <summary>A case as it was opened, with what was typed.</summary>
public sealed record CaseRow(Guid CaseId, CaseFacts Facts, string? RegisteredBy, DateTimeOffset OpenedAt, Place? Place, string? Title, CaseMark Mark);

/// <summary>Where it is: a point, an address, or both.</summary>
public sealed record Place(double? Lon, double? Lat, string? Address)
{
    /// <summary>The square of about 100 m that the point lies in.</summary>
    public long? Cell => Lon is { } lon && Lat is { } lat ? CellOf((int)Math.Floor(lon * 1000), (int)Math.Floor(lat * 1000)) : null;

    /// <summary>The square with these thousandths of a degree.</summary>
    public static long CellOf(int x, int y) => ((long)x << 32) | (uint)y;

    /// <summary>The square of the point and the eight around it.</summary>
    public long[] CellsAround()
    {
        if (Lon is not { } lon || Lat is not { } lat)
        {
            return [];
        }
        var (x, y) = ((int)Math.Floor(lon * 1000), (int)Math.Floor(lat * 1000));
        return [.. from dx in Enumerable.Range(-1, 3) from dy in Enumerable.Range(-1, 3) select CellOf(x + dx, y + dy)];
    }
}

/// <summary>What an act may change of a case's row.</summary>
public sealed record CaseMark(Guid CaseId, CaseStatus State, string Step, int Round, string? Unit, string? Person, IReadOnlyList<string> Tags,
    DateTimeOffset? ClosedAt, string? ClosingKind, DateTimeOffset? DueAt, DateTimeOffset? StoppedAt, DateTimeOffset? UrgentAt,
    Light? Light, DateTimeOffset? NextTurn, DateTimeOffset? NextTimer, bool Imported, int Version);

/// <summary>A handling of a case.</summary>
public sealed record HandlingRow(Guid CaseId, Handling Handling);

/// <summary>A clock of a case.</summary>
public sealed record ClockRow(Guid CaseId, int Handling, ClockState Clock);

/// <summary>An appeal of a case.</summary>
public sealed record AppealRow(Guid CaseId, Appeal Appeal);

/// <summary>The columns of every table that the ledger and the import write.</summary>
public static class Tables
{
    /// <summary>streams.</summary>
    public static Table<StreamRow> Streams { get; } = new("streams",
    [
        Column.Uuid<StreamRow>("stream_id", r => r.StreamId), Column.Small<StreamRow>("kind", r => r.Kind),
        Column.Int<StreamRow>("version", r => r.Version), Column.Int<StreamRow>("seq", r => r.Seq), Column.Bytes<StreamRow>("head", r => r.Head),
    ]);

    /// <summary>events.</summary>
    public static Table<EventRow> Events { get; } = new("events",
    [
        Column.Uuid<EventRow>("stream_id", r => r.StreamId), Column.Int<EventRow>("seq", r => r.Seq), Column.Uuid<EventRow>("act_id", r => r.ActId),
        Column.Instant<EventRow>("recorded_at", r => r.RecordedAt), Column.Text<EventRow>("payload", r => r.Payload),
        Column.Bytes<EventRow>("words", r => r.Words), Column.Bytes<EventRow>("hash", r => r.Hash),
    ]);

    /// <summary>words.</summary>
    public static Table<WordsRow> Words { get; } = new("words",
    [
        Column.Uuid<WordsRow>("stream_id", r => r.StreamId), Column.Int<WordsRow>("seq", r => r.Seq),
        Column.Bytes<WordsRow>("salt", r => r.Salt), Column.Text<WordsRow>("body", r => r.Body),
    ]);

    /// <summary>acts.</summary>
    public static Table<ActRow> Acts { get; } = new("acts",
    [
        Column.Uuid<ActRow>("act_id", r => r.ActId), Column.Uuid<ActRow>("stream_id", r => r.StreamId), Column.Text<ActRow>("name", r => r.Name),
        Column.Text<ActRow>("principal", r => r.Principal), Column.Text<ActRow>("door", r => r.Door), Column.Instant<ActRow>("at", r => r.At),
        Column.Instant<ActRow>("claimed_at", r => r.ClaimedAt), Column.Instant<ActRow>("recorded_at", r => r.RecordedAt),
        Column.Bytes<ActRow>("request_hash", r => r.RequestHash),
    ]);

    /// <summary>outbox.</summary>
    public static Table<OutboxRow> Outbox { get; } = new("outbox",
    [
        Column.Uuid<OutboxRow>("stream_id", r => r.StreamId), Column.Int<OutboxRow>("seq", r => r.Seq), Column.Text<OutboxRow>("topic", r => r.Topic),
        Column.Text<OutboxRow>("target", r => r.Target), Column.Instant<OutboxRow>("created_at", r => r.CreatedAt),
    ]);

    /// <summary>reporters.</summary>
    public static Table<ReporterRow> Reporters { get; } = new("reporters",
    [
        Column.Uuid<ReporterRow>("case_id", r => r.CaseId), Column.Int<ReporterRow>("appeal", r => r.Appeal), Column.Small<ReporterRow>("key_id", r => r.KeyId),
        Column.Bytes<ReporterRow>("name", r => r.Name), Column.Bytes<ReporterRow>("phone", r => r.Phone), Column.Bytes<ReporterRow>("phone_key", r => r.PhoneKey),
    ]);

    /// <summary>calls, as a simulated telephone fills them.</summary>
    public static Table<CallRow> Calls { get; } = new("calls",
    [
        Column.Uuid<CallRow>("call_id", r => r.CallId), Column.Text<CallRow>("told_id", r => r.ToldId), Column.Text<CallRow>("line", r => r.Line), Column.Bytes<CallRow>("phone", r => r.Phone), Column.Small<CallRow>("phone_key_id", r => r.KeyId),
        Column.Bytes<CallRow>("phone_key", r => r.PhoneKey), Column.Text<CallRow>("taken_by", r => r.TakenBy), Column.Instant<CallRow>("rung_at", r => r.RungAt),
        Column.Instant<CallRow>("answered_at", r => r.AnsweredAt), Column.Instant<CallRow>("ended_at", r => r.EndedAt), Column.Text<CallRow>("outcome", r => r.Outcome),
        Column.MaybeUuid<CallRow>("case_id", r => r.CaseId), Column.Instant<CallRow>("settled_at", r => r.EndedAt),
    ]);

    /// <summary>search.</summary>
    public static Table<SearchRow> Search { get; } = new("search",
    [
        Column.Uuid<SearchRow>("case_id", r => r.CaseId), Column.Text<SearchRow>("words", r => r.Words), Column.Ints<SearchRow>("grams", r => r.Grams),
    ]);

    /// <summary>What an act may change of a case, without its key.</summary>
    public static IReadOnlyList<Column<CaseMark>> MarkColumns { get; } =
    [
        Column.Small<CaseMark>("state", r => (short)r.State), Column.Text<CaseMark>("step", r => r.Step), Column.Int<CaseMark>("round", r => r.Round),
        Column.Text<CaseMark>("unit", r => r.Unit), Column.Text<CaseMark>("person", r => r.Person), Column.Texts<CaseMark>("tags", r => r.Tags),
        Column.Instant<CaseMark>("closed_at", r => r.ClosedAt), Column.Text<CaseMark>("closing_kind", r => r.ClosingKind),
        Column.Instant<CaseMark>("due_at", r => r.DueAt), Column.Instant<CaseMark>("stopped_at", r => r.StoppedAt),
        Column.Instant<CaseMark>("urgent_at", r => r.UrgentAt), Column.MaybeSmall<CaseMark>("light", r => (short?)r.Light),
        Column.Instant<CaseMark>("next_turn", r => r.NextTurn), Column.Instant<CaseMark>("next_timer", r => r.NextTimer),
        Column.Flag<CaseMark>("imported", r => r.Imported), Column.Int<CaseMark>("version", r => r.Version),
    ];

    /// <summary>cases, as changed by an act.</summary>
    public static Table<CaseMark> Marks { get; } = new("cases", [Column.Uuid<CaseMark>("case_id", r => r.CaseId), .. MarkColumns]);

    /// <summary>cases, whole.</summary>
    public static Table<CaseRow> Cases { get; } = new("cases",
    [
        Column.Uuid<CaseRow>("case_id", r => r.CaseId), Column.Text<CaseRow>("number", r => r.Facts.Number), Column.Text<CaseRow>("source", r => r.Facts.Source),
        Column.Text<CaseRow>("source_id", r => r.Facts.SourceId), Column.Text<CaseRow>("channel", r => r.Facts.Channel),
        Column.Text<CaseRow>("class", r => r.Facts.Class.Value), Column.Text<CaseRow>("standard", r => r.Facts.Standard),
        Column.Text<CaseRow>("nature", r => r.Facts.Nature), Column.Text<CaseRow>("urgency", r => r.Facts.Urgency),
        Column.Small<CaseRow>("secrecy", r => (short)r.Facts.Secrecy), Column.Texts<CaseRow>("areas", r => r.Facts.Areas),
        Column.Text<CaseRow>("complained_of", r => r.Facts.ComplainedOf?.Value), Column.Text<CaseRow>("complained_of_person", r => r.Facts.ComplainedOfPerson?.Value),
        Column.Text<CaseRow>("registered_by", r => r.RegisteredBy),
        Column.Instant<CaseRow>("opened_at", r => r.OpenedAt), Column.Text<CaseRow>("title", r => r.Title), Column.Text<CaseRow>("address", r => r.Place?.Address),
        Column.MaybeDouble<CaseRow>("lon", r => r.Place?.Lon), Column.MaybeDouble<CaseRow>("lat", r => r.Place?.Lat), Column.MaybeLong<CaseRow>("cell", r => r.Place?.Cell),
        Column.Text<CaseRow>("procedure_hash", r => r.Facts.ProcedureHash), Column.Text<CaseRow>("standard_hash", r => r.Facts.StandardHash),
        .. MarkColumns.Select(c => new Column<CaseRow>(c.Name, c.SqlType, r => c.Value(r.Mark), rows => c.Collect([.. rows.Select(r => r.Mark)]), (w, r) => c.Copy(w, r.Mark), c.Cast)),
    ]);

    /// <summary>handlings.</summary>
    public static Table<HandlingRow> Handlings { get; } = new("handlings",
    [
        Column.Uuid<HandlingRow>("case_id", r => r.CaseId), Column.Int<HandlingRow>("no", r => r.Handling.No), Column.Int<HandlingRow>("round", r => r.Handling.Round),
        Column.Text<HandlingRow>("unit", r => r.Handling.Unit.Value), Column.Small<HandlingRow>("kind", r => (short)r.Handling.Kind),
        Column.Int<HandlingRow>("level", r => r.Handling.Level), Column.Small<HandlingRow>("state", r => (short)r.Handling.State),
        Column.Text<HandlingRow>("person", r => r.Handling.Person?.Value), Column.Instant<HandlingRow>("offered_at", r => r.Handling.OfferedAt),
        Column.Instant<HandlingRow>("return_until", r => r.Handling.ReturnUntil),
    ]);

    /// <summary>clocks.</summary>
    public static Table<ClockRow> Clocks { get; } = new("clocks",
    [
        Column.Uuid<ClockRow>("case_id", r => r.CaseId), Column.Int<ClockRow>("handling", r => r.Handling), Column.Text<ClockRow>("kind", r => r.Clock.Kind),
        Column.Text<ClockRow>("lim", r => r.Clock.Limit?.ToString()), Column.Text<ClockRow>("calendar", r => r.Clock.Limit?.Calendar),
        Column.Instant<ClockRow>("started_at", r => r.Clock.Start), Column.Instant<ClockRow>("due_at", r => r.Clock.Due),
        Column.Instant<ClockRow>("blue_at", r => r.Clock.Blue), Column.Instant<ClockRow>("yellow_at", r => r.Clock.Yellow),
        Column.Instant<ClockRow>("orange_at", r => r.Clock.Orange), Column.Instant<ClockRow>("red_at", r => r.Clock.Red),
        Column.Instant<ClockRow>("paused_at", r => r.Clock.PausedAt), Column.Instant<ClockRow>("stopped_at", r => r.Clock.StoppedAt),
        Column.Flag<ClockRow>("given", r => r.Clock.Given), Column.Flag<ClockRow>("provisional", r => r.Clock.Provisional),
    ]);

    /// <summary>appeals.</summary>
    public static Table<AppealRow> Appeals { get; } = new("appeals",
    [
        Column.Uuid<AppealRow>("case_id", r => r.CaseId), Column.Int<AppealRow>("no", r => r.Appeal.No), Column.Text<AppealRow>("channel", r => r.Appeal.Channel),
        Column.Small<AppealRow>("secrecy", r => (short)r.Appeal.Secrecy), Column.Flag<AppealRow>("wants_answer", r => r.Appeal.WantsAnswer),
        Column.Int<AppealRow>("tries", r => r.Appeal.Tries), Column.Flag<AppealRow>("reached", r => r.Appeal.Reached),
        Column.Text<AppealRow>("resolved", r => r.Appeal.Resolved), Column.MaybeInt<AppealRow>("attitude", r => r.Appeal.Attitude),
        Column.MaybeInt<AppealRow>("result", r => r.Appeal.Result),
    ]);
}
