using Liandong.Core.Areas;

namespace Liandong.Core.Cities;

/// <summary>What callers of an area, or about a class, are told while it is in force: a stop of water, a closed road, a storm.</summary>
/// <param name="Area">Only callers about this area; null = the whole city.</param>
/// <param name="Class">Only callers about this class; null = all.</param>
/// <param name="From">First day, inclusive; null = always.</param>
/// <param name="To">Last day, inclusive; null = open.</param>
/// <param name="Answer">To be read aloud; the hours stand in it.</param>
public sealed record Notice(string Code, AreaCode? Area, ClassCode? Class, DateOnly? From, DateOnly? To, UnitCode Owner, LocalName Title, LocalName Answer)
{
    /// <summary>It holds on this day.</summary>
    public bool InForce(DateOnly day) => !(day < From) && !(To < day);

    /// <summary>How well it fits a matter: 2 for the class, 1 for the area of the place; 0 when it is about another class or another area.</summary>
    /// <param name="areas">Codes of the place and all around it; empty while the place is not known.</param>
    public int Fits(ClassCode? about, IReadOnlyList<string> areas) =>
        Area is { } area && areas.Count > 0 && !areas.Contains(area.Value) || Class is { } own && about is { } asked && own != asked ? 0
            : (Class is not null && Class == about ? 2 : 0) + (Area is { } at && areas.Contains(at.Value) ? 1 : 0);
}
