using Liandong.Core.Cities;

namespace Liandong.Web.Api;

/// <summary>The language of names in an answer: what the client accepts, else the city's own.</summary>
public static class ApiLanguage
{
    /// <summary>zh or en.</summary>
    public static string Of(HttpContext http, City? city)
    {
        var wishes = http.Request.Headers.AcceptLanguage.Count == 0 ? [] : http.Request.GetTypedHeaders().AcceptLanguage;
        return wishes.OrderByDescending(w => w.Quality ?? 1).Select(w => Known(w.Value.Value ?? "")).FirstOrDefault(l => l is not null)
            ?? city?.Languages[0] ?? "en";
    }

    private static string? Known(string tag) =>
        tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh" : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : null;
}
