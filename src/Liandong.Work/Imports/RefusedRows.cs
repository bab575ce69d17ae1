using System.Globalization;
using System.Text;

namespace Liandong.Work.Imports;

/// <summary>
/// The file of refused rows: line, reason and the row as it was, to be mended and imported again. Made with the first
/// refusal; a row that could not be cut into values stands whole in the last column.
/// </summary>
internal sealed class RefusedRows(string path, IReadOnlyList<string> columns) : IAsyncDisposable
{
    private StreamWriter? _file;

    /// <summary>Where the file lies; null while nothing was refused.</summary>
    public string? Path => _file is null ? null : path;

    public void Add(SourceRow row, RowRefusal refusal) => Write(row.Line, refusal.Reason, refusal.Detail, row.Values, "");

    public void Add(BadRow row) => Write(row.Line, row.Reason, row.Detail, Enumerable.Repeat("", columns.Count), row.Text);

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    public Task FlushAsync() => _file?.FlushAsync() ?? Task.CompletedTask;

    private void Write(long line, string reason, string detail, IEnumerable<string> values, string row)
    {
        if (_file is null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            _file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            Write(["line", "reason", "detail", .. columns, "row"]);
        }
        Write([line.ToString(CultureInfo.InvariantCulture), reason, detail, .. values, row]);
    }

    private void Write(IEnumerable<string> fields) => _file!.WriteLine(string.Join(',', fields.Select(Quoted)));

    private static string Quoted(string field)
    {
        var text = field.Replace(DelimitedSourceText.Broken, '\uFFFD');
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text.Length == text.AsSpan().Trim().Length ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
