using Liandong.Core.Cases;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>How a case of the same class was ruled on before.</summary>
/// <param name="Unit">Code of the lead that the ruling named; null when it named none.</param>
/// <param name="Reason">The grounds as they were written; null when they were erased.</param>
public sealed record Precedent(string Number, string? Title, DateTimeOffset At, string? Unit, string? Reason);

/// <summary>Earlier rulings, newest first, among the latest cases of a class.</summary>
public static class Precedents
{
    /// <summary>Rulings are one in a hundred cases; older ones were made under other lists of affairs.</summary>
    private const int LookedAt = 400;

    /// <param name="acts">Names of the acts that rule.</param>
    /// <param name="but">The case that is asked for: it is no precedent of itself.</param>
    public static async Task<IReadOnlyList<Precedent>> OfAsync(NpgsqlDataSource source, Scope scope, string @class, string[] acts, string but, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var tags = Scope.Add(command.Parameters, new[] { "c:" + @class }, NpgsqlDbType.Array | NpgsqlDbType.Text);
        var number = Scope.Add(command.Parameters, but, NpgsqlDbType.Text);
        var named = Scope.Add(command.Parameters, acts, NpgsqlDbType.Array | NpgsqlDbType.Text);
        command.CommandText = $"""
            with latest as materialized (
                select c.case_id, c.number, c.title from cases c
                where c.tags @> {tags} and c.number <> {number} and {scope.Where(command.Parameters)} order by c.opened_at desc limit {LookedAt}
            )
            select l.number, l.title, a.at, e.payload, w.body
            from latest l join events e on e.stream_id = l.case_id join acts a on a.act_id = e.act_id and a.name = any({named})
            left join words w on w.stream_id = e.stream_id and w.seq = e.seq
            order by a.at desc, e.seq
            """;
        var found = new List<Precedent>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (found.Count < most && await reader.ReadAsync(cancel))
        {
            if (EventJson.Read(reader.GetString(3)) is ActPerformed act)
            {
                found.Add(new Precedent(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                    act.Fields.GetValueOrDefault("unit"), Linking.Texts(reader.IsDBNull(4) ? null : reader.GetString(4)).GetValueOrDefault("reason")));
            }
        }
        return found;
    }
}
