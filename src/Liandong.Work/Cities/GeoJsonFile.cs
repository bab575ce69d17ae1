using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Liandong.Work.Cities;

/// <summary>A shape of a GeoJSON file with what the file says about it.</summary>
/// <param name="Line">The line of the file its feature begins on, from 1.</param>
/// <param name="Properties">Texts and numbers as written; nested ones are left out.</param>
/// <param name="Shape">Polygon or multipolygon in degrees, taken to the nearest 1e-7.</param>
public sealed record GeoFeature(int Line, IReadOnlyDictionary<string, string> Properties, Geometry Shape);

/// <summary>A fault of a GeoJSON file: where, what (<see cref="GeoFaultKind"/>) and the value met.</summary>
public sealed record GeoFault(string File, int Line, GeoFaultKind Kind, string Value)
{
    /// <summary>What the file says about the shape; empty when it is not known.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}

/// <summary>What can be wrong with a shape.</summary>
public enum GeoFaultKind
{
    NotJson,
    NotFeatureCollection,
    NotAPolygon,
    RingBroken,
    OffTheEarth,
    ShapeInvalid,
}

/// <summary>Every readable shape and every fault of a file. A shape that crosses itself is read and a fault: whether that may pass is the caller's to say.</summary>
public sealed record GeoJsonRead(IReadOnlyList<GeoFeature> Features, IReadOnlyList<GeoFault> Faults);

/// <summary>Reads the polygons of a GeoJSON file (RFC 7946).</summary>
public static partial class GeoJsonFile
{
    private const double UnitsPerDegree = 1e7;

    /// <summary>Reads the bytes of a file; <paramref name="file"/> is its name in faults.</summary>
    public static GeoJsonRead Read(string file, ReadOnlySpan<byte> json)
    {
        List<GeoFeature> features = [];
        List<GeoFault> faults = [];
        try
        {
            var start = json.StartsWith("\xEF\xBB\xBF"u8) ? 3 : 0;
            var reader = new Utf8JsonReader(json[start..]);
            if (!MoveToFeatures(ref reader))
            {
                return new([], [new(file, 1, GeoFaultKind.NotFeatureCollection, "")]);
            }

            var (line, counted) = (1, 0);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var at = (int)(start + reader.TokenStartIndex);
                line += json[counted..at].Count((byte)'\n');
                counted = at;
                var feature = JsonElement.ParseValue(ref reader);
                var (here, properties) = (line, PropertiesOf(Member(feature, "properties")));
                ReadFeature(feature, here, properties, features, (kind, value) => faults.Add(new(file, here, kind, value) { Properties = properties }));
            }

            while (reader.Read())
            {
                reader.Skip();
            }
        }
        catch (JsonException e)
        {
            return ByLine(file, json) ?? new(features, [.. faults, new(file, (int)(e.LineNumber ?? 0) + 1, GeoFaultKind.NotJson, e.Message)]);
        }

        return new(features, faults);
    }

    /// <summary>
    /// A file with a broken line, read line by line: one feature stands on each, so that the others say all the same what they say. Null
    /// when it is not written so.
    /// </summary>
    private static GeoJsonRead? ByLine(string file, ReadOnlySpan<byte> json)
    {
        List<GeoFeature> features = [];
        List<GeoFault> faults = [];
        var lines = Encoding.UTF8.GetString(json).Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var (line, text) = (at + 1, lines[at].Trim().TrimEnd(','));
            if (!FeatureStart().IsMatch(text))
            {
                continue;
            }

            try
            {
                using var feature = JsonDocument.Parse(text);
                var properties = PropertiesOf(Member(feature.RootElement, "properties"));
                ReadFeature(feature.RootElement, line, properties, features, (kind, value) => faults.Add(new(file, line, kind, value) { Properties = properties }));
            }
            catch (JsonException e)
            {
                var properties = PropertyText().Matches(text).DistinctBy(m => m.Groups[1].Value).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);
                faults.Add(new(file, line, GeoFaultKind.NotJson, e.Message) { Properties = properties });
            }
        }

        return features.Count > 0 && faults.Exists(f => f.Kind == GeoFaultKind.NotJson) ? new(features, faults) : null;
    }

    [GeneratedRegex("""^\{\s*"type"\s*:\s*"Feature"(?!\w)""")]
    private static partial Regex FeatureStart();

    /// <summary>Texts by name, as far as a broken line tells them.</summary>
    [GeneratedRegex("\"(\\w+)\"\\s*:\\s*\"([^\"]*)\"")]
    private static partial Regex PropertyText();

    private static bool MoveToFeatures(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("features"u8);
            if (found)
            {
                return reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            }

            reader.Skip();
        }

        return false;
    }

    private static void ReadFeature(JsonElement feature, int line, Dictionary<string, string> properties, List<GeoFeature> features, Action<GeoFaultKind, string> fault)
    {
        var geometry = Member(feature, "geometry");
        var type = Member(geometry, "type") is { ValueKind: JsonValueKind.String } t ? t.GetString() : "";
        if (type is not ("Polygon" or "MultiPolygon") || Member(geometry, "coordinates") is not { ValueKind: JsonValueKind.Array } coordinates)
        {
            fault(GeoFaultKind.NotAPolygon, type ?? "");
            return;
        }

        var parts = type == "Polygon" ? [PolygonOf(coordinates, fault)] : coordinates.EnumerateArray().Select(c => PolygonOf(c, fault)).ToList();
        if (parts.Count == 0 || parts.Contains(null))
        {
            return;
        }

        Geometry shape = parts.Count == 1 ? parts[0]! : new MultiPolygon([.. parts.OfType<Polygon>()]);
        if (new IsValidOp(shape).ValidationError is { } error)
        {
            fault(GeoFaultKind.ShapeInvalid, error.ToString());
        }

        features.Add(new(line, properties, shape));
    }

    private static Polygon? PolygonOf(JsonElement rings, Action<GeoFaultKind, string> fault)
    {
        if (rings.ValueKind != JsonValueKind.Array || rings.GetArrayLength() == 0)
        {
            fault(GeoFaultKind.RingBroken, rings.ValueKind.ToString());
            return null;
        }

        var read = rings.EnumerateArray().Select(r => RingOf(r, fault)).ToList();
        return read.Contains(null) ? null : new Polygon(read[0], [.. read.Skip(1).OfType<LinearRing>()]);
    }

    private static LinearRing? RingOf(JsonElement ring, Action<GeoFaultKind, string> fault)
    {
        List<Coordinate> points = [];
        foreach (var point in ring.ValueKind == JsonValueKind.Array ? ring.EnumerateArray() : default)
        {
            if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() < 2
                || point[0].ValueKind != JsonValueKind.Number || point[1].ValueKind != JsonValueKind.Number)
            {
                fault(GeoFaultKind.RingBroken, point.ToString());
                return null;
            }

            var (lon, lat) = (point[0].GetDouble(), point[1].GetDouble());
            if (!(Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90))
            {
                fault(GeoFaultKind.OffTheEarth, point.ToString());
                return null;
            }

            points.Add(new(Snap(lon), Snap(lat)));
        }

        if (points.Count < 4 || !points[0].Equals2D(points[^1]))
        {
            fault(GeoFaultKind.RingBroken, points.Count == 0 ? "" : points[^1].ToString());
            return null;
        }

        return new LinearRing([.. points]);
    }

    private static double Snap(double degrees) => Math.Round(degrees * UnitsPerDegree, MidpointRounding.AwayFromZero) / UnitsPerDegree;

    private static Dictionary<string, string> PropertiesOf(JsonElement properties) =>
        properties.ValueKind != JsonValueKind.Object ? [] : properties.EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            .DistinctBy(p => p.Name)
            .ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal);

    private static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;
}
