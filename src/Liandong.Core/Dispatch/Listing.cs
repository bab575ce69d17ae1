using Liandong.Core.Cities;
using Liandong.Core.Units;

namespace Liandong.Core.Dispatch;

/// <summary>
/// What the list of affairs forbids about one matter: what it gives to a line 条 is not pushed down to a town 块, a committee
/// gets nothing outside the tasks that the list names it for, and an office nothing from the ground of another.
/// </summary>
public sealed class Listing
{
    private readonly City _city;
    private readonly bool _lineLeads;
    private readonly HashSet<UnitCode> _leads;
    private readonly HashSet<UnitCode> _named;
    private readonly HashSet<UnitCode> _towns;
    private readonly HashSet<string> _areas;
    private readonly Areas.Area? _here;

    /// <summary>The list's word on a matter. A local office is its bureau's (条属块管), unless it was moved to the town (块属块管) and stands under it.</summary>
    public Listing(City city, Matter matter)
    {
        _city = city;
        var lines = city.Affairs.Of(matter).ToList();
        _leads = [.. lines.Select(l => l.Lead).OfType<UnitCode>()];
        _named = [.. _leads.Concat(lines.SelectMany(l => l.Others))];
        _areas = [.. matter.Areas];
        _here = matter.Areas.Count == 0 ? null : city.Areas.Find(matter.Areas[0]);
        _towns = [.. city.Attachments.Select(a => a.Town)];
        _lineLeads = city.Affairs.Find(matter) is { Lead: var lead } && !InTown(lead);
    }

    /// <summary>Why the list forbids this unit, as lead or beside it; null when it does not.</summary>
    public string? Against(UnitCode unit, bool lead)
    {
        if (lead && _lineLeads && InTown(unit) && !_leads.Contains(unit))
        {
            return Refusals.ListedForLine;
        }
        if (ServesElsewhere(unit))
        {
            return Refusals.ServesElsewhere;
        }
        return _city.Units.Find(unit) is { } found && _city.OnlyListed.Contains(found.Kind) && !_named.Contains(unit) ? Refusals.NotOnItsList : null;
    }

    /// <summary>It, or the nearest above it with a territory, serves other ground: neither around the place nor, where that is known less deep, within it.</summary>
    private bool ServesElsewhere(UnitCode unit)
    {
        var served = _city.Units.Ground(unit);
        return _here is not null && !served.Any(_areas.Contains) && served.Any(a => _city.Areas.Find(a)?.Layer == _here.Layer)
            && !served.Any(a => _city.Areas.LiesIn(a, _here.Code));
    }

    private bool InTown(UnitCode unit) => _city.Units.SelfAndAbove(unit).Any(_towns.Contains);
}
