using System.Globalization;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Web.Api;

/// <summary>POST /cases.</summary>
internal static class RegisterApi
{
    private const int MostDuplicates = 10;
    private const int NearMetres = 150;
    private const string ApiChannel = "api";
    private static readonly string[] s_more = ["standard", "secrecy", "complainedOf", "complainedOfPerson", "wantsAnswer"];

    public static async Task<Refusal?> RegisterAsync(ApiCall call)
    {
        var (bytes, refusal) = await ApiBody.JsonBytesAsync(call.Http.Request, call.Cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        var (document, broken) = ApiBody.Parse(bytes);
        using var body = document;
        if (document is null)
        {
            return broken;
        }
        var (registration, at, fault) = Read(document.RootElement, call.City);
        if (fault is not null)
        {
            return fault;
        }
        var (act, badKey) = call.ActOf(bytes, at);
        return act is null ? badKey : await RegisterAsync(call, act, registration!);
    }

    private static async Task<Refusal?> RegisterAsync(ApiCall call, Act act, Registration r)
    {
        // Beside the commit, not before it: the answer waits for the slower of the two.
        var nearby = NearbyAsync(call, r);
        var answer = await RegisterCase.RunAsync(call.Node.Desk, act, r, call.Cancel);
        var near = await nearby;
        if (answer.Case is not { } loaded)
        {
            return answer.Refusal;
        }
        var view = CaseView.Of(loaded, r.Title, r.Place, call.Now);
        call.Http.Response.Headers.Location = "/api/v1/cases/" + view.Number;
        var registered = await CaseAnswers.For(call).OfAsync(view, r.Description, call.Cancel);
        return await call.AnswerAsync(registered with { Duplicates = [.. near.Where(d => d.Number != view.Number)] }, ApiJson.Plain.CaseAnswer, StatusCodes.Status201Created);
    }

    /// <summary>Open cases of the class near the point. They are a help: without them the registration stands all the same.</summary>
    private static async Task<IReadOnlyList<DuplicateAnswer>> NearbyAsync(ApiCall call, Registration r)
    {
        if (r.Place is not { Lon: { } lon, Lat: { } lat } place || !IsOnEarth(lon, lat))
        {
            return [];
        }
        try
        {
            var near = await call.Node.Reader.NearAsync(place, call.Scope, r.Class, openOnly: true, MostDuplicates, call.Cancel);
            return [.. near.Select(c => new DuplicateAnswer(c.Number, c.Title, Metres(lon, lat, c.Lon!.Value, c.Lat!.Value))).Where(d => d.Distance <= NearMetres)];
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or TimeoutException or IOException)
        {
            return [];
        }
    }

    private static bool IsOnEarth(double lon, double lat) => Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90;

    private static int Metres(double lon, double lat, double lon2, double lat2)
    {
        const double MetresPerDegree = 111_195;
        var x = (lon2 - lon) * Math.Cos(double.DegreesToRadians((lat + lat2) / 2));
        return (int)Math.Round(Math.Sqrt(x * x + (lat2 - lat) * (lat2 - lat)) * MetresPerDegree, MidpointRounding.AwayFromZero);
    }

    private static (Registration? Registration, DateTimeOffset? At, Refusal? Fault) Read(System.Text.Json.JsonElement json, Core.Cities.City city)
    {
        var body = new ApiObject(json, "class", "title", "description", "place", "area", "channel", "reporter", "nature", "urgency", "procedure", "facets", "fields", "at");
        body.Need("class");
        var place = body.Object("place", "lon", "lat", "address");
        var reporter = body.Object("reporter", "name", "phone");
        var channel = body.Text("channel") ?? city.Choice("channels", ApiChannel)?.Code;
        var asked = city.Procedures.GetValueOrDefault(RegisterCase.ProcedureOf(city, body.Text("procedure"), channel))?.Opening.Fields.Select(f => f.Code).ToList() ?? [];
        var fields = body.Object("fields", [.. s_more, .. asked]);
        var facets = body.Object("facets");
        var registration = new Registration
        {
            Class = body.Text("class") ?? "", Title = body.Text("title"), Description = body.Text("description"), Area = body.Text("area"),
            Procedure = body.Text("procedure"), Channel = channel, Nature = body.Text("nature"), Urgency = body.Text("urgency"),
            Place = place is null ? null : PlaceOf(place), Reporter = reporter is null ? null : ReporterOf(reporter),
            Standard = fields?.Text("standard"), Secrecy = fields is null ? 0 : SecrecyOf(fields), ComplainedOf = fields?.Text("complainedOf"),
            ComplainedOfPerson = fields?.Text("complainedOfPerson"),
            WantsAnswer = fields?.Flag("wantsAnswer") ?? true, Fields = fields is null ? [] : Given(fields, asked),
            Facets = facets?.Names.ToDictionary(n => n, n => facets.Text(n) ?? "", StringComparer.Ordinal),
        };
        var at = body.Instant("at");
        return body.Fault is { } fault ? (null, null, fault) : (registration, at, null);
    }

    private static Dictionary<string, FieldValue> Given(ApiObject fields, IReadOnlyList<string> asked) =>
        asked.Select(code => (code, Value: fields.Field(code))).Where(f => f.Value is not null).ToDictionary(f => f.code, f => f.Value!, StringComparer.Ordinal);

    private static Place? PlaceOf(ApiObject place)
    {
        if (place.Names.Contains("lon"))
        {
            place.Need("lat");
        }
        if (place.Names.Contains("lat"))
        {
            place.Need("lon");
        }
        var read = new Place(place.Number("lon"), place.Number("lat"), place.Text("address"));
        return read is { Lon: null, Lat: null, Address: null } ? null : read;
    }

    private static Reporter? ReporterOf(ApiObject reporter)
    {
        var read = new Reporter(reporter.Text("name"), reporter.Text("phone"));
        return read is { Name: null, Phone: null } ? null : read;
    }

    /// <summary>The grade as a number, or as its code of the city's list.</summary>
    private static int SecrecyOf(ApiObject fields) => fields.Field("secrecy") is not { } given ? 0
        : given.Shape == ValueShape.Words ? int.TryParse(given.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : -1
        : fields.Integer("secrecy") ?? 0;
}
