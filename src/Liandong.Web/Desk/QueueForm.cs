using Liandong.Core.Areas;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;

namespace Liandong.Web.Desk;

/// <summary>The questions of the filter, and what is in force as tags.</summary>
public sealed class QueueForm(QueueFilter filter, CityWords words, Texts texts)
{
    private City City => words.City;

    public IReadOnlyList<FieldInput> Fields() =>
    [
        Field("q", FieldShape.Text, []),
        Field("state", FieldShape.Choice, [.. new[] { CaseStatus.Open, CaseStatus.Suspended, CaseStatus.Closed, CaseStatus.Void, CaseStatus.Refused }.Select(s => new FieldOption(Code(s), State(s)))]),
        Field("class", FieldShape.Suggest, ClassOptions(words)),
        Field("unit", FieldShape.Unit, UnitOptions(words)),
        Field("area", FieldShape.Choice, AreaOptions(words, layer: null)),
        Field("light", FieldShape.Choice, [.. Enum.GetValues<Light>().Select(l => new FieldOption(Lights.Css(l), texts.Word(l)))]),
        Field("channel", FieldShape.Choice, ListOptions(words, "channels")),
        Field("from", FieldShape.Date, []),
        Field("to", FieldShape.Date, []),
    ];

    public IReadOnlyList<FilterTag> Tags() =>
        [.. filter.Filters.Select(name => new FilterTag(texts["filter.tag", ("name", texts["filter." + name]), ("value", Value(name, filter.Given(name)!))], filter.Url((name, null))))];

    /// <summary>All classes, by group.</summary>
    public static List<FieldOption> ClassOptions(CityWords words) =>
        [.. words.City.Catalogue.All.Select(c => new FieldOption(c.Code.Value, words.In(c.Name), words.In(c.Group)))];

    /// <summary>All units below the root, each department heading its sections.</summary>
    public static List<FieldOption> UnitOptions(CityWords words) =>
        [.. from unit in words.City.Units.All
            where unit.Parent is not null
            let above = words.City.Units.SelfAndAbove(unit.Code)
            let department = above.Count >= 2 ? above[^2] : unit.Code
            select new FieldOption(unit.Code.Value, words.In(unit.Name), words.Unit(department.Value)) { Words = UnitNames.Words(unit, words.In(unit.Name)) }];

    /// <summary>
    /// Areas of a layer (all layers for null), by layer; only those that people call by name: in a city whose grids have shapes a
    /// point finds the grid, and nobody picks one of four thousand blocks from a list.
    /// </summary>
    public static List<FieldOption> AreaOptions(CityWords words, string? layer) =>
        [.. words.City.Areas.All.Where(a => a.Parent is not null && (layer is null || a.Layer == layer) && !IsFound(words.City, a))
            .Select(a => new FieldOption(a.Code.Value, words.In(a.Name), layer is null ? words.Own("area.level." + a.Level) ?? a.Level : null))];

    private static bool IsFound(City city, Area area) => city.ResponsibleLevel is { } level
        && city.Areas.Chain(area.Code.Value).Any(a => a.Level == level);

    /// <summary>A list of the city.</summary>
    public static List<FieldOption> ListOptions(CityWords words, string list) =>
        [.. (words.City.Lists.GetValueOrDefault(list) ?? []).Select(c => new FieldOption(c.Code, words.In(c.Name)))];

    private FieldInput Field(string name, FieldShape shape, IReadOnlyList<FieldOption> options) =>
        new(name, shape, texts["filter." + name], Values: filter.Given(name) is { } given ? [given] : [], Options: options);

    private string Value(string name, string value) => name switch
    {
        "state" => filter.Query.States is [var s] ? State(s) : value == QueueFilter.Running ? texts["filter.state.running"] : value,
        "class" => words.Class(filter.Query.Class ?? value),
        "unit" or "lead" or "by" => words.Unit(value),
        "area" => words.Area(value),
        "light" => filter.Query.Light is { } l ? texts.Word(l) : value == QueueFilter.Unlit ? texts["light.none"] : value,
        "step" => words.Step(value),
        "urgency" => words.Choice("urgencies", value),
        "late" => texts[value == "yes" ? "over.late" : "over.on-time"],
        "task" => City.Tasks.FirstOrDefault(t => t.Code == value) is { } task ? words.In(task.Name) : value,
        "cell" => texts["filter.cell.words"],
        "channel" => words.Choice("channels", value),
        _ => value,
    };

    private string State(CaseStatus state) => texts["status." + Code(state)];

    private static string Code(CaseStatus state) => state.ToString().ToLowerInvariant();
}
