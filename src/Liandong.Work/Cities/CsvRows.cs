using Liandong.Work.Imports;

namespace Liandong.Work.Cities;

/// <summary>A row of a table as it stands.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Cells">By column; blanks at both ends left out, as everybody reads them.</param>
public sealed record CsvLine(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string Cell(string column) => Cells.GetValueOrDefault(column, "");
}

/// <summary>
/// A small CSV file that is changed row by row. Whatever nobody changes stays as it was written, to the byte: remarks, order, quotes,
/// line ends, a byte order mark, a last line without an end. For files that <c>city check</c> finds clean.
/// </summary>
public sealed class CsvRows
{
    private const char Mark = '\uFEFF';

    /// <summary>Pieces of the file in their order: remarks, empty lines and the header as they are, and rows.</summary>
    private readonly List<Piece> _pieces = [];
    private readonly string _lineEnd;
    private List<string> _columns = [];

    private CsvRows(string text)
    {
        _lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        Cut(text);
    }

    private sealed record Piece(string Text, IReadOnlyList<string>? Values);

    /// <summary>The header, in the file's order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    public static CsvRows Read(string text) => new(text);

    /// <summary>Every row with the line it stands in now.</summary>
    public IEnumerable<CsvLine> Rows()
    {
        var line = 1;
        for (var at = 0; at < _pieces.Count; at++)
        {
            if (_pieces[at].Values is not null)
            {
                yield return Line(at, line);
            }
            line += LineEnds(_pieces[at]);
        }
    }

    /// <summary>The row whose columns say this; null when there is none.</summary>
    public CsvLine? Find(IReadOnlyList<string> columns, IReadOnlyList<string> key) => Matching(columns, key) is [var at, ..] ? Line(at, 1 + _pieces.Take(at).Sum(LineEnds)) : null;

    /// <summary>Writes values into every row that matches; only cells that change are written anew. How many rows it were.</summary>
    public int Set(IReadOnlyList<string> columns, IReadOnlyList<string> key, IReadOnlyDictionary<string, string> values)
    {
        var found = 0;
        foreach (var at in Matching(columns, key))
        {
            _pieces[at] = Rewritten(_pieces[at], values);
            found++;
        }
        return found;
    }

    /// <summary>Takes out every row that matches. How many it were.</summary>
    public int Remove(IReadOnlyList<string> columns, IReadOnlyList<string> key)
    {
        var gone = Matching(columns, key);
        foreach (var at in Enumerable.Reverse(gone))
        {
            _pieces.RemoveAt(at);
        }
        return gone.Count;
    }

    /// <summary>Adds a row below the last that begins like it (the rows of a class stand together), else at the end.</summary>
    public void Add(IReadOnlyDictionary<string, string> values)
    {
        var row = Columns.Select(c => Tidy(values.GetValueOrDefault(c, ""))).ToList();
        var like = _pieces.FindLastIndex(p => p.Values is [var first, ..] && first == row[0]);
        var at = like < 0 ? _pieces.Count : like + 1;
        if (at > 0 && !_pieces[at - 1].Text.EndsWith('\n'))
        {
            _pieces[at - 1] = _pieces[at - 1] with { Text = _pieces[at - 1].Text + _lineEnd };
        }
        _pieces.Insert(at, new Piece(string.Join(',', row.Select((v, i) => Written(v, i == 0, quoted: false))) + _lineEnd, row));
    }

    /// <summary>The whole file.</summary>
    public override string ToString() => string.Concat(_pieces.Select(p => p.Text));

    private static int LineEnds(Piece piece) => piece.Text.AsSpan().Count('\n');

    private CsvLine Line(int at, int line) =>
        new(line, _columns.Zip(_pieces[at].Values!).DistinctBy(c => c.First).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal));

    private List<int> Matching(IReadOnlyList<string> columns, IReadOnlyList<string> key)
    {
        var asked = columns.Zip(key, (column, value) => (At: _columns.IndexOf(column), Value: value)).ToList();
        return [.. Enumerable.Range(0, _pieces.Count).Where(i => _pieces[i].Values is { } values && asked.All(k => (k.At < 0 || k.At >= values.Count ? "" : values[k.At]) == k.Value))];
    }

    private Piece Rewritten(Piece row, IReadOnlyDictionary<string, string> values)
    {
        var cells = Raw(row.Text, out var end);
        var now = row.Values!.ToList();
        for (var i = 0; i < now.Count && i < Columns.Count; i++)
        {
            if (values.TryGetValue(Columns[i], out var value) && Tidy(value) != Tidy(now[i]))
            {
                now[i] = Tidy(value);
                cells[i] = Written(now[i], i == 0, cells[i].StartsWith('"'));
            }
        }
        return new Piece(string.Join(',', cells) + end, now);
    }

    private void Cut(string text)
    {
        var scanner = new DelimitedSourceScanner(',');
        var header = false;
        var start = text.StartsWith(Mark) ? 1 : 0;
        if (start > 0)
        {
            _pieces.Add(new Piece(text[..start], null));
        }
        for (int at = start, length; at < text.Length; at += length)
        {
            length = text.AsSpan(at) is ['\n', ..] ? 1 : text.AsSpan(at).StartsWith("\r\n") ? 2 : text[at] == '#' ? LineLength(text, at) : 0;
            if (length > 0)
            {
                _pieces.Add(new Piece(text.Substring(at, length), null));
                continue;
            }
            var sound = scanner.Scan(text.AsSpan(at), last: true) == ScanResult.Row;
            length = sound ? scanner.Length : LineLength(text, at);
            List<string>? values = sound ? [.. scanner.Values.Select(v => v.Trim())] : null;
            _pieces.Add(new Piece(text.Substring(at, length), header ? values : null));
            (_columns, header) = (header ? _columns : values ?? [], true);
        }
    }

    private static int LineLength(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end + 1 - at : text.Length - at;

    /// <summary>The cells of one row as they are written, quotes and blanks included, and the line end.</summary>
    private static List<string> Raw(string row, out string end)
    {
        var cells = new List<string>();
        var body = row.TrimEnd('\n').TrimEnd('\r');
        end = row[body.Length..];
        for (var at = 0; ; at++)
        {
            var from = at;
            if (at < body.Length && body[at] == '"')
            {
                for (at++; body[at] != '"' || (at + 1 < body.Length && body[at + 1] == '"'); at++)
                {
                    at += body[at] == '"' ? 1 : 0;
                }
            }
            at = body.IndexOf(',', Math.Min(at, body.Length)) is var comma and >= 0 ? comma : body.Length;
            cells.Add(body[from..at]);
            if (at == body.Length)
            {
                return cells;
            }
        }
    }

    private static string Tidy(string value) => value.ReplaceLineEndings("\n").Trim();

    /// <summary>A first value that begins like a remark is quoted, too.</summary>
    private static string Written(string value, bool first, bool quoted) => quoted || value.AsSpan().ContainsAny(",\"\n") || (first && value.StartsWith('#'))
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
