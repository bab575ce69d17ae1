using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Units;

namespace Liandong.Web;

/// <summary>The procedures in which somebody may open a case.</summary>
internal static class Openings
{
    /// <summary>The city's usual one first, then by code.</summary>
    public static IReadOnlyList<Situation> Of(City city, Actor actor, DateTimeOffset now) =>
    [
        .. city.Procedures.Values.OrderByDescending(p => p.Code == city.DefaultProcedure).ThenBy(p => p.Code, StringComparer.Ordinal)
            .Select(p => new Situation(city, p, null, actor, now)).Where(s => CaseDecisions.WhyNotOpen(s) is null),
    ];
}
