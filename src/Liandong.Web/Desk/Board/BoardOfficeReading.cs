using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Work.Board;

namespace Liandong.Web.Desk.Board;

/// <summary>Sums what units closed up to the offices directly below the root, and puts those that answer for a place beside those that answer for a subject.</summary>
internal sealed class BoardOfficeReading(CityWords words, Texts texts, BoardLists lists)
{
    /// <summary>The lists, and the share of all.</summary>
    public (IReadOnlyList<BoardOffices> Lists, double? Rate) Read(BoardPast past, BoardSettings settings, DateOnly today)
    {
        var days = Enumerable.Range(0, settings.RateDays).Select(n => today.AddDays(n + 1 - settings.RateDays)).ToList();
        var offices = past.Offices.GroupBy(o => Office(new UnitCode(o.Unit))).Where(g => g.Key is not null).ToLookup(g => IsTown(g.Key!), g => (Unit: g.Key!, Days: g.ToList()));
        var (closed, inTime) = (past.Offices.Sum(o => o.Closed), past.Offices.Sum(o => o.InTime));
        var title = new[] { (Town: true, Key: "board.towns"), (Town: false, Key: "board.departments") };
        return ([.. title.Where(t => offices[t.Town].Any(o => o.Days.Sum(d => d.Closed) >= settings.RateLeast))
            .Select(t => new BoardOffices(texts[t.Key, ("n", settings.RateDays), ("goal", (settings.Goal * 100).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture))], Ranked([.. offices[t.Town]], days, settings)))],
            closed == 0 ? null : (double)inTime / closed);
    }

    private List<BoardOffice> Ranked(List<(Unit Unit, List<OfficeDay> Days)> offices, List<DateOnly> days, BoardSettings settings)
    {
        var shares = offices.Select(o => (o.Unit, o.Days, Closed: o.Days.Sum(d => d.Closed), InTime: o.Days.Sum(d => d.InTime))).Where(o => o.Closed >= settings.RateLeast)
            .Select(o => (o.Unit, o.Days, o.Closed, o.InTime, Share: Math.Round((double)o.InTime / o.Closed, 3))).OrderByDescending(o => o.Share).ThenByDescending(o => o.Closed).ThenBy(o => o.Unit.Code.Value, StringComparer.Ordinal).ToList();
        var from = BoardReading.Day(days[0]);
        var names = new ShortNames(texts, shares.Select(o => o.Unit.Name));
        string Name(Unit unit) => lists.Running() is null && !texts.IsChinese ? names.Of(unit.Name, unit.Aliases) : words.In(unit.Name);
        return [.. shares.Select(o => new BoardOffice(1 + shares.Count(other => other.Share > o.Share), Name(o.Unit),
            new BoardFigure("", BoardReading.Percent(o.Share), lists.Of(("lead", o.Unit.Code.Value), ("state", "closed"), ("closedFrom", from), ("late", "yes"), ("sort", "-closedAt"))),
            new BoardFigure("", Texts.Figure(o.Closed), null),
            [.. days.Select(day => o.Days.Where(d => d.Day == day).ToList() is { Count: > 0 } of ? (double?)of.Sum(d => d.InTime) / of.Sum(d => d.Closed) : null)], (double)settings.Goal))];
    }

    /// <summary>The office directly below the root; a root stands for itself. Null for a unit that the city does not know any more.</summary>
    private Unit? Office(UnitCode unit) => words.City.Units.SelfAndAbove(unit) is { Count: > 0 } chain ? words.City.Units.Find(chain.Count >= 2 ? chain[^2] : chain[0]) : null;

    /// <summary>It serves a part of the city, not the whole.</summary>
    private bool IsTown(Unit office) => office.ServedAreas.Any(a => words.City.Areas.Find(a)?.Parent is not null);
}
