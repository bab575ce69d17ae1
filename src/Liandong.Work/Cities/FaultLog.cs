using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>Collects what is wrong with a folder, so that its author hears everything at once.</summary>
internal sealed class FaultLog
{
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<(string File, string Code), int> _lines = [];
    private readonly HashSet<(string File, int Line)> _muted = [];
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);

    /// <summary>By file and line, in the order of reading within a line.</summary>
    public IReadOnlyList<Fault> All => [.. _faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)];

    public bool IsEmpty => _faults.Count == 0;

    public int Count => _faults.Count;

    /// <summary>A file, or a column of one as <c>FILE:COLUMN</c>, that is told to be missing or unreadable: what refers to it cannot be judged.</summary>
    public void Lose(string part) => _lost.Add(part);

    /// <summary>True when neither the file nor one of these columns was lost: what it says can be judged, whatever else is told of it.</summary>
    public bool Has(string file, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (_lost.Contains($"{file}:{column}"))
            {
                return false;
            }
        }

        return !_lost.Contains(file);
    }

    /// <summary>Tells a line that cannot be read to its end; whatever else seems wrong with it is no fault of its own.</summary>
    public void AddLast(string file, int line, string value, string english, string chinese)
    {
        Add(file, line, value, english, chinese);
        _muted.Add((file, line));
    }

    public void Add(string file, int line, string value, string english, string chinese)
    {
        if (!_muted.Contains((file, line)))
        {
            _faults.Add(new Fault(file, line, value, new LocalName(english, chinese)));
        }
    }

    /// <summary>Remembers where a code stands, for faults that only the whole city shows.</summary>
    public void Note(string file, string code, int line) => _lines.TryAdd((file, code), line);

    /// <summary>Where a code stands; 0 when it does not.</summary>
    public int LineOf(string file, string code) => _lines.GetValueOrDefault((file, code));

    /// <summary>Tells a fault of the row that has this code.</summary>
    public void AddAt(string file, string code, string english, string chinese) =>
        Add(file, _lines.GetValueOrDefault((file, code)), code, english, chinese);

    /// <summary>Tells a fault of a word that was noted with its kind in front.</summary>
    public void AddWord(string file, string kind, string word, string english, string chinese) =>
        Add(file, _lines.GetValueOrDefault((file, $"{kind} {word}")), word, english, chinese);

    public void AddRange(IEnumerable<Fault> faults) => _faults.AddRange(faults);
}
