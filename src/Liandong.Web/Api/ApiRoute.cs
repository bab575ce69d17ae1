using Liandong.Core;

namespace Liandong.Web.Api;

/// <summary>One address of the API: what does it, and what it is described as.</summary>
/// <param name="Path">Below <see cref="Root"/>.</param>
/// <param name="Answer">The shape of the answer; null for bytes.</param>
/// <param name="Body">The shape of a JSON body; null for none, or bytes.</param>
/// <param name="Query">The parameters of a list.</param>
/// <param name="Asks">A POST that changes nothing, and needs no key.</param>
internal sealed record ApiRoute(string Method, string Path, Func<ApiCall, Task<Refusal?>> Handler, string Summary, Type? Answer, int Status = 200,
    Type? Body = null, IReadOnlyList<string>? Query = null, bool Asks = false)
{
    public const string Root = "/api/v1";

    private static readonly string[] s_page = ["after", "limit"];

    public string Pattern => Root + Path;

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", "/cases", CaseListApi.ListAsync, "Cases that you may see, filtered, in one of seven orders.", typeof(ListAnswer<CaseAnswer>), Query: CaseListApi.Parameters),
        new("POST", "/cases", RegisterApi.RegisterAsync, "Registers a case; the answer names open ones of the class nearby.", typeof(CaseAnswer), 201, typeof(RegisterBody)),
        new("POST", "/cases/acts", BulkApi.PerformAsync, "Does one act on up to 500 cases, each on its own; a row for each says what became of it.", typeof(ActedAnswer), Body: typeof(BulkBody)),
        new("GET", "/cases/{number}", CaseListApi.OneAsync, "One case; its ETag changes with its version and its lights.", typeof(CaseAnswer)),
        new("GET", "/cases/{number}/events", EventsApi.ListAsync, "What happened: one item an act, with the events that followed.", typeof(ListAnswer<EventAnswer>), Query: s_page),
        new("GET", "/cases/{number}/acts", ActsApi.AllowedAsync, "What you may do now, each act with its typed fields.", typeof(ActsAnswer)),
        new("POST", "/cases/{number}/acts", ActsApi.PerformAsync, "Does an act; the answer is the case after it.", typeof(CaseAnswer), Body: typeof(ActBody)),
        new("POST", "/cases/{number}/reporter", ReporterApi.ShowAsync, "Who called. The reason is kept in the case's trace.", typeof(ListAnswer<ReporterAnswer>), Body: typeof(ReasonBody)),
        new("GET", "/cases/{number}/contacts", ContactsApi.ListAsync, "The one contact person, and who spoke with the callers when.", typeof(ContactsAnswer)),
        new("GET", "/cases/{number}/links", ContactsApi.LinksAsync, "Addresses that wait for a caller's answer, for those who might take it by telephone.", typeof(ListAnswer<LinkAnswer>)),
        new("POST", "/calls", CallsApi.TellAsync, "What the telephone system tells of a call: ringing, answered or ended. Told twice is told once, in any order it comes to the same.", typeof(CallAnswer), Body: typeof(CallBody)),
        new("GET", "/areas", AreasApi.ListAsync, "Areas of the city; with format=geojson their shapes as a FeatureCollection, properties.code with them.", typeof(ListAnswer<AreaAnswer>), Query: AreasApi.Parameters),
        new("POST", "/locate", AreasApi.LocateAsync, "The areas of up to 10,000 points: of each the codes from the deepest up, or null.", typeof(ListAnswer<IReadOnlyList<string>>), Body: typeof(LocateBody), Asks: true),
        new("GET", "/places", PlacesApi.FindAsync, "Places as people say them, best first.", typeof(ListAnswer<KnownPlaceAnswer>), Query: PlacesApi.Parameters),
        new("GET", "/units", RegistersApi.UnitsAsync, "Units of the city.", typeof(ListAnswer<UnitAnswer>), Query: s_page),
        new("GET", "/classes", RegistersApi.ClassesAsync, "Classes of matter with their standards.", typeof(ListAnswer<ClassAnswer>), Query: s_page),
        new("GET", "/procedures", ProceduresApi.ListAsync, "Procedures in which you may open a case, with the fields that each asks then.", typeof(ListAnswer<ProcedureAnswer>)),
        new("POST", "/files", FilesApi.KeepAsync, "Keeps a JPEG, PNG, WebP (metadata taken out) or PDF (kept as it is, download only), up to 20 MB.", typeof(FileAnswer), 201),
        new("GET", "/files/{hash}", FilesApi.OneAsync, "A file that you brought, or of a case that you may see.", null),
    ];

    /// <summary>The methods that an address knows; empty when there is none such.</summary>
    public static IReadOnlyList<string> MethodsOf(string path)
    {
        var asked = path.Split('/');
        return [.. All.Where(r => r.Pattern.Split('/') is var own && own.Length == asked.Length
            && own.Zip(asked).All(p => p.First.StartsWith('{') || p.First == p.Second)).Select(r => r.Method)];
    }
}

/// <summary>Where it is, as it is sent.</summary>
public sealed record PlaceBody(double? Lon, double? Lat, string? Address);

/// <summary>A caller, as it is sent; never read back.</summary>
public sealed record ReporterBody(string? Name, string? Phone);

/// <summary>More of a case, when it is needed, beside what its procedure asks. Secrecy: 0 normal, 1 restricted, 2 strict.</summary>
public sealed record MoreBody(string? Standard, int? Secrecy, string? ComplainedOf, string? ComplainedOfPerson, bool? WantsAnswer);

/// <summary>A case to register; only the class is required. A city that knows its areas by name only asks for the area of a point.</summary>
public sealed record RegisterBody(string Class, string? Title, string? Description, PlaceBody? Place, string? Area, string? Channel, ReporterBody? Reporter,
    string? Nature, string? Urgency, string? Procedure, MoreBody? Fields, DateTimeOffset? At);

/// <summary>Points [longitude, latitude] in degrees, of which day (now) and in which layer (main).</summary>
public sealed record LocateBody(IReadOnlyList<IReadOnlyList<double>> Points, DateTimeOffset? At, string? Layer);

/// <summary>An act with its fields. The version is needed unless the act only adds.</summary>
public sealed record ActBody(string Act, Dictionary<string, System.Text.Json.JsonElement>? Fields, int? Version, DateTimeOffset? At);

/// <summary>One of many cases. The version is needed unless the act only adds.</summary>
public sealed record BulkCaseBody(string Number, int? Version);

/// <summary>An act on many cases, each named once, with the same fields for all.</summary>
public sealed record BulkBody(string Act, Dictionary<string, System.Text.Json.JsonElement>? Fields, IReadOnlyList<BulkCaseBody> Cases, DateTimeOffset? At);

/// <summary>A moment of a call, told once by its id and event: ringing, answered or ended. Line: code or number; number: the caller's, missing when withheld; to: whom it rings for or who took it.</summary>
public sealed record CallBody(string Id, string Event, string? Line, string? Number, string? To, DateTimeOffset? At);

/// <summary>Why the caller must be known.</summary>
public sealed record ReasonBody(string Reason);
