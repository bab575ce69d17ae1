using System.Globalization;
using System.Text.Json;
using Liandong.Core.Calendars;
using Liandong.Work.Cities;

namespace Liandong.Web.Commands;

/// <summary>What the clock command needs of a city's folder: zone, thresholds, calendars.</summary>
internal sealed class ClockCity
{
    private readonly string _folder;
    private readonly TimeZoneInfo _zone;

    private ClockCity(string folder, LocatedJson city)
    {
        _folder = folder;
        var zone = city["zone"]?.Text ?? "";
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : throw Fault(city["zone"], $"zone '{zone}' is not a time zone");
        DefaultCalendar = city["calendar"]?.Text ?? throw Fault(city, "\"calendar\" must name the city's usual calendar");
        var t = city["thresholds"] ?? throw Fault(city, "\"thresholds\" are missing");
        Thresholds = new Thresholds(
            t["blue"] is { Kind: JsonValueKind.Number } ? Share(t, "blue") : null, Share(t, "yellow"), Share(t, "orange"), Share(t, "red"));
        if (Thresholds.Fault() is { } fault)
        {
            throw Fault(t, fault);
        }
    }

    public string DefaultCalendar { get; }

    public Thresholds Thresholds { get; }

    public static ClockCity Open(string name)
    {
        var folder = name.Contains('/') ? name : Places(name).FirstOrDefault(f => File.Exists(Path.Combine(f, "city.json")));
        if (folder is null || !File.Exists(Path.Combine(folder, "city.json")))
        {
            throw new ClockCommand.Refused($"--city: no city '{name}' here; write the name of a folder of cities/, such as boston");
        }

        try
        {
            return new ClockCity(folder, LocatedJson.Read(File.ReadAllText(Path.Combine(folder, "city.json"))));
        }
        catch (JsonException e)
        {
            throw new ClockCommand.Refused($"--city: city.json line {e.LineNumber + 1} is not JSON; mend it");
        }
    }

    public WorkCalendar Calendar(string code)
    {
        var known = Directory.Exists(Path.Combine(_folder, "calendars"))
            ? Directory.GetFiles(Path.Combine(_folder, "calendars"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal).ToList()
            : [];
        if (!known.Contains(code))
        {
            throw new ClockCommand.Refused($"--limit: this city has no calendar '{code}'; it has {string.Join(", ", known)}");
        }

        var file = $"calendars/{code}.json";
        var reading = CalendarFile.Read(file, File.ReadAllText(Path.Combine(_folder, file)), _zone);
        return reading.Calendar ?? throw new ClockCommand.Refused(string.Join('\n', reading.Faults.Select(f => $"{f.File}:{f.Line}: {f.Value} {f.Text.En}")));
    }

    private static IEnumerable<string> Places(string name)
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                yield return Path.Combine(at.FullName, "cities", name);
            }
        }
    }

    private static decimal Share(LocatedJson thresholds, string name) =>
        decimal.TryParse(thresholds[name]?.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            ? share
            : throw Fault(thresholds, $"thresholds.{name} must be a number such as 0.8");

    private static ClockCommand.Refused Fault(LocatedJson? at, string text) => new($"--city: city.json line {at?.Line ?? 1}: {text}");
}
