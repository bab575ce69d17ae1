using Microsoft.AspNetCore.Authentication;

namespace Liandong.Web.SignIn;

/// <summary>Holds every page to the table of routes: no line, no entry. The API asks the same table by its tokens.</summary>
public static class Doorkeeper
{
    public static WebApplication UseDoorkeeper(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint() is not RouteEndpoint endpoint || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await next(context);
                return;
            }
            var line = RouteTable.Find(context.Request.Method is "HEAD" ? "GET" : context.Request.Method, "/" + endpoint.RoutePattern.RawText?.TrimStart('/'));
            var who = line is { IsPublic: true } ? null : Signed.Of(context);
            if (line is not null && line.Allows(who?.Actor))
            {
                await next(context);
            }
            else if (line is not null && who is null)
            {
                await AtTheDoorAsync(context);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            }
        });
        return app;
    }

    /// <summary>A script is told; a reader is led to the door and from there back to the page on which he pressed, not to the act's own address.</summary>
    private static Task AtTheDoorAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.ContainsKey("HX-Request") || request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        var from = HttpMethods.IsGet(request.Method) ? null
            : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value ? page.PathAndQuery : request.Path.Value;
        return context.ChallengeAsync(new AuthenticationProperties { RedirectUri = from });
    }

    /// <summary>Whether a person may use an address: pages offer only what opens.</summary>
    public static bool Admits(this Signed who, string method, string pattern) => RouteTable.Find(method, pattern)?.Allows(who.Actor) is true;
}
