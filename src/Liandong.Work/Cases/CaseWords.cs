using System.Globalization;
using Liandong.Work.Store;

namespace Liandong.Work.Cases;

/// <summary>What the rows of a case copy out of typed words: title, place and search words. Verify and erasure draw the same.</summary>
internal static class CaseWords
{
    /// <summary>In the order in which they are searched.</summary>
    private static readonly string[] s_searched = ["title", "address", "description", "closing"];

    /// <summary>The place in the opening words; null when they name none.</summary>
    public static Place? PlaceOf(IReadOnlyDictionary<string, string> texts)
    {
        var (lon, lat, address) = (Number(texts, "lon"), Number(texts, "lat"), texts.GetValueOrDefault("address"));
        return lon is null && lat is null && address is null ? null : new Place(lon, lat, address);
    }

    /// <summary>The search row over the opening words, and the closing words where history has them apart.</summary>
    public static SearchRow SearchOf(Guid id, IReadOnlyDictionary<string, string> opening, IReadOnlyDictionary<string, string>? closing = null)
    {
        var words = Bigrams.Normalise(string.Join(' ', s_searched.Select(k => opening.GetValueOrDefault(k) ?? closing?.GetValueOrDefault(k)).Where(t => t is not null)));
        return new SearchRow(id, words, Bigrams.Of(words));
    }

    private static double? Number(IReadOnlyDictionary<string, string> texts, string key) =>
        texts.TryGetValue(key, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
