using Liandong.Core;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>attachments.csv</c>, which a city without lines and blocks does without.</summary>
internal static class AttachmentsFile
{
    private const string Columns = "line,town,attachment,office";

    private static readonly Dictionary<string, AttachmentKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["block-block"] = AttachmentKind.BlockBlock, ["line-block"] = AttachmentKind.LineBlock, ["line-line"] = AttachmentKind.LineLine,
    };

    public static IReadOnlyList<Attachment> Read(CityFiles files, IReadOnlyList<Unit> units, FaultLog log)
    {
        var parents = units.DistinctBy(u => u.Code).ToDictionary(u => u.Code.Value, u => u.Parent?.Value, StringComparer.Ordinal);
        var taken = new HashSet<(string, string)>();
        var attachments = new List<Attachment>();
        foreach (var row in CsvTable.Read(files, "attachments.csv", Columns, log, needed: false).Rows)
        {
            string Unit(string column) => row.Reference(column, parents.ContainsKey, "a unit", "单位") ?? row.Needed(column);
            var (line, town) = (Unit("line"), Unit("town"));
            var kind = s_kinds.GetValueOrDefault(row.OneOf("attachment", [.. s_kinds.Keys]));
            var office = row.Reference("office", parents.ContainsKey, "a unit", "单位");
            if (!taken.Add((line, town)))
            {
                row.Fault(line, $"stands twice for {town}; keep one row", $"与 {town} 的关系重复,请只留一行");
            }

            if (office is null != (kind == AttachmentKind.LineLine))
            {
                row.Fault(row.Cell("office"), "an office is named when the attachment is not line-line, and only then", "除条属条管(line-line)外须写驻点单位,条属条管不写");
            }
            else if (office is not null && parents.TryGetValue(office, out var parent) && parent != (kind == AttachmentKind.BlockBlock ? town : line))
            {
                row.Fault(office, kind == AttachmentKind.BlockBlock ? "is block-block, so the town stands above it in units.csv" : "is line-block, so the line stands above it in units.csv",
                    kind == AttachmentKind.BlockBlock ? "块属块管的驻点在 units.csv 中应以街镇为上级" : "条属块管的驻点在 units.csv 中应以条线单位为上级");
            }

            attachments.Add(new Attachment(new UnitCode(line), new UnitCode(town), kind, office is null ? null : new UnitCode(office)));
        }

        return attachments;
    }
}
