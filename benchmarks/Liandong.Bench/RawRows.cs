using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Liandong.Bench;

/// <summary>
/// The baseline: copies of the tables that a registration writes, and scripts for pgbench that insert the rows of real
/// registrations into them, one multi-row statement a table in one transaction.
/// </summary>
internal static partial class RawRows
{
    private static readonly (string Table, string Key)[] s_tables =
    [
        ("streams", "stream_id"), ("events", "stream_id"), ("words", "stream_id"), ("acts", "stream_id"), ("cases", "case_id"), ("handlings", "case_id"),
        ("clocks", "case_id"), ("appeals", "case_id"), ("reporters", "case_id"), ("search", "case_id"), ("outbox", "stream_id"),
    ];

    /// <summary>Schema <c>raw</c>: the same columns, indexes, partitions and storage settings, empty.</summary>
    public static async Task CreateTablesAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await ExecuteAsync(source, "create schema raw", cancel);
        foreach (var (table, _) in s_tables)
        {
            var partitioned = await ScalarAsync(source, $"select pg_get_partkeydef('{table}'::regclass)", cancel) as string;
            var options = await ScalarAsync(source, $"select array_to_string(reloptions, ', ') from pg_class where oid = '{table}'::regclass", cancel) as string;
            await ExecuteAsync(source, $"create table raw.{table} (like {table} including all)"
                + (partitioned is null ? "" : $" partition by {partitioned}") + (options is null ? "" : $" with ({options})"), cancel);
            if (partitioned is not null)
            {
                await ExecuteAsync(source, $"create table raw.{table}_other partition of raw.{table} default", cancel);
            }
        }
    }

    /// <summary>One script for each of the newest registrations, in <paramref name="folder"/>.</summary>
    public static async Task<IReadOnlyList<string>> WriteScriptsAsync(NpgsqlDataSource source, string folder, int samples, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select case_id from cases order by case_id desc limit {samples}");
        var cases = new List<Guid>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                cases.Add(reader.GetGuid(0));
            }
        }
        var scripts = new List<string>();
        foreach (var id in cases)
        {
            var script = Path.Combine(folder, $"{scripts.Count}.sql");
            await File.WriteAllTextAsync(script, await ScriptAsync(source, id, cancel), cancel);
            scripts.Add(script);
        }
        return scripts;
    }

    /// <summary>Rows and bytes that one registration writes, by table.</summary>
    public static async Task<string> DescribeAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        var parts = new List<string>();
        foreach (var (table, key) in s_tables)
        {
            var text = await ScalarAsync(source, $"""
                select count(*)::text || ' (' || round(avg(pg_column_size(t.*)))::text || ' B)' from {table} t
                where {key} = (select case_id from cases order by case_id desc limit 1)
                """, cancel);
            parts.Add($"{table} {text}");
        }
        return string.Join(", ", parts.Where(p => !p.Contains(" 0 ", StringComparison.Ordinal) && !p.EndsWith(' ')));
    }

    /// <summary>Transactions a second by pgbench over the scripts, after <paramref name="round"/> others.</summary>
    public static async Task<double> RunAsync(string pgbench, string socket, IReadOnlyList<string> scripts, int clients, TimeSpan length, int round, CancellationToken cancel)
    {
        var output = await Programs.RunAsync(pgbench,
        [
            "-n", "-M", "prepared", "-c", N(clients), "-j", N(Math.Min(clients, 2)), "-T", N((int)length.TotalSeconds), "-h", socket, "-p", "5432", "-U", "liandong",
            "-D", "n=0", "-D", "round=" + N(round), .. scripts.SelectMany(s => new[] { "-f", s }), "liandong",
        ], cancel);
        return double.Parse(Tps().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<string> ScriptAsync(NpgsqlDataSource source, Guid id, CancellationToken cancel)
    {
        // pgbench keeps variables from script to script, so all count on one counter a client.
        var script = new StringBuilder("""
            \set n :n + 1
            \set id 1000000000000000000 + :round * 1000000000000 + :n * 1000 + :client_id
            \set no 100000000000000 + :id % 100000000000000
            \set act random(1000000000000000000, 9000000000000000000)
            begin;

            """);
        foreach (var (table, key) in s_tables)
        {
            var columns = await ColumnsAsync(source, table, cancel);
            await using var command = source.CreateCommand($"select {string.Join(", ", columns.Select(c => c + "::text"))} from {table} where {key} = $1 order by ctid");
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            var rows = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                rows.Add("(" + string.Join(", ", columns.Select((c, i) => Value(c, reader.IsDBNull(i) ? null : reader.GetString(i), id))) + ")");
            }
            if (rows.Count > 0)
            {
                script.Append(CultureInfo.InvariantCulture, $"insert into raw.{table} ({string.Join(", ", columns)}) values {string.Join(", ", rows)};\n");
            }
        }
        return script.Append("end;\n").ToString();
    }

    /// <summary>Ids rise with time as a version 7 uuid does, act ids are random, the number is unique; all else is what was written.</summary>
    private static string Value(string column, string? value, Guid id) => (column, value) switch
    {
        (_, null) => "null",
        ("act_id", _) => "(:act || '0000000000000')::uuid",
        ("number", _) => ":no",
        ("opened_at" or "recorded_at" or "created_at" or "offered_at" or "started_at" or "at", _) => "now()",
        _ when value == id.ToString() => "('0190000000000' || :id)::uuid",
        _ => "E'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace(":", "\\x3A", StringComparison.Ordinal) + "'",
    };

    private static async Task<List<string>> ColumnsAsync(NpgsqlDataSource source, string table, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select attname from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and atttypid <> 'xid8'::regtype order by attnum
            """);
        var columns = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            columns.Add(reader.GetString(0));
        }
        return columns;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancel);
    }

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Tps();
}
