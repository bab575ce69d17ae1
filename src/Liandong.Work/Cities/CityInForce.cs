using Liandong.Core.Cities;
using Npgsql;

namespace Liandong.Work.Cities;

/// <summary>
/// The version of the city that decisions are made with on this node. It may be a moment old: the ledger compares, and a
/// verb that decided by yesterday's city asks for <see cref="RefreshAsync"/> and decides again.
/// </summary>
public sealed class CityInForce(NpgsqlDataSource source, Func<CityFiles, City> read)
{
    private volatile City? _city;

    /// <summary>The city as last seen.</summary>
    public City Now => _city ?? throw new InvalidOperationException("No city has been applied to this installation.");

    /// <summary>True when a city has been applied and read.</summary>
    public bool IsKnown => _city is not null;

    /// <summary>Reads the version in force, when it is another one.</summary>
    public async Task<City?> RefreshAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select f.files from installation i join city_files f on f.hash = i.city_hash where i.city_hash is distinct from $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)_city?.Hash ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        if (await command.ExecuteScalarAsync(cancel) is string files)
        {
            _city = read(CityFiles.FromJson(files)) with { Former = await FormerNames.ReadAsync(source, cancel) };
        }
        return _city;
    }
}
