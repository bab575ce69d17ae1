using System.Net.Sockets;
using Liandong.Core;
using Liandong.Web.Api;
using Liandong.Work;
using Npgsql;

namespace Liandong.Web.Hosting;

/// <summary>While the database is away every answer is 503 with Retry-After; what was confirmed is safe.</summary>
public static class Availability
{
    private const string Seconds = "3";

    public static WebApplication UseAvailability(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            var node = context.RequestServices.GetRequiredService<Node>();
            if (context.Request.Path.StartsWithSegments("/problem", StringComparison.Ordinal))
            {
                await next(context);
            }
            else if (!node.IsUp)
            {
                await AwayAsync(context);
            }
            else
            {
                try
                {
                    await next(context);
                }
                catch (Exception e) when (IsAway(e) && !context.Response.HasStarted)
                {
                    await AwayAsync(context);
                }
                catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
                {
                    // The reader has left; there is nobody to answer.
                }
            }
        });
        return app;
    }

    /// <summary>The server cannot be reached or is going down: not the fault of this request.</summary>
    public static bool IsAway(Exception e) =>
        e is SocketException or NpgsqlException { IsTransient: true } or PostgresException { SqlState: "57P01" or "57P02" or "57P03" }
        || (e is NpgsqlException { InnerException: IOException or SocketException or TimeoutException }) || (e.InnerException is { } inner && IsAway(inner));

    private static Task AwayAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return Problem.WriteAsync(context, new Refusal(Refusals.Busy));
        }
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = Seconds;
        return Task.CompletedTask;
    }
}
