using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Imports;

/// <summary>The rows of many cases, table by table, ready for COPY.</summary>
public sealed class PreparedRows
{
    /// <summary>Acts of the cases' own; an import has one for all and writes it apart.</summary>
    internal List<ActRow> Acts { get; } = [];

    internal List<ReporterRow> Reporters { get; } = [];

    internal List<StreamRow> Streams { get; } = [];

    internal List<EventRow> Events { get; } = [];

    internal List<WordsRow> Words { get; } = [];

    internal List<CaseRow> Cases { get; } = [];

    internal List<SearchRow> Search { get; } = [];

    internal List<HandlingRow> Handlings { get; } = [];

    internal List<ClockRow> Clocks { get; } = [];

    internal List<AppealRow> Appeals { get; } = [];

    internal List<CallRow> Calls { get; } = [];

    /// <summary>Tables that an import fills, with their columns: what a measurement copies too.</summary>
    public static IReadOnlyList<(string Table, string Columns)> Filled { get; } =
    [
        (Tables.Streams.Name, Tables.Streams.Names), (Tables.Events.Name, Tables.Events.Names), (Tables.Words.Name, Tables.Words.Names),
        (Tables.Cases.Name, Tables.Cases.Names), (Tables.Search.Name, Tables.Search.Names), (Tables.Handlings.Name, Tables.Handlings.Names),
        (Tables.Clocks.Name, Tables.Clocks.Names), (Tables.Appeals.Name, Tables.Appeals.Names),
    ];

    /// <summary>
    /// Writes what an import put into a database to one file a table, NAME.copy, as COPY text in the order of writing: the
    /// same prepared rows for the baseline of a measurement.
    /// </summary>
    public static async Task DumpAsync(NpgsqlDataSource source, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await using var connection = await source.OpenConnectionAsync(cancel);
        foreach (var (table, columns) in Filled)
        {
            using var rows = await connection.BeginTextExportAsync($"copy (select {columns} from {table}) to stdout", cancel);
            await using var file = new StreamWriter(Path.Combine(folder, table + ".copy"));
            var buffer = new char[1 << 16];
            for (int read; (read = await rows.ReadAsync(buffer, cancel)) > 0;)
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
    }

    /// <summary>Adds the rows of others.</summary>
    internal void Add(PreparedRows other)
    {
        Acts.AddRange(other.Acts);
        Reporters.AddRange(other.Reporters);
        Streams.AddRange(other.Streams);
        Events.AddRange(other.Events);
        Words.AddRange(other.Words);
        Cases.AddRange(other.Cases);
        Search.AddRange(other.Search);
        Handlings.AddRange(other.Handlings);
        Clocks.AddRange(other.Clocks);
        Appeals.AddRange(other.Appeals);
        Calls.AddRange(other.Calls);
    }

    internal async Task CopyAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await Tables.Acts.CopyAsync(connection, Acts, cancel);
        await Tables.Reporters.CopyAsync(connection, Reporters, cancel);
        await Tables.Streams.CopyAsync(connection, Streams, cancel);
        await Tables.Events.CopyAsync(connection, Events, cancel);
        await Tables.Words.CopyAsync(connection, Words, cancel);
        await Tables.Cases.CopyAsync(connection, Cases, cancel);
        await Tables.Search.CopyAsync(connection, Search, cancel);
        await Tables.Handlings.CopyAsync(connection, Handlings, cancel);
        await Tables.Clocks.CopyAsync(connection, Clocks, cancel);
        await Tables.Appeals.CopyAsync(connection, Appeals, cancel);
        await Tables.Calls.CopyAsync(connection, Calls, cancel);
    }
}
