using Liandong.Core.Areas;
using Liandong.Core.Calendars;
using Liandong.Core.Catalogue;
using Liandong.Core.Dispatch;
using Liandong.Core.Places;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Cities;

/// <summary>
/// One version of a city: everything that a decision may depend on and that is not about one case. Immutable; a verb
/// decides with one version, and the ledger refuses to commit when another is in force.
/// </summary>
public sealed record City
{
    private volatile AnsweringOn? _answering;

    /// <summary>The city's code, the name of its folder.</summary>
    public required string Code { get; init; }

    /// <summary>Name in both languages.</summary>
    public required LocalName Name { get; init; }

    /// <summary>SHA-256, hex, over its files: the version's identity.</summary>
    public required string Hash { get; init; }

    /// <summary>Languages offered, the first is the default.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Local time of the city.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Code of the calendar for limits that name none.</summary>
    public required string DefaultCalendar { get; init; }

    /// <summary>When lights turn, as shares of a limit.</summary>
    public required Thresholds Thresholds { get; init; }

    /// <summary>People may enter by one button, on loopback only.</summary>
    public bool Demo { get; init; }

    /// <summary>What to say about invented people and numbers.</summary>
    public LocalName? Disclaimer { get; init; }

    /// <summary>Code of the procedure that a case from the desks follows.</summary>
    public required string DefaultProcedure { get; init; }

    /// <summary>Calendars by code.</summary>
    public required IReadOnlyDictionary<string, WorkCalendar> Calendars { get; init; }

    /// <summary>Areas, all layers.</summary>
    public required AreaTree Areas { get; init; }

    /// <summary>Units.</summary>
    public required UnitTree Units { get; init; }

    /// <summary>How bureaus stand in towns.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Types of things that stand in the ground.</summary>
    public IReadOnlyList<Thing> Things { get; init; } = [];

    /// <summary>Kinds of unit that get only what the list of affairs names them for.</summary>
    public IReadOnlyList<string> OnlyListed { get; init; } = [];

    /// <summary>Posts and people.</summary>
    public required Staff Staff { get; init; }

    /// <summary>Classes and standards.</summary>
    public required ClassCatalogue Catalogue { get; init; }

    /// <summary>Who leads what.</summary>
    public required AffairList Affairs { get; init; }

    /// <summary>Procedures by code.</summary>
    public required IReadOnlyDictionary<string, Procedure> Procedures { get; init; }

    /// <summary>Lists of choices by name: channels, natures, urgencies, closingKinds, returnReasons, ...</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Choice>> Lists { get; init; }

    /// <summary>Questions about a case whose answer may decide who leads.</summary>
    public IReadOnlyList<Facet> Facets { get; init; } = [];

    /// <summary>Levels of areas that leave no gap.</summary>
    public IReadOnlyList<Ground> Grounds { get; init; } = [];

    /// <summary>Level of the main layer at which every area names its responsible post; null when the city asks for none.</summary>
    public string? ResponsibleLevel { get; init; }

    /// <summary>Articles of the knowledge base, by code.</summary>
    public IReadOnlyList<Article> Knowledge { get; init; } = [];

    /// <summary>Notices, in the order of the file.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>What the hotline's desk does; null when the city has none.</summary>
    public Hotline? Hotline { get; init; }

    /// <summary>Numbers that people still dial, in the order of the file.</summary>
    public IReadOnlyList<Line> Lines { get; init; } = [];

    /// <summary>Kinds of a station's daily work, in the order of the file; empty when the city tells none.</summary>
    public IReadOnlyList<StationTask> Tasks { get; init; } = [];

    /// <summary>Places by name, found as people say them.</summary>
    public Gazetteer Places { get; init; } = Gazetteer.Empty;

    /// <summary>Wording that the city sets: key, then language.</summary>
    public required IReadOnlyDictionary<string, LocalName> Texts { get; init; }

    /// <summary>What its board shows; null when it has none.</summary>
    public BoardSettings? Board { get; init; }

    /// <summary>How it lives by itself; null when it does not.</summary>
    public Simulation.Scenario? Living { get; init; }

    /// <summary>Names that earlier versions had, by register and code: of what has gone from this one, too.</summary>
    public IReadOnlyDictionary<(Register, string), LocalName> Former { get; init; } = new Dictionary<(Register, string), LocalName>();

    /// <summary>What a code is called, or was called last when it has gone from the city; null when no version knew it.</summary>
    public LocalName? NameOf(Register register, string code) => register switch
    {
        Register.Areas => Areas.Find(code)?.Name,
        Register.Units => Units.Find(new UnitCode(code))?.Name,
        Register.Classes => Catalogue.Find(new ClassCode(code))?.Name,
        Register.People => Staff.Find(new PersonId(code))?.Name,
        _ => Staff.FindPost(code)?.Name,
    } ?? Former.GetValueOrDefault((register, code));

    /// <summary>Units that exist on a day, with a clerk of their own or above them: what is sent elsewhere nobody could accept.</summary>
    public IReadOnlyList<Unit> Answering(DateOnly day)
    {
        // Every form of a desk asks, mostly about today.
        if (_answering is { } known && known.Day == day && known.Units == Units && known.Staff == Staff)
        {
            return known.Answering;
        }
        IReadOnlyList<Unit> answering = [.. Units.All.Where(u => Answers(u, day))];
        _answering = new(day, Units, Staff, answering);
        return answering;
    }

    /// <summary>True when the unit exists on a day and somebody could accept what is sent to it.</summary>
    public bool Answers(Unit unit, DateOnly day) =>
        !unit.HasEnded(day) && !(day < unit.From) && Units.SelfAndAbove(unit.Code).Any(u => Staff.Has(u, Roles.Clerk));

    /// <summary>The local day of an instant.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>The instant at which the city's clocks show a local time; one that they skip is an hour later, one that they show twice is the first.</summary>
    public DateTimeOffset At(DateTime local)
    {
        local = Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The instant at which a day begins.</summary>
    public DateTimeOffset Midnight(DateOnly day) => At(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>
    /// Whom to ring about a unit's work: the duty number, its own or the nearest above it, and outside the sessions of the usual calendar who is
    /// on duty there; null where nobody is named.
    /// </summary>
    public (string? Number, PersonId? Person) OnDuty(UnitCode unit, DateTimeOffset now)
    {
        var number = Units.SelfAndAbove(unit).Select(u => Units.Find(u)?.Duty).FirstOrDefault(n => n is not null);
        var works = Calendars[DefaultCalendar].Between(now, now.AddMinutes(1), LimitKind.WorkingHour) > TimeSpan.Zero;
        return (number, works ? null : Units.SelfAndAbove(unit).Select(u => Staff.Holder(u, Roles.Duty, Day(now))).FirstOrDefault(p => p is not null));
    }

    /// <summary>The calendar that a limit counts by.</summary>
    public WorkCalendar CalendarOf(Limit limit) => Calendars[limit.Calendar.Length == 0 ? DefaultCalendar : limit.Calendar];

    /// <summary>Code of the procedure that a case from this door follows.</summary>
    public string ProcedureOf(string channel) => Choice("channels", channel)?.Procedure ?? DefaultProcedure;

    /// <summary>The deepest area of a layer that holds a point on a day; null when no area has a shape there.</summary>
    public string? Locate(string layer, double lon, double lat, DateOnly day) => Areas.Map.Locate(layer, lon, lat, day)?.Value;

    /// <summary>As <see cref="Locate(string, double, double, DateOnly)"/>, in the main layer.</summary>
    public string? Locate(double lon, double lat, DateOnly day) => Locate(AreaTree.MainLayer, lon, lat, day);

    /// <summary>The code of the mildest urgency: the city's list begins with it.</summary>
    public string MildestUrgency => Lists["urgencies"][0].Code;

    /// <summary>More than the mildest urgency. False for null, a case without facts.</summary>
    public bool IsUrgent(string? urgency) => urgency is not null && urgency != MildestUrgency;

    /// <summary>A choice of a list, or null.</summary>
    public Choice? Choice(string list, string code) => Lists.GetValueOrDefault(list)?.FirstOrDefault(c => c.Code == code);

    private sealed record AnsweringOn(DateOnly Day, UnitTree Units, Staff Staff, IReadOnlyList<Unit> Answering);
}

/// <summary>Registers whose codes stand on cases.</summary>
public enum Register
{
    /// <summary>areas.csv.</summary>
    Areas,

    /// <summary>units.csv.</summary>
    Units,

    /// <summary>The classes of catalogue.csv.</summary>
    Classes,

    /// <summary>people.csv.</summary>
    People,

    /// <summary>posts.csv.</summary>
    Posts,
}
