using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Simulation;
using Liandong.Tests.Cities;
using Liandong.Work.Cities;
using Liandong.Work.Imports;
using Liandong.Work.Simulation;
using Liandong.Work.Store;
using Xunit;

namespace Liandong.Tests.Simulation;

/// <summary>Fifty seeds of Minhang in memory: a plain week of arrivals each, and a part of them played to their ends.</summary>
public sealed class SimulatedMinhang
{
    private const int Seeds = 50;
    private const int OneIn = 30;

    public SimulatedMinhang()
    {
        var reading = CityFolder.Read(CityFolderTests.Files("minhang"));
        City = reading.City ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
        Plan = City.Living!;
        Arrived = [.. Enumerable.Range(1, Seeds).AsParallel().AsOrdered().SelectMany(seed => Days(seed).SelectMany(d => d))];
        Rings = new Rings(City, Plan, 1);
        var life = new Life(City, Plan, [.. Enumerable.Range(0, 12).Select(n => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([(byte)n])))]);
        var keys = new Keys(new byte[32]);
        Played = [.. Arrived.Where((_, n) => n % OneIn == 0).AsParallel().AsOrdered().Select(a => Play(a, life, keys))];
    }

    public City City { get; }

    public Scenario Plan { get; }

    public IReadOnlyList<Arrival> Arrived { get; }

    public Rings Rings { get; }

    public IReadOnlyList<Played> Played { get; }

    /// <summary>The first Monday to Sunday of the week that no season and no holiday touches.</summary>
    private IEnumerable<IReadOnlyList<Arrival>> Days(int seed)
    {
        var arrivals = new Arrivals(City, Plan, (ulong)seed);
        return Enumerable.Range(0, 7).Select(d => arrivals.Of(new DateOnly(2026, 3, 9).AddDays(d)));
    }

    private Played Play(Arrival arrival, Life life, Keys keys)
    {
        var play = new PlayCase(City, life, Rings, keys, new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), new PreparedRows());
        var end = play.Play(arrival, CaseNumber.Make(City.Day(arrival.At), 1));
        return new Played(arrival, end, play.Events, play.Refused);
    }
}

/// <summary>A case from its arrival to its end.</summary>
public sealed record Played(Arrival Arrival, CaseState? End, IReadOnlyList<CaseEvent> Events, IReadOnlyList<string> Refused)
{
    public bool IsOrder => Arrival.Topic.Kind == "order";

    public int Count(string act) => Events.OfType<ActPerformed>().Count(a => a.Act == act);
}
