using Microsoft.AspNetCore.WebUtilities;

namespace Liandong.Web.Desk.Board;

/// <summary>The lists that figures open into; none on the wall.</summary>
internal sealed class BoardLists(string? area, bool wall)
{
    /// <summary>A list of the area shown.</summary>
    public string? Of(params IEnumerable<(string Name, string? Value)> filters) => wall ? null
        : QueryHelpers.AddQueryString("/cases", filters.Append(("area", area)).Where(f => f.Item2 is not null).ToDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal));

    /// <summary>Of what is not finished.</summary>
    public string? Running(params IEnumerable<(string Name, string? Value)> filters) => Of(filters.Prepend(("state", QueueFilter.Running)));

    /// <summary>Of what is not finished in another area.</summary>
    public static string? RunningIn(string area, params IEnumerable<(string Name, string? Value)> filters) => new BoardLists(area, wall: false).Running(filters);
}
