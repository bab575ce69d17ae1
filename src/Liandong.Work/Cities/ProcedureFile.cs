using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;

namespace Liandong.Work.Cities;

/// <summary>A procedure from its file. Reads every format ever released; today there is one.</summary>
public sealed class ProcedureFile
{
    private readonly string _path;
    private readonly string _calendar;
    private readonly FaultLog _log;

    /// <summary>Words that are none: what they would mean is not judged.</summary>
    private readonly HashSet<LocatedJson> _strange = [];

    private ProcedureFile(string path, string calendar, FaultLog log) => (_path, _calendar, _log) = (path, calendar, log);

    /// <summary>Reads a file; null and at least one fault when it cannot be used.</summary>
    /// <param name="calendar">The city's default calendar, for limits that name none.</param>
    public static Procedure? Read(string path, string text, string calendar, List<Fault> faults)
    {
        var log = new FaultLog();
        var procedure = Read(path, text, calendar, log);
        faults.AddRange(log.All);
        return log.IsEmpty ? procedure : null;
    }

    /// <summary>As above, but null only when it is no JSON object: what can be read of it is judged further. Notes in the log where roles and codes of the city's lists stand.</summary>
    internal static Procedure? Read(string path, string text, string calendar, FaultLog log)
    {
        if (JsonText.Read(path, text, log) is not { } root)
        {
            return null;
        }
        var file = new ProcedureFile(path, calendar, log);
        var procedure = file.Whole(root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        ProcedureCheck.Run(procedure, root, path, file._strange, log);
        return procedure;
    }

    private Procedure Whole(LocatedJson root, string hash)
    {
        Only(root, "format", "code", "name", "openedBy", "opening", "first", "rules", "clocks", "steps", "acts");
        if (Text(root, "format") != "1")
        {
            Tell(root["format"] ?? root, "format must be 1", "format 必须为 1");
        }
        var steps = Items(root, "steps").Select(ReadStep).ToList();
        var clocks = Items(root, "clocks").Select(ReadClock).ToList();
        var acts = Items(root, "acts").Select(ReadAct).ToList();
        TellTwice(root, "steps", "code");
        TellTwice(root, "clocks", "code");
        TellTwice(root, "acts", "name");
        return new Procedure(Text(root, "code"), Name(root, "name"), hash, Text(root, "first"), ReadOpening(root),
            steps.DistinctBy(s => s.Code).ToDictionary(s => s.Code, StringComparer.Ordinal), acts,
            clocks.DistinctBy(c => c.Code).ToDictionary(c => c.Code, StringComparer.Ordinal), ReadRules(root["rules"]));
    }

    private Dictionary<string, decimal> ReadRules(LocatedJson? at)
    {
        var rules = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, value) in at?.Members ?? [])
        {
            if (!ProcedureCheck.Rules.Contains(name))
            {
                Tell(value, $"'{name}' is not a known rule: {string.Join(", ", ProcedureCheck.Rules)}", $"不认识规则“{name}”");
            }
            if (!decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || !rules.TryAdd(name, number))
            {
                Tell(value, $"{name} must be a number of at least 0, written once", $"{name} 应为不小于0的数,且只写一次");
            }
        }
        return rules;
    }

    private Step ReadStep(LocatedJson s)
    {
        Only(s, "code", "name", "role", "seat", "limit", "after");
        var after = s["after"];
        if (after is not null)
        {
            Only(after, "act", "limit");
        }
        _log.Note(_path, "role " + Text(s, "role"), s["role"]?.Line ?? s.Line);
        return new Step(Text(s, "code"), Name(s, "name"), Text(s, "role"), Word<Seat>(s, "seat"), ReadLimit(s, "limit"),
            after is not null && ReadLimit(after, "limit") is { } limit ? new StepTimer(Text(after, "act"), limit) : null);
    }

    private ClockKind ReadClock(LocatedJson c)
    {
        Only(c, "code", "name", "limit", "limits");
        var byUrgency = new Dictionary<string, Limit>(StringComparer.Ordinal);
        foreach (var (urgency, at) in c["limits"]?.Members ?? [])
        {
            _log.Note(_path, "urgencies " + urgency, at.Line);
            if (ReadLimit(c["limits"]!, urgency) is { } limit)
            {
                byUrgency[urgency] = limit;
            }
        }
        return new ClockKind(Text(c, "code"), Name(c, "name"), ReadLimit(c, "limit"), byUrgency);
    }

    /// <summary>Who opens, what is asked then and what follows; a procedure that says nothing is opened by anybody, with nothing asked.</summary>
    private ProcedureAct ReadOpening(LocatedJson root)
    {
        NoteRoles(root, "openedBy");
        var none = Enumerable.Empty<LocatedJson>();
        var at = root["opening"];
        if (at is not null)
        {
            Only(at, "fields", "branches", "guards", "effects");
        }
        return new ProcedureAct(CaseDecisions.Register, Name(root, "name"), Texts(root, "openedBy"), Seat.Desk, [], [], null,
            [.. (at is null ? none : Items(at, "branches")).Select(ReadBranch)], [.. (at is null ? none : Items(at, "fields")).Select(ReadField)],
            [.. (at is null ? none : Items(at, "guards")).Select(ReadGuard)], [.. (at is null ? none : Items(at, "effects")).Select(ReadEffect)], false);
    }

    private ProcedureAct ReadAct(LocatedJson a)
    {
        Only(a, "name", "label", "roles", "seat", "from", "states", "to", "branches", "fields", "guards", "effects", "adds");
        NoteRoles(a, "roles");
        return new ProcedureAct(Text(a, "name"), Name(a, "label"), Texts(a, "roles"), Word<Seat>(a, "seat"), Texts(a, "from"),
            a["states"] is null ? ["open"] : Texts(a, "states"), a["to"]?.Text,
            [.. Items(a, "branches").Select(ReadBranch)], [.. Items(a, "fields").Select(ReadField)],
            [.. Items(a, "guards").Select(ReadGuard)], [.. Items(a, "effects").Select(ReadEffect)], Flag(a, "adds"));
    }

    private void NoteRoles(LocatedJson at, string member)
    {
        foreach (var role in Items(at, member))
        {
            _log.Note(_path, "role " + role.Text, role.Line);
        }
    }

    private Branch ReadBranch(LocatedJson b) => new(Word<BranchWhen>(b, "when"), Text(b, "to"));

    private Guard ReadGuard(LocatedJson g) => new(Word<GuardKind>(g, Head(g)), Tail(g));

    private Effect ReadEffect(LocatedJson e) => new(Word<EffectKind>(e, Head(e)), Tail(e));

    private FieldSpec ReadField(LocatedJson f)
    {
        Only(f, "code", "label", "ask", "type", "required", "list", "min", "max", "parts");
        var list = f["list"]?.Text;
        _log.Note(_path, "list " + list, f.Line);
        var spec = new FieldSpec(Text(f, "code"), Name(f, "label"), Word<FieldType>(f, "type"), Flag(f, "required"), list, Number(f, "min"), Number(f, "max"))
        {
            Ask = f["ask"] is null ? null : Name(f, "ask"),
            Parts = [.. Items(f, "parts").Select(ReadPart)],
        };
        if (spec.Parts.Count > 0 && spec.Type is not FieldType.Text)
        {
            Tell(f, "only a text is asked in parts", "只有 text 可分项(parts)");
        }
        if (spec.Type is FieldType.Choice ? list is null : list is not null && spec is not { Type: FieldType.Number, Min: not null, Max: not null })
        {
            Tell(f, "a choice names its list; a number from min to max may name the list with its words; nothing else does",
                "choice 须写 list;有 min、max 的 number 可写 list(各档用语);其他类型不写");
        }
        for (var degree = spec.Min; spec.Type is FieldType.Number && list is not null && degree <= spec.Max; degree++)
        {
            _log.Note(_path, $"{list} {degree}", f.Line);
        }
        return spec;
    }

    private Limit? ReadLimit(LocatedJson at, string member)
    {
        if (at[member] is not { } text)
        {
            return null;
        }
        if (!Limit.TryParse(text.Text, _calendar, out var limit, out var reason))
        {
            Tell(text, reason, "不是时限,应写作 2 working-day");
        }
        return limit;
    }

    private FieldPart ReadPart(LocatedJson p)
    {
        Only(p, "label", "optional");
        return new FieldPart(Name(p, "label"), Flag(p, "optional"));
    }

    private LocalName Name(LocatedJson at, string member)
    {
        var name = at[member];
        var (en, zh) = (name?["en"]?.Text ?? "", name?["zh"]?.Text ?? "");
        if (string.IsNullOrWhiteSpace(en) || string.IsNullOrWhiteSpace(zh))
        {
            Tell(name ?? at, $"{member} needs \"en\" and \"zh\"", $"{member} 须同时有 en 和 zh");
        }
        return new LocalName(en, zh);
    }

    private T Word<T>(LocatedJson at, string member)
        where T : struct, Enum
    {
        // "within-return-window" names WithinReturnWindow. Numbers are no names, though the framework would read them as such.
        var code = at.Kind == JsonValueKind.String ? member : Text(at, member);
        var name = code.Replace("-", "", StringComparison.Ordinal);
        if (Enum.GetNames<T>().FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Enum.Parse<T>(found);
        }
        _strange.Add(at);
        Tell(at[member] ?? at, $"'{code}' is not one of {string.Join(", ", Enum.GetNames<T>().Select(Written))}", $"“{code}”不在可用词内");
        return default;
    }

    /// <summary>WithinReturnWindow as the files write it: within-return-window.</summary>
    private static string Written(string name) =>
        string.Concat(name.Select((c, i) => (char.IsUpper(c) && i > 0 ? "-" : "") + char.ToLowerInvariant(c)));

    private string Text(LocatedJson at, string member)
    {
        if (at[member] is { Text.Length: > 0 } value)
        {
            return value.Text;
        }
        Tell(at, $"{member} must be there", $"缺少 {member}");
        return "";
    }

    private bool Flag(LocatedJson at, string member)
    {
        if (at[member] is { Kind: not (JsonValueKind.True or JsonValueKind.False) } wrong)
        {
            Tell(wrong, $"{member} must be true or false", $"{member} 应为 true 或 false");
        }
        return at[member]?.Kind == JsonValueKind.True;
    }

    private int? Number(LocatedJson at, string member)
    {
        if (at[member] is not { } value)
        {
            return null;
        }
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        Tell(value, $"{member} must be a whole number", $"{member} 应为整数");
        return null;
    }

    private IReadOnlyList<string> Texts(LocatedJson at, string member) => [.. Items(at, member).Select(i => i.Text)];

    private IEnumerable<LocatedJson> Items(LocatedJson at, string member)
    {
        if (at[member] is { Kind: not JsonValueKind.Array } wrong)
        {
            Tell(wrong, $"{member} must be a list", $"{member} 应为列表");
        }
        return at[member]?.Members.Select(m => m.Value) ?? [];
    }

    private void TellTwice(LocatedJson root, string list, string key)
    {
        foreach (var twice in Items(root, list).GroupBy(i => i[key]?.Text).SelectMany(g => g.Skip(1)))
        {
            Tell(twice[key] ?? twice, "is written twice; keep one", "写了两次,请只留一个");
        }
    }

    private void Only(LocatedJson at, params ReadOnlySpan<string> known)
    {
        foreach (var (name, value) in at.Members)
        {
            if (!known.Contains(name))
            {
                Tell(value, $"'{name}' is not known here", $"此处不认识“{name}”");
            }
        }
    }

    private void Tell(LocatedJson at, string en, string zh) => _log.Add(_path, at.Line, at.Text, en, zh);

    private static string Head(LocatedJson word) => word.Text.Split(' ', 2)[0];

    private static string? Tail(LocatedJson word) => word.Text.Split(' ', 2) is [_, var tail] ? tail : null;
}
