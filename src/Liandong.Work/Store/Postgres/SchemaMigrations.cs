using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Liandong.Work.Store.Postgres;

/// <summary>Applies the numbered files of Store/Schema, in order, all in one transaction under a lock: all or none.</summary>
public static class SchemaMigrations
{
    private const string Prefix = "Liandong.Work.Store.Schema.";

    /// <summary>Any number, the same in every version: nodes that start together wait for one another here.</summary>
    private const long Lock = 0x4C69616E646F6E67;

    internal sealed record Migration(int Number, string Name, string Sql, string Hash);

    public static Task ApplyAsync(NpgsqlDataSource source, CancellationToken stop = default) => ApplyAsync(source, Embedded(), stop);

    internal static async Task ApplyAsync(NpgsqlDataSource source, IReadOnlyList<Migration> migrations, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.ExecuteAsync("select pg_advisory_xact_lock(@Lock)", new { Lock });
        await connection.ExecuteAsync("""
            set local client_min_messages = warning;
            create table if not exists schema_versions (
                number int primary key, name text not null, hash text not null, applied_at timestamptz not null default now())
            """);
        var applied = (await connection.QueryAsync<(int Number, string Hash)>("select number, hash from schema_versions")).ToDictionary(row => row.Number, row => row.Hash);
        Compare(applied, migrations);
        foreach (var migration in migrations.Where(migration => !applied.ContainsKey(migration.Number)))
        {
            await connection.ExecuteAsync(migration.Sql, commandTimeout: 0);
            await connection.ExecuteAsync("insert into schema_versions (number, name, hash) values (@Number, @Name, @Hash)", migration);
        }
        await transaction.CommitAsync(stop);
        if (applied.Count < migrations.Count) await connection.ReloadTypesAsync(stop);
    }

    internal static Migration Of(string name, string sql) => new(
        int.Parse(name.Split('-')[0], CultureInfo.InvariantCulture), name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));

    private static void Compare(Dictionary<int, string> applied, IReadOnlyList<Migration> migrations)
    {
        var newest = applied.Keys.DefaultIfEmpty(0).Max();
        var known = migrations.Select(migration => migration.Number).DefaultIfEmpty(0).Max();
        if (newest > known) throw Sentences.Stop("schemaNewer", newest, known);
        var rewritten = migrations.FirstOrDefault(migration => applied.TryGetValue(migration.Number, out var hash) && hash != migration.Hash);
        if (rewritten is not null) throw Sentences.Stop("schemaRewritten", rewritten.Name);
    }

    private static List<Migration> Embedded()
    {
        var assembly = typeof(SchemaMigrations).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        return [.. names.Select(name => Of(name[Prefix.Length..], Read(assembly.GetManifestResourceStream(name)!))).OrderBy(migration => migration.Number)];
    }

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
