using Liandong.Work.Imports;

namespace Liandong.Work.Cities;

/// <summary>A small CSV file of a city: its rows, or faults about its form. Rows are kept even when a value is missing.</summary>
internal sealed class CsvTable
{
    private CsvTable(string file, IReadOnlyList<CsvRow> rows)
    {
        File = file;
        Rows = rows;
    }

    public string File { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <param name="columns">Columns that must be there, in any order; those ending in <c>?</c> may be left out.</param>
    public static CsvTable Read(CityFiles files, string file, string columns, FaultLog log, bool needed = true)
    {
        if (!files.Files.TryGetValue(file, out var text))
        {
            if (needed)
            {
                log.Add(file, 0, "", "is missing; every city has it", "文件缺失,每个城市都须有");
                log.Lose(file);
            }

            return new CsvTable(file, []);
        }

        var names = columns.Split(',');
        var must = names.Where(n => !n.EndsWith('?')).ToList();
        return new CsvTable(file, ReadRows(file, text.TrimStart('\uFEFF'), must, [.. names.Select(n => n.TrimEnd('?'))], log));
    }

    private static List<CsvRow> ReadRows(string file, string text, IReadOnlyList<string> must, IReadOnlyList<string> known, FaultLog log)
    {
        List<string>? header = null;
        var rows = new List<CsvRow>();
        foreach (var (line, values) in Cut(file, text, log))
        {
            if (header is null)
            {
                header = values;
                CheckHeader(file, header, must, known, log);
                continue;
            }

            if (values.Count != header.Count)
            {
                log.Add(file, line, values[0], $"has {values.Count} values where the header has {header.Count} columns; a value that holds a comma stands in quotes", $"有{values.Count}个值,表头为{header.Count}列;含逗号的值须加引号");
            }

            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (column, value) in header.Zip(values))
            {
                cells[column] = value;
            }

            rows.Add(new CsvRow(file, line, cells, log));
        }

        if (header is null)
        {
            log.Lose(file);
            log.Add(file, 1, "", "is empty; write the header at least", "文件为空,至少须有表头");
        }

        return rows;
    }

    /// <summary>Rows with the line they begin on; empty lines and remarks (#) are passed over. A row with a stray quote is told once, and cut at its commas: its code still stands for it.</summary>
    private static IEnumerable<(int Line, List<string> Values)> Cut(string file, string text, FaultLog log)
    {
        var scanner = new DelimitedSourceScanner(',');
        for (int at = 0, line = 1, length; at < text.Length; line += text.AsSpan(at, length).Count('\n'), at += length)
        {
            length = text.AsSpan(at) is ['\n', ..] ? 1 : text.AsSpan(at).StartsWith("\r\n") ? 2 : text[at] == '#' ? LineLength(text, at) : 0;
            if (length > 0)
            {
                continue;
            }

            if (scanner.Scan(text.AsSpan(at), last: true) == ScanResult.Row)
            {
                length = scanner.Length;
                yield return (line, [.. scanner.Values.Select(v => v.Trim())]);
                continue;
            }

            length = LineLength(text, at);
            var row = text.Substring(at, length).Trim();
            log.AddLast(file, line, row, "has a quote out of place; quote the whole value and double the quotes in it", "引号位置不对,请整体加引号,内部引号写两次");
            yield return (line, [.. row.Split(',').Select(v => v.Trim(' ', '"'))]);
        }
    }

    private static int LineLength(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end + 1 - at : text.Length - at;

    private static void CheckHeader(string file, List<string> header, IReadOnlyList<string> must, IReadOnlyList<string> known, FaultLog log)
    {
        foreach (var missing in must.Except(header, StringComparer.Ordinal))
        {
            log.Add(file, 1, missing, "is a column that must be there", "缺少此列");
            log.Lose($"{file}:{missing}");
        }

        foreach (var unknown in header.Except(known, StringComparer.Ordinal))
        {
            log.Add(file, 1, unknown, $"is not a column of this file; it has {string.Join(", ", known)}", $"本文件没有此列,可用:{string.Join("、", known)}");
        }

        foreach (var twice in header.GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            log.Add(file, 1, twice.Key, "is a column written twice; keep one", "此列重复,请只留一个");
        }
    }
}
