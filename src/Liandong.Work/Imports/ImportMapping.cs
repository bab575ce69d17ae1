using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Work.Cities;

namespace Liandong.Work.Imports;

/// <summary>
/// How the rows of another system's file become cases: <c>imports/CODE.json</c> of the city's folder, format 1, told in
/// docs/importing.md. The code is the source of every case that comes in by it.
/// </summary>
/// <param name="TimeFormat">How the file writes local times.</param>
/// <param name="Blanks">Words that mean nothing, beside the empty and the blank.</param>
/// <param name="NoPlace">Points, as written, that mean no place.</param>
/// <param name="OpenStep">The step of a case without a closing time.</param>
/// <param name="ClosedStep">The step of a case with one.</param>
/// <param name="Fields">Fields of <see cref="CaseField"/> by name.</param>
/// <param name="Areas">Columns that name areas, with the level of each.</param>
public sealed record ImportMapping(string Code, LocalName Name, DelimitedFormat File, CityTime Time, string TimeFormat, IReadOnlySet<string> Blanks,
    IReadOnlyList<(string Lon, string Lat)> NoPlace, string OpenStep, string ClosedStep,
    IReadOnlyDictionary<string, MappedField> Fields, IReadOnlyList<(string Level, MappedField Field)> Areas)
{
    /// <summary>The folder of mappings in a city's folder.</summary>
    public const string Folder = "imports/";

    /// <summary>Every column that the mapping reads.</summary>
    public IEnumerable<string> Columns => Fields.Values.Concat(Areas.Select(a => a.Field)).SelectMany(f => f.Columns).Distinct();

    /// <summary>Reads a mapping, or tells all its faults.</summary>
    public static (ImportMapping? Mapping, IReadOnlyList<Fault> Faults) Read(string file, string text, Core.Cities.City city)
    {
        var log = new FaultLog();
        var mapping = MappingFile.Read(file, text, city, log);
        return (log.IsEmpty ? mapping : null, log.All);
    }
}

/// <summary>What a mapping can fill of a case.</summary>
internal static class CaseField
{
    public const string SourceId = "sourceId";
    public const string OpenedAt = "openedAt";
    public const string DueAt = "dueAt";
    public const string ClosedAt = "closedAt";
    public const string Class = "class";
    public const string Title = "title";
    public const string Description = "description";
    public const string ClosingText = "closingText";
    public const string Unit = "unit";
    public const string Section = "section";
    public const string Address = "address";
    public const string Lon = "lon";
    public const string Lat = "lat";
    public const string Channel = "channel";
    public const string ClosingKind = "closingKind";

    public static IReadOnlyList<string> Needed { get; } = [SourceId, OpenedAt, Class, Unit, Channel];

    public static IReadOnlyList<string> All { get; } = [.. Needed, DueAt, ClosedAt, Title, Description, ClosingText, Section, Address, Lon, Lat, ClosingKind];
}
