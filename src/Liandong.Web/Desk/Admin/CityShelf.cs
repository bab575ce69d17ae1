using System.Collections.Concurrent;
using Liandong.Work;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk.Admin;

/// <summary>A table of the city in force, cut once.</summary>
public sealed record ShelfTable(IReadOnlyList<string> Columns, IReadOnlyList<string> Keys, IReadOnlyList<CsvLine> Rows)
{
    public CsvLine? Find(IReadOnlyList<string> key) => key.Count != Keys.Count ? null : Rows.FirstOrDefault(r => Keys.Zip(key).All(k => r.Cell(k.First) == k.Second));

    public IReadOnlyList<string> KeyOf(CsvLine row) => [.. Keys.Select(row.Cell)];
}

/// <summary>The files of one version of the city, and its tables as they are asked for.</summary>
public sealed class ShelfFiles(CityFiles files)
{
    private readonly ConcurrentDictionary<string, ShelfTable?> _tables = new(StringComparer.Ordinal);

    public string Hash => files.Hash;

    public IReadOnlyDictionary<string, string> Files => files.Files;

    public string? Text(string file) => files.Files.GetValueOrDefault(file);

    /// <summary>Null for what is no table, or one whose rows have no name.</summary>
    public ShelfTable? Table(string file) => _tables.GetOrAdd(file, Read);

    private ShelfTable? Read(string file)
    {
        var keys = CityTables.Keys(file);
        if (keys.Count == 0 || Text(file) is not { } text)
        {
            return null;
        }
        var rows = CsvRows.Read(text);
        return new ShelfTable(rows.Columns, keys, [.. rows.Rows()]);
    }
}

/// <summary>The files in force, kept at hand: a district's are five million bytes, and a table of it is looked at fifty rows at a time.</summary>
public sealed class CityShelf(Node node)
{
    private volatile ShelfFiles? _shelf;

    public async ValueTask<ShelfFiles> NowAsync(CancellationToken cancel)
    {
        if (_shelf is { } kept && kept.Hash == node.City.Now.Hash)
        {
            return kept;
        }
        return _shelf = new ShelfFiles(await CityVersions.FilesAsync(node.Source, null, cancel) ?? throw new InvalidOperationException("No city has been applied to this installation."));
    }
}
