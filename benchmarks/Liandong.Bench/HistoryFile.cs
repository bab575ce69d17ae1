using System.Globalization;
using Liandong.Work.Cities;

namespace Liandong.Bench;

/// <summary>A made-up history in the form that Boston's mapping reads: its classes, departments and neighbourhoods, words from lists.</summary>
internal static class HistoryFile
{
    /// <summary>One in so many cases has the rare word.</summary>
    public const int RareEvery = 100_000;

    public const string RareWord = "quetzalcoatl";

    private static readonly string[] s_columns =
    [
        "case_enquiry_id", "open_dt", "target_dt", "closed_dt", "closure_reason", "case_title", "type", "queue", "department", "location", "neighborhood",
        "ward", "precinct", "latitude", "longitude", "source",
    ];

    private static readonly string[] s_departments = ["PWDx", "PWDx", "PWDx", "PWDx", "PWDx", "ISD", "ISD", "BTDT", "PARK", "PROP"];
    private static readonly string[] s_sources = ["Constituent Call", "Constituent Call", "Self Service", "Citizens Connect App", "Employee Generated"];
    private static readonly DateTime s_first = new(2024, 1, 2, 8, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Writes so many rows, the last <paramref name="open"/> of them open; ids follow <paramref name="firstId"/>.</summary>
    public static async Task WriteAsync(string root, string path, int rows, int firstId, int open, CancellationToken cancel)
    {
        var requests = new Requests(root, seed: 20112 + firstId);
        var city = CityFolder.Read(CityFiles.ReadFolder(Path.Combine(root, "cities", "boston"))).City!;
        string[] classes = [.. city.Catalogue.All.Select(c => c.Aliases.FirstOrDefault()).OfType<string>()];
        string[] areas = [.. city.Areas.All.Where(a => a.Level == "neighborhood").Select(a => a.Name.En)];
        var step = TimeSpan.FromDays(900) / rows;
        await using var writer = new StreamWriter(path);
        await WriteAsync(writer, s_columns);
        for (var i = 0; i < rows; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var opened = s_first + i * step;
            var closed = i < rows - open ? opened + TimeSpan.FromHours(1 + requests.Next(400)) : (DateTime?)null;
            var (title, description) = requests.Words();
            var words = i % RareEvery == RareEvery / 2 ? $"{title} {RareWord}" : title;
            await WriteAsync(writer,
            [
                (firstId + i + 1).ToString(CultureInfo.InvariantCulture), At(opened), requests.Next(5) == 0 ? "" : At(opened + TimeSpan.FromDays(1 + requests.Next(20))), At(closed),
                closed is null ? "" : "Case Closed Case Resolved " + description, words, classes[requests.Next(classes.Length)], "", s_departments[requests.Next(s_departments.Length)],
                requests.Address(), areas[requests.Next(areas.Length)], "", "", requests.Lat().ToString(CultureInfo.InvariantCulture),
                requests.Lon().ToString(CultureInfo.InvariantCulture), s_sources[requests.Next(s_sources.Length)],
            ]);
        }
    }

    private static Task WriteAsync(StreamWriter writer, string[] values) =>
        writer.WriteLineAsync(string.Join(',', values.Select(v => $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));

    /// <summary>The file has local times without an offset.</summary>
    private static string At(DateTime? at) => at is { } t ? t.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
