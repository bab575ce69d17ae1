using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cities;

/// <summary>What applying a folder came to.</summary>
/// <param name="Changed">False when this very version was in force already.</param>
/// <param name="Changes">What it changes in what was in force; when nothing was, every file.</param>
public sealed record Applied(City? City, IReadOnlyList<Fault> Faults, bool Changed, IReadOnlyList<CityChange> Changes);

/// <summary>
/// Puts a version of the city in force: checked whole, kept for good, one transaction. Promises already given are frozen
/// on their cases by hash and do not move.
/// </summary>
public static class ApplyCity
{
    /// <param name="dry">Only tells what would change.</param>
    public static async Task<Applied> RunAsync(NpgsqlDataSource source, CityFiles files, TimeProvider clock, CancellationToken cancel, bool dry = false)
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
        if (before is not null && before.Hash != files.Hash
            && await OpenWork.GoneAsync(connection, before, files, city, city.Day(clock.GetUtcNow()), cancel) is { Count: > 0 } gone)
        {
            return new Applied(null, gone, false, []);
        }
        var changes = CityDifference.Between(before, files);
        if (!dry && before?.Hash != city.Hash)
        {
            await WriteAsync(connection, city, files, changes, clock, cancel);
            await transaction.CommitAsync(cancel);
        }
        return new Applied(city, [], before?.Hash != city.Hash, changes);
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

    private static async Task WriteAsync(NpgsqlConnection connection, City city, CityFiles files, IReadOnlyList<CityChange> changes, TimeProvider clock, CancellationToken cancel)
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
        Add("insert into city_files (hash, files) values ($1, $2) on conflict do nothing", city.Hash, files.ToJson());
        Add("""
            with version as (insert into city_versions (hash, city, applied_at) values ($1, $2, $3) returning no)
            insert into city_changes (version, no, file, code, field, before, after)
            select version.no, t.* from version, unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as t
            """, city.Hash, city.Code, clock.GetUtcNow().UtcDateTime, Enumerable.Range(1, changes.Count).ToArray(), changes.Select(c => c.File).ToArray(),
            changes.Select(c => c.Code).ToArray(), changes.Select(c => c.Field).ToArray(), changes.Select(c => c.Before).ToArray(), changes.Select(c => c.After).ToArray());
        var procedures = files.Files.Where(f => city.Procedures.Values.Any(p => f.Key == $"procedures/{p.Code}.json")).ToList();
        Add("insert into definitions (hash, kind, json) select h, 'procedure', j from unnest($1::text[], $2::text[]) as t(h, j) on conflict do nothing",
            procedures.Select(f => city.Procedures.Values.First(p => f.Key == $"procedures/{p.Code}.json").Hash).ToArray(), procedures.Select(f => f.Value).ToArray());
        var standards = city.Catalogue.All.SelectMany(c => c.Standards).DistinctBy(s => s.Hash).ToList();
        Add("insert into definitions (hash, kind, json) select h, 'standard', j from unnest($1::text[], $2::text[]) as t(h, j) on conflict do nothing",
            standards.Select(s => s.Hash).ToArray(), standards.Select(s => JsonSerializer.Serialize(s, EventJson.Options)).ToArray());
        Add("update installation set city = $1, city_hash = $2", city.Code, city.Hash);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
