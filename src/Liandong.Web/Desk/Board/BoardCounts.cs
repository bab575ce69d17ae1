using System.Collections.Concurrent;
using Liandong.Core.Cities;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Board;

namespace Liandong.Web.Desk.Board;

/// <summary>
/// The board's counts, read once for all who see the same: fifty open boards cost one reading every few seconds, made while they
/// look at the one before.
/// </summary>
public sealed class BoardCounts(Node node) : IDisposable
{
    private const int MostKept = 500;
    private static readonly Freshness s_now = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
    private static readonly Freshness s_past = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2));
    private readonly BoardReader _reader = new(node.Source);
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<(string, string?, string), KeptReading<BoardNow>> _now = new();
    private readonly ConcurrentDictionary<(string, string?, string, DateOnly), KeptReading<BoardPast>> _past = new();

    public async Task<BoardNow> NowAsync(Signed who, City city, string? area, CancellationToken cancel) =>
        await Kept(_now, (await KeyAsync(who, cancel), area, city.Hash), s_now).GetAsync(() => _reader.NowAsync(city, who.Scope, area, node.Clock.GetUtcNow(), _end.Token)).WaitAsync(cancel);

    public async Task<BoardPast> PastAsync(Signed who, City city, BoardSettings settings, string? area, CancellationToken cancel) =>
        await Kept(_past, (await KeyAsync(who, cancel), area, city.Hash, city.Day(node.Clock.GetUtcNow())), s_past)
            .GetAsync(() => _reader.PastAsync(city, settings, who.Scope, area, node.Clock.GetUtcNow(), _end.Token)).WaitAsync(cancel);

    public void Dispose() => _end.Cancel();

    private async Task<string> KeyAsync(Signed who, CancellationToken cancel) =>
        who.Scope.Key(await _reader.IsBlamedAsync(who.Person.Id, cancel));

    private KeptReading<T> Kept<TKey, T>(ConcurrentDictionary<TKey, KeptReading<T>> kept, TKey key, Freshness freshness)
        where TKey : notnull
    {
        if (kept.Count > MostKept)
        {
            kept.Clear();
        }
        return kept.GetOrAdd(key, _ => new KeptReading<T>(node.Real, freshness, _turn, _end.Token));
    }
}
