namespace Liandong.Core.Cities;

/// <summary>A number that people dial, such as the former one of a department: it goes on ringing, at the desk.</summary>
/// <param name="Code">The city's code.</param>
/// <param name="Number">As dialled.</param>
/// <param name="Name">As the call-taker sees it.</param>
/// <param name="Unit">The unit that its calls are for when nothing else is known.</param>
/// <param name="From">First day, inclusive; null = always.</param>
/// <param name="To">Last day, inclusive; null = open.</param>
public sealed record Line(string Code, string Number, LocalName Name, UnitCode Unit, DateOnly? From, DateOnly? To)
{
    /// <summary>Both are in use on some day.</summary>
    public bool Overlaps(Line other) => !(To < other.From) && !(other.To < From);
}
