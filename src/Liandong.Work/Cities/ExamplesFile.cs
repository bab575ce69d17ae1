using System.Globalization;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;

namespace Liandong.Work.Cities;

/// <summary>An example, the procedure it speaks of, and its line.</summary>
public sealed record PlacedExample(Example Example, Procedure Procedure, int Line);

/// <summary>
/// Reads <c>procedures/examples.json</c>: sentences about the procedures that check and tests try. An opening is a named run
/// of acts from which examples begin, with or without what they are given; it may begin with another opening.
/// </summary>
public sealed class ExamplesFile
{
    /// <summary>Where it lies in the folder.</summary>
    public const string Path = "procedures/examples.json";

    private readonly City _city;
    private readonly FaultLog _log;
    private readonly Dictionary<string, LocatedJson> _openings = new(StringComparer.Ordinal);

    private ExamplesFile(City city, FaultLog log) => (_city, _log) = (city, log);

    /// <summary>The examples of a folder; none when it has no such file.</summary>
    public static IReadOnlyList<PlacedExample> Read(CityFiles files, City city) => Read(files, city, new FaultLog());

    /// <summary>Tries every example; one that does not hold is a fault at its line.</summary>
    internal static void Check(CityFiles files, City city, FaultLog log)
    {
        foreach (var (example, procedure, line) in Read(files, city, log))
        {
            foreach (var (what, expected, seen) in ExampleRun.Of(city, procedure, example).Differences)
            {
                log.Add(Path, line, example.Name.En,
                    $"does not hold: {what}: expected {expected}, seen {seen ?? "unknown word"}. If the city is meant to be so from now on, change this example; if not, mend what changed it",
                    $"案例“{example.Name.Zh}”不成立:{what} 应为 {expected},实为 {seen ?? "不认识的词"}。若本意如此,请改此案例;否则请改回");
            }
        }
    }

    private static IReadOnlyList<PlacedExample> Read(CityFiles files, City city, FaultLog log) =>
        files.Files.TryGetValue(Path, out var text) && JsonText.Read(Path, text, log) is { } root ? new ExamplesFile(city, log).Whole(root) : [];

    private List<PlacedExample> Whole(LocatedJson root)
    {
        if (root["format"]?.Text != "1" || ProcedureOf(root) is null)
        {
            Tell(root["procedure"] ?? root, "needs format 1 and a procedure of this city", "须有 format 1 和本市的 procedure");
            return [];
        }
        foreach (var (name, opening) in root["openings"]?.Members ?? [])
        {
            Only(opening.Kind == JsonValueKind.Object ? opening : null, "given", "do");
            CheckGiven(opening["given"]);
            _openings[name] = opening;
        }
        return [.. Values(root["examples"]).Select(e => ReadOne(e, root))];
    }

    /// <summary>The procedure that is named here; an example may follow another than its file's.</summary>
    private Procedure? ProcedureOf(LocatedJson? at) => at?["procedure"] is { } named ? _city.Procedures.GetValueOrDefault(named.Text) : null;

    private PlacedExample ReadOne(LocatedJson e, LocatedJson root)
    {
        Only(e, "name", "given", "do", "expect");
        CheckGiven(e["given"]);
        if (e["name"]?["en"] is null || e["name"]?["zh"] is null)
        {
            Tell(e, "name needs \"en\" and \"zh\"", "name 须同时有 en 和 zh");
        }
        // Nearest first: what the example says, then what its openings say, then what the file says.
        var opening = e["given"]?["opening"];
        LocatedJson[] given = [.. new[] { e["given"] }.OfType<LocatedJson>(), .. GivenOf(opening, 0), root];
        if (_city.Catalogue.Find(new ClassCode(Word(given, "class") ?? "")) is null)
        {
            Tell(given.Select(g => g["class"]).FirstOrDefault(c => c is not null) ?? given[0], "is not a class of this city", "本市没有此类别");
        }
        var acts = opening is null ? [] : Opening(opening, 0);
        var example = new Example(new LocalName(e["name"]?["en"]?.Text ?? "", e["name"]?["zh"]?.Text ?? ""), ReadCase(given),
            [.. acts, .. Values(e["do"]).Select(ReadAct)], Map(e["expect"], v => v.Text));
        return new PlacedExample(example, given.Select(ProcedureOf).OfType<Procedure>().First(), e.Line);
    }

    private ExampleCase ReadCase(LocatedJson[] given)
    {
        string? Text(string member) => Word(given, member);
        LocatedJson? Find(string member) => given.Select(g => g[member]).FirstOrDefault(m => m is not null);
        var posts = Map(Find("posts"), Texts).Where(p => p.Value.All(x => _city.Staff.FindPost(x) is not null)).ToDictionary(p => p.Key, p => p.Value);
        return new ExampleCase(Text("class") ?? "", Text("standard"), Text("complainedOf"),
            int.TryParse(Text("secrecy"), NumberStyles.None, CultureInfo.InvariantCulture, out var secrecy) ? secrecy : 0, Find("wantsAnswer")?.Kind != JsonValueKind.False,
            Moment(Find("at")) ?? DateTimeOffset.UnixEpoch, Text("imported"), Text("step"), Moment(Find("due")), posts, Texts(Find("away")))
        {
            By = Text("by") ?? "", Fields = Fields(Find("fields")), Channel = Text("channel"), Nature = Text("nature"), Urgency = Text("urgency"), Area = Text("area"),
            Draw = decimal.TryParse(Text("draw"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var draw) ? draw : 1,
        };
    }

    private static string? Word(LocatedJson[] given, string member) => given.Select(g => g[member]?.Text).FirstOrDefault(t => t is not null);

    /// <summary>What an opening and those that it begins with are given.</summary>
    private IEnumerable<LocatedJson> GivenOf(LocatedJson? name, int depth)
    {
        if (name is null || depth > _openings.Count || !_openings.TryGetValue(name.Text, out var opening))
        {
            return [];
        }
        var before = Values(ActsOf(opening)).Where(a => a.Kind == JsonValueKind.String).SelectMany(a => GivenOf(a, depth + 1));
        return opening["given"] is { } own ? before.Prepend(own) : before;
    }

    private static LocatedJson? ActsOf(LocatedJson opening) => opening.Kind == JsonValueKind.Object ? opening["do"] : opening;

    private IEnumerable<ExampleAct> Opening(LocatedJson name, int depth)
    {
        if (depth > _openings.Count || !_openings.TryGetValue(name.Text, out var opening))
        {
            Tell(name, "is not an opening of this file", "本文件没有此开局");
            return [];
        }
        return Values(ActsOf(opening)).SelectMany(a => a.Kind == JsonValueKind.String ? Opening(a, depth + 1) : [ReadAct(a)]);
    }

    private ExampleAct ReadAct(LocatedJson a)
    {
        Only(a, "by", "act", "fields", "after", "at");
        Limit? after = null;
        if (a["after"] is { } limit && !Limit.TryParse(limit.Text, _city.DefaultCalendar, out after, out var reason))
        {
            Tell(limit, reason, "不是时限,应写作 2 working-day");
        }
        return new ExampleAct(a["by"]?.Text ?? "", a["act"]?.Text ?? "", Fields(a["fields"]), after, Moment(a["at"]));
    }

    /// <summary>Codes that the city does not know would lead nowhere in silence.</summary>
    private void CheckGiven(LocatedJson? given)
    {
        Only(given, "class", "standard", "complainedOf", "secrecy", "wantsAnswer", "at", "imported", "step", "due", "posts", "away", "opening", "procedure", "by", "fields",
            "channel", "nature", "urgency", "area", "draw");
        if (given?["procedure"] is { } other && ProcedureOf(given) is null)
        {
            Tell(other, "is not a procedure of this city", "本市没有此流程");
        }
        foreach (var post in Map(given?["posts"], Texts).Values.SelectMany(p => p).Where(p => _city.Staff.FindPost(p) is null))
        {
            Tell(given!["posts"]!, $"'{post}' is not a post", $"“{post}”不是岗位");
        }
        foreach (var (member, list) in new[] { ("channel", "channels"), ("nature", "natures"), ("urgency", "urgencies") })
        {
            if (given?[member] is { } code && _city.Choice(list, code.Text) is null)
            {
                Tell(code, $"is not one of {list} of city.json", $"不在 city.json 的 {list} 内");
            }
        }
        if (given?["area"] is { } area && _city.Areas.Find(area.Text) is null)
        {
            Tell(area, "is not an area", "没有此区域");
        }
    }

    private static Dictionary<string, FieldValue> Fields(LocatedJson? at) =>
        Map(at, v => v.Kind == JsonValueKind.Array ? new FieldValue(null, Texts(v)) : new FieldValue(v.Text));

    private DateTimeOffset? Moment(LocatedJson? at)
    {
        if (at is null)
        {
            return null;
        }
        if (DateTime.TryParseExact(at.Text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return _city.Calendars[_city.DefaultCalendar].Time.FromLocal(local);
        }
        Tell(at, "is not a local time such as 2011-07-11 10:00", "应为本地时间,如 2011-07-11 10:00");
        return null;
    }

    private static Dictionary<string, T> Map<T>(LocatedJson? at, Func<LocatedJson, T> value) =>
        (at?.Members ?? []).DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => value(m.Value), StringComparer.Ordinal);

    private static IEnumerable<LocatedJson> Values(LocatedJson? list) => list?.Members.Select(m => m.Value) ?? [];

    private static IReadOnlyList<string> Texts(LocatedJson? list) => [.. Values(list).Select(v => v.Text)];

    private void Only(LocatedJson? at, params ReadOnlySpan<string> known)
    {
        foreach (var (name, value) in at?.Members ?? [])
        {
            if (!known.Contains(name))
            {
                Tell(value, $"'{name}' is not known here", $"此处不认识“{name}”");
            }
        }
    }

    private void Tell(LocatedJson at, string en, string zh) => _log.Add(Path, at.Line, at.Text, en, zh);
}
