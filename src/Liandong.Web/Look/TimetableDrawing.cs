using System.Text.Encodings.Web;

namespace Liandong.Web.Look;

/// <summary>Draws the clocks of one case as lanes in true time, and tells the same in words.</summary>
internal sealed class TimetableDrawing
{
    private const double Width = 1067;
    private const double Left = 64;
    private const double Right = 947;
    private const double FirstLane = 40;
    private const double LaneStep = 36;
    private readonly Timetable timetable;
    private readonly Texts texts;
    private readonly Moments moments;
    private readonly TimeScale scale;
    private readonly Svg svg;
    private readonly double bottom;

    /// <summary>Words below the first lane, of pauses and of more time, have a line of their own; else they meet those above the second.</summary>
    private readonly double room;

    public TimetableDrawing(Timetable timetable, Texts texts, Moments moments, HtmlEncoder encoder)
    {
        (this.timetable, this.texts, this.moments) = (timetable, texts, moments);
        svg = new Svg(encoder);
        room = timetable.Lanes is [{ Pauses.Count: > 0 } or { Extended: not null, FormerDues.Count: > 0 }, _, ..] ? 14 : 0;
        bottom = room + FirstLane + (LaneStep * timetable.Lanes.Count) - 14;
        var running = timetable.Lanes.Any(lane => lane.StoppedAt is null);
        var instants = timetable.Lanes
            .SelectMany(lane => new[] { lane.StartedAt, lane.DueAt, lane.StoppedAt, running ? timetable.Now : null }.Concat(lane.Done.Select(piece => (DateTimeOffset?)piece.From)))
            .OfType<DateTimeOffset>().ToList();
        var (from, to) = (instants.Min(), instants.Max());
        scale = new TimeScale(from, to > from ? to : from.AddHours(1), timetable.Off, Left, Right);
    }

    public string Draw()
    {
        svg.Element("title", "clock-title", texts["timetable.title"]);
        svg.Element("desc", "clock-desc", string.Concat(timetable.Lanes.Select(InWords)) + (timetable.Off.Count > 0 ? texts["timetable.off"] : ""));
        Ground();
        for (var i = 0; i < timetable.Lanes.Count; i++)
        {
            Lane(timetable.Lanes[i], Top(i), i == 0 ? 14 : 10, i == 0);
        }

        FormerDues();
        if (timetable.Lanes.Any(lane => lane.StoppedAt is null))
        {
            Now();
        }

        return $"""<svg class="clock" viewBox="0 0 {Svg.N(Width)} {Svg.N(bottom + 18)}" role="img" aria-labelledby="clock-title clock-desc">{svg}</svg>""";
    }

    private double Top(int lane) => FirstLane + (LaneStep * lane) + (lane > 0 ? room : 0);

    private void Ground()
    {
        foreach (var (x, width) in scale.Folded)
        {
            svg.Box("c-off", x, 22, width, bottom - 22);
        }

        svg.Line("c-tick", Left, 22, Left, bottom);
        var tomorrow = moments.Local(scale.From).Date.AddDays(1);
        var firstDay = moments.LongDay(scale.From);
        if (scale.X(new DateTimeOffset(tomorrow, moments.Zone.GetUtcOffset(tomorrow))) - Left < Svg.WidthOf(firstDay) + 12)
        {
            firstDay = moments.Day(scale.From);
        }

        svg.Words("t-quiet", Left, 13, firstDay);
        var (lastTick, lastWords) = (Left, Left + Svg.WidthOf(firstDay) + 12);
        for (var day = tomorrow; ; day = day.AddDays(1))
        {
            var midnight = new DateTimeOffset(day, moments.Zone.GetUtcOffset(day));
            if (midnight >= scale.To)
            {
                break;
            }

            var x = scale.X(midnight);
            if (x - lastTick >= 7)
            {
                svg.Line("c-tick", x, 22, x, bottom);
                lastTick = x;
            }

            if (x >= lastWords)
            {
                var words = moments.LongDay(midnight);
                svg.Words("t-quiet", x, 13, words);
                lastWords = x + Svg.WidthOf(words) + 12;
            }
        }
    }

    private void Lane(TimetableLane lane, double y, double height, bool first)
    {
        svg.Words("t-strong", 0, y + (height / 2) + 4, lane.Name);
        var wordsEnd = DonePieces(lane, y, height);
        var (start, end) = (scale.X(lane.StartedAt), scale.X(lane.StoppedAt ?? timetable.Now));
        var colour = lane.StoppedAt is null && lane.Light is { } light ? "g-" + Lights.Css(light) : "c-done";
        svg.Box(colour, start, y, end - start, height);
        if (lane is { StoppedAt: null, DueAt: { } planned } && planned > timetable.Now)
        {
            svg.Box("c-plan", end, y + .5, scale.X(planned) - end, height - 1);
        }

        Pauses(lane, y, height, first);
        var late = lane.DueAt is { } due && due < (lane.StoppedAt ?? timetable.Now);
        if (first && lane.Used is { } used)
        {
            var (left, wide, now) = (Math.Max(start + 4, wordsEnd), Svg.WidthOf(used), scale.X(timetable.Now));
            // In its first minutes the line of now would go through the words.
            left = lane.StoppedAt is null && now > left - 4 && now < left + wide ? now + 5 : left;
            svg.Words("t-strong", left, y - 4, used);
            wordsEnd = left + wide + 12;
        }

        Due(lane, y, height, late, wordsEnd);
    }

    private double DonePieces(TimetableLane lane, double y, double height)
    {
        var free = Left;
        foreach (var piece in lane.Done)
        {
            var (x, end) = (scale.X(piece.From), scale.X(piece.To ?? timetable.Now));
            svg.Box("c-done", x, y, Math.Max(1, end - x - 1), height);
            if (x >= free && end - x >= 40)
            {
                svg.Words("t-quiet", x, y - 4, piece.Words);
                free = x + Svg.WidthOf(piece.Words) + 12;
            }
        }

        return free;
    }

    private void Pauses(TimetableLane lane, double y, double height, bool first)
    {
        foreach (var pause in lane.Pauses)
        {
            var (x, end) = (scale.X(pause.From), scale.X(pause.To ?? timetable.Now));
            svg.Box("g-pause", x, y, end - x, height);
            svg.Box("c-lane", x, y + .5, end - x, height - 1);
            if (first && end - x >= 40)
            {
                svg.Words("t-quiet", x + 6, y + height + 14, pause.Words);
            }
        }
    }

    private void Due(TimetableLane lane, double y, double height, bool late, double free)
    {
        if (lane.DueAt is not { } due)
        {
            return;
        }

        var x = scale.X(due);
        svg.Line("c-due", x, y - 6, x, y + height + 8);
        var words = lane.StoppedAt is null ? texts["timetable.due", ("when", moments.Clock(due))] : texts["timetable.was-due", ("when", moments.Clock(due))];
        if (!late && x + Svg.WidthOf(words) + 8 < Width)
        {
            svg.Words("t-strong", x + 5, y + (height / 2) + 4, words);
        }
        else if (x > free)
        {
            // Past due the bar runs on over the line, so the words go above it.
            svg.Words("t-strong", x - 3, y - 8, words, x > Width / 2 ? "end" : "start");
        }
    }

    private void FormerDues()
    {
        var labels = new List<string>();
        var leftmost = Width;
        for (var i = 0; i < timetable.Lanes.Count; i++)
        {
            var lane = timetable.Lanes[i];
            var (y, height) = (Top(i), i == 0 ? 14.0 : 10.0);
            foreach (var former in lane.FormerDues)
            {
                var x = scale.X(former);
                leftmost = Math.Min(leftmost, x);
                labels.Add(moments.Clock(former));
                svg.Line("c-old", x, y - 2, x, bottom + 8);
            }

            if (lane is { FormerDues: [.., var last], DueAt: { } due })
            {
                var (x, end, below) = (scale.X(last), scale.X(due), y + height + 3);
                svg.Path("c-ext", $"M{Svg.N(x)} {Svg.N(below)}v4H{Svg.N(end)}v-4");
                if (i == 0 && lane.Extended is { } words)
                {
                    svg.Words("t-quiet", end + 5, below + 9, words);
                }
            }
        }

        if (labels.Count > 0)
        {
            var words = texts["timetable.former", ("times", string.Join(texts["list.comma"], labels))];
            var width = Svg.WidthOf(words);
            var start = leftmost - 3 - width > 0 ? leftmost - 3 - width : leftmost + 3;
            if (timetable.Lanes.Any(lane => lane.StoppedAt is null) && NowBox() is var now && start < now.Left + now.Width + 6 && start + width > now.Left - 6)
            {
                start = now.Left - width - 6 > 0 ? now.Left - width - 6 : now.Left + now.Width + 6;
            }
            svg.Words("t-quiet", start, bottom + 12, words);
        }
    }

    private (string Words, double Left, double Width) NowBox()
    {
        var words = texts["timetable.now", ("clock", moments.Clock(timetable.Now))];
        var width = Svg.WidthOf(words) + 14;
        return (words, Math.Clamp(scale.X(timetable.Now) - (width / 2), 0, Width - width), width);
    }

    private void Now()
    {
        var x = scale.X(timetable.Now);
        var (words, left, width) = NowBox();
        svg.Line("c-now", x, 20, x, bottom);
        svg.Box("c-nowbox", left, bottom, width, 17);
        svg.Words("t-now", left + (width / 2), bottom + 13, words, "middle");
    }

    private string InWords(TimetableLane lane)
    {
        var start = ("start", (object?)moments.Short(lane.StartedAt));
        var name = ("name", (object?)lane.Name);
        return lane switch
        {
            { StoppedAt: { } stopped } => texts["timetable.lane.stopped", name, start, ("stop", moments.Short(stopped))],
            { DueAt: { } due } => texts["timetable.lane.due", name, start, ("due", moments.Short(due))],
            _ => texts["timetable.lane.open", name, start],
        };
    }
}
