using Liandong.Core.Areas;
using Liandong.Core.Cases;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Board;
using Liandong.Work.Cases;
using NetTopologySuite.Geometries;

namespace Liandong.Web.Desk.Board;

/// <summary>
/// The map of an area, drawn by the server: its pieces shaded by what is open in them, names, and the cases gathered as closely
/// as the scale asks for. A step into an area is a step nearer; the list beside says the same.
/// </summary>
public sealed class BoardMapReading(BoardGround ground, CaseReader reader, Texts texts)
{
    private const int Shades = 5;

    /// <summary>From this scale on cases stand where they are.</summary>
    private const int FewPieces = 40;

    private const int MostPins = 400;

    /// <summary>As tall as board.css writes names, in units of the drawing.</summary>
    private const double SignHeight = 30;

    /// <summary>Pins nearer than this, in units of the drawing, are one.</summary>
    private const double Gathering = 36;

    internal async Task<BoardMap?> ReadAsync(Signed who, Area area, BoardNow now, BoardLists lists, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        if (ground.Of(who.City, area, who.City.Day(now.At)) is not { } drawn)
        {
            return null;
        }
        var wall = lists.Running() is null;
        AreaCount Count(Area a) => now.Areas.GetValueOrDefault(a.Code.Value) ?? new AreaCount(0, 0);
        var most = drawn.Pieces.Max(p => Count(p.Area).Open);
        var near = drawn.Pieces.Count <= FewPieces;
        var pins = near ? await PinsAsync(who, area, drawn.Paper, wall, cancel) : [.. drawn.Pieces.Where(p => Count(p.Area).Red > 0).Select(p => RedPin(p, Count(p.Area), drawn.Paper, words, wall))];
        var cells = drawn.Pieces.GroupBy(p => (Shade: ShadeOf(Count(p.Area).Open, most), p.Under))
            .Select(g => new BoardCells(g.Key.Shade, string.Concat(g.Select(p => p.Path)), wall ? null : Into(who.City.Areas, g.Key.Under), Title(g.Key.Under, Count(g.Key.Under), words)));
        var red = drawn.Pieces.Count(p => Count(p.Area).Red > 0);
        return new BoardMap(texts["board.map", ("n", drawn.Pieces.Count), ("level", words.Own("area.level." + drawn.Pieces[0].Area.Level) ?? drawn.Pieces[0].Area.Level)],
            texts["board.map.label", ("area", words.In(area.Name)), ("n", drawn.Pieces.Count), ("red", red)], drawn.Width, drawn.Height,
            [.. cells.OrderBy(c => c.Shade)], drawn.Borders, drawn.Children.Count <= FewPieces ? Signs(drawn) : [], pins, red);
    }

    /// <summary>What lies in it, else its list.</summary>
    private static string? Into(AreaTree areas, Area area) => areas.Children(area.Code).Any(c => c.Shape is not null)
        ? "/board?area=" + Uri.EscapeDataString(area.Code.Value) : BoardLists.RunningIn(area.Code.Value);

    private string Title(Area area, AreaCount count, CityWords words) => texts["board.map.area", ("area", words.In(area.Name)), ("n", count.Open), ("red", count.Red)];

    /// <summary>The larger first; a name that would lie upon another is left to the title and the list.</summary>
    private List<BoardSign> Signs(BoardGround.Drawn drawn)
    {
        var names = new ShortNames(texts, drawn.Children.Select(c => c.Area.Name));
        var signs = new List<BoardSign>();
        foreach (var (area, at) in drawn.Children.OrderByDescending(c => c.Area.Shape!.Area))
        {
            var sign = new BoardSign(at.X, at.Y, names.Of(area.Name, area.Aliases));
            if (signs.TrueForAll(other => Math.Abs(other.Y - sign.Y) > SignHeight || Math.Abs(other.X - sign.X) > (Svg.WidthOf(other.Words) + Svg.WidthOf(sign.Words)) / 2 * SignHeight / 12))
            {
                signs.Add(sign);
            }
        }
        return signs;
    }

    /// <summary>None is the lightest; the others in proportion to the logarithm, or one crowded grid would leave all others blank.</summary>
    private static int ShadeOf(int cases, int most) =>
        cases == 0 ? 0 : most <= 1 ? 1 : 1 + (int)Math.Floor((Shades - 0.001) * Math.Log(cases) / Math.Log(most));

    private BoardPin RedPin(BoardGround.Piece piece, AreaCount count, BoardGround.Paper paper, CityWords words, bool wall)
    {
        var (x, y) = paper.Place(piece.Area.Shape!.InteriorPoint.Coordinate);
        return new BoardPin(x, y, 1, true, wall ? null : BoardLists.RunningIn(piece.Area.Code.Value, ("light", Lights.Css(Light.Red))), Title(piece.Area, count, words));
    }

    private async Task<IReadOnlyList<BoardPin>> PinsAsync(Signed who, Area area, BoardGround.Paper paper, bool wall, CancellationToken cancel)
    {
        var query = CaseQuery.All with { States = [CaseStatus.Open, CaseStatus.Suspended], Area = area.Code.Value, Sort = CaseSort.Due, Limit = MostPins };
        var cases = (await reader.ListAsync(query, who.Scope, cancel)).Page?.Items ?? [];
        var groups = new List<(double X, double Y, List<CaseView> Cases)>();
        foreach (var c in cases.Where(c => c.Lon is not null && c.Lat is not null))
        {
            var (x, y) = paper.Place(new Coordinate(c.Lon!.Value, c.Lat!.Value));
            var near = groups.FindIndex(g => Math.Abs(g.X - x) < Gathering && Math.Abs(g.Y - y) < Gathering);
            if (near < 0)
            {
                groups.Add((x, y, [c]));
            }
            else
            {
                groups[near].Cases.Add(c);
            }
        }
        return [.. groups.Select(g => new BoardPin(g.X, g.Y, g.Cases.Count, g.Cases.Exists(c => c.Light == Light.Red), wall ? null : UrlOf(g.Cases),
            string.Join("\n", g.Cases.Take(8).Select(c => new CityWords(who.City, texts).Class(c.Class) + " " + c.Title))))];
    }

    /// <summary>One opens itself; more open the list of the squares they lie in, when that is one.</summary>
    private static string UrlOf(List<CaseView> cases)
    {
        if (cases.Count == 1)
        {
            return "/cases/" + cases[0].Number;
        }
        var deepest = cases.Select(c => c.Areas.FirstOrDefault()).Distinct().ToList();
        var shared = deepest is [{ } one] ? one : cases.Select(c => c.Areas.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).FirstOrDefault() ?? "";
        return BoardLists.RunningIn(shared)!;
    }
}
