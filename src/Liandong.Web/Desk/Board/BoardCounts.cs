using System.Collections.Concurrent;
using Liandong.Core.Cities;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Board;

namespace Liandong.Web.Desk.Board;

/// <summary>
/// The board's counts, read once for all who see the same: fifty open boards cost one reading every few seconds, and while one
/// reads the others wait for its answer.
/// </summary>
public sealed class BoardCounts(Node node)
{
    private const int MostKept = 500;
    private static readonly TimeSpan s_freshNow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_freshPast = TimeSpan.FromMinutes(1);
    private readonly BoardReader _reader = new(node.Source);
    private readonly ConcurrentDictionary<(string, string?, string), (long Read, Lazy<Task<BoardNow>> Value)> _now = new();
    private readonly ConcurrentDictionary<(string, string?, string), (long Read, Lazy<Task<BoardPast>> Value)> _past = new();

    public async Task<BoardNow> NowAsync(Signed who, City city, string? area, CancellationToken cancel) =>
        await KeptAsync(_now, (await KeyAsync(who, cancel), area, city.Hash), s_freshNow, () => _reader.NowAsync(city, who.Scope, area, node.Clock.GetUtcNow(), CancellationToken.None));

    public async Task<BoardPast> PastAsync(Signed who, City city, BoardSettings settings, string? area, CancellationToken cancel) =>
        await KeptAsync(_past, (await KeyAsync(who, cancel), area, city.Hash), s_freshPast, () => _reader.PastAsync(city, settings, who.Scope, area, node.Clock.GetUtcNow(), CancellationToken.None));

    private async Task<string> KeyAsync(Signed who, CancellationToken cancel) =>
        who.Scope.Key(await _reader.IsBlamedAsync(who.Person.Id, cancel));

    private async Task<T> KeptAsync<TKey, T>(ConcurrentDictionary<TKey, (long Read, Lazy<Task<T>> Value)> kept, TKey key, TimeSpan fresh, Func<Task<T>> read)
        where TKey : notnull
    {
        if (kept.Count > MostKept)
        {
            kept.Clear();
        }
        var entry = kept.AddOrUpdate(key, _ => New(), (_, old) => node.Real.GetElapsedTime(old.Read) < fresh && !old.Value.Value.IsFaulted ? old : New());
        return await entry.Value.Value;

        (long, Lazy<Task<T>>) New() => (node.Real.GetTimestamp(), new Lazy<Task<T>>(read));
    }
}
