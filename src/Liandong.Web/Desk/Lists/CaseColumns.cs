using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Look;
using Liandong.Work.Cases;
using Liandong.Work.Sheets;

namespace Liandong.Web.Desk.Lists;

/// <summary>What may stand in a list of cases: in a sheet as what it is, on the screen in words.</summary>
public sealed class CaseColumns(CityWords words, Texts texts, Moments moments)
{
    /// <summary>Columns of a sheet, in their order.</summary>
    public static readonly IReadOnlyList<string> OfSheet =
    [
        "number", "light", "due", "handling", "opened", "class", "title", "place", "area", "step", "holder", "unit", "person", "channel", "nature", "urgency", "round",
        "state", "closed", "kind", "verdict", "lon", "lat",
    ];

    /// <summary>What a sheet holds when nothing else is asked.</summary>
    public static readonly IReadOnlyList<string> UsualOfSheet = ["number", "light", "due", "opened", "class", "title", "place", "area", "step", "holder", "channel"];

    /// <summary>Columns that a queue may have beside the clock and the matter.</summary>
    public static readonly IReadOnlyList<string> OfQueue = ["gauge", "number", "place", "area", "step", "holder", "unit", "channel", "opened", "handling", "nature", "urgency", "round"];

    /// <summary>Those it has when nothing else is asked.</summary>
    public static readonly IReadOnlyList<string> UsualOfQueue = ["gauge", "number", "place", "step", "holder", "channel"];

    private const char Between = '.';
    private static readonly Dictionary<string, int> s_widths = new()
    {
        ["number"] = 18, ["due"] = 17, ["handling"] = 17, ["opened"] = 17, ["closed"] = 17, ["title"] = 44, ["place"] = 32, ["area"] = 36, ["class"] = 24, ["holder"] = 18, ["unit"] = 20,
    };

    /// <summary>The columns that an address names, or the usual ones.</summary>
    public static IReadOnlyList<string> Read(string? named, IReadOnlyList<string> known, IReadOnlyList<string> usual) =>
        known.Intersect((named ?? "").Split(Between)).ToList() is { Count: > 0 } chosen ? chosen : usual;

    /// <summary>As an address names them; null for the usual ones.</summary>
    public static string? Write(IReadOnlyList<string> columns, IReadOnlyList<string> usual) => columns.Count == 0 || columns.SequenceEqual(usual) ? null : string.Join(Between, columns);

    public string Label(string column) => texts["col." + column];

    public SheetColumn Heading(string column) => new(Label(column), s_widths.GetValueOrDefault(column, 12));

    /// <summary>What stands there of a case.</summary>
    public SheetCell Cell(string column, CaseView c, Procedure procedure) => column switch
    {
        "number" => SheetCell.Of(c.Number),
        "light" => SheetCell.Of(Running(c) is { Light: { } light } ? texts.Word(light) : null),
        "due" => SheetCell.Of(Running(c)?.DueAt, moments.Zone),
        "handling" => SheetCell.Of(c.DueAt, moments.Zone),
        "opened" => SheetCell.Of(c.OpenedAt, moments.Zone),
        "closed" => SheetCell.Of(c.ClosedAt, moments.Zone),
        "round" => SheetCell.Of((double)c.Round),
        "lon" => SheetCell.Of(c.Lon),
        "lat" => SheetCell.Of(c.Lat),
        _ => SheetCell.Of(Words(column, c, procedure)),
    };

    /// <summary>The same for the screen, where a day is said as shortly as it stays clear.</summary>
    public string Shown(string column, CaseView c, Procedure procedure) => column switch
    {
        "opened" => moments.Short(c.OpenedAt),
        "handling" => c.DueAt is { } due ? moments.Short(due) : "",
        _ => Cell(column, c, procedure).ToString(),
    };

    /// <summary>The step of a case that is open, else what became of it.</summary>
    public string Step(CaseView c, Procedure procedure) =>
        c.State is CaseStatus.Open && procedure.Steps.TryGetValue(c.Step, out var step) ? words.In(step.Name) : State(c);

    /// <summary>Whom it waits for: the person, else the desk, else the unit.</summary>
    public string Holder(CaseView c, Procedure procedure) =>
        c.State is CaseStatus.Open && procedure.Steps.TryGetValue(c.Step, out var step) && step.Seat is Seat.Desk or Seat.Area ? words.Role(step.Role)
        : c.Person is { } person ? words.Person(person) : c.Unit is { } unit ? words.Unit(unit) : "";

    /// <summary>On time or late, once it is over.</summary>
    public string Verdict(CaseView c) => c.OnTime(moments.Now) switch
    {
        true => texts["over.on-time"],
        false => texts["over.late"],
        null => texts["due.none"],
    };

    private string? Words(string column, CaseView c, Procedure procedure) => column switch
    {
        "class" => words.Class(c.Class),
        "title" => c.Title,
        "place" => c.Address,
        "area" => words.Chain(c.Areas),
        "step" => Step(c, procedure),
        "holder" => Holder(c, procedure),
        "unit" => c.Unit is { } unit ? words.Unit(unit) : null,
        "person" => c.Person is { } person ? words.Person(person) : null,
        "channel" => words.Choice("channels", c.Channel),
        "nature" => c.Nature is { } nature ? words.Choice("natures", nature) : null,
        "urgency" => words.Choice("urgencies", c.Urgency),
        "state" => State(c),
        "kind" => c.ClosingKind is { } kind ? words.Choice("closingKinds", kind) : null,
        "verdict" => IsOver(c) ? Verdict(c) : null,
        _ => null,
    };

    private Remaining? Running(CaseView c) => IsOver(c) ? null : new ClockWords(words.City, moments.Now).MostUrgent(c.Clocks, (_, _) => null);

    private string State(CaseView c) => texts["status." + c.State.ToString().ToLowerInvariant()];

    private static bool IsOver(CaseView c) => c.State is not (CaseStatus.Open or CaseStatus.Suspended);
}
