using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Cities;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Liandong.Web.Api;

/// <summary>GET /areas and POST /locate: the ground as a register, as shapes, and the other way round, from a point to its areas.</summary>
internal static class AreasApi
{
    public static readonly string[] Parameters = ["level", "layer", "at", "format", "after", "limit"];

    private const int MostPoints = 10_000;
    private const int FlushBytes = 64 * 1024;
    private static readonly string[] s_formats = ["json", "geojson"];
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The areas of a level or layer, existing at an instant; as shapes those of now when none is told.</summary>
    public static async Task<Refusal?> ListAsync(ApiCall call)
    {
        var q = new ApiQuery(call.Http.Request.QueryString.Value, Parameters);
        var all = call.City.Areas.All;
        var level = q.Code("level", l => all.Any(a => a.Level == l));
        var layer = q.Code("layer", l => all.Any(a => a.Layer == l));
        var shapes = q.Code("format", f => s_formats.Contains(f)) == "geojson";
        var at = q.Instant("at", call.City) ?? (shapes ? call.Now : null);
        if (shapes && (q.Text("after") ?? q.Text("limit")) is not null)
        {
            q.Refuse(Refusals.FieldUnknown, q.Text("after") is null ? "limit" : "after");
        }
        if (q.Fault is { } fault)
        {
            return fault;
        }
        List<Area> areas = [.. all.Where(a => (level is null || a.Level == level) && (layer is null || a.Layer == layer)
            && (at is not { } t || a.Exists(call.City.Day(t))))];
        return shapes ? await DrawAsync(call, areas)
            : await RegistersApi.ListAsync(call, q, $"areas {level} {layer} {at:O}", areas, a => a.Code.Value, a => Of(a, call), ApiJson.Plain.ListAnswerAreaAnswer);
    }

    /// <summary>Point by point the chain of areas that hold it, the deepest first; null where there is none.</summary>
    public static async Task<Refusal?> LocateAsync(ApiCall call)
    {
        var (bytes, refusal) = await ApiBody.JsonBytesAsync(call.Http.Request, call.Cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        var (document, broken) = ApiBody.Parse(bytes);
        using var json = document;
        if (document is null)
        {
            return broken;
        }
        var body = new ApiObject(document.RootElement, "points", "at", "layer");
        body.Need("points");
        var (points, at, layer) = (body.Points("points", MostPoints), body.Instant("at"), body.Text("layer") ?? AreaTree.MainLayer);
        if (body.Fault is not null || points is null)
        {
            return body.Fault;
        }
        if (!call.City.Areas.All.Any(a => a.Layer == layer))
        {
            return new Refusal(Refusals.CodeUnknown, "layer", layer is { Length: <= 60 } ? layer : null);
        }
        return await call.AnswerAsync(new ListAnswer<IReadOnlyList<string>?>(Chains(call.City, layer, points, call.City.Day(at ?? call.Now)), null), ApiJson.Plain.ListAnswerIReadOnlyListString);
    }

    private static IReadOnlyList<string>?[] Chains(City city, string layer, IReadOnlyList<(double Lon, double Lat)> points, DateOnly day)
    {
        var known = new Dictionary<string, string[]>(StringComparer.Ordinal);
        return [.. points.Select(p => city.Locate(layer, p.Lon, p.Lat, day) is not { } code ? null
            : known.TryGetValue(code, out var chain) ? chain : known[code] = [.. city.Areas.Chain(code).Select(a => a.Code.Value)])];
    }

    private static AreaAnswer Of(Area a, ApiCall call) => new(a.Code.Value, a.Name.In(call.Language), a.Parent?.Value, a.Level, a.Layer,
        [.. a.Groups.Select(g => new CodeName(g, call.City.Texts.GetValueOrDefault("area.group." + g)?.In(call.Language) ?? g))],
        a.Responsible is { } post ? new CodeName(post, call.City.Staff.FindPost(post)?.Name.In(call.Language) ?? post) : null,
        a.Team?.In(call.Language), a.From, a.To, a.Successor?.Value);

    /// <summary>Written as it is read: no more than a few shapes stand in memory.</summary>
    private static async Task<Refusal?> DrawAsync(ApiCall call, IReadOnlyList<Area> areas)
    {
        call.Http.Response.ContentType = "application/geo+json";
        call.Http.Response.Headers.CacheControl = "private, no-cache";
        call.Http.Response.Headers.Vary = "Accept-Language, Authorization";
        await using var json = new Utf8JsonWriter(call.Http.Response.BodyWriter, s_plain);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var area in areas.Where(a => a.Shape is not null))
        {
            WriteFeature(json, area, call.Language);
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(call.Cancel);
                await call.Http.Response.BodyWriter.FlushAsync(call.Cancel);
            }
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    private static void WriteFeature(Utf8JsonWriter json, Area area, string language)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", area.Code.Value);
        json.WriteString("name", area.Name.In(language));
        json.WriteString("level", area.Level);
        json.WriteString("layer", area.Layer);
        json.WriteString("parent", area.Parent?.Value);
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        var parts = PolygonExtracter.GetPolygons(area.Shape).Cast<Polygon>().ToList();
        json.WriteString("type", parts.Count == 1 ? "Polygon" : "MultiPolygon");
        json.WriteStartArray("coordinates");
        foreach (var part in parts)
        {
            if (parts.Count > 1)
            {
                json.WriteStartArray();
            }
            WriteRings(json, part);
            if (parts.Count > 1)
            {
                json.WriteEndArray();
            }
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRings(Utf8JsonWriter json, Polygon part)
    {
        foreach (var ring in part.InteriorRings.Prepend(part.ExteriorRing))
        {
            json.WriteStartArray();
            foreach (var corner in ring.Coordinates)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Degrees(corner.X));
                json.WriteNumberValue(Degrees(corner.Y));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
    }

    /// <summary>To the whole 1e-7 degree that the shapes are kept in, without the tail that a double may show.</summary>
    private static decimal Degrees(double degrees) => Math.Round((decimal)degrees, 7);
}
