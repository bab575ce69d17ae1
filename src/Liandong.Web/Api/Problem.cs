using System.Text.Json;
using Liandong.Core;
using Liandong.Web.Look;
using Liandong.Work;

namespace Liandong.Web.Api;

/// <summary>Writes refusals as problem+json.</summary>
public static class Problem
{
    /// <summary>The refusal with its sentence in the reader's language.</summary>
    public static async Task WriteAsync(HttpContext http, Refusal refusal, LastActAnswer? last = null)
    {
        var status = RefusalStatus.Of(refusal.Code);
        var node = http.RequestServices.GetService<Node>();
        var language = ApiLanguage.Of(http, node is { City.IsKnown: true } ? node.City.Now : null);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "1";
        }
        var answer = new ProblemAnswer("urn:liandong:refusal:" + refusal.Code, Sentence(http, language, refusal.Code), status, refusal.Code)
        {
            Field = refusal.Field, Value = refusal.Detail, Last = last,
        };
        await JsonSerializer.SerializeAsync(http.Response.BodyWriter, answer, ApiJson.Plain.ProblemAnswer, http.RequestAborted);
    }

    /// <summary>The sentence of a refusal, with what it names as a code.</summary>
    public static string Sentence(HttpContext http, string language, string code, string? detail = null) =>
        http.RequestServices.GetRequiredService<TextCatalogue>().Find(language, "refusal." + code, one: false)?.Plain(_ => detail ?? "").TrimEnd() ?? code;
}
