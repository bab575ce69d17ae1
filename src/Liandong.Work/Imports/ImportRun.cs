using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Imports;

/// <summary>How far a run is. Present rows were imported before; bytes are those of the file as it lies on the disk.</summary>
public sealed record ImportProgress(long Read, long Added, long Present, long Refused, long Bytes, long BytesTotal);

/// <summary>The row of <c>imports</c> that shows a run to people while it goes on and afterwards.</summary>
internal sealed class ImportRun(NpgsqlDataSource source, Guid id)
{
    public Guid Id { get; } = id;

    public async Task BeginAsync(string mapping, string file, string principal, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "insert into imports (run_id, mapping, file_name, started_at, principal) values ($1, $2, $3, $4, $5)");
        foreach (var value in new object[] { Id, mapping, file, at.UtcDateTime, principal })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>In the transaction of the rows that it counts.</summary>
    public async Task TellAsync(NpgsqlConnection connection, ImportProgress p, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            update imports set rows_read = $2, rows_added = $3, rows_present = $4, rows_refused = $5, bytes_read = $6, bytes_total = $7 where run_id = $1
            """, connection);
        foreach (var value in new object[] { Id, p.Read, p.Added, p.Present, p.Refused, p.Bytes, p.BytesTotal })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task EndAsync(DateTimeOffset at, string? refusedFile, string? error, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("update imports set finished_at = $2, refused_file = $3, error = $4 where run_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = Id });
        command.Parameters.Add(new NpgsqlParameter { Value = at.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)refusedFile ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
