using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>hotline.json</c>, which a city without a hotline's desk does without.</summary>
internal sealed class HotlineFile
{
    public const string File = "hotline.json";

    /// <summary>Function keys that no browser has a use for on a page; the rest open help, find, reload, the address, full screen or its tools.</summary>
    private static readonly string[] s_keys =
        ["F2", "F4", "F8", "F9", "Shift+F2", "Shift+F4", "Shift+F8", "Ctrl+F2", "Ctrl+F8", "Ctrl+F9"];

    private static readonly (string Word, CallEndingKind Kind)[] s_kinds =
        [("on-case", CallEndingKind.OnCase), ("close", CallEndingKind.Close), ("answer", CallEndingKind.Answer), ("transfer", CallEndingKind.Transfer)];

    private static readonly string[] s_taken = [Calls.CallOutcomes.Registered, Calls.CallOutcomes.Joined, Calls.CallOutcomes.Missed];

    private const int LongestWait = 600;

    private readonly JsonSlips _slips;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _codes = [.. s_taken];

    private HotlineFile(FaultLog log) => _slips = new JsonSlips(File, log);

    /// <summary>Null when the city has no such file, or it is told to be wrong.</summary>
    public static Hotline? Read(CityFiles files, Func<string, bool> isClass, Func<string, bool> isChannel, Func<string, bool> isClosingKind, IEnumerable<Procedure> procedures, FaultLog log)
    {
        if (!files.Files.TryGetValue(File, out var text) || JsonText.Read(File, text, log) is not { } root)
        {
            return null;
        }
        var acts = procedures.SelectMany(p => p.Acts).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        return new HotlineFile(log).Read(root, isClass, isChannel, isClosingKind, acts);
    }

    private Hotline Read(LocatedJson root, Func<string, bool> isClass, Func<string, bool> isChannel, Func<string, bool> isClosingKind, HashSet<string> acts)
    {
        _slips.OnlyMembers(root, ["format", "channel", "hold", "answerWithin", "directAnswer", "doubtsWithin", "endings", "frames"]);
        if (root["format"]?.Text != "1")
        {
            _slips.Tell(root["format"] ?? root, "format must be 1", "format 必须为 1");
        }
        if (root["channel"] is not { } channel || !isChannel(channel.Text))
        {
            _slips.Tell(root["channel"] ?? root, "channel must be one of the channels of city.json", "channel 应为 city.json 中的渠道");
        }
        if (root["directAnswer"] is { } direct && !isClosingKind(direct.Text))
        {
            _slips.Tell(direct, "directAnswer must be one of the closing kinds of city.json", "directAnswer 应为 city.json 中的结案类型");
        }
        var hold = root["hold"] is { } key ? Key(key) : null;
        var endings = (root["endings"]?.Members ?? []).Select(m => Ending(m.Value, acts)).ToList();
        var frames = new Dictionary<ClassCode, LocalName>();
        foreach (var (code, value) in root["frames"]?.Members ?? [])
        {
            if (!isClass(code) || _slips.Name(value) is not { } frame || !frames.TryAdd(new ClassCode(code), frame))
            {
                _slips.Tell(value, $"'{code}' is not a class of its own with a text in both languages", $"“{code}”不是类别,或者缺少文字");
            }
        }
        return new Hotline(root["channel"]?.Text ?? "", endings, hold, frames, Seconds(root["answerWithin"]), root["directAnswer"]?.Text) { DoubtsWithin = Within(root["doubtsWithin"]) };
    }

    private Core.Calendars.Limit? Within(LocatedJson? at)
    {
        // Of the city's usual calendar only.
        if (at is null || (Core.Calendars.Limit.TryParse(at.Text, "", out var limit, out _) && limit.Calendar.Length == 0))
        {
            return at is null ? null : Core.Calendars.Limit.TryParse(at.Text, "", out var known, out _) ? known : null;
        }
        _slips.Tell(at, "doubtsWithin must be a limit such as 3 working-day", "doubtsWithin 应为时限,如 3 working-day");
        return null;
    }

    private int? Seconds(LocatedJson? at)
    {
        if (at is null || (int.TryParse(at.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestWait))
        {
            return at is null ? null : int.Parse(at.Text, CultureInfo.InvariantCulture);
        }
        _slips.Tell(at, $"answerWithin must be a whole number of seconds, 1 to {LongestWait}", $"answerWithin 应为 1 到 {LongestWait} 的整秒数");
        return null;
    }

    private CallEnding Ending(LocatedJson at, HashSet<string> acts)
    {
        _slips.OnlyMembers(at, ["code", "key", "name", "kind", "act", "scripts", "numbers"]);
        var kind = s_kinds.Where(k => k.Word == at["kind"]?.Text).Select(k => (CallEndingKind?)k.Kind).FirstOrDefault();
        if (at["code"]?.Text is not { Length: > 0 } code || !_codes.Add(code) || at["name"] is null || kind is null)
        {
            _slips.Tell(at, "needs a code of its own, a name and a kind: on-case, close, answer or transfer", "须有不重复的 code、name 和 kind(on-case、close、answer、transfer)");
        }
        if ((kind == CallEndingKind.OnCase) != (at["act"] is { } act && acts.Contains(act.Text)) || (kind == CallEndingKind.Transfer) != (at["numbers"] is { Members.Count: > 0 }))
        {
            _slips.Tell(at, "on-case needs an act of a procedure, transfer needs numbers, and no other kind has them", "on-case 须有流程中的 act,transfer 须有 numbers,其他种类不写");
        }
        return new CallEnding(at["code"]?.Text ?? "", at["key"] is { } key ? Key(key) : Missing(at), _slips.Name(at["name"]) ?? new LocalName("", ""), kind ?? CallEndingKind.Close, at["act"]?.Text,
            [.. (at["scripts"]?.Members ?? []).Select(s => _slips.Name(s.Value)).OfType<LocalName>()],
            [.. (at["numbers"]?.Members ?? []).Select(n => new Choice(n.Value["code"]?.Text ?? "", _slips.Name(n.Value["name"]) ?? new LocalName("", "")))]);
    }

    private string Missing(LocatedJson at)
    {
        _slips.Tell(at, "needs a key", "缺少 key");
        return "";
    }

    private string Key(LocatedJson at)
    {
        if (!s_keys.Contains(at.Text, StringComparer.Ordinal) || !_keys.Add(at.Text))
        {
            _slips.Tell(at, "must be a key of its own out of " + string.Join(", ", s_keys), "应为下列之一,且不重复:" + string.Join("、", s_keys));
        }
        return at.Text;
    }
}
