using System.Globalization;
using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Replies;

/// <summary>Words that are written again and again.</summary>
/// <param name="Unit">Whose they are; null for the person's own.</param>
public sealed record TextBlock(Guid Id, string? Unit, string Name, string Body);

/// <summary>Keeps text blocks: one's own, and those of the units where one has a post, which all there share and may change.</summary>
public static class TextBlocks
{
    /// <summary>So many of a person, and so many of a unit.</summary>
    public const int Most = 50;
    public const int LongestName = 40;
    public const int LongestBody = 2000;

    /// <summary>Those that a person may use: his own first, by name.</summary>
    public static async Task<IReadOnlyList<TextBlock>> ReadAsync(NpgsqlDataSource source, PersonId person, IEnumerable<UnitCode> units, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select block_id, unit, name, body from text_blocks where person = $1 or unit = any($2) order by unit nulls first, name, block_id");
        command.Parameters.Add(new NpgsqlParameter { Value = person.Value });
        command.Parameters.Add(Of(units));
        var blocks = new List<TextBlock>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            blocks.Add(new TextBlock(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }
        return blocks;
    }

    /// <summary>Saves a block, or changes the one of this key; somebody else's is not found.</summary>
    public static async Task<Refusal?> SaveAsync(NpgsqlDataSource source, PersonId person, IReadOnlyList<UnitCode> units, TextBlock block, DateTimeOffset now, CancellationToken cancel)
    {
        if (Wrong(units, block) is { } wrong)
        {
            return wrong;
        }
        await using var command = source.CreateCommand("""
            insert into text_blocks as b (block_id, person, unit, name, body, saved_by, saved_at)
            select $1, case when $3 is null then $2 end, $3, $4, $5, $2, $6
            where (select count(*) from text_blocks where block_id <> $1 and (unit = $3 or ($3 is null and person = $2))) < $8
            on conflict (block_id) do update set person = excluded.person, unit = excluded.unit, name = excluded.name, body = excluded.body, saved_by = excluded.saved_by, saved_at = excluded.saved_at
            where b.person = $2 or b.unit = any($7)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = block.Id, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = person.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)block.Unit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = block.Name.Trim() });
        command.Parameters.Add(new NpgsqlParameter { Value = block.Body.Trim() });
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime });
        command.Parameters.Add(Of(units));
        command.Parameters.Add(new NpgsqlParameter { Value = Most });
        return await command.ExecuteNonQueryAsync(cancel) > 0 ? null : new Refusal(Refusals.FieldInvalid, "blocks", Most.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Lets a block go that is one's own or one's unit's.</summary>
    public static async Task RemoveAsync(NpgsqlDataSource source, PersonId person, IEnumerable<UnitCode> units, Guid id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("delete from text_blocks where block_id = $1 and (person = $2 or unit = any($3))");
        command.Parameters.Add(new NpgsqlParameter { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = person.Value });
        command.Parameters.Add(Of(units));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Refusal? Wrong(IReadOnlyList<UnitCode> units, TextBlock block) =>
        block.Name.Trim() is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl) || block.Id == Guid.Empty ? new Refusal(Refusals.FieldMissing, "name")
        : block.Body.Trim() is not { Length: > 0 and <= LongestBody } ? new Refusal(Refusals.FieldMissing, "body")
        : block.Unit is { } unit && units.All(u => u.Value != unit) ? new Refusal(Refusals.NotYours, "unit") : null;

    private static NpgsqlParameter Of(IEnumerable<UnitCode> units) =>
        new() { Value = units.Select(u => u.Value).Distinct().ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
