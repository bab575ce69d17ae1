using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk.Admin;

/// <summary>A file as text; those that must agree stand side by side.</summary>
/// <param name="Content">Null when it is too long to be typed in: then it goes out and comes in as a file.</param>
/// <param name="IsNew">There is no such file yet.</param>
public sealed record TextPane(string File, string Name, string? Content, int Size, bool IsNew, IReadOnlyList<LineChange> Lines);

/// <summary>A stretch of lines that is another.</summary>
/// <param name="Line">Of the file as it would be, from 1.</param>
public sealed record LineChange(int Line, IReadOnlyList<string> Before, IReadOnlyList<string> After, int Further);

/// <param name="Draft">What came in as a file and waits to be put in force; null for what is typed.</param>
public sealed record CityTextPage(string File, string Name, IReadOnlyList<TextPane> Panes, CityForm Form, CityPreview? Preview, Guid? Draft, bool Gone, bool May, bool IsTable, RefusalNote? Refusal);

/// <summary>Any file of the city as it is written.</summary>
public sealed class CityTextReading(CityShelf shelf, Texts texts)
{
    /// <summary>In characters; longer files travel as files.</summary>
    public const int LongestTyped = 120_000;

    private const int MostLines = 30;
    private const string Pairs = "texts/";

    /// <summary>The files that one form writes: both languages of the texts together, since neither may have a key that the other lacks.</summary>
    public static IReadOnlyList<string> Together(ShelfFiles files, string file) => file.StartsWith(Pairs, StringComparison.Ordinal) && files.Files.ContainsKey(file)
        ? [.. files.Files.Keys.Where(f => f.StartsWith(Pairs, StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal)] : [file];

    /// <param name="typed">By file; null for what stands.</param>
    public async Task<CityTextPage> ReadAsync(Signed who, string file, IReadOnlyDictionary<string, string?>? typed, CityPreview? preview, Guid? draft, bool gone, CancellationToken cancel)
    {
        var files = await shelf.NowAsync(cancel);
        var words = new CityFileWords(texts);
        var panes = Together(files, file).Select(f => Pane(words, f, files.Text(f), typed?.GetValueOrDefault(f), draft is not null)).ToList();
        return new CityTextPage(file, words.File(file), panes, preview?.Form ?? CityForm.New(files.Hash), preview, draft, gone, who.Admits("POST", "/admin/city/text/{**file}"), files.Table(file) is not null, null);
    }

    private static TextPane Pane(CityFileWords words, string file, string? stands, string? typed, bool whole)
    {
        var text = typed ?? stands ?? "";
        return new TextPane(file, words.File(file), whole || text.Length > LongestTyped ? null : text, text.Length, stands is null, typed is null || stands is null ? [] : Lines(stands, typed));
    }

    /// <summary>What lies between the lines that both begin with and those that both end with.</summary>
    private static IReadOnlyList<LineChange> Lines(string before, string after)
    {
        var (was, shall) = (before.Split('\n'), after.Split('\n'));
        var head = 0;
        while (head < was.Length && head < shall.Length && was[head] == shall[head])
        {
            head++;
        }
        var tail = 0;
        while (tail < was.Length - head && tail < shall.Length - head && was[^(tail + 1)] == shall[^(tail + 1)])
        {
            tail++;
        }
        var (old, now) = (was[head..^tail], shall[head..^tail]);
        return old.Length + now.Length == 0 ? [] : [new LineChange(head + 1, [.. old.Take(MostLines)], [.. now.Take(MostLines)], Math.Max(0, old.Length - MostLines) + Math.Max(0, now.Length - MostLines))];
    }
}
