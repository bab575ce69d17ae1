using Liandong.Core.Calendars;

namespace Liandong.Core.Cities;

/// <summary>One code of one of the city's lists, with its name.</summary>
public sealed record Choice(string Code, LocalName Name)
{
    /// <summary>Of a nature: the limit that shortens the standard's, never lengthens it; null when the standard's holds.</summary>
    public Limit? Limit { get; init; }

    /// <summary>Of a channel: the procedure of what comes through it; null when it is the city's usual one.</summary>
    public string? Procedure { get; init; }

    /// <summary>Of a channel: what comes through it is looked at in the field before it is filed.</summary>
    public bool Verify { get; init; }
}

/// <summary>A question about a case, such as the trade or the class of the road, whose answer may decide who leads.</summary>
public sealed record Facet(string Code, LocalName Name, IReadOnlyList<Choice> Choices);

/// <summary>Levels of one layer, from the outermost, whose areas fill the level above without gap or overlap; the first fills the city.</summary>
public sealed record Ground(string Layer, IReadOnlyList<string> Levels);
