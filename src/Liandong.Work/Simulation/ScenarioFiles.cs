using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;
using Liandong.Core.Simulation;
using Liandong.Work.Cities;

namespace Liandong.Work.Simulation;

/// <summary>Reads <c>simulation/</c>, which a city may do without: how it lives by itself. Every code is held against the city.</summary>
internal sealed class ScenarioFiles(CityFiles files, City city, FaultLog log)
{
    /// <summary>The folder.</summary>
    public const string Folder = "simulation/";

    private const string Calls = "calls.csv";
    private const int HoursOfDay = 24;

    /// <summary>Null when the folder has none, or a fault.</summary>
    public static Scenario? Read(CityFiles files, City city, FaultLog log)
    {
        if (!files.Files.Keys.Any(f => f.StartsWith(Folder, StringComparison.Ordinal)))
        {
            return null;
        }
        var scenario = new ScenarioFiles(files, city, log).Read();
        return log.IsEmpty ? scenario : null;
    }

    private Scenario Read()
    {
        var rates = Rows("rates.csv", "key,value,about?").ToDictionary(r => r.Needed("key"), r => Number(r, "value"), StringComparer.Ordinal);
        var hours = Rows("hours.csv", "profile," + string.Join(',', Enumerable.Range(0, HoursOfDay)))
            .ToDictionary(r => r.Needed("profile"), r => (IReadOnlyList<double>)[.. Enumerable.Range(0, HoursOfDay).Select(h => Number(r, h.ToString(CultureInfo.InvariantCulture)))], StringComparer.Ordinal);
        var words = Rows("words.csv", "key,text").GroupBy(r => r.Needed("key"), r => r.Needed("text"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g], StringComparer.Ordinal);
        var styles = Rows("styles.csv", "code,kinds,pattern,blamed").Select(StyleOf).ToDictionary(s => s.Code, StringComparer.Ordinal);
        return new Scenario
        {
            Tales = TalesFile.Read(files, city, log),
            Rates = rates, Hours = hours, Words = words, Styles = styles,
            Inflows = [.. Rows("inflows.csv", "channel,share,kind,weekday,day_off,roles,level,wants_answer,line?").Select(r => InflowOf(r, hours.ContainsKey))],
            Towns = Rows("towns.csv", "area,share").ToDictionary(r => Code(r, "area", a => city.Areas.Find(a) is not null), r => Number(r, "share"), StringComparer.Ordinal),
            Topics = [.. Rows("topics.csv", "kind,class,standard,share,night,resolved,content").Select(TopicOf)],
            Seasons = [.. Rows("seasons.csv", "name,from,to,classes,factor").Select(SeasonOf)],
            HotSpots = [.. Rows("hotspots.csv", "class,place,share").Select(r => new HotSpot(Class(r), Code(r, "place", p => city.Places.Find(p) is not null), Number(r, "share")))],
            Frames = [.. Rows("frames.csv", "kind,class,standard,nature,style,weight,urgency,secrecy,facets,title,text").Select(r => FrameOf(r, styles.ContainsKey))],
            Endings = files.Files.ContainsKey(Folder + Calls) ? [.. Rows(Calls, "ending,share").Select(r => (Code(r, "ending", e => city.Hotline?.Ending(e) is { Kind: not CallEndingKind.OnCase }), Number(r, "share")))] : [],
            Habits = [.. Rows("habits.csv", "procedure,step,act,share,times,of,from,to,late,when,only,fields").Select(HabitOf)],
        };
    }

    private IReadOnlyList<CsvRow> Rows(string file, string columns) => CsvTable.Read(files, Folder + file, columns, log).Rows;

    private Style StyleOf(CsvRow row) => new(row.Needed("code"), [.. row.Cell("kinds").Split('>').Select(g => (IReadOnlyList<string>)g.Split('|'))], row.Needed("pattern"), row.Maybe("blamed"));

    private Inflow InflowOf(CsvRow row, Func<string, bool> isProfile) => new(Choice(row, "channel", "channels")!, Number(row, "share"), row.Needed("kind"),
        Code(row, "weekday", isProfile), Code(row, "day_off", isProfile), row.List("roles"), row.Maybe("level"), Number(row, "wants_answer"),
        row.Maybe("line") is null ? null : Code(row, "line", l => city.Lines.Any(x => x.Code == l)));

    private Topic TopicOf(CsvRow row)
    {
        var topic = new Topic(row.Needed("kind"), Class(row), row.Maybe("standard"), Number(row, "share"), Number(row, "night"), Number(row, "resolved"), Number(row, "content"));
        CheckStandard(row, topic.Class, topic.Standard);
        return topic;
    }

    private Season SeasonOf(CsvRow row) => new(row.Maybe("name"), Month(row, "from"), Month(row, "to"), row.References("classes", c => city.Catalogue.Find(new ClassCode(c)) is not null, "a class", "类别"), Number(row, "factor"));

    private static int Month(CsvRow row, string column) => row.Maybe(column) is null ? 0 : row.Number(column, 1, 12);

    private Frame FrameOf(CsvRow row, Func<string, bool> isStyle)
    {
        var frame = new Frame(row.Needed("kind"), Class(row), row.Maybe("standard"), Choice(row, "nature", "natures"), Code(row, "style", isStyle), row.Maybe("weight") is null ? 1 : Number(row, "weight"),
            Choice(row, "urgency", "urgencies"), row.Maybe("secrecy") is null ? 0 : row.Number("secrecy", 0, 2), [.. row.List("facets").Select(f => FacetOf(row, f))], row.Needed("title"), row.Needed("text"));
        CheckStandard(row, frame.Class, frame.Standard);
        return frame;
    }

    private FacetValue FacetOf(CsvRow row, string text)
    {
        var (code, value) = text.Split('=', 2) is [var c, var v] ? (c, v) : (text, "");
        if (city.Facets.FirstOrDefault(f => f.Code == code)?.Choices.Any(c => c.Code == value) != true)
        {
            row.Fault(text, "is not a facet with a choice of city.json; write FACET=VALUE", "不是 city.json 中的要素及取值,应写作 要素=取值");
        }
        return new FacetValue(code, value);
    }

    private Habit HabitOf(CsvRow row, int no)
    {
        var procedure = city.Procedures.GetValueOrDefault(Code(row, "procedure", city.Procedures.ContainsKey));
        var step = row.Maybe("step");
        var act = row.Needed("act");
        if (procedure is not null && step != "opening" && ((step is not null && !procedure.Steps.ContainsKey(step)) || procedure.Act(act) is null))
        {
            row.Fault($"{step} {act}", "is not a step and an act of the procedure", "不是该流程的步骤和动作");
        }
        var fields = row.Cell("fields").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(f => f.Split('=', 2)).ToList();
        if (fields.Exists(f => f is not [_, { Length: > 0 }]))
        {
            row.Fault(row.Cell("fields"), "is not a list FIELD=VALUE;FIELD=VALUE", "应写作 字段=取值;字段=取值");
        }
        return new Habit(no, procedure?.Code ?? "", step, act, Number(row, "share"), row.Number("times", 1, 99), OneOf<TimeBase>(row, "of"), Number(row, "from"), Number(row, "to"), Number(row, "late"),
            OneOf<WorkTime>(row, "when"), row.Cell("only").Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. fields.Where(f => f.Length == 2).Select(f => (f[0], f[1]))]);
    }

    private static T OneOf<T>(CsvRow row, string column)
        where T : struct, Enum
    {
        var word = row.OneOf(column, [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())]);
        return Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : default;
    }

    private ClassCode Class(CsvRow row) => new(Code(row, "class", c => city.Catalogue.Find(new ClassCode(c)) is not null));

    private void CheckStandard(CsvRow row, ClassCode @class, string? standard)
    {
        if (standard is not null && city.Catalogue.Find(@class)?.Standards.All(s => s.Code != standard) == true)
        {
            row.Fault(standard, "is not a standard of the class", "不是该类别的标准");
        }
    }

    private string? Choice(CsvRow row, string column, string list) => row.Reference(column, c => city.Choice(list, c) is not null, "a choice", "选项");

    private static string Code(CsvRow row, string column, Func<string, bool> known) => row.Needed(column) is { Length: > 0 } code ? row.Reference(column, known, "known", "代码")! : "";

    private static double Number(CsvRow row, string column)
    {
        if (row.Maybe(column) is not { } text)
        {
            return 0;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0)
        {
            return number;
        }
        row.Fault(text, $"{column} must be a number, 0 or more", $"{column} 应为不小于0的数");
        return 0;
    }
}
