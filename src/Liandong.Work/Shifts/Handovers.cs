using System.Text.Json;
using Liandong.Core;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Shifts;

/// <summary>Handovers are signed by two persons, each for himself, and kept as they were signed.</summary>
public sealed class Handovers(NpgsqlDataSource source, Keys keys)
{
    /// <summary>The longest words beside the list, in UTF-16 units.</summary>
    public const int LongestWords = 4000;

    private const string Columns = "handover_id, goes, goes_at, comes, comes_at, matters, words, remark";

    /// <summary>The one who goes signs. The same id again is the same handover.</summary>
    public async Task<Refusal?> GiveAsync(Guid id, PersonId person, HandedOver what, string? words, DateTimeOffset at, CancellationToken cancel)
    {
        if (words is { Length: > LongestWords })
        {
            return new Refusal(Refusals.FieldInvalid, "words");
        }
        await using var command = source.CreateCommand("""
            insert into handovers (handover_id, goes, goes_at, matters, key_id, words) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """);
        Add(command, id, NpgsqlDbType.Uuid);
        Add(command, person.Value, NpgsqlDbType.Text);
        Add(command, Chain.Cut(at), NpgsqlDbType.TimestampTz);
        Add(command, JsonSerializer.Serialize(what), NpgsqlDbType.Text);
        Add(command, Keys.Current, NpgsqlDbType.Smallint);
        Add(command, keys.Encrypt(Trimmed(words)), NpgsqlDbType.Bytea);
        return await command.ExecuteNonQueryAsync(cancel) == 1 || (await OneAsync(id, cancel))?.Goes == person ? null : new Refusal(Refusals.KeyReused, "key");
    }

    /// <summary>The one who comes signs: another person, and only one. Signed already by himself is no fault.</summary>
    public async Task<Refusal?> TakeAsync(Guid id, PersonId person, string? remark, DateTimeOffset at, CancellationToken cancel)
    {
        if (remark is { Length: > LongestWords })
        {
            return new Refusal(Refusals.FieldInvalid, "remark");
        }
        await using var command = source.CreateCommand("""
            update handovers set comes = $2, comes_at = $3, remark = $4 where handover_id = $1 and comes is null and goes <> $2
            """);
        Add(command, id, NpgsqlDbType.Uuid);
        Add(command, person.Value, NpgsqlDbType.Text);
        Add(command, Chain.Cut(at), NpgsqlDbType.TimestampTz);
        Add(command, keys.Encrypt(Trimmed(remark)), NpgsqlDbType.Bytea);
        if (await command.ExecuteNonQueryAsync(cancel) == 1)
        {
            return null;
        }
        return await OneAsync(id, cancel) switch
        {
            null => new Refusal(Refusals.NotFound),
            { Goes: var goes } when goes == person => new Refusal(Refusals.SamePerson),
            { Comes: { } comes } when comes == person => null,
            _ => new Refusal(Refusals.Stale),
        };
    }

    /// <summary>One, or null.</summary>
    public async Task<Handover?> OneAsync(Guid id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select {Columns} from handovers where handover_id = $1");
        Add(command, id, NpgsqlDbType.Uuid);
        return (await ReadAsync(command, cancel)).FirstOrDefault();
    }

    /// <summary>The latest, newest first.</summary>
    public async Task<IReadOnlyList<Handover>> LatestAsync(int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select {Columns} from handovers order by goes_at desc limit $1");
        Add(command, most, NpgsqlDbType.Integer);
        return await ReadAsync(command, cancel);
    }

    private async Task<List<Handover>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var found = new List<Handover>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            found.Add(new Handover(r.GetGuid(0), new PersonId(r.GetString(1)), r.GetFieldValue<DateTimeOffset>(2), r.IsDBNull(3) ? null : new PersonId(r.GetString(3)),
                r.IsDBNull(4) ? null : r.GetFieldValue<DateTimeOffset>(4), JsonSerializer.Deserialize<HandedOver>(r.GetString(5))!, Words(r, 6), Words(r, 7)));
        }
        return found;
    }

    private string? Words(NpgsqlDataReader r, int i) => r.IsDBNull(i) ? null : keys.Decrypt(r.GetFieldValue<byte[]>(i));

    private static string? Trimmed(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
