using System.Globalization;
using Liandong.Core.Cities;
using Liandong.Core.Places;
using Liandong.Web.Desk.Models;

namespace Liandong.Web.Desk;

/// <summary>What a place gives to a case: a point, or an area; written into one value of a form.</summary>
public sealed record PlacePick(PlacePoint? Point, string? Area)
{
    private const char AreaMark = '@';

    /// <summary>Null for a place that is neither: a road is chosen by going on to its number.</summary>
    public static PlacePick? Of(KnownPlace place) => place.Point is null && place.Area is null ? null : new PlacePick(place.Point, place.Area?.Value);

    /// <summary>Null for what <see cref="ToString"/> never writes.</summary>
    public static PlacePick? Read(string? value)
    {
        if (value is [AreaMark, ..])
        {
            return new PlacePick(null, value[1..]);
        }
        var parts = value?.Split(',') ?? [];
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var lon) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var lat)
            && double.IsFinite(lon) && double.IsFinite(lat) ? new PlacePick(new PlacePoint(lon, lat), null) : null;
    }

    public override string ToString() => Point is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Lon},{at.Lat}") : AreaMark + Area;
}

/// <summary>Places that the words of a caller may mean, as they are shown for choice: under the field while one types, and beside the form.</summary>
public static class PlaceProposals
{
    /// <summary>Fields of the form: the words that were asked about, and what was chosen for them.</summary>
    public const string Asked = "place.asked", Pick = "place.pick";

    /// <summary>More is no help while somebody waits on the line.</summary>
    public const int Most = 8;

    private const string Nowhere = "none";

    /// <summary>The question beside the form; null when there is nothing to choose.</summary>
    public static PlaceQuestion? Question(RegisterForm form, CityWords words, DateOnly day)
    {
        var options = form.Proposals is { } answer ? Options(answer, form["place"]!, words, day).Where(o => o.Value.Length > 0).ToList() : [];
        if (options.Count == 0)
        {
            return null;
        }
        var chosen = form.Picked?.ToString() ?? (form[Asked] == form["place"] ? Nowhere : "");
        return new PlaceQuestion(form["place"]!, options.Any(o => o.Ask), [.. options.Select(o => o with { Chosen = o.Value == chosen })], chosen == Nowhere);
    }

    /// <summary>The places of an answer; the value is empty for one that is neither point nor area.</summary>
    public static IEnumerable<PlaceOption> Options(PlaceAnswer answer, string said, CityWords words, DateOnly day) => answer.Items.Select(i => new PlaceOption(
        PlacePick.Of(i.Place)?.ToString() ?? "", words.In(i.Place.Name), Words(i, said, words), words.Own((i.Place.Area is null ? "place.kind." : "area.level.") + i.Place.Kind) ?? i.Place.Kind,
        Where(words.City, i.Place, day) is { } area ? words.Chain([.. words.City.Areas.Chain(area).Select(a => a.Code.Value)]) : null, i.Ask));

    /// <summary>What stands in the field after choosing: the place's name, unless more was said than that (a house, a corner).</summary>
    private static string Words(FoundPlace found, string said, CityWords words) =>
        found.Score >= PlaceAnswer.Certain && said.Length > words.In(found.Place.Name).Length && !System.Text.Ascii.IsValid(said) ? said : words.In(found.Place.Name);

    /// <summary>The area in which it lies; null when nobody knows.</summary>
    internal static string? Where(City city, KnownPlace place, DateOnly day) =>
        place.Area is { } area ? city.Areas.Find(area.Value)?.Parent?.Value : place.Point is { } at ? city.Locate(at.Lon, at.Lat, day) : null;
}
