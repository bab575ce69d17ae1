using System.Globalization;
using System.Text.Json;
using Liandong.Core;
using Liandong.Web.Hosting;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Npgsql;

namespace Liandong.Web.Live;

/// <summary>The stream of nudges to one browser: what has changed, never what it changed to.</summary>
public static class LiveRoute
{
    public static void MapLive(this WebApplication app) => app.MapGet("/live", (Delegate)StreamAsync);

    private static async Task StreamAsync(HttpContext context, Nudges nudges, Node node, LiveOptions options, IHostApplicationLifetime lifetime)
    {
        var (who, seen) = (Signed.Need(context), node.Real.GetTimestamp());
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var listener = nudges.Listen();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            while (!end.IsCancellationRequested)
            {
                var heard = await HeardAsync(listener, options.Heartbeat, end.Token);
                if (node.Real.GetElapsedTime(seen) >= options.Heartbeat)
                {
                    if (await StillAsync(context, who) is not { } now)
                    {
                        return;
                    }
                    (who, seen) = (now, node.Real.GetTimestamp());
                }
                await context.Response.WriteAsync(heard ? Write(listener.Take(), who, node) : ": still here\n\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The browser left, or the host stops; it will come back.
        }
    }

    /// <summary>Null for whose account was closed or whose session is over; the posts may be others than when he came.</summary>
    private static async Task<Signed?> StillAsync(HttpContext context, Signed who)
    {
        try
        {
            return await Sessions.HoldsAsync(context, context.User) ? Signed.Anew(context) : null;
        }
        catch (NpgsqlException)
        {
            // A database that is away says nothing about him, and there is nothing to tell him meanwhile.
            return who;
        }
    }

    /// <summary>False when nothing was heard for so long that proxies would hang up.</summary>
    private static async Task<bool> HeardAsync(Listener listener, TimeSpan heartbeat, CancellationToken end)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(end);
        quiet.CancelAfter(heartbeat);
        try
        {
            return await listener.WaitAsync(quiet.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Write(IReadOnlyList<string> topics, Signed who, Node node)
    {
        var version = node.Real.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var told = topics.Where(t => Concerns(t, who)).Select(t => CaseTopic.For(t, who.Scope)).OfType<string>().Select(t => $"event: nudge\nid: {version}\ndata: {{\"topic\":{JsonSerializer.Serialize(t)},\"version\":{version}}}\n\n");
        return string.Concat(told) is { Length: > 0 } text ? text : ": nothing for you\n\n";
    }

    /// <summary>Which other units are busy is not everybody's business.</summary>
    private static bool Concerns(string topic, Signed who) => topic.StartsWith(CallDesk.Topic, StringComparison.Ordinal)
        ? topic == CallDesk.Topic ? who.Admits("GET", "/hotline") || who.Admits("POST", "/api/v1/calls") : topic == CallDesk.TopicOf(who.Person.Id)
        : !topic.StartsWith("unit/", StringComparison.Ordinal) || who.Actor.Posts.Any(p => who.City.Units.Covers(p.Unit, new UnitCode(topic["unit/".Length..])));
}
