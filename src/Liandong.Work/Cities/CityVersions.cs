using Npgsql;

namespace Liandong.Work.Cities;

/// <summary>A version of the city that came into force.</summary>
/// <param name="No">From 1, in the order of coming into force; an older one that came back has a number of its own.</param>
public sealed record CityVersion(int No, string Hash, DateTimeOffset AppliedAt, int Changes);

/// <summary>A change with the version that brought it.</summary>
public sealed record DatedChange(int Version, DateTimeOffset AppliedAt, CityChange Change);

/// <summary>Looks back on what was in force.</summary>
public static class CityVersions
{
    /// <summary>The newest first.</summary>
    public static async Task<IReadOnlyList<CityVersion>> ListAsync(NpgsqlDataSource source, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select v.no, v.hash, v.applied_at, (select count(*)::int from city_changes c where c.version = v.no) from city_versions v order by v.no desc limit $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = most });
        var versions = new List<CityVersion>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            versions.Add(new CityVersion(reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt32(3)));
        }
        return versions;
    }

    /// <summary>The files of a version; of the one in force for null. Null when there is none.</summary>
    public static async Task<CityFiles?> FilesAsync(NpgsqlDataSource source, int? no, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(no is null
            ? "select f.files from installation i join city_files f on f.hash = i.city_hash"
            : "select f.files from city_versions v join city_files f using (hash) where v.no = $1");
        if (no is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = no.Value });
        }
        return await command.ExecuteScalarAsync(cancel) is string files ? CityFiles.FromJson(files) : null;
    }

    /// <summary>What a version changed.</summary>
    public static Task<IReadOnlyList<DatedChange>> ChangesAsync(NpgsqlDataSource source, int no, CancellationToken cancel) =>
        ReadAsync(source, "c.version = $1", [new NpgsqlParameter { Value = no }], cancel);

    /// <summary>What changed of these rows between two instants: what the trace of a case tells beside its acts.</summary>
    public static Task<IReadOnlyList<DatedChange>> OfAsync(NpgsqlDataSource source, IReadOnlyCollection<(string File, string Code)> rows, DateTimeOffset from, DateTimeOffset? to, CancellationToken cancel) =>
        ReadAsync(source, "v.applied_at > $1 and v.applied_at <= coalesce($2, 'infinity') and (c.file, c.code) in (select * from unnest($3::text[], $4::text[])) and c.field is not null",
        [
            new NpgsqlParameter { Value = from.UtcDateTime }, new NpgsqlParameter { Value = (object?)to?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            new NpgsqlParameter { Value = rows.Select(r => r.File).ToArray() }, new NpgsqlParameter { Value = rows.Select(r => r.Code).ToArray() },
        ], cancel);

    private static async Task<IReadOnlyList<DatedChange>> ReadAsync(NpgsqlDataSource source, string where, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select c.version, v.applied_at, c.file, c.code, c.field, c.before, c.after from city_changes c join city_versions v on v.no = c.version
            where {where} order by c.version, c.no limit 100000
            """);
        command.Parameters.AddRange(parameters);
        var changes = new List<DatedChange>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
            changes.Add(new DatedChange(reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), new CityChange(reader.GetString(2), reader.GetString(3), Text(4), Text(5), Text(6))));
        }
        return changes;
    }
}
