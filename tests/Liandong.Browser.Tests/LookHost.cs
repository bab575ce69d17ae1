using Xunit;
using Liandong.Web.Look;
using Liandong.Web.Look.Samples;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Liandong.Browser.Tests.LookHost))]

namespace Liandong.Browser.Tests;

/// <summary>The look alone over real Kestrel, with its sample pages and a clock that stands at Friday 20 November 2026, 10:42 in Shanghai.</summary>
public sealed class LookHost : IAsyncLifetime
{
    private static readonly DateTimeOffset Friday = new(2026, 11, 20, 2, 42, 0, TimeSpan.Zero);
    private WebApplication app = null!;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(LookSetup).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLook(look =>
        {
            look.City = SampleCity.Face;
            look.Clock = () => Friday;
            look.Samples = true;
            look.Frame = context => ValueTask.FromResult(
                new SampleCity(context.RequestServices.GetRequiredService<Texts>(), context.RequestServices.GetRequiredService<Moments>()).Frame());
        });
        app = builder.Build();
        app.UseLook();
        app.UseRouting();
        app.MapLook();
        app.MapRazorPages();
        await app.StartAsync();
        Address = app.Urls.First();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
