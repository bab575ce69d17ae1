using System.Globalization;
using Liandong.Core.Areas;
using Liandong.Core.Places;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>places.csv</c>, which a city may do without.</summary>
internal static class PlacesFile
{
    public const string File = "places.csv";

    private const string Columns = "code,kind,name_en,name_zh,aliases,initials,lon,lat";

    public static IReadOnlyList<KnownPlace> Read(CityFiles files, PlaceSpeech speech, FaultLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var places = new List<KnownPlace>();
        foreach (var row in CsvTable.Read(files, File, Columns, log, needed: false).Rows)
        {
            var place = new KnownPlace(row.Code("code", taken), row.Needed("kind"), row.Name("name"), row.List("aliases"), row.List("initials"), Point(row));
            foreach (var name in place.Aliases.Append(place.Name.Zh).Where(speech.HasRoom))
            {
                row.Fault(name, "names a room, which is personal; write the house only", "含室号,属个人信息,只写到门牌号");
            }

            places.Add(place);
        }

        return places;
    }

    /// <summary>Tells the points that lie in no area of the city, when the city has shapes at all.</summary>
    public static void CheckPoints(IReadOnlyList<KnownPlace> places, IReadOnlyList<Area> areas, FaultLog log)
    {
        if (places.Count == 0 || new AreaMap(areas) is not { } map || !map.Knows(AreaTree.MainLayer))
        {
            return;
        }

        var day = areas.Max(a => a.From) ?? DateOnly.MinValue;
        foreach (var place in places.Where(p => p.Point is { } at && map.Locate(AreaTree.MainLayer, at.Lon, at.Lat, day) is null))
        {
            log.AddAt(File, place.Code, "lies in no area of the city; correct lon and lat", "不在本市任何区域内,请更正 lon、lat");
        }
    }

    /// <summary>Two numbers, or neither: a road is too long for one.</summary>
    private static PlacePoint? Point(CsvRow row)
    {
        if (row.Cell("lon").Length + row.Cell("lat").Length == 0)
        {
            return null;
        }

        var (lon, lat) = (Degrees(row, "lon", 180), Degrees(row, "lat", 90));
        return lon is null || lat is null ? null : new PlacePoint(lon.Value, lat.Value);
    }

    private static double? Degrees(CsvRow row, string column, int most)
    {
        if (double.TryParse(row.Cell(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most)
        {
            return degrees;
        }

        row.Fault(row.Cell(column), $"{column} must be degrees from -{most} to {most}, or empty with the other", $"{column} 应为-{most}至{most}的度数,或与另一项同时为空");
        return null;
    }
}
