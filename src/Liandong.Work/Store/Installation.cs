using Npgsql;

namespace Liandong.Work.Store;

/// <summary>Real time plus the installation's offset, which exists for demos only. Sessions, tokens and locks use real time.</summary>
public sealed class InstallationClock(TimeProvider real, TimeSpan offset) : TimeProvider
{
    private TimeSpan _offset = offset;

    /// <summary>Sets how far the installation is from real time.</summary>
    public void Set(TimeSpan offset) => _offset = offset;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + _offset;
}

/// <summary>What an installation is: its id, its clock, its one city.</summary>
public sealed record Installation(Guid Id, TimeSpan ClockOffset, string? City, string? CityHash)
{
    /// <summary>Reads it, or founds it on the first start.</summary>
    public static async Task<Installation> OpenAsync(NpgsqlDataSource source, TimeProvider real, CancellationToken cancel)
    {
        await using var found = source.CreateCommand("insert into installation (id, created_at) values ($1, $2) on conflict do nothing");
        found.Parameters.Add(new NpgsqlParameter { Value = Guid.NewGuid() });
        found.Parameters.Add(new NpgsqlParameter { Value = real.GetUtcNow().UtcDateTime });
        await found.ExecuteNonQueryAsync(cancel);
        await using var read = source.CreateCommand("select id, clock_offset, city, city_hash from installation");
        await using var reader = await read.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new Installation(reader.GetGuid(0), reader.GetTimeSpan(1),
            await reader.IsDBNullAsync(2, cancel) ? null : reader.GetString(2), await reader.IsDBNullAsync(3, cancel) ? null : reader.GetString(3));
    }

    /// <summary>
    /// Sets the clock: on an installation without a case to any instant, afterwards only forward. Null when done.
    /// </summary>
    public static async Task<string?> SetClockAsync(NpgsqlDataSource source, TimeProvider real, DateTimeOffset asOf, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            update installation set clock_offset = $1
            where $1 >= clock_offset or not exists (select from cases)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = asOf - real.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancel) == 1 ? null
            : "The installation's clock only goes forward once there are cases. 已有案件后，系统时钟只能向前。";
    }
}
