using System.IO.Compression;
using Liandong.Web.Api;
using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.ResponseCompression;

namespace Liandong.Web.Hosting;

/// <summary>Puts the host together; the tests build the very same one.</summary>
public static class LiandongHost
{
    private const long LargestBody = 21 * 1024 * 1024;

    /// <param name="live">False: no clockwork and no live updates, for looking at an installation that must not move.</param>
    public static WebApplication Build(Node node, string url, bool live, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        Services(builder.Services, node, live);
        builder.Services.AddPages(node, url, live);
        adjust?.Invoke(builder);
        var app = builder.Build();
        Pipeline(app);
        return app;
    }

    private static void Services(IServiceCollection services, Node node, bool live)
    {
        services.AddSingleton(node);
        services.AddSingleton(node.Desk);
        services.AddSingleton(node.Reader);
        services.AddSingleton<TimeProvider>(node.Real);
        services.AddSingleton(new LiveOptions(live));
        services.AddDataProtection().SetApplicationName("liandong/" + node.Installation.Id);
        services.Configure<KeyManagementOptions>(o =>
        {
            o.XmlRepository = new KeyRing(node.Source);
            o.XmlEncryptor = new KeyRingEncryptor(node.Keys);
        });
        services.AddSingleton(node.Keys);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.Cookie.Name = "liandong";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.LoginPath = "/sign-in";
            o.AccessDeniedPath = "/problem/403";
            o.Events.OnValidatePrincipal = Sessions.ValidateAsync;
            o.ExpireTimeSpan = TimeSpan.FromHours(12);
            o.SlidingExpiration = true;
        });
        Packing(services);
        services.AddAntiforgery(o => o.Cookie.Name = "liandong-form");
        var city = node.City.Now;
        services.AddApi();
        services.AddLook(o =>
        {
            o.City = new CityFace(city.Name.Zh, city.Name.En, city.Languages[0], city.Zone);
            o.Clock = node.Clock.GetUtcNow;
            o.Frame = DeskFrames.OfAsync;
            o.Live = live;
        });
    }

    /// <summary>
    /// Pages go out packed, over TLS too (docs/decisions/0018). Fastest: a list of 203 kB becomes 29 kB in 0.6 ms; the next level
    /// makes 24 kB of it in 1.3 ms.
    /// </summary>
    private static void Packing(IServiceCollection services)
    {
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/geo+json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
    }

    private static void Pipeline(WebApplication app)
    {
        app.UseResponseCompression();
        app.UseLook();
        app.UseAvailability();
        app.UseRouting();
        app.UseAuthentication();
        app.UseDoorkeeper();
        app.UseAntiforgery();
        app.MapApi();
        app.MapLook();
        app.MapPages();
        app.MapRazorPages();
    }
}

/// <summary>Whether clocks turn and pages are nudged.</summary>
public sealed record LiveOptions(bool Live)
{
    /// <summary>How often a silent stream says that it is there, and how long one goes on for somebody who may no longer be here.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
