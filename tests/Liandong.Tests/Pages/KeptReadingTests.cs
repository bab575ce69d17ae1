using System.Collections.Concurrent;
using Liandong.Web.Desk.Board;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>One reading for all who look.</summary>
public sealed class KeptReadingTests : IDisposable
{
    private static readonly Freshness s_freshness = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
    private readonly HandClock _clock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _turn = new(1);
    private int _readings;

    [Fact]
    public async Task Fifty_who_ask_at_once_cost_one_reading()
    {
        var (kept, gate) = (Kept(), new TaskCompletionSource());
        var asked = Enumerable.Range(0, 50).Select(_ => kept.GetAsync(async () =>
        {
            await gate.Task;
            return await ReadAsync();
        })).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(asked), n => Assert.Equal(1, n));
    }

    [Fact]
    public async Task Who_comes_after_a_while_waits_for_a_new_one()
    {
        var kept = Kept();
        Assert.Equal(1, await kept.GetAsync(ReadAsync));
        _clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(2, await kept.GetAsync(ReadAsync));
    }

    [Fact(Timeout = 60_000)]
    public async Task While_somebody_looks_it_is_renewed_and_he_never_waits()
    {
        var kept = Kept();
        Assert.Equal(1, await kept.GetAsync(ReadAsync));
        for (var n = 2; n < 6; n++)
        {
            while (!_clock.Ticks)
            {
                await Task.Yield();
            }
            _clock.Pass(TimeSpan.FromSeconds(3));
            while (true)
            {
                var asked = kept.GetAsync(ReadAsync);
                Assert.True(asked.IsCompleted);
                if (await asked == n)
                {
                    break;
                }
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_reading_that_failed_is_not_kept()
    {
        var kept = Kept();
        await Assert.ThrowsAsync<InvalidOperationException>(() => kept.GetAsync(() => throw new InvalidOperationException("The database is away.")));
        Assert.Equal(1, await kept.GetAsync(ReadAsync));
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _turn.Dispose();
    }

    private KeptReading<int> Kept() => new(_clock, s_freshness, _turn, _end.Token);

    private Task<int> ReadAsync() => Task.FromResult(Interlocked.Increment(ref _readings));

    /// <summary>Time passes when it is told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly ConcurrentDictionary<HandTimer, byte> _timers = new();
        private long _ticks;

        /// <summary>True when somebody waits for it.</summary>
        public bool Ticks => !_timers.IsEmpty;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new HandTimer(this, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }

        public void Pass(TimeSpan time)
        {
            var now = Interlocked.Add(ref _ticks, time.Ticks);
            foreach (var timer in _timers.Keys.Where(t => t.Due <= now).Where(t => _timers.TryRemove(t, out _)))
            {
                timer.Ring();
            }
        }

        private sealed class HandTimer(HandClock clock, Action ring) : ITimer
        {
            public long Due { get; private set; }

            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                clock._timers.TryRemove(this, out _);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = clock.GetTimestamp() + dueTime.Ticks;
                    clock._timers[this] = 0;
                }
                return true;
            }

            public void Dispose() => clock._timers.TryRemove(this, out _);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
