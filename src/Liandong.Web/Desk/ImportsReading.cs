using System.Globalization;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Liandong.Work;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Web.Desk;

/// <summary>The runs of imports, newest first, as they go on.</summary>
public sealed class ImportsReading(Node node)
{
    private const int Most = 100;

    public async Task<ImportsPage> ReadAsync(Signed who, CancellationToken cancel)
    {
        var fetch = who.Admits("GET", "/imports/{run}/refused");
        await using var command = node.Source.CreateCommand($"""
            select row_number() over (order by started_at, run_id)::int, run_id, file_name, mapping, started_at, finished_at, rows_read, rows_added, rows_present, rows_refused,
              bytes_read, bytes_total, refused_file, error
            from imports order by started_at desc, run_id desc limit {Most.ToString(CultureInfo.InvariantCulture)}
            """);
        var runs = new List<ImportRun>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            runs.Add(Run(reader, fetch));
        }
        return new ImportsPage(runs, "/imports?rows=1", "board");
    }

    /// <summary>Where a run's refused rows lie; null when there are none, or not in the folder of imports.</summary>
    public async Task<string?> RefusedAsync(Guid run, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select refused_file from imports where run_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = run, NpgsqlDbType = NpgsqlDbType.Uuid });
        if (await command.ExecuteScalarAsync(cancel) is not string kept)
        {
            return null;
        }
        var path = Path.Combine(Path.GetFullPath(node.DataDir), "imports", Path.GetFileName(kept));
        return File.Exists(path) ? path : null;
    }

    private static ImportRun Run(NpgsqlDataReader r, bool fetch)
    {
        var (read, bytes, total) = (r.GetInt64(6), r.GetInt64(10), r.GetInt64(11));
        DateTimeOffset? ended = r.IsDBNull(5) ? null : r.GetFieldValue<DateTimeOffset>(5);
        var (refused, error) = (r.IsDBNull(12) ? null : r.GetString(12), r.IsDBNull(13) ? null : r.GetString(13));
        var state = error is not null ? ImportState.Broken : ended is null ? ImportState.Running : ImportState.Done;
        return new ImportRun(r.GetInt32(0), r.GetString(2), r.GetString(3), r.GetFieldValue<DateTimeOffset>(4), ended, state, read, r.GetInt64(7), r.GetInt64(8), r.GetInt64(9),
            refused is null ? null : "imports/" + Path.GetFileName(refused), bytes > 0 ? (long)(read * ((double)total / bytes)) : null, error, fetch && refused is not null ? $"/imports/{r.GetGuid(1):D}/refused" : null);
    }
}
