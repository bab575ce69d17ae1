using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Procedures;

namespace Liandong.Work.Cities;

/// <summary>A procedure from its file. Reads every format ever released; today there is one.</summary>
public sealed class ProcedureFile
{
    private static readonly string[] s_states = ["open", "suspended", "closed"];

    private readonly string _path;
    private readonly string _text;
    private readonly List<Fault> _faults;
    private readonly string _calendar;

    private ProcedureFile(string path, string text, string calendar, List<Fault> faults) => (_path, _text, _calendar, _faults) = (path, text, calendar, faults);

    /// <summary>Reads a file; null and at least one fault when it cannot be used.</summary>
    /// <param name="calendar">The city's default calendar, for limits that name none.</param>
    public static Procedure? Read(string path, string text, string calendar, List<Fault> faults)
    {
        var before = faults.Count;
        try
        {
            using var json = JsonDocument.Parse(text);
            var file = new ProcedureFile(path, text, calendar, faults);
            var procedure = file.Whole(json.RootElement);
            return faults.Count == before ? procedure : null;
        }
        catch (JsonException e)
        {
            faults.Add(new Fault(path, (int)(e.LineNumber ?? 0) + 1, "", new LocalName($"Not valid JSON: {e.Message}", $"JSON 格式不正确：{e.Message}")));
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            faults.Add(new Fault(path, 1, "", new LocalName($"The file does not have the form of a procedure: {e.Message}", $"文件不符合流程格式：{e.Message}")));
            return null;
        }
    }

    private Procedure Whole(JsonElement root)
    {
        if (root.GetProperty("format").GetInt32() != 1)
        {
            Tell("format", "This version reads format 1.", "本版本只能读取格式 1。");
        }
        var steps = root.GetProperty("steps").EnumerateArray().Select(ReadStep).ToDictionary(s => s.Code, StringComparer.Ordinal);
        var clocks = root.GetProperty("clocks").EnumerateArray()
            .Select(c => new ClockKind(Text(c, "code"), Name(c, "name"), ReadLimit(c, "limit"))).ToDictionary(c => c.Code, StringComparer.Ordinal);
        var acts = root.GetProperty("acts").EnumerateArray().Select(ReadAct).ToList();
        var rules = root.GetProperty("rules").EnumerateObject().ToDictionary(r => r.Name, r => r.Value.GetDecimal(), StringComparer.Ordinal);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));
        var procedure = new Procedure(Text(root, "code"), Name(root, "name"), hash, Text(root, "first"), steps, acts, clocks, rules);
        CheckPaths(procedure);
        return procedure;
    }

    private Step ReadStep(JsonElement s) => new(Text(s, "code"), Name(s, "name"), Text(s, "role"), Enum<Seat>(Text(s, "seat")), ReadLimit(s, "limit"),
        s.TryGetProperty("after", out var after) ? new StepTimer(Text(after, "act"), ReadLimit(after, "limit")!) : null);

    private ProcedureAct ReadAct(JsonElement a) => new(Text(a, "name"), Name(a, "label"), Texts(a, "roles"), Enum<Seat>(Text(a, "seat")),
        Texts(a, "from"), a.TryGetProperty("states", out _) ? Texts(a, "states") : ["open"], Maybe(a, "to"),
        [.. List(a, "branches").Select(b => new Branch(Enum<BranchWhen>(Text(b, "when")), Text(b, "to")))],
        [.. List(a, "fields").Select(ReadField)],
        [.. Texts(a, "guards").Select(g => new Guard(Enum<GuardKind>(Head(g)), Tail(g)))],
        [.. Texts(a, "effects").Select(e => new Effect(Enum<EffectKind>(Head(e)), Tail(e)))],
        a.TryGetProperty("adds", out var adds) && adds.GetBoolean());

    private FieldSpec ReadField(JsonElement f) => new(Text(f, "code"), Name(f, "label"), Enum<FieldType>(Text(f, "type")),
        f.TryGetProperty("required", out var required) && required.GetBoolean(), Maybe(f, "list"), Number(f, "min"), Number(f, "max"));

    /// <summary>Dead ends, steps that nobody reaches, acts that lead nowhere.</summary>
    private void CheckPaths(Procedure p)
    {
        foreach (var to in p.Acts.SelectMany(a => a.From.Concat(a.Branches.Select(b => b.To)).Append(a.To ?? p.First)).Append(p.First).Distinct().Where(s => !p.Steps.ContainsKey(s)))
        {
            Tell(to, "There is no step with this code.", "没有这个代码的环节。");
        }
        foreach (var act in p.Acts.SelectMany(a => a.States).Distinct().Where(s => !s_states.Contains(s)))
        {
            Tell(act, "A state is open, suspended or closed.", "状态只能是 open、suspended 或 closed。");
        }
        foreach (var timer in p.Steps.Values.Select(s => s.After?.Act).OfType<string>().Where(t => p.Act(t) is not { Seat: Seat.Rule }))
        {
            Tell(timer, "A step's timer names an act whose seat is rule.", "环节的定时动作必须是 seat 为 rule 的动作。");
        }
        foreach (var act in p.Acts.Where(a => a.Seat != Seat.Rule && a.Roles.Count == 0))
        {
            Tell(act.Name, "Nobody may do this: name at least one role.", "没有人能做这个动作：请写至少一个角色。");
        }
        foreach (var kind in p.Acts.SelectMany(a => a.Effects).Where(e => e.Kind is EffectKind.StartClock or EffectKind.StopClock or EffectKind.ContinueClock)
            .Select(e => e.Argument ?? "").Distinct().Where(k => !p.Clocks.ContainsKey(k)))
        {
            Tell(kind, "There is no kind of clock with this code.", "没有这个代码的时钟。");
        }
        CheckReach(p);
    }

    private void CheckReach(Procedure p)
    {
        var reached = new HashSet<string> { p.First };
        while (p.Acts.Where(a => a.From.Count == 0 || a.From.Any(reached.Contains)).SelectMany(a => a.Branches.Select(b => b.To).Append(a.To ?? p.First))
            .Any(reached.Add))
        {
        }
        foreach (var step in p.Steps.Keys.Where(s => !reached.Contains(s)))
        {
            Tell(step, "No act leads to this step.", "没有动作通向这个环节。");
        }
        bool Ends(ProcedureAct a) => a.Effects.Any(e => e.Kind is EffectKind.Close or EffectKind.Void or EffectKind.Refuse);
        var ending = new HashSet<string>(p.Acts.Where(Ends).SelectMany(a => a.From));
        while (p.Acts.Where(a => a.Branches.Select(b => b.To).Append(a.To ?? "").Any(ending.Contains)).SelectMany(a => a.From).Any(ending.Add))
        {
        }
        var last = p.Acts.Where(Ends).Select(a => a.To).ToHashSet();
        foreach (var step in reached.Where(s => !ending.Contains(s) && !last.Contains(s)))
        {
            Tell(step, "Dead end: from this step no act leads to an end.", "死路：从这个环节没有动作通向结束。");
        }
    }

    private Limit? ReadLimit(JsonElement e, string property)
    {
        if (Maybe(e, property) is not { } text)
        {
            return null;
        }
        if (Limit.TryParse(text, _calendar, out var limit, out var reason))
        {
            return limit;
        }
        Tell(text, reason, $"时限写法不对，例如 \"2 working-day\"：{text}");
        return new Limit(1, LimitKind.UrgentHour, _calendar);
    }

    private LocalName Name(JsonElement e, string property)
    {
        var name = e.GetProperty(property);
        var (en, zh) = (Maybe(name, "en"), Maybe(name, "zh"));
        if (string.IsNullOrWhiteSpace(en) || string.IsNullOrWhiteSpace(zh))
        {
            Tell(en ?? zh ?? property, "The text is missing in one language.", "缺少一种语言的文字。");
        }
        return new LocalName(en ?? "", zh ?? "");
    }

    /// <summary>"within-return-window" names WithinReturnWindow.</summary>
    private T Enum<T>(string code)
        where T : struct, Enum
    {
        if (System.Enum.TryParse<T>(code.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value))
        {
            return value;
        }
        Tell(code, $"Not a word of the list: {string.Join(", ", System.Enum.GetNames<T>())}.", $"不在可用的词表内：{string.Join("、", System.Enum.GetNames<T>())}。");
        return default;
    }

    private void Tell(string value, string en, string zh)
    {
        var at = _text.IndexOf($"\"{value}\"", StringComparison.Ordinal);
        var line = at < 0 ? 1 : 1 + _text.AsSpan(0, at).Count('\n');
        _faults.Add(new Fault(_path, line, value, new LocalName(en, zh)));
    }

    private static string Head(string text) => text.Split(' ', 2)[0];

    private static string? Tail(string text) => text.Split(' ', 2) is [_, var tail] ? tail : null;

    private static string Text(JsonElement e, string property) => e.GetProperty(property).GetString() ?? "";

    private static string? Maybe(JsonElement e, string property) => e.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static int? Number(JsonElement e, string property) => e.TryGetProperty(property, out var value) ? value.GetInt32() : null;

    private static IReadOnlyList<string> Texts(JsonElement e, string property) =>
        e.TryGetProperty(property, out var list) ? [.. list.EnumerateArray().Select(x => x.GetString() ?? "")] : [];

    private static IEnumerable<JsonElement> List(JsonElement e, string property) =>
        e.TryGetProperty(property, out var list) ? list.EnumerateArray() : [];
}
