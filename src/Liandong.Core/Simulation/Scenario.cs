using Liandong.Core.Dispatch;

namespace Liandong.Core.Simulation;

/// <summary>How a city lives, in figures and words of its own: what <c>simulation/</c> of its folder says.</summary>
public sealed record Scenario
{
    /// <summary>Figures by name: volume, days, shares that belong to no class.</summary>
    public required IReadOnlyDictionary<string, double> Rates { get; init; }

    /// <summary>Weight of each hour of a day, by profile.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double>> Hours { get; init; }

    /// <summary>Where cases come from.</summary>
    public required IReadOnlyList<Inflow> Inflows { get; init; }

    /// <summary>Weight of each town, by area.</summary>
    public required IReadOnlyDictionary<string, double> Towns { get; init; }

    /// <summary>What cases are about.</summary>
    public required IReadOnlyList<Topic> Topics { get; init; }

    /// <summary>Months in which something happens more often.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>Places to which the same matter comes back.</summary>
    public IReadOnlyList<HotSpot> HotSpots { get; init; } = [];

    /// <summary>Forms in which a place is told, by code.</summary>
    public required IReadOnlyDictionary<string, Style> Styles { get; init; }

    /// <summary>How a case is told.</summary>
    public required IReadOnlyList<Frame> Frames { get; init; }

    /// <summary>Wordings and lists of words, by key.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; init; }

    /// <summary>What the staff do, and when.</summary>
    public required IReadOnlyList<Habit> Habits { get; init; }

    /// <summary>Calls that come to no case: the hotline's ending with how many there are for each case called in.</summary>
    public IReadOnlyList<(string Ending, double Share)> Endings { get; init; } = [];

    /// <summary>Cases that stand ready to be shown.</summary>
    public IReadOnlyList<Tale> Tales { get; init; } = [];

    /// <summary>A figure; 0 when the city names none.</summary>
    public double Rate(string name) => Rates.GetValueOrDefault(name);
}

/// <summary>A door with its share of all cases.</summary>
/// <param name="Kind">Which topics come through it.</param>
/// <param name="Weekday">Profile of hours on working days.</param>
/// <param name="DayOff">Profile of hours on all others.</param>
/// <param name="Roles">Who opens them; empty = the rule itself.</param>
/// <param name="WantsAnswer">Share of those who want to be told the outcome.</param>
/// <param name="Level">The level of the area that the opener's unit serves; null = a root unit.</param>
/// <param name="Line">Code of the telephone line that it comes by; null = by no call.</param>
public sealed record Inflow(string Channel, double Share, string Kind, string Weekday, string DayOff, IReadOnlyList<string> Roles, string? Level, double WantsAnswer, string? Line = null);

/// <summary>A class as it comes in and goes out.</summary>
/// <param name="Kind">Which inflows bring it.</param>
/// <param name="Share">Of the cases of its kind.</param>
/// <param name="Night">Weight among what comes at night; 0 = never at night.</param>
/// <param name="Resolved">Share that is really resolved.</param>
/// <param name="Content">Share of those asked who are content with the result.</param>
/// <param name="Standard">The standard it comes under; null = the class's first.</param>
public sealed record Topic(string Kind, ClassCode Class, string? Standard, double Share, double Night, double Resolved, double Content);

/// <summary>A factor on classes in months (1 to 12, both inclusive; may go over the new year) or, by name, while it is called for.</summary>
public sealed record Season(string? Name, int From, int To, IReadOnlyList<string> Classes, double Factor)
{
    /// <summary>True in these months.</summary>
    public bool Holds(int month) => From <= To ? month >= From && month <= To : month >= From || month <= To;
}

/// <summary>A place, by code, that a share of the cases of a class come from.</summary>
public sealed record HotSpot(ClassCode Class, string Place, double Share);

/// <summary>A form in which a place is told.</summary>
/// <param name="Kinds">Kinds of places of the gazetteer; the first group that the town has any of.</param>
/// <param name="Pattern">What is said of the place.</param>
/// <param name="Blamed">The kind of unit serving the town that the case complains of; null = nobody.</param>
public sealed record Style(string Code, IReadOnlyList<IReadOnlyList<string>> Kinds, string Pattern, string? Blamed);

/// <summary>A text with its title, for classes of a kind.</summary>
/// <param name="Kind">Of the topics that it tells.</param>
/// <param name="Style">The form of place that the text wants; a code of the styles.</param>
/// <param name="Urgency">Null = the mildest.</param>
/// <param name="Standard">Only under this standard; null = the class's first.</param>
public sealed record Frame(string Kind, ClassCode Class, string? Standard, string? Nature, string Style, double Weight, string? Urgency, int Secrecy,
    IReadOnlyList<FacetValue> Facets, string Title, string Text);

/// <summary>Something that the staff do on a step of a procedure: how often, when, with what.</summary>
/// <param name="No">Its place in the file: what is drawn for it is its own.</param>
/// <param name="Step">Null = on every step.</param>
/// <param name="Share">Of the cases for which it comes up.</param>
/// <param name="Times">How often in a round.</param>
/// <param name="Of">What <paramref name="From"/> and <paramref name="To"/> count from: minutes of the step or of the last act, shares of the limit or of a milestone's.</param>
/// <param name="Late">Share of those who come too late: by a third to two thirds over <paramref name="To"/>, and behind a limit by minutes of work.</param>
/// <param name="When">When such work is done.</param>
/// <param name="Only">Conditions that all hold; words of <see cref="Life"/>.</param>
/// <param name="Fields">What is filled in: a literal, <c>@</c> and what follows from the case, or <c>#</c> and a key of the words.</param>
public sealed record Habit(int No, string Procedure, string? Step, string Act, double Share, int Times, TimeBase Of, double From, double To, double Late,
    WorkTime When, IReadOnlyList<string> Only, IReadOnlyList<(string Field, string Value)> Fields);

/// <summary>What a habit's time counts from.</summary>
public enum TimeBase
{
    /// <summary>Minutes from the beginning of the step.</summary>
    Step,

    /// <summary>Minutes from the last act.</summary>
    Last,

    /// <summary>A share of the handling limit.</summary>
    Limit,

    /// <summary>A share of the next milestone's limit.</summary>
    Milestone,
}

/// <summary>When such work is done.</summary>
public enum WorkTime
{
    /// <summary>Day and night.</summary>
    Always,

    /// <summary>In the sessions of the calendar; minutes count in them too.</summary>
    Office,

    /// <summary>In the sessions, most of it at their ends.</summary>
    Wave,

    /// <summary>When people may be rung up: between the hours of the rates <c>callFrom</c> and <c>callTo</c>, on any day.</summary>
    Calls,
}
