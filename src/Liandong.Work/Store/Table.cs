using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Store;

/// <summary>
/// A column of a table that is written in bulk: as an array parameter of one statement (group commit) or by COPY (import).
/// The two doors share this list, so they cannot drift apart.
/// </summary>
public sealed record Column<T>(string Name, string SqlType, Func<IReadOnlyList<T>, NpgsqlParameter> Collect,
    Action<NpgsqlBinaryImporter, T> Copy, string? Cast = null);

/// <summary>A table with its columns in order.</summary>
public sealed record Table<T>(string Name, IReadOnlyList<Column<T>> Columns)
{
    /// <summary>Column names, comma-separated.</summary>
    public string Names => string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>The unnest of all columns from parameter <paramref name="first"/> on, as <paramref name="alias"/>.</summary>
    public string Unnest(int first, string alias) =>
        $"unnest({Arrays(first)}) as {alias}({Names})";

    /// <summary>The array parameters of all columns from <paramref name="first"/> on.</summary>
    public string Arrays(int first) => string.Join(", ", Columns.Select((c, i) => $"${first + i}::{(c.Cast is null ? c.SqlType : "text")}[]"));

    /// <summary>The columns of <paramref name="alias"/>, cast where an array cannot carry the type.</summary>
    public string Select(string alias) =>
        string.Join(", ", Columns.Select(c => c.Cast is null ? $"{alias}.{c.Name}" : $"{alias}.{c.Name}::{c.Cast}"));

    /// <summary>One array parameter a column.</summary>
    public IEnumerable<NpgsqlParameter> Parameters(IReadOnlyList<T> rows) => Columns.Select(c => c.Collect(rows));

    /// <summary>Writes rows by COPY.</summary>
    public async Task CopyAsync(NpgsqlConnection connection, IEnumerable<T> rows, CancellationToken cancel)
    {
        await using var importer = await connection.BeginBinaryImportAsync($"copy {Name} ({Names}) from stdin (format binary)", cancel);
        Fill(importer, rows);
        await importer.CompleteAsync(cancel);
    }

    /// <summary>Without awaiting each value: the import is the one that writes here, on a thread of its own (measured: half the time).</summary>
    private void Fill(NpgsqlBinaryImporter importer, IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            importer.StartRow();
            foreach (var column in Columns)
            {
                column.Copy(importer, row);
            }
        }
    }
}

/// <summary>Builds columns from getters.</summary>
public static class Column
{
    /// <summary>A 16-byte id.</summary>
    public static Column<T> Uuid<T>(string name, Func<T, Guid> get) => Of(name, "uuid", NpgsqlDbType.Uuid, get);

    /// <summary>A whole number.</summary>
    public static Column<T> Int<T>(string name, Func<T, int> get) => Of(name, "int", NpgsqlDbType.Integer, get);

    /// <summary>A whole number or nothing.</summary>
    public static Column<T> MaybeInt<T>(string name, Func<T, int?> get) => Of(name, "int", NpgsqlDbType.Integer, get);

    /// <summary>A small number.</summary>
    public static Column<T> Small<T>(string name, Func<T, short> get) => Of(name, "smallint", NpgsqlDbType.Smallint, get);

    /// <summary>A small number or nothing.</summary>
    public static Column<T> MaybeSmall<T>(string name, Func<T, short?> get) => Of(name, "smallint", NpgsqlDbType.Smallint, get);

    /// <summary>A large number or nothing.</summary>
    public static Column<T> MaybeLong<T>(string name, Func<T, long?> get) => Of(name, "bigint", NpgsqlDbType.Bigint, get);

    /// <summary>Text or nothing.</summary>
    public static Column<T> Text<T>(string name, Func<T, string?> get) => Of(name, "text", NpgsqlDbType.Text, get);

    /// <summary>An instant in UTC or nothing.</summary>
    public static Column<T> Instant<T>(string name, Func<T, DateTimeOffset?> get) =>
        Of<T, DateTime?>(name, "timestamptz", NpgsqlDbType.TimestampTz, row => get(row)?.UtcDateTime);

    /// <summary>Yes or no.</summary>
    public static Column<T> Flag<T>(string name, Func<T, bool> get) => Of(name, "boolean", NpgsqlDbType.Boolean, get);

    /// <summary>A floating number or nothing.</summary>
    public static Column<T> MaybeDouble<T>(string name, Func<T, double?> get) => Of(name, "double precision", NpgsqlDbType.Double, get);

    /// <summary>Bytes or nothing.</summary>
    public static Column<T> Bytes<T>(string name, Func<T, byte[]?> get) => Of(name, "bytea", NpgsqlDbType.Bytea, get);

    /// <summary>A list of texts; travels as an array literal, since arrays of arrays must be rectangular.</summary>
    public static Column<T> Texts<T>(string name, Func<T, IReadOnlyList<string>> get) => new(name, "text[]",
        rows => new NpgsqlParameter { Value = rows.Select(r => Literal(get(r))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        (importer, row) => importer.Write(get(row).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text), "text[]");

    /// <summary>A list of numbers; travels as an array literal.</summary>
    public static Column<T> Ints<T>(string name, Func<T, int[]> get) => new(name, "int[]",
        rows => new NpgsqlParameter { Value = rows.Select(r => Literal(get(r))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        (importer, row) => importer.Write(get(row), NpgsqlDbType.Array | NpgsqlDbType.Integer), "int[]");

    private static Column<T> Of<T, TValue>(string name, string sql, NpgsqlDbType type, Func<T, TValue> get) => new(name, sql,
        rows => new NpgsqlParameter { Value = rows.Select(get).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type },
        (importer, row) =>
        {
            if (get(row) is { } value)
            {
                importer.Write(value, type);
            }
            else
            {
                importer.WriteNull();
            }
        });

    /// <summary>The array literal of texts.</summary>
    internal static string Literal(IReadOnlyList<string> values) =>
        "{" + string.Join(',', values.Select(v => "\"" + v.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")) + "}";

    /// <summary>The array literal of numbers.</summary>
    internal static string Literal(int[] values) => "{" + string.Join(',', values.Select(n => n.ToString(CultureInfo.InvariantCulture))) + "}";
}
