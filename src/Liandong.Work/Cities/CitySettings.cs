using System.Globalization;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;

namespace Liandong.Work.Cities;

/// <summary>What <c>city.json</c> says, read value by value; a bad value is told and replaced by a harmless one.</summary>
internal sealed class CitySettings
{
    public const string File = "city.json";

    private static readonly string[] s_languages = ["en", "zh"];
    private static readonly string[] s_lists = ["channels", "natures", "urgencies", "closingKinds", "returnReasons", "resolvedAnswers", "secrecyGrades", "satisfaction"];
    private static readonly string[] s_optional = ["replyFaults"];
    private static readonly string[] s_members =
    [
        "format", "code", "name", "languages", "zone", "calendar", "demo", "disclaimer", "thresholds", "procedure", .. s_lists, .. s_optional,
        "facets", "grounds", "responsibleLevel", "slips", "onlyListed", "apart", "board",
    ];

    private static readonly (string List, string[] Codes)[] s_codes =
    [
        ("channels", ["web", "api"]), ("resolvedAnswers", ["resolved", "partly", "not"]), ("secrecyGrades", ["0", "1", "2"]), ("satisfaction", ["5", "4", "3", "2", "1"]),
    ];

    private readonly LocatedJson _root;
    private readonly JsonSlips _slips;
    private readonly FaultLog _log;

    private CitySettings(LocatedJson root, FaultLog log)
    {
        (_root, _slips, _log) = (root, new JsonSlips(File, log), log);
        _slips.OnlyMembers(root, s_members);
        if (Needed("format") is { } format && format.Text != "1")
        {
            Tell(format, "format must be 1", "format 必须为 1");
        }

        Code = Needed("code")?.Text ?? "";
        Name = _slips.Name(Needed("name")) ?? new LocalName("", "");
        Demo = _slips.YesNo(_root["demo"]);
        Disclaimer = _slips.Name(Demo ? Needed("disclaimer") : _root["disclaimer"]);
        Zone = ReadZone(Needed("zone"));
        Calendar = Needed("calendar")?.Text ?? "";
        Procedure = Needed("procedure")?.Text ?? "";
        Languages = ReadLanguages(Needed("languages"));
        Thresholds = ReadThresholds(Needed("thresholds"));
        var choices = new ChoicesReading(_slips, Calendar);
        Lists = s_lists.Select(l => (List: l, At: Needed(l))).Concat(s_optional.Where(l => _root[l] is not null).Select(l => (List: l, At: _root[l])))
            .ToDictionary(l => l.List, l => choices.List(l.List, l.At), StringComparer.Ordinal);
        CheckCodes();
        Facets = choices.Facets(_root["facets"]);
        Grounds = choices.Grounds(_root["grounds"]);
        ResponsibleLevel = _root["responsibleLevel"]?.Text;
        Slips = ReadSlips(_root["slips"]);
        Board = _root["board"] is { } board ? new BoardReading(_slips).Read(board) : null;
        Apart = [.. _root["apart"]?.Members.Select(m => (IReadOnlyList<string>)[.. m.Value.Members.Select(r => r.Value.Text)]) ?? []];
        OnlyListed = [.. _root["onlyListed"]?.Members.Select(m => m.Value.Text) ?? []];
    }

    public string Code { get; }

    public LocalName Name { get; }

    public bool Demo { get; }

    public LocalName? Disclaimer { get; }

    public TimeZoneInfo Zone { get; }

    public string Calendar { get; }

    public string Procedure { get; }

    public IReadOnlyList<string> Languages { get; }

    public Thresholds Thresholds { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<Choice>> Lists { get; }

    public IReadOnlyList<Facet> Facets { get; }

    public IReadOnlyList<Ground> Grounds { get; }

    public string? ResponsibleLevel { get; }

    /// <summary>Null when the city has no board.</summary>
    public BoardSettings? Board { get; }

    /// <summary>What people write wrongly in the names of places, and what they mean.</summary>
    public IReadOnlyDictionary<string, string> Slips { get; }

    /// <summary>Lists of roles of which nobody holds two at a time.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Apart { get; }

    /// <summary>Kinds of unit, as units.csv writes them.</summary>
    public IReadOnlyList<string> OnlyListed { get; }

    /// <summary>Settings that say nothing, when the file is missing or no JSON object: the other files are read all the same.</summary>
    public static CitySettings Read(CityFiles files, FaultLog log)
    {
        if (!files.Files.TryGetValue(File, out var text))
        {
            log.Add(File, 0, "", "is missing; every city has it", "文件缺失,每个城市都须有");
        }
        else if (JsonText.Read(File, text, log) is { } root)
        {
            return new CitySettings(root, log);
        }

        log.Lose(File);
        return new CitySettings(LocatedJson.Read("{}"), new FaultLog());
    }

    /// <summary>Tells a value of this file that only the whole city shows to be wrong.</summary>
    public void Tell(string member, string english, string chinese) => Tell(_root[member] ?? _root, english, chinese);

    private void Tell(LocatedJson at, string english, string chinese) => _slips.Tell(at, english, chinese);

    private LocatedJson? Needed(string member)
    {
        if (_root[member] is { } found)
        {
            return found;
        }

        Tell(_root, $"{member} must be there", $"缺少 {member}");
        _log.Lose($"{File}:{member}");
        return null;
    }

    /// <summary>Doors, grades and answers that the house itself writes on a case.</summary>
    private void CheckCodes()
    {
        foreach (var (list, codes) in s_codes)
        {
            foreach (var code in codes.Where(c => Lists[list].All(x => x.Code != c)))
            {
                Tell(list, $"{list} needs the code {code}", $"{list} 须有代码 {code}");
            }
        }
    }

    private Dictionary<string, string> ReadSlips(LocatedJson? at)
    {
        var slips = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (said, meant) in at?.Members ?? [])
        {
            if (said.Length < 2 || meant.Text.Length == 0 || meant.Text.Contains(said, StringComparison.Ordinal) || !slips.TryAdd(said, meant.Text))
            {
                Tell(meant, "needs two characters or more, once, and another word that does not hold them", "左边至少两个字、不重复,右边为另一个词且不含左边");
            }
        }

        return slips;
    }

    private TimeZoneInfo ReadZone(LocatedJson? at)
    {
        if (at is null || TimeZoneInfo.TryFindSystemTimeZoneById(at.Text, out var zone))
        {
            return at is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(at.Text);
        }

        Tell(at, "is not a time zone; write one such as America/New_York", "不是时区名,应如 Asia/Shanghai");
        return TimeZoneInfo.Utc;
    }

    private IReadOnlyList<string> ReadLanguages(LocatedJson? at)
    {
        var found = at?.Members.Select(m => m.Value.Text).ToList() ?? [];
        if (at is not null && !found.Order(StringComparer.Ordinal).SequenceEqual(s_languages, StringComparer.Ordinal))
        {
            Tell(at, "must be en and zh, the default first", "须为 en 和 zh,默认语言在前");
        }

        return found;
    }

    private Thresholds ReadThresholds(LocatedJson? at)
    {
        decimal? Share(string name)
        {
            if (at?[name] is not { Kind: not JsonValueKind.Null } value)
            {
                return null;
            }

            if (decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share))
            {
                return share;
            }

            Tell(value, "is not a share such as 0.5", "不是比例,应如 0.5");
            return null;
        }

        var thresholds = new Thresholds(Share("blue"), Share("yellow") ?? 0, Share("orange") ?? 0, Share("red") ?? 0);
        if (at is not null && thresholds.Fault() is { } fault)
        {
            Tell(at, fault, "各灯比例须自蓝至红递增,大于0且不超过1");
        }

        return thresholds;
    }
}
