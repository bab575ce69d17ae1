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
                await context.ChallengeAsync();
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            }
        });
        return app;
    }

    /// <summary>Whether a person may use an address: pages offer only what opens.</summary>
    public static bool Admits(this Signed who, string method, string pattern) => RouteTable.Find(method, pattern)?.Allows(who.Actor) is true;
}
