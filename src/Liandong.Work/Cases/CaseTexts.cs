using System.Globalization;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>Words typed when a case was opened, which lie beside its row and its chain.</summary>
public static class CaseTexts
{
    /// <summary>The words that a case was opened with.</summary>
    public static async Task<(string? Title, Place? Place, string? Description)> OpeningAsync(NpgsqlDataSource source, Core.CaseId id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select body from words where stream_id = $1 and seq = 1");
        command.Parameters.Add(new NpgsqlParameter { Value = id.Value });
        var texts = Linking.Texts(await command.ExecuteScalarAsync(cancel) as string);
        var place = new Place(Number(texts, "lon"), Number(texts, "lat"), texts.GetValueOrDefault("address"));
        return (texts.GetValueOrDefault("title"), place is { Lon: null, Lat: null, Address: null } ? null : place, texts.GetValueOrDefault("description"));
    }

    /// <summary>Descriptions by case; a case without one, or with an erased one, is not in it.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> DescriptionsAsync(NpgsqlDataSource source, Guid[] cases, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, string>(cases.Length);
        if (cases.Length == 0)
        {
            return found;
        }
        await using var command = source.CreateCommand("select stream_id, body from words where stream_id = any($1) and seq = 1 and body is not null");
        command.Parameters.Add(new NpgsqlParameter { Value = cases, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (Linking.Texts(reader.GetString(1)).TryGetValue("description", out var text))
            {
                found[reader.GetGuid(0)] = text;
            }
        }
        return found;
    }

    private static double? Number(IReadOnlyDictionary<string, string> texts, string key) =>
        texts.TryGetValue(key, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
