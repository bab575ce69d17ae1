using Liandong.Work.Cities;

namespace Liandong.Work.Imports;

/// <summary>Mappings of the city version in force.</summary>
public static class MappingsInForce
{
    /// <summary>The mapping with this code; null when the city has none, with the codes that it has.</summary>
    public static async Task<(ImportMapping? Mapping, IReadOnlyList<string> Known)> FindAsync(Node node, string code, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select f.files from installation i join city_files f on f.hash = i.city_hash");
        if (await command.ExecuteScalarAsync(cancel) is not string json)
        {
            return (null, []);
        }
        var files = CityFiles.FromJson(json).Files;
        var file = $"{ImportMapping.Folder}{code}.json";
        return files.TryGetValue(file, out var text) && ImportMapping.Read(file, text, node.City.Now).Mapping is { } mapping
            ? (mapping, [])
            : (null, [.. files.Keys.Where(f => f.StartsWith(ImportMapping.Folder, StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]);
    }
}
