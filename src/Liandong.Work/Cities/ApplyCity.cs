using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cities;

/// <summary>Who puts a version in force, and why.</summary>
/// <param name="Principal">A person's code, or the name that the machine knows him by.</param>
/// <param name="Key">Of the form that asks for it: the same key again makes no second version.</param>
public sealed record CityAuthor(string Principal, string Reason, Guid? Key = null)
{
    /// <summary>Whoever sits at the machine.</summary>
    public static CityAuthor Console { get; } = new(Environment.UserName, "");
}

/// <summary>What applying a folder came to.</summary>
/// <param name="Changed">False when this very version was in force already.</param>
/// <param name="Changes">What it changes in what was in force; when nothing was, every file.</param>
/// <param name="Version">The number under which it came into force; null when it did not now.</param>
/// <param name="Moved">What it was made from is not in force any more; nothing happened.</param>
public sealed record Applied(City? City, IReadOnlyList<Fault> Faults, bool Changed, IReadOnlyList<CityChange> Changes, int? Version = null, bool Moved = false);

/// <summary>
/// Puts a version of the city in force: checked whole, kept for good, one transaction. Promises already given are frozen
/// on their cases by hash and do not move.
/// </summary>
public static class ApplyCity
{
    /// <param name="dry">Only tells what would change.</param>
    /// <param name="by">Whoever sits at the machine, when nobody is named.</param>
    /// <param name="madeFrom">The hash of the version that must still be in force; null for whatever is.</param>
    public static async Task<Applied> RunAsync(NpgsqlDataSource source, CityFiles files, TimeProvider clock, CancellationToken cancel, bool dry = false, CityAuthor? by = null, string? madeFrom = null)
    {
        var reading = CityFolder.Check(files);
        if (reading.City is not { } city || reading.Faults.Count > 0)
        {
            return new Applied(null, reading.Faults, false, []);
        }
        // A city may be applied before any node has opened the installation.
        await Installation.OpenAsync(source, clock, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await OtherCityAsync(connection, city.Code, cancel) is { } other)
        {
            return new Applied(null, [new Fault("city.json", 1, city.Code, new LocalName(
                $"This installation holds the city '{other}' for good; use --data with another folder for '{city.Code}'.",
                $"本安装已固定为城市“{other}”；要运行“{city.Code}”，请用 --data 指定另一个数据目录。"))], false, []);
        }
        var before = await InForceAsync(connection, cancel);
        if (madeFrom is not null && before?.Hash != madeFrom)
        {
            return new Applied(null, [], false, [], Moved: true);
        }
        if (before is not null && before.Hash != files.Hash
            && await OpenWork.GoneAsync(connection, before, files, city, city.Day(clock.GetUtcNow()), cancel) is { Count: > 0 } gone)
        {
            return new Applied(null, gone, false, []);
        }
        var changes = CityDifference.Between(before, files);
        int? version = null;
        if (!dry && before?.Hash != city.Hash)
        {
            version = await WriteAsync(connection, city, files, changes, by ?? CityAuthor.Console, clock, cancel);
            await transaction.CommitAsync(cancel);
        }
        return new Applied(city, [], before?.Hash != city.Hash, changes, version);
    }

    /// <summary>What follows once a version is in force: this node decides by it, dues that its calendars now cover are counted, and the work of what has ended is bound anew. How many cases were bound.</summary>
    public static async Task<int> FollowAsync(Node node, City applied, CancellationToken cancel)
    {
        await node.City.RefreshAsync(cancel, applied);
        await Cases.RecomputeDues.RunAsync(node.Desk, cancel);
        return await Cases.RebindWork.RunAsync(node.Desk, cancel);
    }

    private static async Task<string?> OtherCityAsync(NpgsqlConnection connection, string code, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select city from installation where city is not null and city <> $1 for update", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = code });
        return (string?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>Locks the installation: two who apply at once do so one after the other, each against what is then in force.</summary>
    private static async Task<CityFiles?> InForceAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select f.files from installation i left join city_files f on f.hash = i.city_hash for update of i", connection);
        return await command.ExecuteScalarAsync(cancel) is string files ? CityFiles.FromJson(files) : null;
    }

    private static async Task<int> WriteAsync(NpgsqlConnection connection, City city, CityFiles files, IReadOnlyList<CityChange> changes, CityAuthor by, TimeProvider clock, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        void Add(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(value is string?[] list
                    ? new NpgsqlParameter { Value = list, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
            }
            batch.BatchCommands.Add(command);
        }
        var number = await NumberAsync(connection, city, files, by, clock, cancel);
        Add("""
            insert into city_changes (version, no, file, code, field, before, after)
            select $1, t.* from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as t
            """, number, Enumerable.Range(1, changes.Count).ToArray(), changes.Select(c => c.File).ToArray(),
            changes.Select(c => c.Code).ToArray(), changes.Select(c => c.Field).ToArray(), changes.Select(c => c.Before).ToArray(), changes.Select(c => c.After).ToArray());
        var procedures = files.Files.Where(f => city.Procedures.Values.Any(p => f.Key == $"procedures/{p.Code}.json")).ToList();
        Add("insert into definitions (hash, kind, json) select h, 'procedure', j from unnest($1::text[], $2::text[]) as t(h, j) on conflict do nothing",
            procedures.Select(f => city.Procedures.Values.First(p => f.Key == $"procedures/{p.Code}.json").Hash).ToArray(), procedures.Select(f => f.Value).ToArray());
        var standards = city.Catalogue.All.SelectMany(c => c.Standards).DistinctBy(s => s.Hash).ToList();
        Add("insert into definitions (hash, kind, json) select h, 'standard', j from unnest($1::text[], $2::text[]) as t(h, j) on conflict do nothing",
            standards.Select(s => s.Hash).ToArray(), standards.Select(s => JsonSerializer.Serialize(s, EventJson.Options)).ToArray());
        Add("update installation set city = $1, city_hash = $2", city.Code, city.Hash);
        await batch.ExecuteNonQueryAsync(cancel);
        return number;
    }

    private static async Task<int> NumberAsync(NpgsqlConnection connection, City city, CityFiles files, CityAuthor by, TimeProvider clock, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with kept as (insert into city_files (hash, files) values ($1, $2) on conflict do nothing)
            insert into city_versions (hash, city, applied_at, principal, reason, key) values ($1, $3, $4, $5, $6, $7) returning no
            """, connection);
        foreach (var value in new object[] { city.Hash, files.ToJson(), city.Code, clock.GetUtcNow().UtcDateTime, by.Principal, by.Reason })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)by.Key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}
