using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>Which cases, in which order, from where on.</summary>
/// <param name="States">Empty means all.</param>
/// <param name="Units">Codes, any of them.</param>
/// <param name="From">Inclusive, on the opening instant.</param>
/// <param name="To">Exclusive, on the opening instant.</param>
/// <param name="Words">Two characters or more, found anywhere in title, address, description and closing text; or a case number.</param>
public sealed record CaseQuery(IReadOnlyList<CaseStatus> States, IReadOnlyList<string> Units, string? Area = null, string? Class = null, Light? Light = null,
    string? Source = null, string? SourceId = null, string? Words = null, DateTimeOffset? From = null, DateTimeOffset? To = null,
    string? Step = null, string? Person = null, string? Channel = null, CaseSort Sort = CaseSort.OpenedDescending, string? After = null, int Limit = 50)
{
    public static CaseQuery All { get; } = new([], []);

    /// <summary>Codes of the unit that leads or led, any of them; <see cref="Units"/> also counts whoever took part.</summary>
    public IReadOnlyList<string> Leads { get; init; } = [];

    public string? Urgency { get; init; }

    /// <summary>Codes of classes, any of them.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Codes of channels, any of them.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Codes of people, any of them, who entered it.</summary>
    public IReadOnlyList<string> Registered { get; init; } = [];

    /// <summary>Inclusive, on the closing instant.</summary>
    public DateTimeOffset? ClosedFrom { get; init; }

    /// <summary>Exclusive, on the closing instant.</summary>
    public DateTimeOffset? ClosedTo { get; init; }

    /// <summary>Not overdue yet, but due before this instant on the clock that is due first.</summary>
    public DateTimeOffset? RedBy { get; init; }

    /// <summary>True: with a due time and stopped after it; false: with a due time and stopped in time.</summary>
    public bool? Late { get; init; }

    /// <summary>True: no clock of it runs, so it has no light.</summary>
    public bool Unlit { get; init; }

    /// <summary>True: what the reader's units were told of without a part in it, and nothing else.</summary>
    public bool Copied { get; init; }

    /// <summary>The square of about 100 m in which it lies (<see cref="Store.Place.Cell"/>).</summary>
    public long? Cell { get; init; }

    /// <summary>What was asked for, whatever the page of it: two that ask for the same have the same.</summary>
    public string Fingerprint() => (this with { After = null, Limit = 0, States = [], Units = [], Leads = [], Registered = [], Classes = [], Channels = [] })
        + $"{string.Join(',', States)}/{string.Join(',', Units)}/{string.Join(',', Leads)}/{string.Join(',', Registered)}/{string.Join(',', Classes)}/{string.Join(',', Channels)}";
}

/// <summary>Orders of a list. Each has its index; the number breaks ties.</summary>
public enum CaseSort
{
    Opened,
    OpenedDescending,
    Number,
    Closed,
    ClosedDescending,
    Due,
    Light,
}

/// <summary>Writes the SQL of a <see cref="CaseQuery"/>: one statement for queue, API and search.</summary>
internal sealed class CaseSql
{
    /// <summary>0 for red and rising, so that the worst light and the nearest due run the same way and one index serves both.</summary>
    private const string Rank = "(3 - coalesce(c.light, -1))";
    private const string Urgency = "coalesce(c.urgent_at, 'infinity')";

    private readonly NpgsqlParameterCollection _parameters;
    private readonly List<string> _where = [];

    public CaseSql(NpgsqlParameterCollection parameters, CaseQuery q, Scope scope)
    {
        _parameters = parameters;
        _where.Add(q.Copied ? scope.WhereCopied(parameters) : CaseNumber.TryParse(q.Words, out _) ? scope.WhereKnown(parameters) : scope.Where(parameters));
        Filter(q);
    }

    public string Where => string.Join(" and ", _where);

    /// <summary>The expressions of an order before the number, with their types, and whether all of it runs down.</summary>
    public static (IReadOnlyList<(string Key, string Type)> Keys, bool Down) Order(CaseSort sort) => sort switch
    {
        CaseSort.Opened => ([("c.opened_at", "timestamptz")], false),
        CaseSort.OpenedDescending => ([("c.opened_at", "timestamptz")], true),
        CaseSort.Closed => ([("coalesce(c.closed_at, 'infinity')", "timestamptz")], false),
        CaseSort.ClosedDescending => ([("coalesce(c.closed_at, 'infinity')", "timestamptz")], true),
        CaseSort.Due => ([(Urgency, "timestamptz")], false),
        CaseSort.Light => ([(Rank, "int"), (Urgency, "timestamptz")], false),
        _ => ([], false),
    };

    /// <summary>Holds for an unfinished row c that is not overdue yet, but due before this instant.</summary>
    public static string TurnsRed(NpgsqlParameterCollection parameters, DateTimeOffset by) => $"{Rank} > 0 and {Urgency} < {Scope.Add(parameters, by.UtcDateTime, NpgsqlDbType.TimestampTz)}";

    /// <summary>Words to look for, not a case number.</summary>
    public static bool IsText(string? words) => !string.IsNullOrWhiteSpace(words) && !CaseNumber.TryParse(words, out _);

    /// <summary>Holds for a row c that has the words, found by its key.</summary>
    public static string Has(NpgsqlParameterCollection parameters, string words) =>
        // The offset keeps the planner from joining all matches first (measured at 200 k cases: 220 ms against a few).
        $"exists (select from search s where s.case_id = c.case_id and s.words like {Scope.Add(parameters, Store.Bigrams.Pattern(Store.Bigrams.Normalise(words).Trim()), NpgsqlDbType.Text)} offset 0)";

    /// <summary>Rows strictly after the last one of the page before; its last key is the number.</summary>
    public void After(CaseSort sort, IReadOnlyList<string> last)
    {
        var (keys, down) = Order(sort);
        var values = keys.Select((k, i) => $"{Text(last[i])}::{k.Type}").Append(Text(last[^1]));
        _where.Add($"({string.Join(", ", keys.Select(k => k.Key).Append("c.number"))}) {(down ? "<" : ">")} ({string.Join(", ", values)})");
    }

    private void Filter(CaseQuery q)
    {
        if (q.States.Count > 0)
        {
            // Written out, so that partial indexes of open cases are seen to fit.
            _where.Add($"c.state in ({string.Join(", ", q.States.Select(s => ((int)s).ToString(System.Globalization.CultureInfo.InvariantCulture)))})");
        }
        if (q.Units.Count > 0)
        {
            _where.Add($"c.tags && {Scope.Add(_parameters, q.Units.Select(u => "u:" + u).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)}");
        }
        string[] tags = [.. Tag("a:", q.Area), .. Tag("c:", q.Class), .. Tag("s:", q.SourceId is null ? q.Source : null)];
        if (tags.Length > 0)
        {
            _where.Add($"c.tags @> {Scope.Add(_parameters, tags, NpgsqlDbType.Array | NpgsqlDbType.Text)}");
        }
        if (q.SourceId is { } sourceId)
        {
            _where.Add($"c.source_id = {Text(sourceId)}" + (q.Source is { } source ? $" and c.source = {Text(source)}" : " and c.source is not null"));
        }
        Equal("c.step", q.Step);
        Equal("c.person", q.Person);
        Equal("c.channel", q.Channel);
        Equal("c.urgency", q.Urgency);
        if (q.Leads.Count > 0)
        {
            _where.Add($"c.unit = any({Scope.Add(_parameters, q.Leads.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})");
        }
        if (q.Registered.Count > 0)
        {
            _where.Add($"c.registered_by = any({Scope.Add(_parameters, q.Registered.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})");
        }
        Any("c.class", q.Classes);
        Any("c.channel", q.Channels);
        if (q.Cell is { } cell)
        {
            _where.Add($"c.cell = {Scope.Add(_parameters, cell, NpgsqlDbType.Bigint)}");
        }
        if (q.Unlit)
        {
            _where.Add("c.light is null");
        }
        if (q.Late is { } late)
        {
            _where.Add($"c.stopped_at {(late ? ">" : "<=")} c.due_at");
        }
        if (q.Light is { } light)
        {
            // Only running clocks have a light, so the partial indexes of open cases fit.
            _where.Add($"{Rank} = {Scope.Add(_parameters, (int)Core.Calendars.Light.Red - (int)light, NpgsqlDbType.Integer)} and c.state in (1, 2)");
        }
        Bound("c.opened_at >=", q.From);
        Bound("c.opened_at <", q.To);
        // As the index has it.
        Bound("coalesce(c.closed_at, 'infinity') >=", q.ClosedFrom);
        // Whatever is finished was at some time: the last closed are not looked for behind all that are open.
        Bound("coalesce(c.closed_at, 'infinity') <", q.ClosedTo ?? (q.ClosedFrom is null && !IsFinished(q) ? null : DateTimeOffset.MaxValue));
        if (q.RedBy is { } redBy)
        {
            _where.Add($"c.state in (1, 2) and {TurnsRed(_parameters, redBy)}");
        }
        Search(q.Words);
    }

    private static bool IsFinished(CaseQuery q) =>
        q.Sort is CaseSort.Closed or CaseSort.ClosedDescending && q.States.Count > 0 && q.States.All(s => s is not (CaseStatus.Open or CaseStatus.Suspended));

    private void Search(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            return;
        }
        if (CaseNumber.TryParse(words, out var number))
        {
            Equal("c.number", number.Value);
            return;
        }
        var text = Store.Bigrams.Normalise(words).Trim();
        var grams = Scope.Add(_parameters, Store.Bigrams.Of(text), NpgsqlDbType.Array | NpgsqlDbType.Integer);
        _where.Add($"c.case_id in (select s.case_id from search s where s.grams @> {grams} and s.words like {Text(Store.Bigrams.Pattern(text))})");
    }

    private void Equal(string column, string? value)
    {
        if (value is not null)
        {
            _where.Add($"{column} = {Text(value)}");
        }
    }

    private void Any(string column, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            _where.Add($"{column} = any({Scope.Add(_parameters, values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})");
        }
    }

    private void Bound(string comparison, DateTimeOffset? at)
    {
        if (at is { } instant)
        {
            _where.Add($"{comparison} {Scope.Add(_parameters, instant.UtcDateTime, NpgsqlDbType.TimestampTz)}");
        }
    }

    private string Text(string value) => Scope.Add(_parameters, value, NpgsqlDbType.Text);

    private static string[] Tag(string kind, string? code) => code is null ? [] : [kind + code];
}
