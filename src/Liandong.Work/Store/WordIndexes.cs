using Npgsql;

namespace Liandong.Work.Store;

/// <summary>
/// The two inverted indexes. Filling them row by row costs more than the rest of an import together, so the first import
/// into an empty database drops them and builds them at the end. They are missing only while that import runs: every start
/// and every import builds what a killed one left undone.
/// </summary>
public static class WordIndexes
{
    private static readonly (string Name, string Make)[] s_all =
    [
        ("search_grams", "create index if not exists search_grams on search using gin (grams)"),
        ("cases_tags", "create index if not exists cases_tags on cases using gin (tags)"),
    ];

    /// <summary>Drops them when there is no case yet.</summary>
    public static async Task DropWhenEmptyAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var empty = source.CreateCommand("select not exists (select from cases)");
        if (await empty.ExecuteScalarAsync(cancel) is true)
        {
            await using var drop = source.CreateCommand($"drop index if exists {string.Join(", ", s_all.Select(i => i.Name))}");
            await drop.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Builds what is missing, both at once: they are on different tables.</summary>
    public static Task EnsureAsync(NpgsqlDataSource source, CancellationToken cancel) => Task.WhenAll(s_all.Select(i => BuildAsync(source, i.Name, i.Make, cancel)));

    private static async Task BuildAsync(NpgsqlDataSource source, string name, string make, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var found = new NpgsqlCommand("select to_regclass($1) is not null", connection);
        found.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await found.ExecuteScalarAsync(cancel) is false)
        {
            await using var command = new NpgsqlCommand($"set maintenance_work_mem = '256MB'; {make}; reset maintenance_work_mem", connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
