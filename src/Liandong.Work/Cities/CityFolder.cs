using Liandong.Core.Areas;
using Liandong.Core.Calendars;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;
using Liandong.Core.Places;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>What reading a folder gives: the city, or every fault at once.</summary>
/// <param name="City">Null when there is a fault.</param>
/// <param name="Faults">By file and line.</param>
public sealed record CityReading(City? City, IReadOnlyList<Fault> Faults);

/// <summary>Reads the files of a city into the one value that decisions are made with. The form is told in docs/city-format.md.</summary>
public sealed class CityFolder
{
    private readonly CityFiles _files;
    private readonly FaultLog _log = new();

    private CityFolder(CityFiles files) => _files = files;

    /// <summary>Reads everything and tells all faults at once.</summary>
    public static CityReading Read(CityFiles files) => Read(files, tries: false);

    /// <summary>
    /// As <see cref="Read(CityFiles)"/>, and proves the ground and tries the examples: what a city must pass before it is applied. A
    /// city in force is only read: a later version of the house may not lock it out.
    /// </summary>
    public static CityReading Check(CityFiles files) => Read(files, tries: true);

    private static CityReading Read(CityFiles files, bool tries)
    {
        var folder = new CityFolder(files);
        var city = folder.ReadAll(tries);
        if (tries && city is not null && folder._log.IsEmpty)
        {
            ExamplesFile.Check(files, city, folder._log);
        }
        else if (tries)
        {
            folder.CheckForm();
        }
        return new CityReading(folder._log.IsEmpty ? city : null, folder._log.All);
    }

    private City? ReadAll(bool proves)
    {
        CheckEncoding();
        if (proves)
        {
            StrayFiles.Tell(_files, _log);
        }

        var settings = CitySettings.Read(_files, _log);
        var calendars = ReadCalendars(settings);
        var procedures = ReadProcedures(settings);
        var named = AreasFile.Read(_files, _log);
        var isArea = Codes("areas.csv", named.Select(a => a.Code.Value));
        var shapes = AreaShapes.Read(_files, isArea, _log);
        var areas = shapes.On(named);
        var units = UnitsFile.Read(_files, isArea, _log);
        var attachments = AttachmentsFile.Read(_files, units, _log);
        var things = ThingsFile.Read(_files, _log);
        foreach (var kind in settings.OnlyListed.Where(k => _log.Has("units.csv", "kind") && units.All(u => u.Kind != k)))
        {
            settings.Tell("onlyListed", $"names a kind that no unit has: {kind}", $"没有此种类的单位:{kind}");
        }

        var isUnit = Codes("units.csv", units.Select(u => u.Code.Value));
        var posts = StaffFile.ReadPosts(_files, isUnit, _log);
        var isPost = Codes("posts.csv", posts.Select(p => p.Code));
        AreasFile.CheckResponsible(areas, isPost, _log);
        var (people, holdings) = StaffFile.ReadPeople(_files, isPost, settings.Demo, _log, posts, settings.Apart);
        foreach (var role in settings.Apart.SelectMany(a => a).Where(r => _log.Has("posts.csv", "role") && posts.All(p => p.Role != r)))
        {
            settings.Tell("apart", $"names a role that no post has: {role}", $"没有此角色的岗位:{role}");
        }
        var natures = Codes(CitySettings.File, settings.Lists["natures"].Select(n => n.Code), "natures");
        var isThing = Codes("things.csv", things.Select(t => t.Code));
        bool IsCalendar(string c) => (c.Length == 0 && !_log.Has(CitySettings.File, "calendar")) || calendars.ContainsKey(c) || _files.Files.ContainsKey($"calendars/{c}.json");
        var classes = CatalogueFile.Read(_files, IsCalendar, natures, isThing, _log);
        var isClass = Codes("catalogue.csv", classes.Select(c => c.Code.Value), "class");
        var isMain = _log.Has("areas.csv", "layer") ? Codes("areas.csv", areas.Where(a => a.Layer == AreaTree.MainLayer).Select(a => a.Code.Value)) : isArea;
        var affairs = AffairsFile.Read(_files, isClass, isMain, areas, units, settings.Facets, (settings.Calendar, IsCalendar), _log);
        var lines = LinesFile.Read(_files, isUnit, _log);
        var places = PlacesFile.Read(_files, new PlaceSpeech(settings.Slips), _log);
        var knowledge = KnowledgeFile.Read(_files, isClass, isUnit, _log);
        var isChannel = Codes(CitySettings.File, settings.Lists["channels"].Select(c => c.Code), "channels");
        var hotline = HotlineFile.Read(_files, isClass, isChannel, Codes(CitySettings.File, settings.Lists["closingKinds"].Select(c => c.Code), "closingKinds"), procedures.Values, _log);
        var notices = NoticesFile.Read(_files, isArea, isClass, isUnit, _log);
        var tasks = TasksFile.Read(_files, p => procedures.ContainsKey(p) || _files.Files.ContainsKey($"procedures/{p}.json"), [.. classes.Select(c => c.Code.Value)], _log);
        var texts = TextsFile.Read(_files, _log);
        CheckNames(settings, calendars, procedures);
        if (proves)
        {
            GroundCheck.Prove(settings, areas, shapes, _log);
            PlacesFile.CheckPoints(places, shapes.IsWhole ? areas : [], _log);
        }

        var rows = new CityRows(settings, areas, units, posts, holdings, classes, affairs, procedures, texts) { Places = places };
        CityCheck.Run(rows, _log);
        if (proves)
        {
            CityCheck.Followed(rows, _log);
        }

        // The trees and registers want sound rows: doubles and circles would throw here, and are told already.
        if (!_log.IsEmpty)
        {
            return null;
        }

        var (areaTree, unitTree) = (new AreaTree(areas), new UnitTree(units));
        var city = new City
        {
            Code = settings.Code,
            Name = settings.Name,
            Hash = _files.Hash,
            Languages = settings.Languages,
            Zone = settings.Zone,
            DefaultCalendar = settings.Calendar,
            Thresholds = settings.Thresholds,
            Demo = settings.Demo,
            Disclaimer = settings.Disclaimer,
            DefaultProcedure = settings.Procedure,
            Calendars = calendars,
            Areas = areaTree,
            Units = unitTree,
            Staff = new Staff(posts, people, holdings),
            Catalogue = new ClassCatalogue(classes),
            Affairs = new AffairList(affairs, areaTree, unitTree),
            Procedures = procedures,
            Lists = settings.Lists,
            Facets = settings.Facets,
            Attachments = attachments,
            OnlyListed = settings.OnlyListed,
            Things = things,
            Grounds = settings.Grounds,
            ResponsibleLevel = settings.ResponsibleLevel,
            Board = settings.Board,
            Knowledge = knowledge,
            Notices = notices,
            Hotline = hotline,
            Lines = lines,
            Tasks = tasks,
            Places = new Gazetteer(places, areaTree, settings.Slips),
            Texts = texts,
        };
        city = city with { Living = Simulation.ScenarioFiles.Read(_files, city, _log) };
        foreach (var (file, text) in In(Imports.ImportMapping.Folder))
        {
            _log.AddRange(Imports.ImportMapping.Read(file, text, city).Faults);
        }
        return city;
    }

    /// <summary>Examples and mappings speak of a sound city; without one only their form is judged.</summary>
    private void CheckForm()
    {
        foreach (var (file, text) in In(Imports.ImportMapping.Folder).Concat(In(ExamplesFile.Path)))
        {
            JsonText.Read(file, text, _log);
        }
    }

    /// <summary>What is no UTF-8 has been read as the mark for it; no city writes that mark itself.</summary>
    private void CheckEncoding()
    {
        foreach (var (file, text) in _files.Files)
        {
            if (text.IndexOf('\uFFFD', StringComparison.Ordinal) is var at and >= 0)
            {
                _log.Add(file, 1 + text.AsSpan(0, at).Count('\n'), "", "is not UTF-8 here; save the file as UTF-8", "此处不是UTF-8,请以UTF-8保存");
            }
        }
    }

    private Dictionary<string, WorkCalendar> ReadCalendars(CitySettings settings)
    {
        var calendars = new Dictionary<string, WorkCalendar>(StringComparer.Ordinal);
        foreach (var (file, text) in In("calendars/"))
        {
            var reading = CalendarFile.Read(file, text, settings.Zone);
            _log.AddRange(reading.Faults);
            if (reading.Calendar is { } calendar)
            {
                calendars[calendar.Code] = calendar;
            }
        }

        return calendars;
    }

    private Dictionary<string, Procedure> ReadProcedures(CitySettings settings)
    {
        var procedures = new Dictionary<string, Procedure>(StringComparer.Ordinal);
        foreach (var (file, text) in In("procedures/").Where(f => f.Path != ExamplesFile.Path))
        {
            if (ProcedureFile.Read(file, text, settings.Calendar, _log) is not { } procedure)
            {
                continue;
            }

            // By the file's name: it is what other faults name; with a fault no city comes of it.
            procedures[Path.GetFileNameWithoutExtension(file)] = procedure;
            if (procedure.Code.Length > 0 && file != $"procedures/{procedure.Code}.json")
            {
                _log.Add(file, 0, procedure.Code, "has another code than its file's name", "代码与文件名不一致");
            }
        }

        return procedures;
    }

    private void CheckNames(CitySettings settings, Dictionary<string, WorkCalendar> calendars, Dictionary<string, Procedure> procedures)
    {
        if (settings.Calendar.Length > 0 && !calendars.ContainsKey(settings.Calendar) && !_files.Files.ContainsKey($"calendars/{settings.Calendar}.json"))
        {
            settings.Tell("calendar", "is not a calendar of this city; calendars/CODE.json", "本市没有此日历,应在 calendars/ 下");
        }

        // A procedure with faults of its own is told there, not missed here.
        if (settings.Procedure.Length > 0 && !procedures.ContainsKey(settings.Procedure) && !_files.Files.ContainsKey($"procedures/{settings.Procedure}.json"))
        {
            settings.Tell("procedure", "is not a procedure of this city; procedures/CODE.json", "本市没有此流程,应在 procedures/ 下");
        }

        foreach (var code in settings.Lists["channels"].Select(c => c.Procedure).OfType<string>().Distinct()
            .Where(p => p != settings.Procedure && !procedures.ContainsKey(p) && !_files.Files.ContainsKey($"procedures/{p}.json")))
        {
            _log.AddWord(CitySettings.File, "procedure", code, "is not a procedure of this city; procedures/CODE.json", "本市没有此流程,应在 procedures/ 下");
        }
    }

    private IEnumerable<(string Path, string Text)> In(string folder) => _files.Files
        .Where(f => f.Key.StartsWith(folder, StringComparison.Ordinal) && f.Key.EndsWith(".json", StringComparison.Ordinal))
        .OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value));

    /// <summary>The codes of a register; when it could not be read every code may be one of it.</summary>
    private Func<string, bool> Codes(string file, IEnumerable<string> codes, string column = "code") =>
        _log.Has(file, column) ? codes.ToHashSet(StringComparer.Ordinal).Contains : _ => true;
}
