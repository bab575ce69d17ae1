namespace Liandong.Work.Cities;

/// <summary>
/// Files that no city has. Each is a fault: what is meant for <c>affairs.csv</c> and stands in <c>affair.csv</c> would otherwise be
/// silently passed over, and kept with every version all the same.
/// </summary>
internal static class StrayFiles
{
    private static readonly string[] s_files =
    [
        "city.json", "areas.csv", "units.csv", "posts.csv", "people.csv", "catalogue.csv", "affairs.csv", "attachments.csv", "things.csv", "notices.csv",
        "lines.csv", "places.csv", "tasks.csv", HotlineFile.File, "texts/en.json", "texts/zh.json", "README.md", "README.zh-CN.md",
    ];

    private static readonly (string Folder, string Kind)[] s_folders =
        [("simulation/", ".csv"), ("simulation/", ".json"), ("areas/", ".geojson"), ("calendars/", ".json"), ("procedures/", ".json"), ("imports/", ".json"), ("knowledge/", ".md")];

    /// <summary>Tells every file that nothing reads, with the name that it may have been meant for.</summary>
    public static void Tell(CityFiles files, FaultLog log)
    {
        foreach (var file in files.Files.Keys.Where(f => !IsKnown(f)))
        {
            var meant = s_files.FirstOrDefault(known => Distance(known, file) <= 2);
            log.Add(file, 0, file, meant is null ? "is not a file of a city, and nothing reads it; remove it, or see docs/city-format.md" : $"is not a file of a city, and nothing reads it; was {meant} meant?",
                meant is null ? "不是城市文件,不会被读取;请移走,或参阅 docs/city-format.md" : $"不是城市文件,不会被读取;是否应为 {meant}?");
        }
    }

    // A shape outside areas/ has a fault of its own, told by those who read shapes.
    internal static bool IsKnown(string file) => s_files.Contains(file, StringComparer.Ordinal) || (file.EndsWith(".geojson", StringComparison.Ordinal) && !file.StartsWith("areas/", StringComparison.Ordinal))
        || s_folders.Any(f => file.StartsWith(f.Folder, StringComparison.Ordinal) && file.EndsWith(f.Kind, StringComparison.Ordinal) && file.Length > f.Folder.Length + f.Kind.Length);

    /// <summary>How many letters one has to add, drop or change; capital letters make no difference.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            for (int j = 1, corner = row[0]++; j <= other.Length; j++)
            {
                var change = corner + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
