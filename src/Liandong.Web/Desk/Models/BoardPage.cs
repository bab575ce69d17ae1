using Liandong.Core.Board;

namespace Liandong.Web.Desk.Models;

/// <summary>The board: every figure that has an address opens into its list.</summary>
/// <param name="At">The time of its data.</param>
/// <param name="Chain">From the city down to what is shown; the last is where one is.</param>
/// <param name="Url">The page itself, on a desk.</param>
/// <param name="Wall">The same on the wall: no addresses in it, no controls.</param>
public sealed record BoardPage(string City, DateTimeOffset At, IReadOnlyList<BoardLink> Chain, string Url, bool Wall, BoardFlow Flow, BoardOpen Open,
    IReadOnlyList<BoardFigure> Alerts, BoardMap? Map, IReadOnlyList<BoardArea> Areas, IReadOnlyList<BoardSpot> Spots, string SpotWords, IReadOnlyList<BoardOffices> Offices, BoardLife? Life)
{
    /// <summary>Matters that come more often than usual.</summary>
    public IReadOnlyList<BoardTopic> Topics { get; init; } = [];
}

public sealed record BoardLink(string Label, string? Url);

/// <param name="Url">The list that it counts; null on the wall.</param>
/// <param name="Light">When the figure counts what is late or soon will be.</param>
public sealed record BoardFigure(string Label, string Value, string? Url, Light? Light = null)
{
    /// <summary>Nothing leads nowhere.</summary>
    public string? Into => Value is "0" ? null : Url;
}

/// <summary>What came in and went out today.</summary>
/// <param name="Usual">By hour; null while too few days are known.</param>
/// <param name="Until">The hour that runs now.</param>
/// <param name="Calls">The telephone; empty where it is not counted.</param>
public sealed record BoardFlow(BoardFigure In, string InWords, BoardFigure Out, string OutWords, IReadOnlyList<BoardHour> Hours, IReadOnlyList<Band>? Usual, int Until, IReadOnlyList<BoardFigure> Calls);

/// <summary>One hour of today.</summary>
public sealed record BoardHour(int Hour, int In, int Out, string? InUrl, string? OutUrl);

/// <summary>Unfinished cases by light and by step.</summary>
/// <param name="Columns">Names of the busiest steps.</param>
public sealed record BoardOpen(BoardFigure Total, IReadOnlyList<string> Columns, IReadOnlyList<BoardLightRow> Rows, IReadOnlyList<BoardStep> Steps);

/// <param name="Light">Null for those of which no clock runs.</param>
public sealed record BoardLightRow(Light? Light, BoardFigure Sum, IReadOnlyList<BoardFigure> Cells);

/// <param name="Longest">How long the one that waits longest has stood there.</param>
public sealed record BoardStep(BoardFigure Count, int Late, string? LateUrl, string Longest);

/// <summary>An area directly below the one shown.</summary>
/// <param name="Into">Its own board; null when nothing lies in it.</param>
public sealed record BoardArea(string Name, string? Into, BoardFigure Open, BoardFigure Red);

/// <param name="Where">What most callers call the place.</param>
public sealed record BoardSpot(string Where, string What, BoardFigure Count);

/// <param name="Usual">What comes usually in as many days.</param>
public sealed record BoardTopic(string What, string Usual, BoardFigure Count);

/// <summary>Offices of one kind by the share that they handled in time, best first; equal shares have one rank.</summary>
public sealed record BoardOffices(string Title, IReadOnlyList<BoardOffice> Rows);

/// <param name="Days">Share of each day, null for a day with nothing closed.</param>
public sealed record BoardOffice(int Rank, string Name, BoardFigure Rate, BoardFigure Closed, IReadOnlyList<double?> Days, double Goal);

/// <summary>The city that lives by itself.</summary>
/// <param name="Scale">So many real cases for each one shown; null when nothing is said.</param>
public sealed record BoardLife(bool Paused, string? Scale);

/// <summary>Areas shaded by what is open in them.</summary>
/// <param name="Width">Of the drawing, in its units; the height follows from the ground.</param>
public sealed record BoardMap(string Title, string Label, double Width, double Height, IReadOnlyList<BoardCells> Cells, string Borders, IReadOnlyList<BoardSign> Signs,
    IReadOnlyList<BoardPin> Pins, int RedAreas);

/// <summary>Cells of one shade that lead to one place.</summary>
public sealed record BoardCells(int Shade, string Path, string? Url, string Title);

/// <summary>A name on the map.</summary>
public sealed record BoardSign(double X, double Y, string Words);

/// <summary>Cases at a spot of the map.</summary>
/// <param name="Count">One is drawn as a square, more as a ring with their number.</param>
public sealed record BoardPin(double X, double Y, int Count, bool Red, string? Url, string Title);
