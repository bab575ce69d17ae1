using System.Globalization;

namespace Liandong.Web.Look;

/// <summary>How one browser wants its pages: kept in cookies, because a wall and a clerk's second screen may differ under one account.</summary>
public sealed class Preferences(IHttpContextAccessor accessor, LookOptions options)
{
    private const string LanguageCookie = "lang";
    private const string ThemeCookie = "theme";
    private const string DensityCookie = "density";
    private const string SizeCookie = "size";
    private const string ContrastCookie = "contrast";
    private static readonly string[] Themes = ["light", "dark"];
    private static readonly string[] Densities = ["tight", "roomy"];
    private static readonly string[] Sizes = ["large", "largest"];
    private static readonly string[] Contrasts = ["strong"];

    /// <summary>“zh” or “en”: the cookie, else the browser's wish, else the city's first language.</summary>
    public string Language => field ??= Chosen(LanguageCookie, TextCatalogue.Languages) ?? FromBrowser() ?? options.City.Language;

    /// <summary>“light”, “dark”, or null: the system decides.</summary>
    public string? Theme => Chosen(ThemeCookie, Themes);

    /// <summary>“tight”, “roomy”, or null: the usual 32 px row.</summary>
    public string? Density => Chosen(DensityCookie, Densities);

    /// <summary>“large”, “largest”, or null: letters as the browser has them.</summary>
    public string? Size => Chosen(SizeCookie, Sizes);

    /// <summary>“strong”, or null: the system decides.</summary>
    public string? Contrast => Chosen(ContrastCookie, Contrasts);

    /// <summary>The tag for the html element; it picks the face of the letters.</summary>
    public string Tag => Language is "zh" ? "zh-CN" : "en";

    /// <summary>Writes what the form chose and goes back to where it stood.</summary>
    internal static async Task<IResult> Save(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" || !context.Request.HasFormContentType)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        Keep(context, LanguageCookie, form[LanguageCookie], TextCatalogue.Languages);
        Keep(context, ThemeCookie, form[ThemeCookie], [.. Themes, "auto"]);
        Keep(context, DensityCookie, form[DensityCookie], [.. Densities, "usual"]);
        Keep(context, SizeCookie, form[SizeCookie], [.. Sizes, "usual"]);
        Keep(context, ContrastCookie, form[ContrastCookie], [.. Contrasts, "auto"]);
        var back = form["back"].ToString();
        return Results.LocalRedirect(IsLocal(back) ? back : "/", permanent: false, preserveMethod: false);
    }

    private static bool IsLocal(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal);

    private static void Keep(HttpContext context, string name, string? value, IEnumerable<string> allowed)
    {
        if (value is not null && allowed.Contains(value))
        {
            var cookie = new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Path = "/", Secure = context.Request.IsHttps };
            context.Response.Cookies.Append(name, value, cookie);
        }
    }

    private string? Chosen(string cookie, IEnumerable<string> allowed)
    {
        var value = accessor.HttpContext?.Request.Cookies[cookie];
        return allowed.FirstOrDefault(known => known == value);
    }

    private string? FromBrowser()
    {
        var wishes = accessor.HttpContext?.Request.GetTypedHeaders().AcceptLanguage ?? [];
        return wishes
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.ToString().ToLower(CultureInfo.InvariantCulture))
            .Select(tag => TextCatalogue.Languages.FirstOrDefault(known => tag == known || tag.StartsWith(known + "-", StringComparison.Ordinal)))
            .FirstOrDefault(known => known is not null);
    }
}
