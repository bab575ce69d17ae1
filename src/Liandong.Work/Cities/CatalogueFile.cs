using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Catalogue;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>catalogue.csv</c>: one row for each standard, the rows of a class together, its default first.</summary>
internal sealed class CatalogueFile
{
    /// <summary>Columns of the class, in which its rows agree.</summary>
    internal static readonly string[] ClassColumns = ["name_en", "name_zh", "group_en", "group_zh", "nature", "aliases", "secrecy"];

    private const string Columns =
        "class,name_en,name_zh,group_en,group_zh,nature,standard,standard_ref,filing_en,filing_zh,limit,calendar,conditions_en,conditions_zh,evidence,legal_basis,aliases,milestones?,thing?,secrecy?";

    private static readonly JsonSerializerOptions s_canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HashSet<string> _classCodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _standardCodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly Func<string, bool> _isCalendar;
    private readonly Func<string, bool> _isNature;

    private readonly Func<string, bool> _isThing;

    private CatalogueFile(Func<string, bool> isCalendar, Func<string, bool> isNature, Func<string, bool> isThing) =>
        (_isCalendar, _isNature, _isThing) = (isCalendar, isNature, isThing);

    public static IReadOnlyList<CaseClass> Read(CityFiles files, Func<string, bool> isCalendar, Func<string, bool> isNature, Func<string, bool> isThing, FaultLog log)
    {
        var file = new CatalogueFile(isCalendar, isNature, isThing);
        var classes = new List<List<CsvRow>>();
        foreach (var row in CsvTable.Read(files, "catalogue.csv", Columns, log).Rows)
        {
            if (classes.Count == 0 || classes[^1][0].Cell("class") != row.Cell("class"))
            {
                classes.Add([]);
            }

            classes[^1].Add(row);
        }

        return [.. classes.Select(file.ReadClass)];
    }

    /// <summary>What is kept in <c>definitions</c> for a standard, and hashed: its promise, without its class's names.</summary>
    public static string Canonical(Standard s) => JsonSerializer.Serialize(new
    {
        format = 1,
        code = s.Code,
        @class = s.Class.Value,
        reference = s.Reference,
        filing = s.Filing,
        limit = s.Limit?.ToString(),
        calendar = s.Limit?.Calendar,
        conditions = s.Conditions,
        photoAfter = s.PhotoAfter,
        legalBasis = s.LegalBasis,
        milestones = s.Milestones.Select(m => new { code = m.Code, limit = m.Limit.ToString(), calendar = m.Limit.Calendar }),
    }, s_canonical);

    private CaseClass ReadClass(List<CsvRow> rows)
    {
        var first = rows[0];
        var code = first.Code("class", _classCodes);
        foreach (var row in rows.Skip(code.Length > 0 ? 1 : rows.Count))
        {
            foreach (var column in ClassColumns.Where(c => row.Cell(c) != first.Cell(c)))
            {
                row.Fault(row.Cell(column), $"differs in {column} from the first row of the class", $"{column} 与本类首行不一致");
            }
        }

        foreach (var row in rows)
        {
            row.References("thing", _isThing, "a thing of things.csv", "部件(things.csv)");
        }

        var found = new CaseClass(new ClassCode(code), first.Name("name"), first.Name("group"),
            first.Reference("nature", _isNature, "a nature", "诉求性质"),
            [.. rows.Select(r => ReadStandard(r, new ClassCode(code)))], first.List("aliases")) { Secrecy = first.Cell("secrecy").Length == 0 ? 0 : first.Number("secrecy", 0, SecrecyGrade.Strict) };
        Registers.CheckAliases(first, code, found.Aliases, _aliases);
        return found;
    }

    private Standard ReadStandard(CsvRow row, ClassCode code)
    {
        var standard = new Standard(row.Code("standard", _standardCodes), code, row.Maybe("standard_ref"), row.Name("filing"),
            ReadLimit(row), ReadConditions(row), row.OneOf("evidence", "", "after") == "after", row.Maybe("legal_basis"), "") { Milestones = ReadMilestones(row) };
        return standard with { Hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Canonical(standard)))) };
    }

    private Limit? ReadLimit(CsvRow row)
    {
        var (text, calendar) = (row.Cell("limit"), row.Reference("calendar", _isCalendar, "a calendar", "日历"));
        if (text.Length == 0 || calendar is null)
        {
            if (text.Length > 0)
            {
                row.Fault(text, "is a limit without a calendar", "有时限而无日历");
            }
            else if (calendar is not null)
            {
                row.Fault(calendar, "is a calendar without a limit", "有日历而无时限");
            }

            return null;
        }

        if (!Limit.TryParse(text, calendar, out var limit, out var reason))
        {
            row.Fault(text, reason, "不是时限,应写作 2 working-day");
        }

        return limit;
    }

    /// <summary>"on-site=4 urgent-hour|made-safe=1 working-day", by the calendar of the standard.</summary>
    private List<Milestone> ReadMilestones(CsvRow row)
    {
        var milestones = new List<Milestone>();
        foreach (var text in row.List("milestones"))
        {
            if (text.Split('=') is not [{ Length: > 0 } code, var amount] || milestones.Any(m => m.Code == code.Trim()))
            {
                row.Fault(text, "is not a milestone; write each once, such as on-site=4 urgent-hour", "不是时间节点,应如 on-site=4 urgent-hour,且各写一次");
            }
            else if (!_isCalendar(row.Cell("calendar")))
            {
                row.Fault(text, "is a milestone without a calendar", "有时间节点而无日历");
            }
            else if (Limit.TryParse(amount, row.Cell("calendar"), out var limit, out var reason))
            {
                milestones.Add(new Milestone(code.Trim(), limit));
            }
            else
            {
                row.Fault(text, reason, "不是时限,应写作 4 urgent-hour");
            }
        }

        return milestones;
    }

    private static IReadOnlyList<Condition> ReadConditions(CsvRow row)
    {
        var (english, chinese) = (row.List("conditions_en"), row.List("conditions_zh"));
        if (english.Count != chinese.Count)
        {
            row.Fault(row.Cell("conditions_en"), $"has {english.Count} conditions in English and {chinese.Count} in Chinese", $"结案条件英文{english.Count}条,中文{chinese.Count}条");
        }

        return [.. english.Zip(chinese, (en, zh) => new LocalName(en, zh)).Select((name, i) => new Condition($"c{i + 1}", name))];
    }
}
