using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Work.Cases;
using NpgsqlTypes;
using Npgsql;

namespace Liandong.Work.Clockwork;

/// <summary>
/// Performs the acts that turn by themselves (a return window over, a suspension over), each at its own instant and in
/// order, also after downtime. The act's id follows from case, act and instant: whichever node is first, it is done once.
/// </summary>
internal sealed class Timers(Node node)
{
    private const int Together = 100;
    private const int MostOfOneCase = 10;
    private const string Rule = "clockwork";

    /// <summary>Acts that were refused: tried again after a restart only, so that one case cannot keep the hand from all others.</summary>
    private readonly HashSet<Guid> _refused = [];

    /// <summary>How many timers stand because their act was refused.</summary>
    public int Refused => _refused.Count;

    /// <summary>Performs all that is due at an instant.</summary>
    public async Task<int> PerformAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var done = 0;
        var (after, last) = (DateTimeOffset.MinValue, Guid.Empty);
        List<(Guid Id, DateTimeOffset Due)> due;
        do
        {
            due = await DueAsync(now, after, last, cancel);
            foreach (var (id, _) in due)
            {
                done += await CaseAsync(new CaseId(id), now, cancel);
            }
            if (due.Count > 0)
            {
                (last, after) = due[^1];
            }
        }
        while (due.Count == Together);
        return done;
    }

    /// <summary>The same for every node: version 8 of a hash.</summary>
    internal static ActId IdOf(CaseId id, string act, DateTimeOffset due)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{id}|{act}|{due.UtcTicks}"));
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new ActId(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    private async Task<List<(Guid, DateTimeOffset)>> DueAsync(DateTimeOffset now, DateTimeOffset after, Guid last, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("""
            select case_id, next_timer from cases where next_timer <= $1 and (next_timer, case_id) > ($2, $3) order by next_timer, case_id limit $4
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = after.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = last, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = Together, NpgsqlDbType = NpgsqlDbType.Integer });
        var due = new List<(Guid, DateTimeOffset)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            due.Add((reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }
        return due;
    }

    private async Task<int> CaseAsync(CaseId id, DateTimeOffset now, CancellationToken cancel)
    {
        var done = 0;
        for (var i = 0; i < MostOfOneCase && await LoadedCase.ReadAsync(node.Source, id, cancel) is { } loaded; i++)
        {
            var waiting = loaded.State.Timers.Where(t => t.Value <= now).OrderBy(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
            if (waiting is not [var (name, due), ..] || _refused.Contains(IdOf(id, name, due).Value))
            {
                break;
            }
            var act = new Act(IdOf(id, name, due), null, Rule, Rule, SHA256.HashData(Encoding.UTF8.GetBytes(name)), due);
            var answer = await ActOnCase.RunAsync(node.Desk, act, id, new ActRequest(name, new Dictionary<string, FieldValue>()), null, cancel);
            if (answer.Refusal is { Code: Refusals.Busy or Refusals.Stale })
            {
                break;
            }
            if (answer.Refusal is not null)
            {
                _refused.Add(act.Id.Value);
                break;
            }
            done += answer.Repeated ? 0 : 1;
        }
        return done;
    }
}
