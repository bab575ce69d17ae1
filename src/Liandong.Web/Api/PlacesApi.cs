using Liandong.Core;
using Liandong.Core.Places;

namespace Liandong.Web.Api;

/// <summary>GET /places: places as people say them. Nothing about a person is in the list, and no room in what is compared.</summary>
internal static class PlacesApi
{
    public static readonly IReadOnlyList<string> Parameters = ["q", "limit"];

    private const int Usual = 10;
    private const int Most = 50;

    public static async Task<Refusal?> FindAsync(ApiCall call)
    {
        var q = new ApiQuery(call.Http.Request.QueryString.Value, "q", "limit");
        var (said, limit) = (q.Text("q"), q.Limit(Usual, Most));
        if ((q.Fault ?? (said is null ? new Refusal(Refusals.FieldMissing, "q") : null)) is { } refusal)
        {
            return refusal;
        }
        var found = call.City.Places.Find(said!, limit, call.City.Day(call.Now));
        return await call.AnswerAsync(new ListAnswer<KnownPlaceAnswer>([.. found.Items.Select(i => Of(i, call))], null), ApiJson.Plain.ListAnswerKnownPlaceAnswer);
    }

    private static KnownPlaceAnswer Of(FoundPlace found, ApiCall call)
    {
        var (city, place) = (call.City, found.Place);
        var area = place.Area?.Value ?? (place.Point is { } at ? city.Locate(at.Lon, at.Lat, city.Day(call.Now)) : null);
        var kind = city.Texts.GetValueOrDefault((place.Area is null ? "place.kind." : "area.level.") + place.Kind);
        return new KnownPlaceAnswer(place.Code, place.Name.In(call.Language), new CodeName(place.Kind, kind?.In(call.Language) ?? place.Kind), place.Point?.Lon, place.Point?.Lat,
            area is null ? [] : [.. city.Areas.Chain(area).Select(a => new AreaName(a.Layer, a.Code.Value, a.Name.In(call.Language)))], Math.Round(found.Score, 3), found.Ask);
    }
}
