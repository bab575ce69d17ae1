using Npgsql;

namespace Liandong.Work.Store;

/// <summary>
/// The two inverted indexes. Filling them row by row costs more than the rest of an import together, so the first import
/// into an empty database drops them and builds them at the end. They are missing only while that import runs: every start
/// and every import builds what a killed one left undone.
/// </summary>
public static class WordIndexes
{
    private static readonly (string Name, string Make, string Analyze)[] s_all =
    [
        ("search_grams", "create index if not exists search_grams on search using gin (grams)",
            // Payloads and hashes are never searched, and sampling them took a third of the time.
            "analyze search; analyze events (stream_id, seq, act_id, recorded_at); analyze streams, words, handlings, clocks, appeals"),
        ("cases_tags", "create index if not exists cases_tags on cases using gin (tags)",
            // Counts of what is open read the index alone where a page is known to be seen by all.
            "vacuum (analyze) cases"),
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
    public static Task EnsureAsync(NpgsqlDataSource source, CancellationToken cancel) =>
        Task.WhenAll(s_all.Select(i => BuildAsync(source, i.Name, i.Make, cancel)));

    /// <summary>After an import: builds what is missing and tells the planner what has come, both tables at once.</summary>
    public static Task FinishAsync(NpgsqlDataSource source, CancellationToken cancel) => Task.WhenAll(s_all.Select(async i =>
    {
        await BuildAsync(source, i.Name, i.Make, cancel);
        await RunAsync(source, i.Analyze, cancel);
    }));

    private static async Task BuildAsync(NpgsqlDataSource source, string name, string make, CancellationToken cancel)
    {
        await using var found = source.CreateCommand($"select to_regclass('{name}') is not null");
        if (await found.ExecuteScalarAsync(cancel) is false)
        {
            await RunAsync(source, make, cancel);
        }
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
