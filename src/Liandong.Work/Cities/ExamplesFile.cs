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
/// of acts from which examples begin; it may begin with another opening.
/// </summary>
public sealed class ExamplesFile
{
    /// <summary>Where it lies in the folder.</summary>
    public const string Path = "procedures/examples.json";

    private readonly City _city;
    private readonly FaultLog _log;
    private readonly Dictionary<string, LocatedJson> _openings = new(StringComparer.Ordinal);
    private DateTimeOffset _at;

    private ExamplesFile(City city, FaultLog log) => (_city, _log) = (city, log);

    /// <summary>The examples of a folder; none when it has no such file.</summary>
    public static IReadOnlyList<PlacedExample> Read(CityFiles files, City city) => Read(files, city, new FaultLog());

    /// <summary>Tries every example; one that does not hold is a fault at its line.</summary>
    internal static void Check(CityFiles files, City city, FaultLog log)
    {
        foreach (var (example, procedure, line) in Read(files, city, log))
        {
            foreach (var difference in ExampleRun.Of(city, procedure, example).Differences)
            {
                log.Add(Path, line, example.Name.En, $"does not hold: {difference}", $"不成立:{example.Name.Zh}");
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
        _at = Moment(root["at"]) ?? DateTimeOffset.UnixEpoch;
        foreach (var (name, opening) in root["openings"]?.Members ?? [])
        {
            _openings[name] = opening;
        }
        return [.. Values(root["examples"]).Select(e => new PlacedExample(ReadOne(e, root["class"]?.Text ?? ""), ProcedureOf(e["given"]) ?? ProcedureOf(root)!, e.Line))];
    }

    /// <summary>The procedure that is named here; an example may follow another than its file's.</summary>
    private Procedure? ProcedureOf(LocatedJson? at) => at?["procedure"] is { } named ? _city.Procedures.GetValueOrDefault(named.Text) : null;

    private Example ReadOne(LocatedJson e, string @class)
    {
        Only(e, "name", "given", "do", "expect");
        var given = e["given"];
        Only(given, "class", "standard", "complainedOf", "secrecy", "wantsAnswer", "at", "imported", "step", "due", "posts", "away", "opening", "procedure", "by", "fields",
            "channel", "nature", "urgency", "area", "draw");
        if (given?["procedure"] is { } other && ProcedureOf(given) is null)
        {
            Tell(other, "is not a procedure of this city", "本市没有此流程");
        }
        CheckGiven(given);
        if (e["name"]?["en"] is null || e["name"]?["zh"] is null)
        {
            Tell(e, "name needs \"en\" and \"zh\"", "name 须同时有 en 和 zh");
        }
        var posts = Map(given?["posts"], Texts);
        foreach (var post in posts.Values.SelectMany(p => p).Where(p => _city.Staff.FindPost(p) is null))
        {
            Tell(given!["posts"]!, $"'{post}' is not a post", $"“{post}”不是岗位");
        }
        if (_city.Catalogue.Find(new ClassCode(given?["class"]?.Text ?? @class)) is null)
        {
            Tell(given ?? e, "has no class of this city", "没有本市的类别");
        }
        var first = new ExampleCase(given?["class"]?.Text ?? @class, given?["standard"]?.Text, given?["complainedOf"]?.Text,
            int.TryParse(given?["secrecy"]?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var secrecy) ? secrecy : 0, given?["wantsAnswer"]?.Kind != JsonValueKind.False, Moment(given?["at"]) ?? _at,
            given?["imported"]?.Text, given?["step"]?.Text, Moment(given?["due"]),
            posts.Where(p => p.Value.All(x => _city.Staff.FindPost(x) is not null)).ToDictionary(p => p.Key, p => p.Value), Texts(given?["away"]))
        {
            By = given?["by"]?.Text ?? "", Fields = Fields(given?["fields"]), Channel = given?["channel"]?.Text, Nature = given?["nature"]?.Text,
            Urgency = given?["urgency"]?.Text, Area = given?["area"]?.Text,
            Draw = decimal.TryParse(given?["draw"]?.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var draw) ? draw : 1,
        };
        var opening = given?["opening"] is { } from ? Opening(from, 0) : [];
        return new Example(new LocalName(e["name"]?["en"]?.Text ?? "", e["name"]?["zh"]?.Text ?? ""), first,
            [.. opening, .. Values(e["do"]).Select(ReadAct)], Map(e["expect"], v => v.Text));
    }

    private IEnumerable<ExampleAct> Opening(LocatedJson name, int depth)
    {
        if (depth > _openings.Count || !_openings.TryGetValue(name.Text, out var acts))
        {
            Tell(name, "is not an opening of this file", "本文件没有此开局");
            return [];
        }
        return Values(acts).SelectMany(a => a.Kind == JsonValueKind.String ? Opening(a, depth + 1) : [ReadAct(a)]);
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
