using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Store;

/// <summary>
/// A column of a table that is written in bulk: as an array parameter of one statement (group commit) or by COPY (import).
/// The two doors share this list, so they cannot drift apart; verify compares by it.
/// </summary>
public sealed record Column<T>(string Name, string SqlType, Func<T, object?> Value, Func<IReadOnlyList<T>, NpgsqlParameter> Collect,
    Action<CopyBuffer, T> Copy, string? Cast = null);

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
    public async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<T> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {Name} ({Names}) from stdin (format binary)", cancel);
        try
        {
            await SendAsync(copy, rows, cancel);
        }
        catch
        {
            await copy.CancelAsync();
            throw;
        }
    }

    private async Task SendAsync(NpgsqlRawCopyStream copy, IReadOnlyList<T> rows, CancellationToken cancel)
    {
        const int Enough = 1 << 17;
        var buffer = new CopyBuffer();
        buffer.Header();
        foreach (var row in rows)
        {
            Put(buffer, row);
            if (buffer.Length > Enough)
            {
                await copy.WriteAsync(buffer.Waiting, cancel);
                buffer.Clear();
            }
        }
        buffer.Trailer();
        await copy.WriteAsync(buffer.Waiting, cancel);
    }

    private void Put(CopyBuffer buffer, T row)
    {
        buffer.Row(Columns.Count);
        foreach (var column in Columns)
        {
            column.Copy(buffer, row);
        }
    }
}

/// <summary>Builds columns from getters.</summary>
public static class Column
{
    /// <summary>A 16-byte id.</summary>
    public static Column<T> Uuid<T>(string name, Func<T, Guid> get) => Of(name, "uuid", NpgsqlDbType.Uuid, get, (to, v) => to.Write(v));

    /// <summary>An id or none.</summary>
    public static Column<T> MaybeUuid<T>(string name, Func<T, Guid?> get) => Of(name, "uuid", NpgsqlDbType.Uuid, get, (to, v) => to.Write(v!.Value));

    /// <summary>A whole number.</summary>
    public static Column<T> Int<T>(string name, Func<T, int> get) => Of(name, "int", NpgsqlDbType.Integer, get, (to, v) => to.Write(v));

    /// <summary>A whole number or nothing.</summary>
    public static Column<T> MaybeInt<T>(string name, Func<T, int?> get) => Of(name, "int", NpgsqlDbType.Integer, get, (to, v) => to.Write(v!.Value));

    /// <summary>A small number.</summary>
    public static Column<T> Small<T>(string name, Func<T, short> get) => Of(name, "smallint", NpgsqlDbType.Smallint, get, (to, v) => to.Write(v));

    /// <summary>A small number or nothing.</summary>
    public static Column<T> MaybeSmall<T>(string name, Func<T, short?> get) => Of(name, "smallint", NpgsqlDbType.Smallint, get, (to, v) => to.Write(v!.Value));

    /// <summary>A large number or nothing.</summary>
    public static Column<T> MaybeLong<T>(string name, Func<T, long?> get) => Of(name, "bigint", NpgsqlDbType.Bigint, get, (to, v) => to.Write(v!.Value));

    /// <summary>Text or nothing.</summary>
    public static Column<T> Text<T>(string name, Func<T, string?> get) => Of(name, "text", NpgsqlDbType.Text, get, (to, v) => to.Write(v!));

    /// <summary>An instant in UTC or nothing.</summary>
    public static Column<T> Instant<T>(string name, Func<T, DateTimeOffset?> get) =>
        Of<T, DateTime?>(name, "timestamptz", NpgsqlDbType.TimestampTz, row => get(row)?.UtcDateTime, (to, v) => to.Write(v!.Value));

    /// <summary>Yes or no.</summary>
    public static Column<T> Flag<T>(string name, Func<T, bool> get) => Of(name, "boolean", NpgsqlDbType.Boolean, get, (to, v) => to.Write(v));

    /// <summary>A floating number or nothing.</summary>
    public static Column<T> MaybeDouble<T>(string name, Func<T, double?> get) => Of(name, "double precision", NpgsqlDbType.Double, get, (to, v) => to.Write(v!.Value));

    /// <summary>Bytes or nothing.</summary>
    public static Column<T> Bytes<T>(string name, Func<T, byte[]?> get) => Of(name, "bytea", NpgsqlDbType.Bytea, get, (to, v) => to.Write(v!));

    /// <summary>A list of texts; travels as an array literal, since arrays of arrays must be rectangular.</summary>
    public static Column<T> Texts<T>(string name, Func<T, IReadOnlyList<string>> get) => new(name, "text[]", get,
        rows => new NpgsqlParameter { Value = rows.Select(r => Literal(get(r))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        (to, row) => to.Write(get(row)), "text[]");

    /// <summary>A list of numbers; travels as an array literal.</summary>
    public static Column<T> Ints<T>(string name, Func<T, int[]> get) => new(name, "int[]", get,
        rows => new NpgsqlParameter { Value = rows.Select(r => Literal(get(r))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        (to, row) => to.Write(get(row)), "int[]");

    private static Column<T> Of<T, TValue>(string name, string sql, NpgsqlDbType type, Func<T, TValue> get, Action<CopyBuffer, TValue> put) => new(name, sql, row => get(row),
        rows => new NpgsqlParameter { Value = rows.Select(get).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type },
        (to, row) =>
        {
            var value = get(row);
            if (value is null)
            {
                to.Null();
            }
            else
            {
                put(to, value);
            }
        });

    /// <summary>The array literal of texts.</summary>
    private static string Literal(IReadOnlyList<string> values) =>
        "{" + string.Join(',', values.Select(v => "\"" + v.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")) + "}";

    /// <summary>The array literal of numbers.</summary>
    private static string Literal(int[] values) => "{" + string.Join(',', values.Select(n => n.ToString(CultureInfo.InvariantCulture))) + "}";
}
