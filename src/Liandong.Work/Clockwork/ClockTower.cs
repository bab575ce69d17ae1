using Liandong.Work.Verify;
using Npgsql;

namespace Liandong.Work.Clockwork;

/// <summary>What one round of the hand did.</summary>
/// <param name="Next">When something is due next; null when nothing is.</param>
public sealed record Round(int Lights, int Acts, int Messages, int Months, Anchor? Anchor, DateTimeOffset? Next);

/// <summary>
/// What happens by itself, at the installation's time: lights turn, windows and suspensions end, months are made, anchors
/// written, messages handed on. Any number of nodes run one each; everything is done once, and caught up with in order
/// after downtime.
/// </summary>
public sealed class ClockTower(Node node)
{
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_shortestSleep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_betweenAnchors = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_betweenMonths = TimeSpan.FromMinutes(1);

    private readonly Timers _timers = new(node);
    private static readonly TimeSpan s_betweenLeavers = TimeSpan.FromMinutes(1);

    private DateTimeOffset _leaversAt = DateTimeOffset.MinValue;
    private DateTimeOffset? _anchorAt;
    private DateTimeOffset _monthsAt = DateTimeOffset.MinValue;
    private (DateOnly Day, string City)? _today;

    /// <summary>Takes each message of the outbox; an exception means: again later.</summary>
    public Func<OutboxMessage, CancellationToken, Task> Deliver { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Told what went wrong in a round; the next comes all the same.</summary>
    public Action<Exception> Failed { get; set; } = _ => { };

    /// <summary>Acts of rules that were refused and wait for a restart.</summary>
    public int Refused => _timers.Refused;

    /// <summary>Goes round until cancelled; then writes the last anchor.</summary>
    public static Task RunAsync(Node node, CancellationToken cancel) => new ClockTower(node).RunAsync(cancel);

    /// <inheritdoc cref="RunAsync(Node, CancellationToken)"/>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var sleep = s_longestSleep;
            try
            {
                var round = await TickAsync(node.Clock.GetUtcNow(), cancel);
                sleep = Sleep(round);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // A server that is being started again, most of all; what is due stays due.
                Failed(e);
            }
            await Task.Delay(sleep, node.Real, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        await StopAsync();
    }

    /// <summary>One round as of an instant.</summary>
    public async Task<Round> TickAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var months = await MonthsAsync(now, cancel);
        await DayAsync(now, cancel);
        await LeaversAsync(now, cancel);
        var acts = await _timers.PerformAsync(now, cancel);
        var (lights, topics) = await Lights.TurnAsync(node.Source, now, cancel);
        if (topics.Count > 0)
        {
            node.Ledger.Tell([.. topics]);
        }
        var messages = await Outbox.DrainAsync(node.Source, now, Deliver, cancel);
        return new Round(lights, acts, messages, months, await AnchorAsync(now, cancel), await NextAsync(cancel));
    }

    private TimeSpan Sleep(Round round)
    {
        // What is due but could not be done (held by an act, refused) is no reason to run hot.
        if (round.Next is not { } next || next <= node.Clock.GetUtcNow() && round.Acts + round.Lights == 0)
        {
            return s_longestSleep;
        }
        var wait = next - node.Clock.GetUtcNow();
        return wait < s_shortestSleep ? s_shortestSleep : wait > s_longestSleep ? s_longestSleep : wait;
    }

    private async Task<int> MonthsAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (now - _monthsAt < s_betweenMonths)
        {
            return 0;
        }
        _monthsAt = now;
        return await Partitions.EnsureAsync(node.Source, now, now.AddMonths(2), cancel);
    }

    /// <summary>
    /// A new day in the city, or a version that somebody applied beside this node: units, people and areas may have ended. Without an act
    /// nothing else would make this node look at the city again, and its pages would not know what cases are bound to.
    /// </summary>
    private async Task DayAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await node.City.RefreshAsync(cancel);
        var today = (node.City.Now.Day(now), node.City.Now.Hash);
        if (_today is { } before && before != today)
        {
            await Cases.RebindWork.RunAsync(node.Desk, cancel);
        }
        _today = today;
    }

    /// <summary>Whose last day is over, and what of theirs could not be moved before.</summary>
    private async Task LeaversAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (now - _leaversAt >= s_betweenLeavers)
        {
            _leaversAt = now;
            await Accounts.SettleDepartures.RunAsync(node, cancel);
        }
    }

    private async Task<Anchor?> AnchorAsync(DateTimeOffset now, CancellationToken cancel)
    {
        _anchorAt ??= now;
        if (now - _anchorAt < s_betweenAnchors)
        {
            return null;
        }
        _anchorAt = now;
        return await Anchors.WriteAsync(node, TimeSpan.Zero, cancel);
    }

    private async Task<DateTimeOffset?> NextAsync(CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select least((select min(next_turn) from cases), (select min(next_timer) from cases))");
        return await command.ExecuteScalarAsync(cancel) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private async Task StopAsync()
    {
        try
        {
            await Anchors.WriteAsync(node, Anchors.Patience, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            Failed(e);
        }
    }
}
