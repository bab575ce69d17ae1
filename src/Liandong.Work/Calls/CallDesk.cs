using Liandong.Core;
using Liandong.Work.Cities;
using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Calls;

/// <summary>What the verbs about calls share on one node. What changed is told by topic, as the ledger tells of cases.</summary>
public sealed class CallDesk(NpgsqlDataSource source, CityInForce city, Keys keys, TimeProvider clock)
{
    /// <summary>The topic of every call, for whoever watches the queue.</summary>
    public const string Topic = "calls";

    /// <summary>Told after each change, with the topics that it touches.</summary>
    public event Action<IReadOnlyList<string>> Changed = _ => { };

    public NpgsqlDataSource Source => source;

    public CityInForce City => city;

    public Keys Keys => keys;

    public DateTimeOffset Now => Chain.Cut(clock.GetUtcNow());

    /// <summary>The topic of one person's calls.</summary>
    public static string TopicOf(PersonId person) => Topic + "/" + person.Value;

    internal void Tell(params ReadOnlySpan<PersonId?> people)
    {
        var topics = new List<string> { Topic };
        foreach (var person in people)
        {
            if (person is { } told)
            {
                topics.Add(TopicOf(told));
            }
        }
        Changed(topics);
    }
}
