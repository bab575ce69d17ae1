using System.Globalization;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Board;
using Liandong.Core.Cities;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Board;
using Liandong.Work.Calls;
using Liandong.Work.Simulation;

namespace Liandong.Web.Desk.Board;

/// <summary>Puts the board of an area into words: what is open, what came and went, where it gathers, who keeps his times.</summary>
public sealed class BoardReading(BoardCounts counts, BoardMapReading maps, Texts texts, Moments moments, IServiceProvider services)
{
    private const int Columns = 3;

    /// <summary>On a wall, read at six metres, the names of steps have the width of 15 letters beside the lights and the sum.</summary>
    private const double WallWords = 15 * 6.9;

    /// <summary>Of fewer cases a share in per cent says more than is known.</summary>
    private const int EnoughForPercent = 20;

    /// <summary>Null when the city has no board, or no such area.</summary>
    public async Task<BoardPage?> ReadAsync(Signed who, string? asked, bool wall, CancellationToken cancel)
    {
        var city = who.City;
        var area = asked is null ? Home(who) : city.Areas.Find(asked);
        if (city.Board is not { } settings || area is null || area.Layer != AreaTree.MainLayer)
        {
            return null;
        }
        // The whole city is everything, also what has no place.
        var within = area.Parent is null ? null : area.Code.Value;
        var now = await counts.NowAsync(who, city, within, cancel);
        var past = await counts.PastAsync(who, city, settings, within, cancel);
        var words = new CityWords(city, texts);
        var lists = new BoardLists(within, wall);
        var today = city.Day(now.At);
        var map = await maps.ReadAsync(who, area, now, lists, cancel);
        var offices = new BoardOfficeReading(words, texts, lists).Read(past, settings, today);
        return new BoardPage(words.In(city.Name), now.At, Chain(area, words, wall), BoardUrl(area), wall, Flow(city, now, past, lists, offices.Rate, wall), Open(now, words, lists),
            Alerts(city, now, words, lists), map, wall ? [] : Children(city, area, now, words, lists),
            [.. past.Spots.Select(s => new BoardSpot(s.Address ?? texts["board.nowhere"], words.Class(s.Class), new BoardFigure("", Texts.Figure(s.Cases), lists.Of(("class", s.Class), ("cell", Text(s.Cell)), ("from", Day(today.AddDays(1 - settings.SpotDays)))))))],
            texts["board.spots.words", ("n", settings.SpotDays)], offices.Lists, Life(city))
        {
            Topics = [.. past.Topics.Select(t => new BoardTopic(words.Class(t.Class), texts["board.topics.usual", ("n", (int)Math.Round(t.Usual))],
                new BoardFigure("", Texts.Figure(t.Cases), lists.Of(("class", t.Class), ("from", Day(today.AddDays(1 - settings.SpotDays)))))))],
        };
    }

    /// <summary>Where a person's work lies: the one area that his unit serves, else the whole city.</summary>
    private static Area? Home(Signed who)
    {
        var served = who.Actor.Posts.SelectMany(p => who.City.Units.Ground(p.Unit)).Distinct().ToList();
        return served is [var one] && who.City.Areas.Find(one) is { Layer: AreaTree.MainLayer } area ? area
            : who.City.Areas.InLayer(AreaTree.MainLayer).FirstOrDefault(a => a.Parent is null);
    }

    private static string BoardUrl(Area area) => area.Parent is null ? "/board" : "/board?area=" + Uri.EscapeDataString(area.Code.Value);

    private static List<BoardLink> Chain(Area area, CityWords words, bool wall) =>
        [.. words.City.Areas.Chain(area.Code.Value).Reverse().Select(a => new BoardLink(words.In(a.Name), wall || a == area ? null : BoardUrl(a)))];

    private BoardFlow Flow(City city, BoardNow now, BoardPast past, BoardLists lists, double? rate, bool wall)
    {
        var local = moments.Local(now.At);
        var today = city.Day(now.At);
        var (came, went) = (now.Today.Sum(h => h.In), now.Today.Sum(h => h.Out));
        var usual = Usual.Of(past.Before, past.First, today, city.Calendars[city.DefaultCalendar].IsWorkingDay);
        var (day, next) = (Day(today), Day(today.AddDays(1)));
        return new BoardFlow(
            new BoardFigure(texts["board.in"], Texts.Figure(came), lists.Of(("from", day), ("to", next))), InWords(came, usual, TimeOnly.FromDateTime(local.DateTime)),
            new BoardFigure(texts["board.out"], Texts.Figure(went), lists.Of(("closedFrom", day), ("closedTo", next), ("sort", "-closedAt"))),
            rate is { } share ? texts["board.out.rate", ("percent", Percent(share))] : "",
            [.. Enumerable.Range(0, local.Hour + 1).Select(h => Hour(h, now.Today.FirstOrDefault(t => t.Hour == h), today, lists))], usual, local.Hour,
            Calls(city, now.Calls, wall));
    }

    /// <summary>The telephone in a line: what rang, what came of it, how soon it was taken.</summary>
    private List<BoardFigure> Calls(City city, CallFigures? calls, bool wall)
    {
        if (calls is null)
        {
            return [];
        }
        BoardFigure Figure(string text, CallSort sort, string value) => new(texts[text, ("n", city.Hotline!.AnswerWithin!.Value)], value, wall ? null : CallsReading.Url(sort));
        return
        [
            Figure("board.calls.all", CallSort.All, Texts.Figure(calls.All)), Figure("board.calls.answered", CallSort.Answered, Texts.Figure(calls.Answered)), Figure("board.calls.cases", CallSort.Cases, Texts.Figure(calls.Cases)), Figure("board.calls.missed", CallSort.Missed, Texts.Figure(calls.Missed)),
            .. calls.Share is { } share ? new[] { Figure("board.calls.within", CallSort.Late, Percent(share) + "%") } : [],
            .. calls.Ringing > 0 ? new[] { Figure("board.calls.ringing", CallSort.Ringing, Texts.Figure(calls.Ringing)) } : [],
        ];
    }

    private static BoardHour Hour(int hour, HourCount? counted, DateOnly today, BoardLists lists)
    {
        var (from, to) = (Minute(today, hour), Minute(today, hour + 1));
        return new BoardHour(hour, counted?.In ?? 0, counted?.Out ?? 0, lists.Of(("from", from), ("to", to)), lists.Of(("closedFrom", from), ("closedTo", to), ("sort", "-closedAt")));
    }

    private string InWords(int came, IReadOnlyList<Liandong.Core.Board.Band>? usual, TimeOnly time)
    {
        if (usual is null)
        {
            return texts["board.usual.unknown"];
        }
        var expected = Usual.Until(usual, time);
        if (expected < EnoughForPercent)
        {
            return texts["board.usual.few", ("n", (int)Math.Round(expected))];
        }
        var more = (int)Math.Round((came - expected) / expected * 100);
        return more switch
        {
            > 0 => texts["board.usual.more", ("percent", more)],
            < 0 => texts["board.usual.less", ("percent", -more)],
            _ => texts["board.usual.same"],
        };
    }

    private BoardOpen Open(BoardNow now, CityWords words, BoardLists lists)
    {
        var busiest = now.Open.GroupBy(o => o.Step).OrderByDescending(g => g.Sum(o => o.Cases)).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var columns = busiest.Take(Columns).Select(g => g.Key).ToList();
        while (lists.Running() is null && columns.Count > 1 && columns.Sum(c => Svg.WidthOf(words.Step(c))) > WallWords)
        {
            columns.RemoveAt(columns.Count - 1);
        }
        var rows = new List<BoardLightRow>();
        foreach (var light in new Light?[] { Light.Blue, Light.Yellow, Light.Orange, Light.Red, null })
        {
            var of = now.Open.Where(o => o.Light == light).ToList();
            if (light is not null || of.Count > 0)
            {
                var css = light is { } l ? Lights.Css(l) : QueueFilter.Unlit;
                rows.Add(new BoardLightRow(light, new BoardFigure(light is { } lit ? texts.Word(lit) : texts["light.none"], Texts.Figure(of.Sum(o => o.Cases)), lists.Running(("light", css)), light),
                    [.. columns.Select(step => new BoardFigure(words.Step(step), Texts.Figure(of.Where(o => o.Step == step).Sum(o => o.Cases)), lists.Running(("light", css), ("step", step)), light))]));
            }
        }
        return new BoardOpen(new BoardFigure(texts["board.open"], Texts.Figure(now.Open.Sum(o => o.Cases)), lists.Running()), [.. columns.Select(words.Step)], rows,
            [.. busiest.Select(g => Step(g.Key, [.. g], now.At, words, lists))]);
    }

    private BoardStep Step(string step, List<OpenCount> of, DateTimeOffset now, CityWords words, BoardLists lists) => new(
        new BoardFigure(words.Step(step), Texts.Figure(of.Sum(o => o.Cases)), lists.Running(("step", step))),
        of.Where(o => o.Light == Light.Red).Sum(o => o.Cases), lists.Running(("step", step), ("light", Lights.Css(Light.Red))),
        of.Min(o => o.Since) is { } since ? moments.Span(now - since, Counting.Elapsed) : "");

    /// <summary>What a leader asks first.</summary>
    private List<BoardFigure> Alerts(City city, BoardNow now, CityWords words, BoardLists lists)
    {
        var alerts = new List<BoardFigure>
        {
            new(texts["board.red-today"], Texts.Figure(now.RedToday), lists.Running(("redBy", Day(city.Day(now.At).AddDays(1))), ("sort", "due")), Light.Orange),
        };
        alerts.AddRange(city.Lists["urgencies"].Where(u => now.Urgent.ContainsKey(u.Code))
            .Select(u => new BoardFigure(texts["board.urgent", ("urgency", words.In(u.Name))], Texts.Figure(now.Urgent[u.Code]), lists.Running(("urgency", u.Code), ("sort", "due")))));
        return alerts;
    }

    private List<BoardArea> Children(City city, Area area, BoardNow now, CityWords words, BoardLists lists) =>
        [.. city.Areas.Children(area.Code).Where(a => a.Layer == AreaTree.MainLayer && a.Exists(city.Day(now.At)))
            .Select(a => (Area: a, Count: now.Areas.GetValueOrDefault(a.Code.Value) ?? new AreaCount(0, 0)))
            .OrderByDescending(a => a.Count.Open).ThenBy(a => a.Area.Code)
            .Select(a => new BoardArea(words.In(a.Area.Name), city.Areas.Children(a.Area.Code).Any() ? BoardUrl(a.Area) : null,
                new BoardFigure("", Texts.Figure(a.Count.Open), BoardLists.RunningIn(a.Area.Code.Value)),
                new BoardFigure("", Texts.Figure(a.Count.Red), BoardLists.RunningIn(a.Area.Code.Value, ("light", Lights.Css(Light.Red))), a.Count.Red > 0 ? Light.Red : null)))];

    private BoardLife? Life(City city) => city.Living is { } living && services.GetService<LivingCity>() is { } life
        ? new BoardLife(life.Paused, living.Rate("scale") is > 0 and var scale ? scale.ToString(CultureInfo.InvariantCulture) : null) : null;

    internal static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Minute(DateOnly day, int hour) => day.ToDateTime(TimeOnly.MinValue).AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
