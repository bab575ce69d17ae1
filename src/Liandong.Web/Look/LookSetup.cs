using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.WebEncoders;

namespace Liandong.Web.Look;

/// <summary>Puts the look into a host: texts, tag helpers, error pages, the content policy and the static files.</summary>
public static class LookSetup
{
    private const string Policy =
        "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddLook(this IServiceCollection services, Action<LookOptions>? set = null)
    {
        var options = new LookOptions();
        set?.Invoke(options);
        services.AddSingleton(options);
        services.AddSingleton(TextCatalogue.Load());
        services.AddSingleton<LookFiles>();
        services.AddHttpContextAccessor();
        services.AddScoped<Preferences>();
        services.AddScoped<Texts>();
        services.AddScoped<Moments>();

        // The default encoder turns every Chinese sign into &#x....; and triples the page.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages().AddApplicationPart(typeof(LookSetup).Assembly);
        services.Configure<RazorViewEngineOptions>(razor =>
        {
            razor.PageViewLocationFormats.Add("/Look/{0}.cshtml");
            razor.PageViewLocationFormats.Add("/Desk/Parts/{0}.cshtml");
        });
        return services;
    }

    /// <summary>Before routing: headers, static files, and pages in our look for every refusal that is not the API's.</summary>
    public static WebApplication UseLook(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = app.Services.GetRequiredService<LookFiles>().Provider,
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), pages =>
        {
            pages.UseExceptionHandler("/problem/500");
            pages.UseStatusCodePagesWithReExecute("/problem/{0}");
        });
        return app;
    }

    /// <summary>The look's own routes.</summary>
    public static WebApplication MapLook(this WebApplication app)
    {
        app.MapPost("/preferences", (Delegate)Preferences.Save);
        return app;
    }
}

/// <summary>The static files beside the program, with an address that changes when they do.</summary>
public sealed class LookFiles
{
    private readonly Dictionary<string, string> versions = new(StringComparer.Ordinal);

    public IFileProvider Provider { get; } = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    /// <summary>A page names its desk (ViewData "Desk"); what of style and script that desk has of its own comes with it.</summary>
    public bool Has(string path) => Provider.GetFileInfo(path).Exists;

    public string Url(string path)
    {
        lock (versions)
        {
            if (!versions.TryGetValue(path, out var version))
            {
                using var stream = Provider.GetFileInfo(path).CreateReadStream();
                version = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream))[..10];
                versions[path] = version;
            }

            return $"{path}?v={version}";
        }
    }
}
