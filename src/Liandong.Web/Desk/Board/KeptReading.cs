namespace Liandong.Web.Desk.Board;

/// <summary>How old a reading may be.</summary>
/// <param name="Renewed">While somebody looks it is read again when it is so old.</param>
/// <param name="Shown">So old it is shown at once; whoever finds an older one waits for a new one.</param>
/// <param name="Watched">Somebody looks as long as he has asked within this time.</param>
public sealed record Freshness(TimeSpan Renewed, TimeSpan Shown, TimeSpan Watched);

/// <summary>
/// One reading for all who see the same, made before they ask: as long as somebody looks it is renewed by itself, so nobody waits
/// for it but the first. All readings of a node take turns, and rest three times as long as they took: boards never
/// have more than a quarter of a processor, whoever looks at them.
/// </summary>
public sealed class KeptReading<T>(TimeProvider real, Freshness freshness, SemaphoreSlim turn, CancellationToken end)
{
    private const int RestsFor = 3;
    private readonly Lock _gate = new();
    private Func<Task<T>> _read = null!;
    private (long At, T Value)? _done;
    private Task<T>? _reading;
    private long _asked;
    private bool _renewing;

    /// <param name="read">Reads it as the one who asks may see it; the last one's is used from then on.</param>
    public Task<T> GetAsync(Func<Task<T>> read)
    {
        lock (_gate)
        {
            (_read, _asked) = (read, real.GetTimestamp());
            if (_done is { } done && real.GetElapsedTime(done.At) < freshness.Shown)
            {
                Renew();
                return Task.FromResult(done.Value);
            }
            return _reading ??= ReadAsync();
        }
    }

    private async Task<T> ReadAsync()
    {
        await Task.Yield();
        var at = real.GetTimestamp();
        try
        {
            var value = await _read();
            lock (_gate)
            {
                _done = (at, value);
                Renew();
            }
            return value;
        }
        finally
        {
            lock (_gate)
            {
                _reading = null;
            }
        }
    }

    private void Renew()
    {
        if (!_renewing)
        {
            _renewing = true;
            _ = RenewAsync();
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await Task.Yield();
            while (await IsWatchedAsync())
            {
                await turn.WaitAsync(end);
                try
                {
                    var begun = real.GetTimestamp();
                    await StartedAsync();
                    await Task.Delay(RestsFor * real.GetElapsedTime(begun), real, end);
                }
                finally
                {
                    turn.Release();
                }
            }
        }
        catch (Exception)
        {
            // Whoever asks next reads for himself, and hears why it fails.
            lock (_gate)
            {
                _renewing = false;
            }
        }
    }

    private Task<T> StartedAsync()
    {
        lock (_gate)
        {
            return _reading ??= ReadAsync();
        }
    }

    /// <summary>False, and no longer renewing, when nobody looks at what has grown old.</summary>
    private async Task<bool> IsWatchedAsync()
    {
        TimeSpan left;
        lock (_gate)
        {
            left = freshness.Renewed - real.GetElapsedTime(_done!.Value.At);
        }
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, real, end);
        }
        lock (_gate)
        {
            return _renewing = real.GetElapsedTime(_asked) < freshness.Watched;
        }
    }
}
