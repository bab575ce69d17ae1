using System.Globalization;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cities;
using Liandong.Core.Simulation;
using Liandong.Work.Cities;

namespace Liandong.Work.Simulation;

/// <summary>Reads <c>simulation/stories.json</c>: cases that stand ready to be shown. A city may do without.</summary>
internal static class TalesFile
{
    private const string File = ScenarioFiles.Folder + "stories.json";
    private static readonly string[] s_tale = ["code", "channel", "class", "standard", "by", "area", "place", "day", "time", "nature", "urgency", "secrecy", "complainedOf", "title", "text", "address", "caller", "phone", "facets", "fields", "acts"];
    private static readonly string[] s_act = ["day", "time", "by", "act", "fields", "maybe"];

    public static IReadOnlyList<Tale> Read(CityFiles files, City city, FaultLog log)
    {
        if (!files.Files.TryGetValue(File, out var text) || JsonText.Read(File, text, log) is not { } root)
        {
            return [];
        }
        return [.. (root["stories"]?.Members ?? []).Select(m => TaleOf(m.Value, city, log))];
    }

    private static Tale TaleOf(LocatedJson t, City city, FaultLog log)
    {
        Only(t, s_tale, log);
        var (day, time) = When(t, log);
        var channel = Known(t, "channel", c => city.Choice("channels", c) is not null, log);
        var procedure = city.Procedures.GetValueOrDefault(city.ProcedureOf(channel));
        return new Tale(Text(t, "code", log), channel, new ClassCode(Known(t, "class", c => city.Catalogue.Find(new ClassCode(c)) is not null, log)), t["standard"]?.Text, Post(t, city, log),
            Maybe(t, "area", a => city.Areas.Find(a) is not null, log), Maybe(t, "place", p => city.Places.Find(p)?.Point is not null, log), day, time, t["nature"]?.Text, t["urgency"]?.Text,
            int.TryParse(t["secrecy"]?.Text ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var grade) ? grade : 0,
            t["complainedOf"] is { } blamed ? new UnitCode(blamed.Text) : null, Text(t, "title", log), Text(t, "text", log), Text(t, "address", log),
            t["caller"] is null && t["phone"] is null ? null : new Reporter(t["caller"]?.Text, t["phone"]?.Text),
            (t["facets"]?.Members ?? []).ToDictionary(m => m.Name, m => m.Value.Text, StringComparer.Ordinal), Fields(t["fields"]),
            [.. (t["acts"]?.Members ?? []).Select(m => ActOf(m.Value, procedure, city, log))]);
    }

    private static TaleAct ActOf(LocatedJson a, Core.Procedures.Procedure? procedure, City city, FaultLog log)
    {
        Only(a, s_act, log);
        var (day, time) = When(a, log);
        return new TaleAct(day, time, Post(a, city, log), Known(a, "act", act => procedure?.Act(act) is not null, log), Fields(a["fields"]), a["maybe"]?.Text == "true");
    }

    private static string Post(LocatedJson at, City city, FaultLog log) => Known(at, "by", p => p.StartsWith('@') || city.Staff.FindPost(p) is not null, log);

    private static Dictionary<string, FieldValue> Fields(LocatedJson? at) => (at?.Members ?? []).ToDictionary(m => m.Name,
        m => m.Value.Kind == JsonValueKind.Array ? new FieldValue(null, [.. m.Value.Members.Select(i => i.Value.Text)]) : new FieldValue(m.Value.Text), StringComparer.Ordinal);

    private static (int Day, TimeOnly Time) When(LocatedJson at, FaultLog log)
    {
        if (int.TryParse(at["day"]?.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var day) && day is <= 0 and > -60
            && TimeOnly.TryParseExact(at["time"]?.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (day, time);
        }
        log.Add(File, at.Line, at["day"]?.Text ?? "", "needs a day, 0 or less, and a time such as 09:30", "须有 day(不大于0)和 time(如 09:30)");
        return default;
    }

    private static void Only(LocatedJson at, string[] names, FaultLog log)
    {
        foreach (var (name, value) in at.Members.Where(m => !names.Contains(m.Name)))
        {
            log.Add(File, value.Line, name, $"is not known here; use {string.Join(", ", names)}", $"此处没有此项,可用:{string.Join("、", names)}");
        }
    }

    private static string? Maybe(LocatedJson at, string name, Func<string, bool> known, FaultLog log) => at[name] is null ? null : Known(at, name, known, log);

    private static string Known(LocatedJson at, string name, Func<string, bool> known, FaultLog log)
    {
        var text = Text(at, name, log);
        if (text.Length > 0 && !known(text))
        {
            log.Add(File, at[name]!.Line, text, $"is not a {name} of this city", $"本市没有此 {name}");
        }
        return text;
    }

    private static string Text(LocatedJson at, string name, FaultLog log)
    {
        if (at[name] is { } found)
        {
            return found.Text;
        }
        log.Add(File, at.Line, name, "must be there", "不可缺少");
        return "";
    }
}
