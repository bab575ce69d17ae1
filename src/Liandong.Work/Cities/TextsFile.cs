using System.Text.Json;
using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>texts/en.json</c> and <c>texts/zh.json</c>: the same keys in both.</summary>
internal static class TextsFile
{
    public static IReadOnlyDictionary<string, LocalName> Read(CityFiles files, FaultLog log)
    {
        var (english, chinese) = (ReadOne(files, "texts/en.json", log), ReadOne(files, "texts/zh.json", log));
        TellMissing(english, chinese, "texts/en.json", "has no wording in Chinese (texts/zh.json)", "在 texts/zh.json 中没有中文", log);
        TellMissing(chinese, english, "texts/zh.json", "has no wording in English (texts/en.json)", "在 texts/en.json 中没有英文", log);
        // What stands in one language is told above, and is no reason to tell the word as unknown too.
        return english.Concat(chinese).DistinctBy(e => e.Key).ToDictionary(e => e.Key,
            e => new LocalName(english.GetValueOrDefault(e.Key, e.Value).Text, chinese.GetValueOrDefault(e.Key, e.Value).Text), StringComparer.Ordinal);
    }

    private static Dictionary<string, LocatedJson> ReadOne(CityFiles files, string file, FaultLog log)
    {
        var found = new Dictionary<string, LocatedJson>(StringComparer.Ordinal);
        var root = files.Files.TryGetValue(file, out var text) ? JsonText.Read(file, text, log) : null;
        foreach (var (key, value) in root?.Members ?? [])
        {
            if (value.Kind != JsonValueKind.String || value.Text.Length == 0 || !found.TryAdd(key, value))
            {
                log.Add(file, value.Line, key, "needs one wording", "须有且只有一个文字");
            }
        }

        return found;
    }

    private static void TellMissing(Dictionary<string, LocatedJson> here, Dictionary<string, LocatedJson> there, string file, string english, string chinese, FaultLog log)
    {
        foreach (var (key, value) in here.Where(h => log.Has("texts/en.json") && log.Has("texts/zh.json") && !there.ContainsKey(h.Key)))
        {
            log.Add(file, value.Line, key, english, chinese);
        }
    }
}
