using System.Text.RegularExpressions;
using Liandong.Core;
using Liandong.Core.Cities;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>knowledge/CODE.md</c>: a header, then the answer in both languages. One whose day has passed is no fault.</summary>
internal sealed partial class KnowledgeFile
{
    private const string Folder = "knowledge/";
    private const string Fence = "---";
    private const int MostSentences = 3;

    private static readonly string[] s_keys = ["class", "owner", "valid_until", "reviewed", "question_en", "question_zh", "basis_en", "basis_zh"];
    private static readonly string[] s_languages = ["zh", "en"];

    private readonly string _file;
    private readonly FaultLog _log;
    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private KnowledgeFile(string file, string text, FaultLog log)
    {
        (_file, _log) = (file, log);
        var lines = text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.TrimEntries);
        ReadAnswers(lines, ReadHeader(lines));
    }

    public static IReadOnlyList<Article> Read(CityFiles files, Func<string, bool> isClass, Func<string, bool> isUnit, FaultLog log) =>
    [
        .. files.Files.Where(f => f.Key.StartsWith(Folder, StringComparison.Ordinal) && f.Key.EndsWith(".md", StringComparison.Ordinal))
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => new KnowledgeFile(f.Key, f.Value, log).Article(isClass, isUnit)),
    ];

    /// <summary>An article as its file is written. Line ends go: what is read aloud is a line.</summary>
    public static string Write(Article article)
    {
        static string Line(string text, string between) => string.Join(between, text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string[] values = [article.Class.Value, article.Owner.Value, Day(article.ValidUntil), Day(article.Reviewed), Line(article.Question.En, " "), Line(article.Question.Zh, ""), Line(article.Basis.En, " "), Line(article.Basis.Zh, "")];
        return string.Join('\n', [Fence, .. s_keys.Zip(values, (key, value) => $"{key}: {value}"), Fence, "# zh", Line(article.Answer.Zh, ""), "", "# en", Line(article.Answer.En, " "), ""]);
    }

    /// <returns>Index of the line after the header.</returns>
    private int ReadHeader(string[] lines)
    {
        var end = lines[0] == Fence ? Array.IndexOf(lines, Fence, 1) : -1;
        if (end < 0)
        {
            _log.Add(_file, 1, lines[0], "begins with a header between two lines ---", "应以两行 --- 之间的表头开始");
            return lines.Length;
        }

        for (var at = 1; at < end; at++)
        {
            var (key, value) = lines[at].IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (lines[at][..colon], lines[at][(colon + 1)..].Trim()) : (lines[at], "");
            if (!s_keys.Contains(key, StringComparer.Ordinal) || !_cells.TryAdd(key, value))
            {
                _log.Add(_file, at + 1, key, $"is not one of {string.Join(", ", s_keys)}, each once", $"应为下列之一,各写一次:{string.Join("、", s_keys)}");
            }

            _lines.TryAdd(key, at + 1);
        }

        return end + 1;
    }

    private void ReadAnswers(string[] lines, int from)
    {
        var section = "";
        for (var at = from; at < lines.Length; at++)
        {
            if (lines[at].StartsWith("# ", StringComparison.Ordinal))
            {
                section = lines[at][2..];
                if (!s_languages.Contains(section, StringComparer.Ordinal) || !_lines.TryAdd("answer_" + section, at + 1))
                {
                    _log.Add(_file, at + 1, lines[at], "must be # zh or # en, each once", "应为 # zh 或 # en,各写一次");
                }
            }
            else if (section.Length == 0 && lines[at].Length > 0)
            {
                _log.Add(_file, at + 1, lines[at], "stands before # zh and # en", "位于 # zh 和 # en 之前");
            }
            else
            {
                _cells["answer_" + section] = (_cells.GetValueOrDefault("answer_" + section, "") + ' ' + lines[at]).Trim();
            }
        }
    }

    private Article Article(Func<string, bool> isClass, Func<string, bool> isUnit)
    {
        _cells["code"] = Path.GetFileNameWithoutExtension(_file);
        var @class = At("class").Reference("class", isClass, "a class", "类别") ?? At("class").Needed("class");
        var owner = At("owner").Reference("owner", isUnit, "a unit", "单位") ?? At("owner").Needed("owner");
        return new Article(At("code").Code("code", []), new ClassCode(@class), new UnitCode(owner), Day("valid_until"), Day("reviewed"),
            Both("question"), Answer(), Both("basis"));
    }

    private LocalName Answer()
    {
        var answer = Both("answer");
        if (ChineseEnd().Count(answer.Zh) > MostSentences || EnglishEnd().Count(answer.En) > MostSentences)
        {
            var key = ChineseEnd().Count(answer.Zh) > MostSentences ? "answer_zh" : "answer_en";
            At(key).Fault("", $"is longer than {MostSentences} sentences; it is read aloud", $"超过{MostSentences}句话,答复要能念给市民听");
        }

        return answer;
    }

    private DateOnly Day(string key)
    {
        At(key).Needed(key);
        return At(key).Day(key) ?? DateOnly.MaxValue;
    }

    private LocalName Both(string stem) => new(At(stem + "_en").Needed(stem + "_en"), At(stem + "_zh").Needed(stem + "_zh"));

    /// <summary>The header as a row that stands on the line of one of its keys.</summary>
    private CsvRow At(string key) => new(_file, _lines.GetValueOrDefault(key, 1), _cells, _log);

    [GeneratedRegex("[。！？]")]
    private static partial Regex ChineseEnd();

    [GeneratedRegex(@"[.!?](\s|$)")]
    private static partial Regex EnglishEnd();
}
