using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Liandong.Core;
using Liandong.Work;
using Npgsql;

namespace Liandong.Web.Live;

/// <summary>
/// Tells every connected browser of every node what has changed, by topic. Commits are collected and told through one
/// connection at most ten times a second: a NOTIFY inside the commit would cost two thirds of it. What is lost is repaired
/// by connecting again, which means everything.
/// </summary>
public sealed class Nudges(Node node, ILogger<Nudges> logger) : BackgroundService
{
    /// <summary>The topic that means everything.</summary>
    public const string Everything = "";

    private const string Channel = "liandong_nudges";
    private const int LongestPayload = 7000;
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, byte> _changed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Listener, byte> _listeners = new();

    /// <summary>Somebody listens until he disposes; begins with everything, for the page may be older than the connection.</summary>
    public Listener Listen()
    {
        var listener = new Listener(l => _listeners.TryRemove(l, out _));
        _listeners[listener] = 0;
        listener.Hear(Everything);
        return listener;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        node.Ledger.Committed += Changed;
        node.Calls.Changed += Changed;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RelayAsync(stoppingToken);
            }
            catch (Exception e)
            {
                // A broken relay must never end the host, and a stopping one has nothing to tell; the desks poll meanwhile.
                logger.LogDebug(e, "Nudges rest while the database is away.");
            }
            await Task.Delay(s_again, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void Changed(IReadOnlyList<string> topics)
    {
        foreach (var topic in topics.SelectMany(WithThoseAbove))
        {
            _changed[topic] = 0;
        }
    }

    /// <summary>A department's desk shows what its sections do, so it hears of them.</summary>
    private IEnumerable<string> WithThoseAbove(string topic) => topic.StartsWith("unit/", StringComparison.Ordinal)
        ? node.City.Now.Units.SelfAndAbove(new UnitCode(topic["unit/".Length..])).Select(u => "unit/" + u).DefaultIfEmpty(topic) : [topic];

    private async Task RelayAsync(CancellationToken stop)
    {
        await using var connection = await node.Source.OpenConnectionAsync(stop);
        connection.Notification += (_, told) => Tell(told.Payload);
        await using (var listen = new NpgsqlCommand("listen " + Channel, connection))
        {
            await listen.ExecuteNonQueryAsync(stop);
        }
        Tell(Everything);
        while (true)
        {
            foreach (var payload in Payloads())
            {
                await using var notify = new NpgsqlCommand($"select pg_notify('{Channel}', $1)", connection);
                notify.Parameters.Add(new NpgsqlParameter { Value = payload });
                await notify.ExecuteNonQueryAsync(stop);
            }
            await connection.WaitAsync(s_beat, stop);
        }
    }

    /// <summary>What has changed since the last beat, in parcels that a notification can carry.</summary>
    private List<string> Payloads()
    {
        var payloads = new List<string>();
        var text = new StringBuilder();
        foreach (var topic in _changed.Keys.Where(t => _changed.TryRemove(t, out _)))
        {
            if (text.Length + topic.Length >= LongestPayload)
            {
                payloads.Add(text.ToString());
                text.Clear();
            }
            text.Append(text.Length > 0 ? "\n" : "").Append(topic);
        }
        if (text.Length > 0)
        {
            payloads.Add(text.ToString());
        }
        return payloads;
    }

    private void Tell(string payload)
    {
        foreach (var listener in _listeners.Keys)
        {
            foreach (var topic in payload.Split('\n'))
            {
                listener.Hear(topic);
            }
        }
    }
}

/// <summary>One browser's ear. When it is slower than the city it hears “everything” instead of each.</summary>
public sealed class Listener(Action<Listener> leave) : IDisposable
{
    private const int LongestQueue = 64;
    private readonly Channel<string> _topics = Channel.CreateBounded<string>(LongestQueue);
    private int _missed;

    public ValueTask<bool> WaitAsync(CancellationToken cancel) => _topics.Reader.WaitToReadAsync(cancel);

    /// <summary>All that has been heard; everything when something was missed.</summary>
    public IReadOnlyList<string> Take()
    {
        var heard = new HashSet<string>(StringComparer.Ordinal);
        while (_topics.Reader.TryRead(out var topic))
        {
            heard.Add(topic);
        }
        return Interlocked.Exchange(ref _missed, 0) == 1 || heard.Contains(Nudges.Everything) ? [Nudges.Everything] : [.. heard];
    }

    public void Dispose() => leave(this);

    internal void Hear(string topic)
    {
        if (!_topics.Writer.TryWrite(topic))
        {
            Interlocked.Exchange(ref _missed, 1);
        }
    }
}
