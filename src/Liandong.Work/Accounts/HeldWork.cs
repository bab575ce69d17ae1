using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Work.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Accounts;

/// <summary>What may be somebody's own.</summary>
public static class HeldKinds
{
    /// <summary>A case that waits for him, or a part of one that is bound to him.</summary>
    public const string Case = "case";

    /// <summary>He is the one who speaks with the caller, though the work is bound to another.</summary>
    public const string Contact = "contact";

    /// <summary>A call that he took and that has no outcome yet.</summary>
    public const string Call = "call";

    /// <summary>What he typed during a call.</summary>
    public const string Draft = "draft";

    /// <summary>A view of the queue that he keeps.</summary>
    public const string View = "view";

    /// <summary>Words that he keeps for replies.</summary>
    public const string Block = "block";

    /// <summary>A shift that he handed over and nobody has signed for yet: his signature stays; whoever comes signs.</summary>
    public const string Handover = "handover";

    public static IReadOnlyList<string> All { get; } = [Case, Contact, Call, Draft, View, Block, Handover];
}

/// <summary>One thing of somebody's own.</summary>
/// <param name="Item">A case's number, or an id.</param>
/// <param name="Case">For what is a case.</param>
public sealed record HeldItem(string Kind, string Item, CaseId? Case = null);

/// <summary>Finds what is somebody's own, and moves what lies in plain tables.</summary>
public static class HeldWork
{
    /// <summary>By kind, the oldest first.</summary>
    public static async Task<IReadOnlyList<HeldItem>> ReadAsync(NpgsqlDataSource source, City city, PersonId person, CancellationToken cancel)
    {
        var held = new List<HeldItem>();
        await using (var command = source.CreateCommand("""
            select 'case', c.number, c.case_id from cases c where c.state in (1, 2) and (c.person = $1
              or exists (select from handlings h where h.case_id = c.case_id and h.round = c.round and h.state in (0, 1, 3) and h.person = $1))
            union all select 'call', call_id::text, null from calls where taken_by = $1 and settled_at is null
            union all select 'draft', d.call_id::text, null from call_drafts d join calls using (call_id) where d.person = $1 and settled_at is null
            union all select 'view', view_id::text, null from saved_views where person = $1
            union all select 'block', block_id::text, null from text_blocks where person = $1
            union all select 'handover', handover_id::text, null from handovers where goes = $1 and comes is null
            order by 1, 2
            """))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = person.Value });
            await using var r = await command.ExecuteReaderAsync(cancel);
            while (await r.ReadAsync(cancel))
            {
                held.Add(new HeldItem(r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : new CaseId(r.GetGuid(2))));
            }
        }
        var cases = held.Where(h => h.Case is not null).Select(h => h.Case!.Value).ToHashSet();
        return [.. held, .. (await ContactsAsync(source, city, person, cancel)).Where(c => !cases.Contains(c.Case!.Value))];
    }

    /// <summary>
    /// Cases in which he speaks with the caller. No row says so, only the events do; asked are those of the units in which he sits or
    /// sat, and each is told by its own events.
    /// </summary>
    public static async Task<IReadOnlyList<HeldItem>> ContactsAsync(NpgsqlDataSource source, City city, PersonId person, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select c.case_id, c.number from cases c where c.state in (1, 2) and c.tags && $1
              and exists (select from events e where e.stream_id = c.case_id and e.payload like '%"CallerContacted"%' and position($2 in e.payload) > 0) order by c.number
            """);
        var units = city.Staff.HeldBy(person).Select(h => city.Staff.FindPost(h.Post)!.Unit).SelectMany(city.Units.SelfAndBelow).Distinct();
        command.Parameters.Add(new NpgsqlParameter { Value = units.Select(u => "u:" + u.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = $"\"{person.Value}\"" });
        var told = new List<HeldItem>();
        await using (var r = await command.ExecuteReaderAsync(cancel))
        {
            while (await r.ReadAsync(cancel))
            {
                told.Add(new HeldItem(HeldKinds.Contact, r.GetString(1), new CaseId(r.GetGuid(0))));
            }
        }
        var his = new List<HeldItem>(told.Count);
        foreach (var item in told)
        {
            if (await LoadedCase.ReadAsync(source, item.Case!.Value, cancel) is { State: { ContactPerson: { } contact } } && contact == person)
            {
                his.Add(item);
            }
        }
        return his;
    }

    /// <summary>Moves what lies in plain tables, kind by kind: one that fails keeps none of the others. With nobody named, calls wait for whoever is free and the rest stays.</summary>
    internal static async Task MoveRowsAsync(NpgsqlDataSource source, Departure departure, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (var (kind, _, sql) in s_moves.Where(m => !m.NeedsHeir || departure.Successor is not null))
        {
            await using var command = source.CreateCommand($"""
                with moved as ({sql})
                insert into departure_moves (act_id, kind, item, taker, at) select $3, $4, item, $2, $5 from moved on conflict do nothing
                """);
            command.Parameters.Add(new NpgsqlParameter { Value = departure.Person.Value });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)departure.Successor?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter { Value = departure.Id });
            command.Parameters.Add(new NpgsqlParameter { Value = kind });
            command.Parameters.Add(new NpgsqlParameter { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static readonly (string Kind, bool NeedsHeir, string Sql)[] s_moves =
    [
        (HeldKinds.Draft, true, """
            update call_drafts d set person = $2 where d.person = $1 and exists (select from calls c where c.call_id = d.call_id and c.settled_at is null)
              and not exists (select from call_drafts x where x.call_id = d.call_id and x.person = $2) returning d.call_id::text as item
            """),
        (HeldKinds.Call, false, "update calls set taken_by = $2 where taken_by = $1 and settled_at is null returning call_id::text as item"),
        (HeldKinds.View, true, "update saved_views set person = $2 where person = $1 returning view_id::text as item"),
        (HeldKinds.Block, true, "update text_blocks set person = $2 where person = $1 returning block_id::text as item"),
    ];
}
