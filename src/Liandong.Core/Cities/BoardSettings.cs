namespace Liandong.Core.Cities;

/// <summary>What the city wants to see on its board.</summary>
/// <param name="UsualDays">So many days before today tell what is usual at an hour; whole days.</param>
/// <param name="RateDays">Over so many days, today included, offices are compared.</param>
/// <param name="RateLeast">An office that closed fewer in those days has no share worth comparing.</param>
/// <param name="Goal">The share of cases handled in time that is aimed at; 0 to 1, both inclusive.</param>
/// <param name="SpotDays">A hot spot is a place where one class comes again within so many days.</param>
/// <param name="SpotLeast">At least so many cases make a hot spot.</param>
public sealed record BoardSettings(int UsualDays, int RateDays, int RateLeast, decimal Goal, int SpotDays, int SpotLeast)
{
    /// <summary>The longest look back, in days: a board is for now.</summary>
    public const int Longest = 92;

    /// <summary>At least so many cases of one class in the city or the area shown, wherever they lie, make a hot topic; null when topics are not looked for.</summary>
    public int? TopicLeast { get; init; }

    /// <summary>And so many times what usually comes in as many days; more than 1.</summary>
    public decimal TopicTimes { get; init; }
}
