using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Simulation;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Simulation;

/// <summary>
/// Lets a city live in the installation's time: cases come in, and its staff do what their habits say, by the same verbs and
/// guards as everybody. A case that a person has touched is left to people.
/// </summary>
/// <param name="rate">Times the usual volume.</param>
/// <param name="called">Seasons by name that are on, such as a storm.</param>
public sealed class LivingCity(Node node, ulong seed, double rate, params IReadOnlyList<string> called)
{
    private const string Rule = "clockwork";
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_longestAway = TimeSpan.FromDays(14);

    private readonly PriorityQueue<CaseId, DateTimeOffset> _due = new();
    private readonly HashSet<CaseId> _known = [];
    private readonly Queue<Arrival> _coming = new();
    private IReadOnlyList<string> _photos = [];
    private readonly SimulatedCalls _calls = new(node);
    private Rings? _rings;
    private Arrivals? _arrivals;
    private Life? _life;
    private string _hash = "";
    private DateOnly _day;
    private DateTimeOffset _looked;

    /// <summary>While true nothing comes in and nobody acts; afterwards it goes on from then.</summary>
    public bool Paused { get; set; }

    /// <summary>Told what went wrong in a round; the next comes all the same.</summary>
    public Action<Exception> Failed { get; set; } = _ => { };

    /// <summary>Told of acts of the simulator that the core refused, with the reason.</summary>
    public Action<string, Refusal> Refused { get; set; } = (_, _) => { };

    /// <summary>Lives until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var from = await LastAsync(cancel);
        await _calls.HangUpAsync(node.Clock.GetUtcNow(), cancel);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (Paused)
                {
                    from = node.Clock.GetUtcNow();
                    _coming.Clear();
                    await _calls.HangUpAsync(from, cancel);
                    _day = default;
                }
                else
                {
                    from = await TickAsync(from, node.Clock.GetUtcNow(), cancel);
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(e);
            }
            await Task.Delay(Sleep(), node.Real, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Everything that comes between two instants, the first exclusive, and every act that is due. Gives the second.</summary>
    public async Task<DateTimeOffset> TickAsync(DateTimeOffset from, DateTimeOffset now, CancellationToken cancel)
    {
        if (node.City.Now.Living is null)
        {
            return now;
        }
        await RefreshAsync(cancel);
        Come(from, now);
        while (_coming.Count > 0 && _coming.Peek().At <= now && !Paused)
        {
            await RegisterAsync(_coming.Dequeue(), cancel);
        }
        await _calls.TickAsync(now, cancel);
        if (now - _looked >= s_betweenLooks)
        {
            _looked = now;
            await LookAsync(now, cancel);
        }
        while (_due.TryPeek(out var id, out var at) && at <= now && !Paused)
        {
            _due.Dequeue();
            await ActAsync(id, now, cancel);
        }
        return now;
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        var city = node.City.Now;
        if (city.Hash == _hash)
        {
            return;
        }
        _photos = _photos.Count > 0 ? _photos : await Evidence.KeepAsync(node, cancel);
        (_hash, _arrivals, _life, _rings, _day) = (city.Hash, new Arrivals(city, city.Living!, seed, rate, called), new Life(city, city.Living!, _photos), new Rings(city, city.Living!, seed), default);
        _coming.Clear();
        await _calls.HangUpAsync(node.Clock.GetUtcNow(), cancel);
    }

    /// <summary>Puts the arrivals of every day that has begun since into the queue.</summary>
    private void Come(DateTimeOffset from, DateTimeOffset now)
    {
        var today = node.City.Now.Day(now);
        for (var day = _day == default ? node.City.Now.Day(from) : _day.AddDays(1); day <= today; day = day.AddDays(1))
        {
            var arrivals = _arrivals!.Of(day).Where(a => a.At > from).ToList();
            var rings = _rings!.Of(arrivals);
            foreach (var arrival in Rings.Registered(arrivals, rings))
            {
                _coming.Enqueue(arrival);
            }
            _calls.Expect(rings);
            _day = day;
        }
    }

    private async Task RegisterAsync(Arrival arrival, CancellationToken cancel)
    {
        var answer = await RegisterCase.RunAsync(node.Desk, SimulatedActs.Of(arrival, arrival.At), SimulatedActs.RegistrationOf(arrival, _life!, node.City.Now), cancel);
        if (answer.Refusal is { } why)
        {
            Refused("register", why);
        }
        else if (answer.Case is { } opened && _known.Add(opened.State.Id))
        {
            _calls.Registered(arrival, opened.State.Id);
            _due.Enqueue(opened.State.Id, arrival.At);
        }
    }

    /// <summary>Cases that are open and that nobody here waits for yet: after a start, and what others opened or closed again.</summary>
    private async Task LookAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select case_id from cases where state in (1, 2) and not imported order by opened_at");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var id = new CaseId(reader.GetGuid(0));
            if (_known.Add(id))
            {
                _due.Enqueue(id, now);
            }
        }
    }

    private async Task ActAsync(CaseId id, DateTimeOffset now, CancellationToken cancel)
    {
        var (told, touched) = await ReadAsync(id, cancel);
        if (told is null || touched || told.Case.Status is not (CaseStatus.Open or CaseStatus.Suspended))
        {
            // It stays known: what a person has taken in hand is his.
            return;
        }
        var situation = await ActOnCase.SituationAsync(node.Desk, null, told.Case, now, cancel);
        if (_life!.Next(situation, told) is not { } planned)
        {
            _due.Enqueue(id, now + s_idle);
            return;
        }
        if (planned.At > now)
        {
            _due.Enqueue(id, planned.At);
            return;
        }
        var act = SimulatedActs.Of(told.Case, planned);
        var answer = await ActOnCase.RunAsync(node.Desk, act, id, planned.Request, told.Case.Version, cancel);
        if (answer.Refusal is { Code: not (Refusals.Stale or Refusals.Busy) } why)
        {
            Refused(planned.Request.Name, why);
            _due.Enqueue(id, now + s_idle);
            return;
        }
        if (answer.Refusal is null && SimulatedCalls.RowOf(_rings!, node.City.Now, act, planned.Request.Name, id, node.Keys) is { } call)
        {
            await _calls.WriteAsync(call, cancel);
        }
        _due.Enqueue(id, now);
    }

    private async Task<(Told? Told, bool Touched)> ReadAsync(CaseId id, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select e.payload, a.principal, a.door from events e join acts a using (act_id) where e.stream_id = $1 order by e.seq");
        command.Parameters.Add(new NpgsqlParameter { Value = id.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        Told? told = null;
        while (await reader.ReadAsync(cancel))
        {
            told = (told ?? Told.Nothing(id)).Apply(EventJson.Read(reader.GetString(0)));
            if (reader.GetString(1) is not (SimulatedActs.Principal or Rule) || reader.GetString(2) == SimulatedActs.Tale)
            {
                return (told, true);
            }
        }
        return (told, false);
    }

    /// <summary>Up to when cases have come in; a host that was long away does not make up for it all.</summary>
    private async Task<DateTimeOffset> LastAsync(CancellationToken cancel)
    {
        var now = node.Clock.GetUtcNow();
        await using var command = node.Source.CreateCommand("select max(at) from acts where principal = $1 and name = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = SimulatedActs.Principal });
        command.Parameters.Add(new NpgsqlParameter { Value = CaseDecisions.Register });
        return await command.ExecuteScalarAsync(cancel) is DateTime last && last > (now - s_longestAway).UtcDateTime ? new DateTimeOffset(last, TimeSpan.Zero) : now;
    }

    private TimeSpan Sleep()
    {
        var next = _due.TryPeek(out _, out var due) ? due : DateTimeOffset.MaxValue;
        next = _coming.TryPeek(out var arrival) && arrival.At < next ? arrival.At : next;
        next = _calls.Next(node.Clock.GetUtcNow()) is var rings && rings < next ? rings : next;
        var wait = next - node.Clock.GetUtcNow();
        return wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait > s_longestSleep ? s_longestSleep : wait;
    }
}
