namespace Liandong.Web.Look;

/// <summary>From instants to the width of a drawing; stretches that do not count are folded narrow.</summary>
internal sealed class TimeScale
{
    private const double NightWidth = 16;
    private const double LunchWidth = 9;
    private readonly List<Stretch> stretches = [];

    public TimeScale(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<Band> off, double left, double right)
    {
        (From, To) = (from, to);
        var inside = off.Where(band => band.To > from && band.From < to)
            .Select(band => new Band(Later(band.From, from), Earlier(band.To, to)))
            .ToList();
        var folded = inside.Sum(WidthOf);
        var room = right - left;

        // A year of nights would eat the drawing: then they share at most a third of it.
        var shrink = folded > room / 3 ? room / 3 / folded : 1;
        var counting = (to - from - inside.Aggregate(TimeSpan.Zero, (sum, band) => sum + (band.To - band.From))).TotalMinutes;
        var perMinute = counting > 0 ? (room - (folded * shrink)) / counting : 0;
        var (at, x) = (from, left);
        foreach (var band in inside)
        {
            x = Add(at, band.From, x, (band.From - at).TotalMinutes * perMinute, off: false);
            x = Add(band.From, band.To, x, counting > 0 ? WidthOf(band) * shrink : room * ((band.To - band.From) / (to - from)), off: true);
            at = band.To;
        }

        Add(at, to, x, (to - at).TotalMinutes * perMinute, off: false);
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public IEnumerable<(double X, double Width)> Folded => stretches.Where(stretch => stretch.Off).Select(stretch => (stretch.X, stretch.Width));

    /// <summary>Where an instant stands; outside the range, at its edge.</summary>
    public double X(DateTimeOffset instant)
    {
        foreach (var stretch in stretches)
        {
            if (instant <= stretch.To)
            {
                var share = instant <= stretch.From ? 0 : (instant - stretch.From) / (stretch.To - stretch.From);
                return stretch.X + (share * stretch.Width);
            }
        }

        return stretches is [.., var last] ? last.X + last.Width : 0;
    }

    private static double WidthOf(Band band) => band.To - band.From < TimeSpan.FromHours(4) ? LunchWidth : NightWidth;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private double Add(DateTimeOffset from, DateTimeOffset to, double x, double width, bool off)
    {
        if (to > from)
        {
            stretches.Add(new Stretch(from, to, x, width, off));
        }

        return x + width;
    }

    private readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To, double X, double Width, bool Off);
}
