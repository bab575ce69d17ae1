using Liandong.Core;
using Microsoft.OpenApi;

namespace Liandong.Web.Api;

/// <summary>Puts the API into a host.</summary>
public static class ApiSetup
{
    private const string Document = "v1";

    /// <summary>The API's services.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiTokens>();
        services.AddOpenApi(Document, o =>
        {
            o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            o.ShouldInclude = d => d.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            o.AddDocumentTransformer(ApiDescription.DescribeAsync);
        });
        return services;
    }

    /// <summary>The API's routes; an address without one is a 404 with its refusal, and a wrong method a 405.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder app)
    {
        foreach (var route in ApiRoute.All)
        {
            app.MapMethods(route.Pattern, [route.Method], ApiCall.Handle(route.Method, route.Pattern, route.Handler))
                .AllowAnonymous().DisableAntiforgery().WithSummary(route.Summary)
                .AddOpenApiOperationTransformer((operation, context, cancel) => ApiDescription.DescribeAsync(route, operation, context, cancel));
        }
        // Whoever comes in is asked for a token by the call itself; the cookie of the pages opens nothing here.
        app.Map("/api/{**path}", (Delegate)Astray).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapOpenApi().AllowAnonymous();
        return app;
    }

    private static Task Astray(HttpContext http)
    {
        var methods = ApiRoute.MethodsOf(http.Request.Path.Value ?? "");
        if (methods.Count > 0)
        {
            http.Response.Headers.Allow = string.Join(", ", methods);
        }
        return Problem.WriteAsync(http, new Refusal(methods.Count > 0 ? Refusals.MethodUnsupported : Refusals.NotFound));
    }
}
