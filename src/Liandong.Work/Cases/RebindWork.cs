using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Work.Accounts;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>
/// After a city was applied, and once a day: open work that is bound to a unit, a person or an area that has ended is bound
/// anew. Only the cases touched are read.
/// </summary>
public static class RebindWork
{
    /// <summary>How many cases were bound anew.</summary>
    public static async Task<int> RunAsync(CaseDesk desk, CancellationToken cancel)
    {
        var (city, now) = (desk.City.Now, Chain.Cut(desk.Clock.GetUtcNow()));
        var day = city.Day(now);
        var left = (await Departures.OverAsync(desk.Source, day, cancel)).ToDictionary(d => d.Person);
        var touched = await TouchedAsync(desk.Source, city, day, cancel);
        foreach (var departure in left.Values.Where(d => d.DoneAt is null))
        {
            touched.UnionWith((await HeldWork.ContactsAsync(desk.Source, city, departure.Person, cancel)).Select(c => c.Case!.Value.Value));
        }
        var done = 0;
        foreach (var id in touched)
        {
            done += await OneAsync(desk, new CaseId(id), left, now, cancel) ? 1 : 0;
        }
        return done;
    }

    private static async Task<HashSet<Guid>> TouchedAsync(NpgsqlDataSource source, City city, DateOnly day, CancellationToken cancel)
    {
        string[] ended = [.. city.Units.All.Where(u => u.Successor is not null && u.HasEnded(day)).SelectMany(u => new[] { "u:" + u.Code.Value, CaseRows.CopyTag(u.Code.Value) }),
            .. city.Areas.All.Where(a => a.Successor is not null && day > a.To).Select(a => "a:" + a.Code.Value)];
        var touched = new HashSet<Guid>();
        if (ended.Length > 0)
        {
            await ReadAsync(source, "select case_id from cases where state in (1, 2) and tags && $1", [new NpgsqlParameter { Value = ended }], touched, cancel);
        }
        var gone = await GoneAsync(source, city, day, cancel);
        if (gone.Count > 0)
        {
            await ReadAsync(source, """
                select c.case_id from cases c join handlings h using (case_id)
                where c.state in (1, 2) and h.state in (0, 1, 3) and (h.unit, h.person) in (select * from unnest($1::text[], $2::text[]))
                union select case_id from cases where state in (1, 2) and (unit, person) in (select * from unnest($1::text[], $2::text[]))
                """, [new NpgsqlParameter { Value = gone.Select(g => g.Unit).ToArray() }, new NpgsqlParameter { Value = gone.Select(g => g.Person).ToArray() }], touched, cancel);
        }
        return touched;
    }

    /// <summary>Pairs of unit and person on open work where the person sits neither in the unit nor above it any more.</summary>
    private static async Task<List<(string Unit, string Person)>> GoneAsync(NpgsqlDataSource source, City city, DateOnly day, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select distinct h.unit, h.person from handlings h join cases c using (case_id) where c.state in (1, 2) and h.state in (0, 1, 3) and h.person is not null
            union select c.unit, c.person from cases c where c.state in (1, 2) and c.unit is not null and c.person is not null
            """);
        var gone = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (unit, person) = (reader.GetString(0), reader.GetString(1));
            if (!city.Staff.PostsOf(new PersonId(person), day).Any(p => city.Units.Covers(p.Unit, new UnitCode(unit))))
            {
                gone.Add((unit, person));
            }
        }
        return gone;
    }

    private static async Task ReadAsync(NpgsqlDataSource source, string sql, NpgsqlParameter[] parameters, HashSet<Guid> into, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            into.Add(reader.GetGuid(0));
        }
    }

    /// <summary>The act's id follows from case, version and city, so that nodes and repetitions do it once.</summary>
    private static async Task<bool> OneAsync(CaseDesk desk, CaseId id, IReadOnlyDictionary<PersonId, Departure> left, DateTimeOffset now, CancellationToken cancel)
    {
        if (await LoadedCase.ReadAsync(desk.Source, id, cancel) is not { } loaded)
        {
            return false;
        }
        var situation = await ActOnCase.SituationAsync(desk, null, loaded.State, now, cancel);
        var heirs = left.Values.Where(d => d.Successor is not null).ToDictionary(d => d.Person, d => d.Successor!.Value);
        if (Rebinding.Decide(situation, loaded.State, heirs) is not { } decision)
        {
            return false;
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Rebinding.Act}/{id}/{loaded.State.Version}/{desk.City.Now.Hash}")));
        var act = new Act(new ActId(new Guid(hash.AsSpan(0, 16))), null, "city", "rule", hash);
        var outcome = Outcomes.Of(desk, act, Rebinding.Act, loaded, decision, now, null, null);
        if (await desk.Ledger.CommitAsync(outcome, cancel) != Commit.Done)
        {
            return false;
        }
        foreach (var move in Rebinding.Moves(loaded.State, decision.Events).Where(m => m.Kind == MovedKind.Person && m.From.Count == 1))
        {
            if (left.TryGetValue(new PersonId(move.From[0]), out var departure))
            {
                var kind = loaded.State.StepPerson == departure.Person || loaded.State.Handlings.Any(h => h.Round == loaded.State.Round && h.IsOpen && h.Person == departure.Person) ? HeldKinds.Case : HeldKinds.Contact;
                await Departures.MovedAsync(desk.Source, departure.Id, new DepartureMove(kind, loaded.State.Facts!.Number, move.To.Count == 0 ? null : new PersonId(move.To[0]), now), cancel);
            }
        }
        return true;
    }
}
