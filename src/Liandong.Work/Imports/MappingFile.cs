using System.Collections.Frozen;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;
using Liandong.Work.Cities;

namespace Liandong.Work.Imports;

/// <summary>Reads a mapping file value by value and tells every fault with its line.</summary>
internal sealed class MappingFile
{
    private static readonly string[] s_members = ["format", "code", "name", "file", "time", "blanks", "noPlace", "steps", "case", "areas"];
    private static readonly string[] s_fieldMembers = ["column", "between", "values", "default", "level"];

    private readonly string _file;
    private readonly LocatedJson _root;
    private readonly City _city;
    private readonly FaultLog _log;

    private MappingFile(string file, LocatedJson root, City city, FaultLog log) => (_file, _root, _city, _log) = (file, root, city, log);

    public static ImportMapping? Read(string file, string text, City city, FaultLog log) =>
        JsonText.Read(file, text, log) is { } root ? new MappingFile(file, root, city, log).ReadAll() : null;

    private ImportMapping ReadAll()
    {
        CheckMembers(_root, s_members);
        Expect(_root["format"], "1");
        var code = Needed(_root, "code")?.Text ?? "";
        if ($"{ImportMapping.Folder}{code}.json" != _file)
        {
            Tell(_root["code"] ?? _root, "has another code than its file's name", "代码与文件名不一致");
        }
        var time = Needed(_root, "time");
        Expect(time?["ambiguous"], "first");
        Expect(time?["missing"], "forward");
        var fields = ReadFields();
        var areas = (_root["areas"]?.Members ?? []).Select(a => (Level: Needed(a.Value, "level")?.Text ?? "", Field: ReadField(a.Value))).ToList();
        return new ImportMapping(code, new LocalName(_root["name"]?["en"]?.Text ?? code, _root["name"]?["zh"]?.Text ?? code), ReadFormat(), ReadZone(time?["zone"]),
            time is null ? "" : Needed(time, "format")?.Text ?? "", (_root["blanks"]?.Members ?? []).Select(b => b.Value.Text).ToFrozenSet(StringComparer.Ordinal),
            [.. (_root["noPlace"]?.Members ?? []).Select(p => (Needed(p.Value, "lon")?.Text ?? "", Needed(p.Value, "lat")?.Text ?? ""))],
            ReadStep("open"), ReadStep("closed"), fields, areas);
    }

    private Dictionary<string, MappedField> ReadFields()
    {
        var fields = new Dictionary<string, MappedField>(StringComparer.Ordinal);
        var at = Needed(_root, "case");
        foreach (var (name, value) in at?.Members ?? [])
        {
            if (!CaseField.All.Contains(name) || !fields.TryAdd(name, ReadField(value)))
            {
                Tell(value, $"'{name}' is not a field of a case, or is written twice", $"“{name}”不是案件字段,或写了两次");
            }
        }
        CheckCodes(at, CaseField.Class, c => _city.Catalogue.Find(new ClassCode(c)) is not null || _city.Catalogue.ByAlias(c) is not null);
        CheckCodes(at, CaseField.Unit, c => _city.Units.Find(new UnitCode(c)) is not null);
        CheckCodes(at, CaseField.Section, c => _city.Units.Find(new UnitCode(c)) is not null);
        CheckCodes(at, CaseField.Channel, c => _city.Choice("channels", c) is not null);
        CheckCodes(at, CaseField.ClosingKind, c => _city.Choice("closingKinds", c) is not null);
        foreach (var missing in CaseField.Needed.Where(n => at is not null && !fields.ContainsKey(n)))
        {
            Tell(at!, $"{missing} must be mapped", $"缺少 {missing} 的对应关系");
        }
        return fields;
    }

    /// <summary>What a table or a default gives must be known to the city, or every such row would be refused.</summary>
    private void CheckCodes(LocatedJson? fields, string name, Func<string, bool> isKnown)
    {
        IEnumerable<LocatedJson> codes = [.. (fields?[name]?["values"]?.Members ?? []).Select(v => v.Value), .. fields?[name]?["default"] is { Kind: JsonValueKind.String } d ? [d] : Array.Empty<LocatedJson>()];
        foreach (var code in codes.Where(c => !isKnown(c.Text)))
        {
            Tell(code, $"is not known to this city as {name}", "本市没有此代码");
        }
    }

    private MappedField ReadField(LocatedJson at)
    {
        CheckMembers(at, s_fieldMembers);
        var column = Needed(at, "column");
        var values = at["values"]?.Members ?? [];
        var @default = at["default"];
        return new MappedField(
            column is { Kind: JsonValueKind.Array } ? [.. column.Members.Select(m => m.Value.Text)] : column is null ? [] : [column.Text],
            at["between"]?.Text ?? " ",
            values.Where(v => !IsPattern(v.Name)).DistinctBy(v => v.Name).ToFrozenDictionary(v => v.Name, v => v.Value.Text, StringComparer.Ordinal),
            [.. values.Where(v => IsPattern(v.Name)).Select(v => (new WordPattern(v.Name), v.Value.Text))],
            @default is not null, @default is { Kind: JsonValueKind.String } text ? text.Text : null);
    }

    private static bool IsPattern(string name) => name.Contains('*', StringComparison.Ordinal);

    private DelimitedFormat ReadFormat()
    {
        var delimiter = _root["file"]?["delimiter"];
        if (delimiter is { Text.Length: not 1 })
        {
            Tell(delimiter, "must be one sign", "须为一个字符");
        }
        var encoding = _root["file"]?["encoding"];
        if (encoding is not null && DelimitedSourceText.EncodingOf(encoding.Text) is null)
        {
            Tell(encoding, "is not an encoding we read: utf-8, utf-16, utf-16le, utf-16be, gb18030, latin-1", "不支持的编码");
        }
        return new DelimitedFormat(delimiter is { Text.Length: 1 } ? delimiter.Text[0] : ',', encoding?.Text ?? "utf-8",
            _root["file"]?["names"]?.Members.Select(m => m.Value.Text).ToList());
    }

    private CityTime ReadZone(LocatedJson? at)
    {
        if (at is not null && TimeZoneInfo.TryFindSystemTimeZoneById(at.Text, out var zone))
        {
            return new CityTime(zone);
        }
        if (at is not null)
        {
            Tell(at, "is not a time zone; write one such as America/New_York", "不是时区名,应如 Asia/Shanghai");
        }
        return new CityTime(_city.Zone);
    }

    private string ReadStep(string name)
    {
        var at = _root["steps"] is { } steps ? Needed(steps, name) : Needed(_root, "steps");
        if (at is not null && !_city.Procedures[_city.DefaultProcedure].Steps.ContainsKey(at.Text))
        {
            Tell(at, "is not a step of the city's procedure", "不是本市流程的环节");
        }
        return at?.Text ?? "";
    }

    private void Expect(LocatedJson? at, string only)
    {
        if (at is null || at.Text != only)
        {
            Tell(at ?? _root, $"format 1 knows '{only}' alone; write it", $"格式1此处只有“{only}”,请写明");
        }
    }

    private void CheckMembers(LocatedJson at, string[] known)
    {
        foreach (var (name, value) in at.Members.Where(m => !known.Contains(m.Name, StringComparer.Ordinal)))
        {
            Tell(value, $"'{name}' is not known here", $"此处不认识“{name}”");
        }
    }

    private LocatedJson? Needed(LocatedJson at, string member)
    {
        if (at[member] is null)
        {
            Tell(at, $"{member} must be there", $"缺少 {member}");
        }
        return at[member];
    }

    private void Tell(LocatedJson at, string english, string chinese) => _log.Add(_file, at.Line, at.Text, english, chinese);
}
