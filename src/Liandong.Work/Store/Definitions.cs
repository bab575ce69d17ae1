using System.Collections.Concurrent;
using System.Text.Json;
using Liandong.Core.Catalogue;
using Liandong.Core.Procedures;
using Liandong.Work.Cities;
using Npgsql;

namespace Liandong.Work.Store;

/// <summary>What cases were promised by, by hash and for good. Read once, then kept in memory.</summary>
public sealed class Definitions(NpgsqlDataSource source)
{
    /// <summary>Kind of a procedure's file.</summary>
    public const string ProcedureKind = "procedure";

    /// <summary>Kind of a standard's canonical form.</summary>
    public const string StandardKind = "standard";

    private readonly ConcurrentDictionary<string, Procedure> _procedures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Standard> _standards = new(StringComparer.Ordinal);

    /// <summary>The procedure that a case is bound to.</summary>
    public async ValueTask<Procedure> ProcedureAsync(string hash, string defaultCalendar, CancellationToken cancel)
    {
        if (_procedures.TryGetValue(hash, out var known))
        {
            return known;
        }
        var faults = new List<Fault>();
        var procedure = ProcedureFile.Read(hash, await ReadAsync(hash, cancel), defaultCalendar, faults)
            ?? throw new InvalidOperationException($"Procedure {hash} cannot be read any more: {string.Join("; ", faults.Select(f => f.Text.En))}");
        return _procedures.GetOrAdd(hash, procedure);
    }

    /// <summary>The standard that a case was promised, or null for none.</summary>
    public async ValueTask<Standard?> StandardAsync(string? hash, CancellationToken cancel)
    {
        if (hash is null)
        {
            return null;
        }
        if (_standards.TryGetValue(hash, out var known))
        {
            return known;
        }
        var standard = JsonSerializer.Deserialize<Standard>(await ReadAsync(hash, cancel), EventJson.Options)!;
        return _standards.GetOrAdd(hash, standard with { Hash = hash });
    }

    private async Task<string> ReadAsync(string hash, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select json from definitions where hash = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = hash });
        return (string?)await command.ExecuteScalarAsync(cancel) ?? throw new InvalidOperationException($"Definition {hash} is missing; run verify.");
    }
}
