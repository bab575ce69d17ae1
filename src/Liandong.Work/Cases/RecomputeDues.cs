using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Cases;

/// <summary>
/// After a city was applied: provisional dues that its calendars now cover are computed anew, a page of cases at a time.
/// The act's id follows from case and city version, so that nodes and repetitions do it once.
/// </summary>
public static class RecomputeDues
{
    private const int Page = 500;

    /// <summary>How many cases got a new due.</summary>
    public static async Task<int> RunAsync(CaseDesk desk, CancellationToken cancel)
    {
        var done = 0;
        var after = Guid.Empty;
        while (await PageAsync(desk.Source, after, cancel) is { Count: > 0 } cases)
        {
            foreach (var id in cases)
            {
                done += await OneAsync(desk, new CaseId(id), cancel) ? 1 : 0;
            }
            after = cases[^1];
        }
        return done;
    }

    private static async Task<List<Guid>> PageAsync(NpgsqlDataSource source, Guid after, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select distinct case_id from clocks where provisional and stopped_at is null and case_id > $1 order by case_id limit {Page}
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        var cases = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            cases.Add(reader.GetGuid(0));
        }
        return cases;
    }

    private static async Task<bool> OneAsync(CaseDesk desk, CaseId id, CancellationToken cancel)
    {
        if (await LoadedCase.ReadAsync(desk.Source, id, cancel) is not { } loaded)
        {
            return false;
        }
        var now = Chain.Cut(desk.Clock.GetUtcNow());
        var situation = await ActOnCase.SituationAsync(desk, null, loaded.State, now, cancel);
        if (DueRecomputation.Decide(situation, loaded.State) is not { } decision)
        {
            return false;
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{DueRecomputation.Act}/{id}/{desk.City.Now.Hash}"));
        var act = new Act(new ActId(new Guid(hash.AsSpan(0, 16))), null, "city", "rule", hash);
        var outcome = Outcomes.Of(desk, act, DueRecomputation.Act, loaded, decision, now, null, null);
        return await desk.Ledger.CommitAsync(outcome, cancel) == Commit.Done;
    }
}
