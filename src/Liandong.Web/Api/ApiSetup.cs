using Liandong.Core;

namespace Liandong.Web.Api;

/// <summary>Puts the API into a host.</summary>
public static class ApiSetup
{
    private const string Root = "/api/v1";

    /// <summary>The API's services.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiTokens>();
        return services;
    }

    /// <summary>The API's routes; an address without one is a 404 with its refusal, and a wrong method a 405.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder app)
    {
        app.MapRoute("/cases", get: CaseListApi.ListAsync, post: RegisterApi.RegisterAsync);
        app.MapRoute("/cases/{number}", get: CaseListApi.OneAsync);
        app.Map("/api/{**path}", (Delegate)((HttpContext http) => Problem.WriteAsync(http, new Refusal(Refusals.NotFound))));
        return app;
    }

    private static void MapRoute(this IEndpointRouteBuilder app, string path, Func<ApiCall, Task<Refusal?>>? get = null, Func<ApiCall, Task<Refusal?>>? post = null)
    {
        var pattern = Root + path;
        if (get is not null)
        {
            app.MapGet(pattern, ApiCall.Handle("GET", pattern, get)).DisableAntiforgery();
        }
        if (post is not null)
        {
            app.MapPost(pattern, ApiCall.Handle("POST", pattern, post)).DisableAntiforgery();
        }
    }
}
