using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Cases;

/// <summary>One act of a case with the events that followed from it.</summary>
/// <param name="Act">The act as told; null for imported history, which begins with what it came with.</param>
/// <param name="Texts">What was typed; null when it was erased.</param>
/// <param name="Hash">The last hash of these events.</param>
public sealed record TracedAct(Guid Id, int Seq, DateTimeOffset RecordedAt, ActPerformed? Act, IReadOnlyDictionary<string, string>? Texts,
    IReadOnlyList<CaseEvent> Events, byte[] Hash)
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset At => Events[0].At;

    /// <summary>Who is accountable: a person's code, or the name of the rule or program; null when the act is not known.</summary>
    public string? Principal { get; init; }

    /// <summary>Nobody did it: the living city of a demonstration played it.</summary>
    public bool IsSimulated => Principal == Simulation.SimulatedActs.Principal;

    /// <summary>Number of its last event.</summary>
    public int LastSeq => Seq + Events.Count - 1;
}

/// <summary>The trace of a case: its stored events, act by act, with the words beside them.</summary>
public static class CaseTrace
{
    /// <summary>All of it, in order. Whether the reader may see the case has been asked before.</summary>
    public static async Task<IReadOnlyList<TracedAct>> ReadAsync(NpgsqlDataSource source, CaseId id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select e.seq, e.act_id, e.recorded_at, e.payload, e.hash, e.words is not null, w.body, a.principal
            from events e left join words w on w.stream_id = e.stream_id and w.seq = e.seq left join acts a on a.act_id = e.act_id where e.stream_id = $1 order by e.seq
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = id.Value });
        var rows = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(new Row(reader.GetInt32(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2), EventJson.Read(reader.GetString(3)),
                reader.GetFieldValue<byte[]>(4), reader.GetBoolean(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7)));
        }
        return [.. Acts(rows)];
    }

    private static IEnumerable<TracedAct> Acts(List<Row> rows)
    {
        for (var i = 0; i < rows.Count;)
        {
            var act = rows.Skip(i).TakeWhile(r => r.Act == rows[i].Act).ToList();
            i += act.Count;
            yield return new TracedAct(act[0].Act, act[0].Seq, act[0].RecordedAt, act[0].Event as ActPerformed, Texts(act), [.. act.Select(r => r.Event)], act[^1].Hash) { Principal = act[0].Principal };
        }
    }

    private static Dictionary<string, string>? Texts(List<Row> act) => act.Exists(r => r.Sealed && r.Body is null) ? null
        : act.SelectMany(r => Linking.Texts(r.Body)).GroupBy(t => t.Key, StringComparer.Ordinal).ToDictionary(t => t.Key, t => t.First().Value, StringComparer.Ordinal);

    private sealed record Row(int Seq, Guid Act, DateTimeOffset RecordedAt, CaseEvent Event, byte[] Hash, bool Sealed, string? Body, string? Principal);
}
