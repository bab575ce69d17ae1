using Npgsql;

namespace Liandong.Work.Imports;

/// <summary>
/// One import at a time in an installation, whatever process runs it: the second waits and then finds its rows present.
/// The server lets go of the lock when the holder dies.
/// </summary>
internal static class ImportLock
{
    private const long Key = 0x696D706F7274; // "import"

    /// <summary>Takes the lock on this session; <paramref name="waiting"/> is told when another import runs.</summary>
    public static async Task TakeAsync(NpgsqlConnection session, Action waiting, CancellationToken cancel)
    {
        await using var attempt = new NpgsqlCommand("select pg_try_advisory_lock($1)", session) { Parameters = { new() { Value = Key } } };
        if (await attempt.ExecuteScalarAsync(cancel) is false)
        {
            waiting();
            await using var wait = new NpgsqlCommand("select pg_advisory_lock($1)", session) { Parameters = { new() { Value = Key } }, CommandTimeout = 0 };
            await wait.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Lets go, also on the way out of a failure.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection session)
    {
        if (session.State == System.Data.ConnectionState.Open)
        {
            await using var release = new NpgsqlCommand("select pg_advisory_unlock($1)", session) { Parameters = { new() { Value = Key } } };
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>Whether no import runs now; builds what a killed one left undone.</summary>
    public static async Task RepairAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var session = await source.OpenConnectionAsync(cancel);
        await using var attempt = new NpgsqlCommand("select pg_try_advisory_lock($1)", session) { Parameters = { new() { Value = Key } } };
        if (await attempt.ExecuteScalarAsync(cancel) is true)
        {
            try
            {
                await Store.WordIndexes.EnsureAsync(source, cancel);
            }
            finally
            {
                await ReleaseAsync(session);
            }
        }
    }
}
