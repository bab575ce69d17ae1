using System.Globalization;
using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>
/// One row, read value by value; a bad value is told and replaced by a harmless one, so that one slip does not make
/// every row that refers to this one look wrong too.
/// </summary>
internal sealed class CsvRow(string file, int line, IReadOnlyDictionary<string, string> cells, FaultLog log)
{
    private const int LongestCode = 64;

    /// <summary>Every value by its column.</summary>
    public IReadOnlyDictionary<string, string> Cells => cells;

    /// <summary>The value, empty when there is none.</summary>
    public string Cell(string column) => cells.GetValueOrDefault(column, "");

    public void Fault(string value, string english, string chinese) => log.Add(file, line, value, english, chinese);

    public string Needed(string column)
    {
        var value = Cell(column);
        if (value.Length == 0 && log.Has(file, column))
        {
            Fault("", $"{column} must be there", $"{column} 不可为空");
        }

        return value;
    }

    public string? Maybe(string column) => Cell(column) is { Length: > 0 } value ? value : null;

    /// <summary>The code of this row, told when it is taken already.</summary>
    public string Code(string column, HashSet<string> taken)
    {
        var code = Needed(column);
        if (code.Length == 0)
        {
            return code;
        }

        if (code.Length > LongestCode || code.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')))
        {
            Fault(code, "is not a code; use letters, digits, . - _, at most 64", "不是代码,只可用字母、数字、. - _,至多64个");
        }

        log.Note(file, code, line);
        if (!taken.Add(code))
        {
            Fault(code, "is a code that stands twice; keep one", "代码重复,请只留一个");
        }

        return code;
    }

    /// <summary>A code of another register; told when it is not there.</summary>
    public string? Reference(string column, Func<string, bool> known, string english, string chinese)
    {
        var code = Maybe(column);
        return code is null ? null : Known(code, known, english, chinese);
    }

    public IReadOnlyList<string> References(string column, Func<string, bool> known, string english, string chinese) =>
        [.. List(column).Select(code => Known(code, known, english, chinese))];

    public IReadOnlyList<string> List(string column) =>
        Cell(column).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A name in both languages, or none in either.</summary>
    public LocalName? MaybeName(string stem) => Cell(stem + "_en").Length + Cell(stem + "_zh").Length == 0 ? null : Name(stem);

    /// <summary>A name in both languages, each needed.</summary>
    public LocalName Name(string stem) => new(Needed(stem + "_en"), Needed(stem + "_zh"));

    public string OneOf(string column, params IReadOnlyList<string> choices)
    {
        var value = Cell(column);
        if (!choices.Contains(value, StringComparer.Ordinal) && log.Has(file, column))
        {
            var list = string.Join(", ", choices.Select(c => c.Length == 0 ? "(empty)" : c));
            Fault(value, $"{column} must be one of {list}", $"{column} 应为下列之一:{list}");
        }

        return value;
    }

    public int Number(string column, int least, int most)
    {
        if (int.TryParse(Cell(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        if (!log.Has(file, column))
        {
            return least;
        }

        Fault(Cell(column), $"{column} must be a whole number from {least} to {most}", $"{column} 应为{least}至{most}的整数");
        return least;
    }

    /// <summary>Two days, inclusive, each may be open.</summary>
    public (DateOnly? From, DateOnly? To) Days(string from, string to)
    {
        var (first, last) = (Day(from), Day(to));
        if (first > last)
        {
            Fault(Cell(to), $"{to} lies before {from}", $"{to} 早于 {from}");
        }

        return (first, last);
    }

    public DateOnly? Day(string column)
    {
        if (Maybe(column) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Fault(text, "is not a day; write it as 2026-02-17", "不是日期,应写作 2026-02-17");
        return null;
    }

    private string Known(string code, Func<string, bool> known, string english, string chinese)
    {
        if (!known(code))
        {
            Fault(code, $"is not {english} of this city", $"本市没有此{chinese}");
        }

        return code;
    }
}
