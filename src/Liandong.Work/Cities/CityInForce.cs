using Liandong.Core.Cities;
using Npgsql;

namespace Liandong.Work.Cities;

/// <summary>
/// The version of the city that decisions are made with on this node. It may be a moment old: the ledger compares, and a
/// verb that decided by yesterday's city asks for <see cref="RefreshAsync"/> and decides again.
/// </summary>
/// <param name="ready">Makes what is asked for at every act, before anybody asks.</param>
public sealed class CityInForce(NpgsqlDataSource source, Func<CityFiles, City> read, Func<City, City> ready)
{
    private volatile City? _city;

    /// <summary>The city as last seen.</summary>
    public City Now => _city ?? throw new InvalidOperationException("No city has been applied to this installation.");

    /// <summary>True when a city has been applied and read.</summary>
    public bool IsKnown => _city is not null;

    /// <summary>Reads the version in force, when it is another one.</summary>
    /// <param name="known">A version just checked here: read already, it is not read again.</param>
    public async Task<City?> RefreshAsync(CancellationToken cancel, City? known = null)
    {
        await using var command = source.CreateCommand("""
            select case when i.city_hash is distinct from $2 then f.files end from installation i join city_files f on f.hash = i.city_hash where i.city_hash is distinct from $1
            """);
        foreach (var hash in new[] { _city?.Hash, known?.Hash })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)hash ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        }
        var found = await command.ExecuteScalarAsync(cancel);
        if (found is not null)
        {
            _city = ready(found is string files ? read(CityFiles.FromJson(files)) : known!) with { Former = await FormerNames.ReadAsync(source, cancel) };
        }
        return _city;
    }
}
