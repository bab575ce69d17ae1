using System.Globalization;
using System.Text.Json;
using Liandong.Core;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Liandong.Work.Cases;

namespace Liandong.Web.Live;

/// <summary>The stream of nudges to one browser: what has changed, never what it changed to.</summary>
public static class LiveRoute
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    public static void MapLive(this WebApplication app) => app.MapGet("/live", (Delegate)StreamAsync);

    private static async Task StreamAsync(HttpContext context, Nudges nudges, Node node, IHostApplicationLifetime lifetime)
    {
        var who = Signed.Need(context);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var listener = nudges.Listen();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            while (!end.IsCancellationRequested)
            {
                await context.Response.WriteAsync(await HeardAsync(listener, end.Token) ? Write(listener.Take(), who, node) : ": still here\n\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The browser left, or the host stops; it will come back.
        }
    }

    /// <summary>False when nothing was heard for so long that proxies would hang up.</summary>
    private static async Task<bool> HeardAsync(Listener listener, CancellationToken end)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(end);
        quiet.CancelAfter(s_heartbeat);
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
