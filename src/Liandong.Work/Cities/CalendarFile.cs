using System.Globalization;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Calendars;

namespace Liandong.Work.Cities;

/// <summary>What reading a calendar gives: the calendar, or every fault of its file at once.</summary>
public sealed record CalendarReading(WorkCalendar? Calendar, LocalName? Name, IReadOnlyList<Fault> Faults);

/// <summary>
/// Reads <c>calendars/CODE.json</c> (format 1); the file's name is the calendar's code. The zone is the city's unless the file
/// names one. The form is told in docs/city-format.md.
/// </summary>
public sealed class CalendarFile
{
    private static readonly string[] s_days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] s_rules = ["count", "roll", "roll-to-session"];
    private static readonly string[] s_ends = ["same-time", "session-end"];
    private readonly string _file;
    private readonly List<Fault> _faults = [];

    private CalendarFile(string file) => _file = file;

    /// <summary>Reads one file.</summary>
    /// <param name="file">Path inside the city's folder, with slashes, for faults and for the code.</param>
    /// <param name="text">Its content.</param>
    /// <param name="zone">The city's zone.</param>
    public static CalendarReading Read(string file, string text, TimeZoneInfo zone)
    {
        var reading = new CalendarFile(file);
        try
        {
            return reading.ReadRoot(LocatedJson.Read(text), zone);
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            return new CalendarReading(null, null, [new Fault(file, line, "", new LocalName("is not JSON; mend the line", "不是有效的JSON,请修正该行"))]);
        }
    }

    private CalendarReading ReadRoot(LocatedJson root, TimeZoneInfo zone)
    {
        OnlyMembers(root, ["format", "name", "note", "zone", "week", "holidays", "makeUpDays", "known", "starts", "workingDayEnds"]);
        if (root["format"]?.Text != "1")
        {
            Add(root["format"] ?? root, "format must be 1", "format 必须为 1");
        }

        var rules = new CalendarRules
        {
            Code = Path.GetFileNameWithoutExtension(_file),
            Zone = root["zone"] is { } named ? ZoneOf(named, zone) : zone,
            Week = ReadWeek(root["week"]),
            Holidays = Items(root["holidays"]).Select(DateOf).OfType<DateOnly>().ToHashSet(),
            MakeUpDays = ReadMakeUpDays(root["makeUpDays"]),
            KnownFrom = root["known"]?["from"] is { } from ? DateOf(from) : null,
            KnownTo = root["known"]?["to"] is { } to ? DateOf(to) : null,
            Starts = ReadStarts(root["starts"]),
            WorkingDayEnds = (WorkingDayEnd)ChoiceOf(root["workingDayEnds"], s_ends),
        };
        OnlyMembers(root["known"], ["from", "to"]);
        var name = ReadName(root["name"] ?? root);
        // What was told already may be the cause of what the rules miss, where it stands in the same member.
        var told = _faults.Select(f => f.Line).ToList();
        _faults.AddRange(rules.Faults().Where(f => !told.Exists(line => Spans(root, f, line)))
            .Select(f => new Fault(_file, LineOf(root, f), "", new LocalName(f, "日历规则有误:" + f))));

        return new CalendarReading(_faults.Count == 0 ? new WorkCalendar(rules) : null, name, _faults);
    }

    /// <summary>True when a line lies within the member that the fault's path names; the rest of the calendar is judged on its own.</summary>
    private static bool Spans(LocatedJson root, string fault, int line)
    {
        var at = Deepest(root, fault);
        return at != root && line >= at.Line && line <= LastLine(at);
    }

    private static int LastLine(LocatedJson at) => at.Members.Count == 0 ? at.Line : at.Members.Max(m => LastLine(m.Value));

    /// <summary>The line of the deepest member that the fault's path names.</summary>
    private static int LineOf(LocatedJson root, string fault) => Deepest(root, fault).Line;

    private static LocatedJson Deepest(LocatedJson root, string fault) => fault[..Math.Max(0, fault.IndexOf(':', StringComparison.Ordinal))].Split('.')
        .Aggregate(root, (at, name) => at[name] ?? at[name.ToLowerInvariant()] ?? at);

    private IEnumerable<LocatedJson> Items(LocatedJson? list)
    {
        if (list is not null && list.Kind != JsonValueKind.Array)
        {
            Add(list, "must be a list: [ ... ]", "须为列表:[ ... ]");
        }

        return list is null ? [] : list.Members.Select(m => m.Value);
    }

    private LocalName ReadName(LocatedJson at)
    {
        if (at["en"]?.Text is { Length: > 0 } en && at["zh"]?.Text is { Length: > 0 } zh)
        {
            return new LocalName(en, zh);
        }

        Add(at, "name needs \"en\" and \"zh\"", "name 须同时有 en 和 zh");
        return new LocalName("", "");
    }

    private TimeZoneInfo ZoneOf(LocatedJson at, TimeZoneInfo otherwise)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(at.Text, out var zone))
        {
            return zone;
        }

        Add(at, "is not a time zone; write one such as America/New_York", "不是时区名,应如 Asia/Shanghai");
        return otherwise;
    }

    private Dictionary<DayOfWeek, IReadOnlyList<Session>> ReadWeek(LocatedJson? at)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<Session>>();
        foreach (var (name, sessions) in at?.Members ?? [])
        {
            if (DayOf(name, sessions) is { } day && !week.TryAdd(day, [.. Items(sessions).Select(SessionOf).OfType<Session>()]))
            {
                Add(sessions, "is a day written twice; keep one", "同一天写了两次,请只留一个");
            }
        }

        return week;
    }

    private Dictionary<DateOnly, DayOfWeek> ReadMakeUpDays(LocatedJson? at)
    {
        var days = new Dictionary<DateOnly, DayOfWeek>();
        foreach (var item in Items(at))
        {
            OnlyMembers(item, ["date", "like"]);
            if (DateOf(item["date"] ?? item) is { } date && DayOf(item["like"]?.Text ?? "", item) is { } like && !days.TryAdd(date, like))
            {
                Add(item, "is a day written twice; keep one", "同一天写了两次,请只留一个");
            }
        }

        return days;
    }

    private StartRules ReadStarts(LocatedJson? at)
    {
        OnlyMembers(at, ["beforeSession", "afterSession", "dayOff"]);
        StartRule Rule(string name) => (StartRule)ChoiceOf(at?[name], s_rules);
        return new StartRules(Rule("beforeSession"), Rule("afterSession"), Rule("dayOff"));
    }

    private int ChoiceOf(LocatedJson? at, string[] choices)
    {
        var found = at is null ? 0 : Array.IndexOf(choices, at.Text);
        if (found < 0)
        {
            var list = string.Join(", ", choices);
            Add(at!, $"is none of {list}", $"应为下列之一:{list}");
        }

        return Math.Max(0, found);
    }

    private DayOfWeek? DayOf(string name, LocatedJson at)
    {
        var found = Array.IndexOf(s_days, name);
        if (found < 0)
        {
            Add(at, $"'{name}' is not a weekday; write monday to sunday", $"“{name}”不是星期,请写 monday 至 sunday");
            return null;
        }

        return (DayOfWeek)found;
    }

    private DateOnly? DateOf(LocatedJson at)
    {
        if (DateOnly.TryParseExact(at.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Add(at, "is not a day; write it as 2026-02-17", "不是日期,应写作 2026-02-17");
        return null;
    }

    private Session? SessionOf(LocatedJson at)
    {
        var ends = at.Text.Split('-');
        if (ends.Length == 2 && MinuteOf(ends[0]) is { } from && MinuteOf(ends[1]) is { } to)
        {
            return new Session(from, to);
        }

        Add(at, "is not a session; write it as 08:30-17:00", "不是时段,应写作 08:30-17:00");
        return null;
    }

    private static int? MinuteOf(string text) =>
        text == "24:00" ? 1440
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute
        : null;

    private void OnlyMembers(LocatedJson? at, string[] known)
    {
        foreach (var (name, value) in at?.Members ?? [])
        {
            if (!known.Contains(name))
            {
                Add(value, $"'{name}' is not known here; use {string.Join(", ", known)}", $"此处不认识“{name}”,可用:{string.Join("、", known)}");
            }
        }
    }

    private void Add(LocatedJson at, string english, string chinese) => _faults.Add(new Fault(_file, at.Line, at.Text, new LocalName(english, chinese)));
}
