using System.Globalization;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Web.Desk.Lists;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.WebUtilities;

namespace Liandong.Web.Desk;

/// <summary>What the address of a queue says: the view, the filters, the order, and where the page begins.</summary>
public sealed class QueueFilter
{
    /// <summary>Names of the filters in addresses: those of the form in its order, then those that only a figure of the board leads to.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "q", "state", "class", "unit", "area", "light", "channel", "from", "to",
        "step", "urgency", "lead", "by", "closedFrom", "closedTo", "redBy", "late", "cell", "task",
    ];

    /// <summary>In place of a state: whatever is not finished.</summary>
    public const string Running = "running";

    /// <summary>In place of a light: no clock runs.</summary>
    public const string Unlit = "none";

    private static readonly string[] s_instants = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm"];

    private const int LongestValue = 400;
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    private static readonly (string Code, CaseSort Sort)[] s_sorts =
    [
        ("due", CaseSort.Due), ("light", CaseSort.Light), ("-openedAt", CaseSort.OpenedDescending), ("openedAt", CaseSort.Opened),
        ("number", CaseSort.Number), ("-closedAt", CaseSort.ClosedDescending), ("closedAt", CaseSort.Closed),
    ];

    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly City _city;

    public QueueFilter(IQueryCollection query, Signed who, IReadOnlyList<DeskView> views)
    {
        _city = who.City;
        foreach (var name in Names.Append("sort").Append("columns").Append("after"))
        {
            // A character that no keyboard makes (and the database cannot keep) is not searched for.
            if (string.Concat(query[name].ToString().Where(c => !char.IsControl(c))).Trim() is { Length: > 0 and <= LongestValue } value)
            {
                _given[name] = value;
            }
        }
        if (query.ContainsKey("column"))
        {
            // The form of columns sends one box each.
            _given["columns"] = string.Join('.', query["column"].OfType<string>());
        }
        Columns = CaseColumns.Read(Given("columns"), CaseColumns.OfQueue, CaseColumns.UsualOfQueue);
        _given.Remove("columns");
        if (CaseColumns.Write(Columns, CaseColumns.UsualOfQueue) is { } columns)
        {
            _given["columns"] = columns;
        }
        var key = query["view"].ToString();
        View = views.FirstOrDefault(v => v.Key == key) ?? (Filters.Any() ? null : views[0]);
        Query = Read();
    }

    /// <summary>The standing view; null for a search through everything.</summary>
    public DeskView? View { get; }

    public CaseQuery Query { get; }

    /// <summary>The columns beside the clock and the matter.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The filter of an address that was kept.</summary>
    public static QueueFilter Of(string address, Signed who, IReadOnlyList<DeskView> views) => new(new QueryCollection(QueryHelpers.ParseQuery(address)), who, views);

    /// <summary>The filters in force, by name.</summary>
    public IEnumerable<string> Filters => Names.Where(_given.ContainsKey);

    public string? Given(string name) => _given.GetValueOrDefault(name);

    /// <summary>True when this page is not the first.</summary>
    public bool GoesOn => _given.ContainsKey("after");

    /// <summary>The address with changes: a null value takes a part away. The place in the list is kept only when said.</summary>
    public string Url(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (View is { } view)
        {
            parts["view"] = view.Key;
        }
        foreach (var (name, value) in _given)
        {
            parts[name] = name == "after" ? null : value;
        }
        foreach (var (name, value) in changes)
        {
            parts[name] = value;
        }
        return QueryHelpers.AddQueryString("/cases", parts.Where(p => p.Value is not null));
    }

    /// <summary>The address that shows just this page again.</summary>
    public string Here => Url(("after", Given("after")));

    /// <summary>The code of an order.</summary>
    public static string CodeOf(CaseSort sort) => s_sorts.First(s => s.Sort == sort).Code;

    private CaseQuery Read()
    {
        var query = View?.Query ?? CaseQuery.All;
        return query with
        {
            Words = Given("q"),
            States = Given("state") is not { } state ? query.States : state == Running ? [CaseStatus.Open, CaseStatus.Suspended]
                : Enum.TryParse<CaseStatus>(state, ignoreCase: true, out var one) && !char.IsDigit(state[0]) ? [one] : query.States,
            Class = Given("class") is { } @class ? ClassOf(@class) : null,
            Units = Given("unit") is { } unit ? Below(unit) : query.Units,
            Leads = Given("lead") is { } lead ? Below(lead) : [],
            Area = Given("area"),
            Light = Given("light") is { } light && Enum.TryParse<Light>(light, ignoreCase: true, out var shown) && !char.IsDigit(light[0]) ? shown : null,
            Channel = Given("channel"),
            Registered = Given("by") is { } by ? Staff(_city, new UnitCode(by)) : [],
            Classes = Task is { } task ? [.. task.Classes.Order(StringComparer.Ordinal)] : [],
            Channels = Task is { } kind ? Doors(_city, kind) : [],
            Unlit = Given("light") == Unlit,
            Step = Given("step") ?? query.Step,
            Urgency = Given("urgency"),
            Late = Given("late") is { } late ? late == "yes" : null,
            Cell = long.TryParse(Given("cell"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cell) ? cell : null,
            From = Instant("from"),
            To = Instant("to"),
            ClosedFrom = Instant("closedFrom"),
            ClosedTo = Instant("closedTo"),
            RedBy = Instant("redBy"),
            Sort = s_sorts.Where(s => s.Code == Given("sort")).Select(s => s.Sort).FirstOrDefault(query.Sort),
            After = Given("after"),
        };
    }

    /// <summary>A class by its code, or by the name that somebody typed.</summary>
    private string ClassOf(string text) =>
        (_city.Catalogue.Find(new ClassCode(text)) ?? _city.Catalogue.All.FirstOrDefault(c => Same(c.Name.En, text) || Same(c.Name.Zh, text)) ?? _city.Catalogue.ByAlias(text))?.Code.Value ?? text;

    /// <summary>The kind of a station's work that is asked for.</summary>
    private StationTask? Task => Given("task") is { } code ? _city.Tasks.FirstOrDefault(t => t.Code == code) : null;

    /// <summary>The channels by which a kind of work is entered.</summary>
    internal static IReadOnlyList<string> Doors(City city, StationTask task) => [.. city.Lists["channels"].Select(c => c.Code).Where(c => task.Procedures.Contains(city.ProcedureOf(c)))];

    /// <summary>Whoever holds or held a post in the unit; nobody's code when nobody did.</summary>
    internal static IReadOnlyList<string> Staff(City city, UnitCode unit) => [.. city.Staff.Posts.Where(p => p.Unit == unit)
        .SelectMany(p => city.Staff.HeldOn(p.Code)).Select(h => h.Person.Value).Distinct().DefaultIfEmpty("")];

    private IReadOnlyList<string> Below(string unit) => [.. _city.Units.SelfAndBelow(new UnitCode(unit)).Select(u => u.Value).DefaultIfEmpty(unit)];

    /// <summary>A city day, meaning its midnight, or a minute of it.</summary>
    private DateTimeOffset? Instant(string name) =>
        DateTime.TryParseExact(Given(name), s_instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= FirstYear and <= LastYear ? _city.At(local) : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
