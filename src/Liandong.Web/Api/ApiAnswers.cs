using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Liandong.Web.Api;

/// <summary>A code with its name in the reader's language.</summary>
public sealed record CodeName(string Code, string Name);

/// <summary>A member of the staff.</summary>
public sealed record PersonName(string Id, string Name);

/// <summary>An area that a case lies in, the deepest first.</summary>
public sealed record AreaName(string Layer, string Code, string Name);

/// <summary>Where it is. No point: lon and lat null.</summary>
public sealed record PlaceAnswer(double? Lon, double? Lat, string? Address);

/// <summary>A clock with its light as it is now. <c>handling</c> is the part it belongs to, 0 the case itself.</summary>
public sealed record ClockAnswer(string Kind, int Handling, string? Limit, DateTimeOffset StartedAt, DateTimeOffset? DueAt, DateTimeOffset? BlueAt,
    DateTimeOffset? YellowAt, DateTimeOffset? OrangeAt, DateTimeOffset? RedAt, string? Light, DateTimeOffset? PausedAt, DateTimeOffset? StoppedAt,
    bool Given, bool Provisional);

/// <summary>An open case of the same class nearby.</summary>
public sealed record DuplicateAnswer(string Number, string? Title, int Distance);

/// <summary>The unit's duty number, its own or one above it, and outside working hours who is on duty there.</summary>
public sealed record DutyAnswer(string? Number, PersonName? Person);

/// <summary>A case.</summary>
public sealed record CaseAnswer(string Number, string? Source, string? SourceId, string Channel, CodeName Class, CodeName? Standard, string State,
    CodeName? Step, int Round, IReadOnlyList<AreaName> Areas, PlaceAnswer? Place, CodeName? Unit, PersonName? Person, string? Title, string? Description,
    string? Nature, string Urgency, int Secrecy, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, CodeName? ClosingKind, bool? OnTime, string? Light,
    IReadOnlyList<ClockAnswer> Clocks, bool Imported, int Version)
{
    /// <summary>Whom to ring about it; on one case, once a unit has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DutyAnswer? Duty { get; init; }

    /// <summary>On registering only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DuplicateAnswer>? Duplicates { get; init; }
}

/// <summary>The one form of every list; next is passed as after, null at the end.</summary>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// A contact with a caller, or a try. <c>kind</c>: first, again, callback, linksent, link. Person null: the caller himself, by his link, or a rule.
/// Appeal null: the lead's own contact. Reached null: not known.
/// </summary>
public sealed record ContactAnswer(DateTimeOffset At, string Kind, PersonName? Person, CodeName? Unit, int? Appeal, bool? Reached);

/// <summary>The contact person (null before somebody has accepted) and the contacts in order.</summary>
public sealed record ContactsAnswer(PersonName? Contact, IReadOnlyList<ContactAnswer> Items);

/// <summary>An address that waits for the caller of an appeal.</summary>
public sealed record LinkAnswer(int Appeal, string Url, DateTimeOffset Until);

/// <summary>An act of the trace with what followed from it. Person null: a rule did it, or the caller of the appeal in <c>caller</c> by his link. Texts null: erased lawfully.</summary>
public sealed record EventAnswer(int Seq, int LastSeq, string Id, DateTimeOffset At, DateTimeOffset RecordedAt, DateTimeOffset? ClaimedAt, string Act,
    string Label, PersonName? Person, string? Post, CodeName? Unit, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, string>? Texts,
    IReadOnlyList<string> Events)
{
    /// <summary>The appeal whose caller did it himself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Caller { get; init; }

    /// <summary>The last hash of these events; for administrators only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }

    /// <summary>What was bound anew because it ended; left out when nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MovedAnswer>? Moved { get; init; }
}

/// <summary>What ended and what took over. Kind: area, unit, person.</summary>
public sealed record MovedAnswer(string Kind, IReadOnlyList<CodeName> From, IReadOnlyList<CodeName> To);

/// <summary>
/// A field of an act. <c>type</c>: text, choice, unit, units, person, instant, number, flag, files, conditions, appeal,
/// milestone, reporter-name, reporter-phone. Lists are sent as arrays, numbers as numbers, flags as true or false, all else as text.
/// </summary>
public sealed record FieldAnswer(string Code, string Label, string Type, bool Required)
{
    /// <summary>The codes it may take; in a list each once.</summary>
    public IReadOnlyList<CodeName>? Options { get; init; }

    /// <summary>The smallest number, or the earliest instant, inclusive.</summary>
    public JsonElement? Min { get; init; }

    /// <summary>The largest number, or the latest instant, inclusive.</summary>
    public JsonElement? Max { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? MaxItems { get; init; }

    /// <summary>Needed when another field has this value; of conditions all are.</summary>
    public FieldValueAnswer? RequiredWhen { get; init; }

    /// <summary>Shares no value with this field.</summary>
    public string? DiffersFrom { get; init; }
}

/// <summary>A field with a value.</summary>
public sealed record FieldValueAnswer(string Field, string Value);

/// <summary>An act that this person may do now. <c>adds</c>: needs no version.</summary>
public sealed record ActAnswer(string Act, string Label, bool Adds, CodeName? To, IReadOnlyList<FieldAnswer> Fields);

/// <summary>An act of this step that is not possible now, and why.</summary>
public sealed record WithheldAnswer(string Act, string Label, string Refusal, string Reason);

/// <summary>What may be done now; version is what to send with an act.</summary>
public sealed record ActsAnswer(int Version, IReadOnlyList<ActAnswer> Items, string? Next, IReadOnlyList<WithheldAnswer> Withheld);

/// <summary>What became of one of many cases: its version, state and step when it was done, else the refusal with its sentence.</summary>
public sealed record ActedRow(string Number, bool Done)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Version { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CodeName? Step { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Refusal { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sentence { get; init; }
}

/// <summary>A row for each case, in the order asked.</summary>
public sealed record ActedAnswer(IReadOnlyList<ActedRow> Items);

/// <summary>An area of the city. <c>responsible</c>: the post that answers for it; from and to: its first and last day, null when open.</summary>
public sealed record AreaAnswer(string Code, string Name, string? Parent, string Level, string Layer, IReadOnlyList<CodeName> Groups, CodeName? Responsible,
    string? Team, DateOnly? From, DateOnly? To, string? Successor);

/// <summary>
/// A place by name. Lon and lat are null when it is no single point (a road, an area). <c>score</c>: from 0.6 up it was named, by
/// itself or by what holds it; below it is a guess. <c>ask</c>: another is called just so.
/// </summary>
public sealed record KnownPlaceAnswer(string Code, string Name, CodeName Kind, double? Lon, double? Lat, IReadOnlyList<AreaName> Areas, double Score, bool Ask);

/// <summary>A unit of the city.</summary>
public sealed record UnitAnswer(string Code, string Name, string? Parent, string Kind);

/// <summary>A standard of a class.</summary>
public sealed record StandardAnswer(string Code, string Name, string? Limit, bool PhotoAfter, IReadOnlyList<CodeName> Conditions);

/// <summary>A class of the catalogue.</summary>
public sealed record ClassAnswer(string Code, string Name, string Group, string? Nature, int Secrecy, IReadOnlyList<StandardAnswer> Standards, IReadOnlyList<LocalLimit>? Limits);

/// <summary>What is promised in the place of the first standard's limit, in an area or for a facet.</summary>
public sealed record LocalLimit(string? Area, string? When, string Limit);

/// <summary>A procedure, with what its opening asks beside what every case has.</summary>
public sealed record ProcedureAnswer(string Code, string Name, IReadOnlyList<FieldAnswer> Fields);

/// <summary>A stored upload. <c>downloadOnly</c>: never shown in a page, and kept as it came.</summary>
public sealed record FileAnswer(string Hash, string Type, long Bytes, bool DownloadOnly);

/// <summary>A caller, after a reason was given.</summary>
public sealed record ReporterAnswer(int Appeal, string? Name, string? Phone);

/// <summary>A call as it stands: rings, speaks, held, open or settled.</summary>
public sealed record CallAnswer(string Id, string State, DateTimeOffset RungAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt);

/// <summary>Who moved a case last.</summary>
public sealed record LastActAnswer(string Act, PersonName? Person, DateTimeOffset At, int Version);

/// <summary>A refusal (RFC 9457). <c>refusal</c> is one of the closed list, <c>field</c> what is at fault, <c>value</c> the limit or code that helps.</summary>
public sealed record ProblemAnswer(string Type, string Title, int Status, string Refusal)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LastActAnswer? Last { get; init; }
}

/// <summary>All shapes of the API, written without reflection.</summary>
[JsonSerializable(typeof(CaseAnswer))]
[JsonSerializable(typeof(ListAnswer<CaseAnswer>))]
[JsonSerializable(typeof(ListAnswer<EventAnswer>))]
[JsonSerializable(typeof(ListAnswer<AreaAnswer>))]
[JsonSerializable(typeof(ListAnswer<IReadOnlyList<string>>))]
[JsonSerializable(typeof(ListAnswer<KnownPlaceAnswer>))]
[JsonSerializable(typeof(ListAnswer<UnitAnswer>))]
[JsonSerializable(typeof(ListAnswer<ClassAnswer>))]
[JsonSerializable(typeof(ListAnswer<ProcedureAnswer>))]
[JsonSerializable(typeof(ListAnswer<ReporterAnswer>))]
[JsonSerializable(typeof(CallAnswer))]
[JsonSerializable(typeof(ContactsAnswer))]
[JsonSerializable(typeof(ListAnswer<LinkAnswer>))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(ActsAnswer))]
[JsonSerializable(typeof(ActedAnswer))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The one to write with: Chinese stays readable.</summary>
    public static ApiJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new InstantConverter() },
    });
}
