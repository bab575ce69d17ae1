using Npgsql;

namespace Liandong.Work.Cities;

/// <summary>A version of the city that came into force.</summary>
/// <param name="No">From 1, in the order of coming into force; an older one that came back has a number of its own.</param>
/// <param name="Principal">Who put it in force: a person's code, or the name by which the machine knows him.</param>
public sealed record CityVersion(int No, string Hash, DateTimeOffset AppliedAt, int Changes, string Principal, string Reason)
{
    /// <summary>Made by a form, not from a folder.</summary>
    public bool OnScreen { get; init; }
}

/// <summary>A change with the version that brought it.</summary>
/// <param name="By">Who put it in force.</param>
public sealed record DatedChange(int Version, DateTimeOffset AppliedAt, CityChange Change, string By);

/// <summary>Looks back on what was in force.</summary>
public static class CityVersions
{
    private const string Versions = """
        select v.no, v.hash, v.applied_at, (select count(*)::int from city_changes c where c.version = v.no), v.principal, v.reason, v.key is not null from city_versions v
        """;

    /// <summary>The newest first, from below a number when one is given.</summary>
    public static Task<IReadOnlyList<CityVersion>> ListAsync(NpgsqlDataSource source, int most, CancellationToken cancel, int below = int.MaxValue) =>
        ListAsync(source, "where v.no < $2 order by v.no desc limit $1", cancel, most, below);

    /// <summary>One of them; null when there is none of this number.</summary>
    public static async Task<CityVersion?> OneAsync(NpgsqlDataSource source, int no, CancellationToken cancel) => (await ListAsync(source, "where v.no = $1", cancel, no)).FirstOrDefault();

    /// <summary>The version that a form made already; null when it made none.</summary>
    public static async Task<CityVersion?> ByKeyAsync(NpgsqlDataSource source, Guid key, CancellationToken cancel) => (await ListAsync(source, "where v.key = $1", cancel, key)).FirstOrDefault();

    /// <summary>The version that changed each file last.</summary>
    public static async Task<IReadOnlyDictionary<string, CityVersion>> LastByFileAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select file, max(version) from city_changes group by file");
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                last[reader.GetString(0)] = reader.GetInt32(1);
            }
        }
        var versions = (await ListAsync(source, "where v.no = any($1)", cancel, last.Values.Distinct().ToArray())).ToDictionary(v => v.No);
        return last.ToDictionary(l => l.Key, l => versions[l.Value], StringComparer.Ordinal);
    }

    /// <summary>The last version after those of a hash that changed a row, or a file as a whole.</summary>
    internal static async Task<CityVersion?> LastAsync(NpgsqlDataSource source, string after, string file, string? code, CancellationToken cancel) => (await ListAsync(source, """
        where v.no = (select max(c.version) from city_changes c where c.file = $2 and (c.code = $3 or $3 = '') and c.version > (select max(no) from city_versions where hash = $1))
        """, cancel, after, file, code ?? "")).FirstOrDefault();

    private static async Task<IReadOnlyList<CityVersion>> ListAsync(NpgsqlDataSource source, string which, CancellationToken cancel, params object[] values)
    {
        await using var command = source.CreateCommand($"{Versions} {which}");
        command.Parameters.AddRange(values.Select(v => new NpgsqlParameter { Value = v }).ToArray());
        var versions = new List<CityVersion>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            versions.Add(new CityVersion(reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt32(3), reader.GetString(4), reader.GetString(5)) { OnScreen = reader.GetBoolean(6) });
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

    /// <summary>The files that have this hash; null when no version ever had.</summary>
    internal static async Task<CityFiles?> OfHashAsync(NpgsqlDataSource source, string hash, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select files from city_files where hash = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = hash });
        return await command.ExecuteScalarAsync(cancel) is string files ? CityFiles.FromJson(files) : null;
    }

    /// <summary>What a version changed.</summary>
    public static Task<IReadOnlyList<DatedChange>> ChangesAsync(NpgsqlDataSource source, int no, CancellationToken cancel) =>
        ReadAsync(source, "c.version = $1", [new NpgsqlParameter { Value = no }], cancel);

    /// <summary>What was ever changed of one row, the newest first; not what came with a whole file.</summary>
    public static async Task<IReadOnlyList<DatedChange>> OfRowAsync(NpgsqlDataSource source, string file, string code, int most, CancellationToken cancel) =>
        [.. (await ReadAsync(source, "c.file = $1 and c.code = $2", [new NpgsqlParameter { Value = file }, new NpgsqlParameter { Value = code }], cancel)).Reverse().Take(most)];

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
            select c.version, v.applied_at, c.file, c.code, c.field, c.before, c.after, v.principal from city_changes c join city_versions v on v.no = c.version
            where {where} order by c.version, c.no limit 100000
            """);
        command.Parameters.AddRange(parameters);
        var changes = new List<DatedChange>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
            changes.Add(new DatedChange(reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), new CityChange(reader.GetString(2), reader.GetString(3), Text(4), Text(5), Text(6)), reader.GetString(7)));
        }
        return changes;
    }
}
