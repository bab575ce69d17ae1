using Liandong.Core.Areas;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Places;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Web.Desk.Find;

/// <summary>A place or an area: who answers there by name, what is said of it to callers, what goes on around it.</summary>
public sealed class PlaceReading(Node node, QueueReading queue, Texts texts)
{
    private const int MostCases = 12;

    private static readonly CaseStatus[] s_running = [CaseStatus.Open, CaseStatus.Suspended];

    /// <param name="at">The point of a part of it, as a search gave it.</param>
    /// <returns>Null for no place of the city.</returns>
    public async Task<PlaceCard?> ReadAsync(Signed who, string code, string? at, CancellationToken cancel)
    {
        var (city, words, day) = (who.City, new CityWords(who.City, texts), who.City.Day(who.Now));
        var area = city.Areas.Find(code) is { Layer: AreaTree.MainLayer } found ? found : null;
        if ((city.Places.Find(code) ?? (area is null ? null : new KnownPlace(code, area.Level, area.Name, [], [], null, area.Code))) is not { } place)
        {
            return null;
        }
        var point = PlacePick.Read(at)?.Point ?? place.Point;
        var deepest = area?.Code.Value ?? (point is { } p ? city.Locate(p.Lon, p.Lat, day) : null);
        IReadOnlyList<Area> chain = deepest is null ? [] : city.Areas.Chain(deepest);
        var (rows, near, said, url) = await CasesAsync(who, place, area, point, words, cancel);
        return new PlaceCard(words.In(place.Name), words.Own((area is null ? "place.kind." : "area.level.") + place.Kind) ?? place.Kind, words.Chain([.. chain.Where(a => a != area).Select(a => a.Code.Value)]),
            point is { } q ? new SmallMap(q.Lon, q.Lat, words.In(place.Name), [.. near.Select(c => new MapNeighbour(c.Lon!.Value, c.Lat!.Value, c.Number[^4..], true))]) { Outline = words.Outline([.. chain.Select(a => a.Code.Value)]) } : null,
            [.. Answers(who, words, chain, point, day)], [.. Notices(city, words, chain, day)], rows, said, url);
    }

    /// <summary>In an area what runs in it; at a point what runs around it; along a road what names it.</summary>
    private async Task<(IReadOnlyList<QueueRow> Rows, IReadOnlyList<CaseView> Near, string Words, string? Url)> CasesAsync(Signed who, KnownPlace place, Area? area, PlacePoint? point, CityWords words, CancellationToken cancel)
    {
        var running = CaseQuery.All with { States = s_running, Sort = CaseSort.Due, Limit = MostCases };
        if (area is not null)
        {
            return (await queue.RowsAsync(who, running with { Area = area.Code.Value }, cancel), [], texts["find.place.in"], $"/cases?state={QueueFilter.Running}&area={Uri.EscapeDataString(area.Code.Value)}");
        }
        if (point is { } at)
        {
            var near = await node.Reader.NearAsync(new Place(at.Lon, at.Lat, null), who.Scope, null, openOnly: true, MostCases, cancel);
            // Neighbours come without their clocks.
            var clocked = (await node.Reader.ManyAsync([.. near.Select(c => c.Number)], who.Scope, cancel)).ToDictionary(c => c.Id);
            return (await queue.RowsAsync([.. near.Select(c => clocked.GetValueOrDefault(c.Id, c))], words, cancel), near, texts["find.place.near"], null);
        }
        // A road is too long to be near to.
        return (await queue.RowsAsync(who, running with { Words = place.Name.Zh }, cancel), [], texts["find.place.named"], $"/cases?state={QueueFilter.Running}&q={Uri.EscapeDataString(place.Name.Zh)}");
    }

    private static IEnumerable<PlaceAnswers> Answers(Signed who, CityWords words, IReadOnlyList<Area> chain, PlacePoint? point, DateOnly day)
    {
        var others = point is not { } at ? [] : who.City.Grounds.Select(g => g.Layer).Distinct().Where(l => l != AreaTree.MainLayer)
            .Select(l => who.City.Locate(l, at.Lon, at.Lat, day)).OfType<string>().Select(who.City.Areas.Find).OfType<Area>();
        foreach (var area in chain.Concat(others))
        {
            var keepers = area.Responsible is { } post ? who.City.Staff.HoldersOf(post, day).Select(p => CardReading.Colleague(words, p)).ToList() : [];
            var unit = who.City.Units.Serving(area.Code.Value, null) ?? (area.Responsible is { } own ? who.City.Units.Find(who.City.Staff.FindPost(own)!.Unit) : null);
            if (keepers.Count > 0 || unit is not null)
            {
                yield return new PlaceAnswers(words.Own("area.level." + area.Level) ?? area.Level, words.In(area.Name), keepers, unit is null ? null : FindReading.Line(who, words, unit),
                    unit is null ? null : CardReading.OnDuty(who, words, unit.Code));
            }
        }
    }

    private static IEnumerable<Fact> Notices(City city, CityWords words, IReadOnlyList<Area> chain, DateOnly day) =>
        from notice in city.Notices
        where notice.InForce(day) && notice.Area is { } area && chain.Any(a => a.Code == area)
        select new Fact(words.In(notice.Title), words.In(notice.Answer));
}
