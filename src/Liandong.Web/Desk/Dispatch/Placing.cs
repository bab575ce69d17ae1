using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Dispatch;
using Liandong.Web.Look;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk.Dispatch;

/// <summary>Whom the list of affairs names for a case, and whether that is enough to send it without looking further.</summary>
public sealed class Placing
{
    /// <param name="state">A case that waits to be sent.</param>
    public Placing(Situation s, CaseState state, CityWords words, Texts texts)
    {
        var (city, day) = (s.City, s.City.Day(s.Now));
        var matter = state.ToMatter(day);
        Route = city.Affairs.Find(matter);
        if (Route is null)
        {
            Hard = texts["dispatch.hard.silent"];
            return;
        }
        var listing = new Listing(city, matter);
        bool Takes(UnitCode unit, bool lead) => listing.Against(unit, lead) is null && city.Units.Find(unit) is { } known && city.Answers(known, day);
        Co = [.. Route.Co.Where(u => Takes(u, lead: false) && !state.OpenParts.Any(p => p.Unit == u))];
        Hard = !Takes(Route.Lead, lead: true) ? texts["dispatch.hard.refused", ("unit", words.Unit(Route.Lead.Value))]
            : state.Returns > 0 && Gave(state, Route.Lead) ? texts["dispatch.hard.returned", ("unit", words.Unit(Route.Lead.Value))]
            : Asked(s, state, matter, words) is { Count: > 0 } facets ? texts["dispatch.hard.ask", ("facets", string.Join(texts["list.comma"], facets))] : null;
    }

    /// <summary>The answer of the list; null when it is silent.</summary>
    public Core.Dispatch.Route? Route { get; }

    /// <summary>Those of its helpers who may be named today.</summary>
    public IReadOnlyList<UnitCode> Co { get; } = [];

    /// <summary>Why a person has to think; null when the list is plain.</summary>
    public string? Hard { get; }

    /// <summary>It has had the case in this round and has it no more.</summary>
    private static bool Gave(CaseState state, UnitCode unit) =>
        state.Handlings.Any(h => h.Round == state.Round && h.Kind == HandlingKind.Lead && h.State == HandlingState.Returned && h.Unit == unit);

    /// <summary>Questions whose answer is not known and would name another lead.</summary>
    private static List<string> Asked(Situation s, CaseState state, Matter matter, CityWords words) =>
    [
        .. from facet in s.City.Facets
           where s.City.Affairs.FacetsOf(state.Facts!.Class).Contains(facet.Code) && matter.Facets?.ContainsKey(facet.Code) != true
           let leads = facet.Choices.Select(c => s.City.Affairs.Find(matter with { Facets = new Dictionary<string, string>(matter.Facets ?? new Dictionary<string, string>()) { [facet.Code] = c.Code } })?.Lead)
           where leads.Distinct().Count() > 1
           select words.In(facet.Name),
    ];
}
