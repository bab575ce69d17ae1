using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Web.Hosting;
using Liandong.Web.Look;
using Liandong.Work;
using Liandong.Work.Cases;
using Npgsql;

namespace Liandong.Web.Api;

/// <summary>One request of somebody who may come in: who, when, in which language, seeing what.</summary>
public sealed class ApiCall
{
    private ApiCall(HttpContext http, Node node, City city, Actor actor, string language) =>
        (Http, Node, City, Actor, Language) = (http, node, city, actor, language);

    public HttpContext Http { get; }

    public Node Node { get; }

    /// <summary>The version of the city that this request is answered with.</summary>
    public City City { get; }

    public Actor Actor { get; }

    /// <summary>zh or en.</summary>
    public string Language { get; }

    /// <summary>Installation time at the start of the request.</summary>
    public DateTimeOffset Now => field == default ? field = Work.Store.Chain.Cut(Node.Clock.GetUtcNow()) : field;

    public Scope Scope => field ??= Scope.Of(Actor, City);

    public CancellationToken Cancel => Http.RequestAborted;

    /// <summary>What a stale act is told of the one that was faster.</summary>
    public LastActAnswer? Last { get; set; }

    /// <summary>
    /// Wraps a handler: sign-in and the table of routes before it, refusals and a lost database after it. A handler answers
    /// itself and gives null, or gives the refusal.
    /// </summary>
    public static Delegate Handle(string method, string pattern, Func<ApiCall, Task<Refusal?>> handler)
    {
        var line = RouteTable.Find(method, pattern);
        return (HttpContext http) => RunAsync(http, line, handler);
    }

    /// <summary>The request's path parameter.</summary>
    public string Path(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>The act that a request stands for; its key is the client's, or made here.</summary>
    public (Act? Act, Refusal? Refusal) ActOf(byte[] body, DateTimeOffset? at)
    {
        var keys = Http.Request.Headers["Idempotency-Key"];
        var id = Guid.Empty;
        if (keys.Count > 0 && (keys.Count > 1 || !Guid.TryParseExact(keys[0], "D", out id) || id == Guid.Empty))
        {
            return (null, new Refusal(Refusals.FieldInvalid, "Idempotency-Key"));
        }
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{Http.Request.Method} {Http.Request.Path}\n"));
        sha.AppendData(body);
        var person = Actor.Person!.Value;
        return (new Act(new ActId(keys.Count == 0 ? Guid.NewGuid() : id), person, person.Value, "api", sha.GetHashAndReset(), at), null);
    }

    /// <summary>Writes an answer.</summary>
    public async Task<Refusal?> AnswerAsync<T>(T answer, JsonTypeInfo<T> type, int status = 200)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = "application/json; charset=utf-8";
        Http.Response.Headers.CacheControl = "private, no-cache";
        Http.Response.Headers.Vary = "Accept-Language, Authorization";
        await JsonSerializer.SerializeAsync(Http.Response.BodyWriter, answer, type, Cancel);
        return null;
    }

    private static async Task RunAsync(HttpContext http, RouteLine? line, Func<ApiCall, Task<Refusal?>> handler)
    {
        LastActAnswer? last = null;
        Refusal? refusal;
        try
        {
            (var call, refusal) = await AdmitAsync(http, line);
            refusal ??= await handler(call!);
            last = call?.Last;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            refusal = Meaning(e);
            if (refusal.Code == Refusals.Broken)
            {
                http.RequestServices.GetRequiredService<ILogger<ApiCall>>().LogError(e, "{Method} {Pattern}", http.Request.Method, line?.Pattern);
            }
        }
        if (refusal is not null && !http.Response.HasStarted)
        {
            await Problem.WriteAsync(http, refusal, last);
        }
    }

    private static async ValueTask<(ApiCall? Call, Refusal? Refusal)> AdmitAsync(HttpContext http, RouteLine? line)
    {
        var node = http.RequestServices.GetRequiredService<Node>();
        var city = node.City.Now;
        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || http.RequestServices.GetRequiredService<ApiTokens>().Read(text[7..].Trim()) is not { } person || city.Staff.Find(person) is null
            || await http.RequestServices.GetRequiredService<SignIn.ClosedAccounts>().HasAsync(person.Value, http.RequestAborted))
        {
            return (null, new Refusal(Refusals.NotSignedIn, "Authorization"));
        }
        var actor = city.Of(person, node.Clock.GetUtcNow());
        var call = new ApiCall(http, node, city, actor, ApiLanguage.Of(http, city));
        return line is not null && line.Allows(actor) ? (call, null) : (call, new Refusal(Refusals.NotYourRole));
    }

    private static Refusal Meaning(Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: 413 } => new Refusal(Refusals.TooLarge, "body"),
        BadHttpRequestException => new Refusal(Refusals.BodyInvalid, "body"),
        _ when Availability.IsAway(e) => new Refusal(Refusals.Busy),
        PostgresException => new Refusal(Refusals.Broken),
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException => new Refusal(Refusals.Busy),
        _ => new Refusal(Refusals.Broken),
    };
}
