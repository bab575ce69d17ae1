namespace Liandong.Core.Board;

/// <summary>Cases of one city hour.</summary>
/// <param name="Day">City day.</param>
/// <param name="Hour">0 to 23, city-local; the hour that a clock change repeats counts twice into one.</param>
/// <param name="In">Opened in it.</param>
/// <param name="Out">Closed in it.</param>
public sealed record HourCount(DateOnly Day, int Hour, int In, int Out);

/// <summary>What is usual at an hour: of ten such days about six lie between the ends.</summary>
/// <param name="Low">The second decile; cases.</param>
/// <param name="Middle">The median; cases.</param>
/// <param name="High">The eighth decile; cases.</param>
public readonly record struct Band(double Low, double Middle, double High);

/// <summary>Tells the usual day from the days before: working days from working days, others from others.</summary>
public static class Usual
{
    /// <summary>Fewer days than this tell nothing.</summary>
    public const int FewestDays = 3;

    /// <summary>Twenty-four bands of what came in, or null when too few days of the kind of <paramref name="today"/> were counted.</summary>
    /// <param name="counts">Hours with cases; an hour of a counted day that is missing had none.</param>
    /// <param name="from">First day that counts, inclusive: days before the city began say nothing.</param>
    /// <param name="today">Not counted itself.</param>
    /// <param name="isWorkingDay">The city's calendar.</param>
    public static IReadOnlyList<Band>? Of(IReadOnlyCollection<HourCount> counts, DateOnly from, DateOnly today, Func<DateOnly, bool> isWorkingDay)
    {
        var kind = isWorkingDay(today);
        var days = new List<DateOnly>();
        for (var day = from; day < today; day = day.AddDays(1))
        {
            if (isWorkingDay(day) == kind)
            {
                days.Add(day);
            }
        }
        if (days.Count < FewestDays)
        {
            return null;
        }
        var known = counts.ToDictionary(c => (c.Day, c.Hour), c => c.In);
        return [.. Enumerable.Range(0, 24).Select(hour => BandOf([.. days.Select(d => known.GetValueOrDefault((d, hour))).Order()]))];
    }

    /// <summary>How many come in usually from midnight to a time of day; the hour begun counts by its minutes.</summary>
    public static double Until(IReadOnlyList<Band> usual, TimeOnly time) =>
        usual.Take(time.Hour).Sum(b => b.Middle) + (usual[time.Hour].Middle * time.Minute / 60);

    private static Band BandOf(int[] rising) => new(At(rising, 0.2), At(rising, 0.5), At(rising, 0.8));

    /// <summary>Between the two nearest, in proportion.</summary>
    private static double At(int[] rising, double share)
    {
        var place = share * (rising.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, rising.Length - 1);
        return rising[below] + ((rising[above] - rising[below]) * (place - below));
    }
}
