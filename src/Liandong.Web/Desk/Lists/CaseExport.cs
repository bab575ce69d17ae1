using System.Runtime.CompilerServices;
using Liandong.Core;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Sheets;

namespace Liandong.Web.Desk.Lists;

/// <summary>A list as it is to be taken along.</summary>
/// <param name="Callers">Who called, by case: only after each was told in the case's own trace; null for a list without persons.</param>
/// <param name="Reason">Why with persons.</param>
public sealed record ListTaken(QueueFilter Filter, IReadOnlyList<string> Columns, IReadOnlyDictionary<Guid, IReadOnlyList<ShownReporter>>? Callers = null, string? Reason = null);

/// <summary>Takes a list of cases along as a workbook: the cases, and a page that says what they are, who took them, when and why.</summary>
public sealed class CaseExport(Node node, Texts texts, Moments moments)
{
    /// <summary>A longer list is cut here, and says so.</summary>
    public const int MostRows = 20_000;

    /// <summary>With persons only so many: each is told in its trace.</summary>
    public const int MostPersons = 200;

    /// <summary>
    /// Who called in the cases of a list, for a reason. Each case that tells is told so in its trace first; who may not know of
    /// one gets none of it. A refusal when the reason is none, or the list too long.
    /// </summary>
    public async Task<(IReadOnlyDictionary<Guid, IReadOnlyList<ShownReporter>>? Callers, Refusal? Refusal)> CallersAsync(Signed who, QueueFilter filter, Guid key, string? reason, CancellationToken cancel)
    {
        var (page, refusal) = await node.Reader.ListAsync(filter.Query with { After = null, Limit = MostPersons }, who.Scope, cancel);
        if (page is null || page.Next is not null)
        {
            return (null, refusal ?? new Refusal(Refusals.FieldInvalid, "persons", MostPersons.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        var act = ActPosts.ActOf(key, who.Person.Id, "/cases/export", new Dictionary<string, Core.Acts.FieldValue> { ["reason"] = new(reason) });
        return await ShowReporters.RunAsync(node.Desk, act, [.. page.Items.Select(c => (c.Id, c.Number))], reason, cancel);
    }

    /// <summary>A name for the file.</summary>
    public string FileName() => $"{texts["export.file"]}-{moments.Local(moments.Now):yyyyMMdd-HHmm}.xlsx";

    /// <summary>Writes it, page by page as it is read.</summary>
    public Task WriteAsync(Signed who, ListTaken taken, Stream to, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var told = new Told();
        var columns = new CaseColumns(words, texts, moments);
        List<SheetColumn> headings = [.. taken.Columns.Select(columns.Heading)];
        if (taken.Callers is not null)
        {
            headings.AddRange([new SheetColumn(texts["col.caller"], 16), new SheetColumn(texts["col.phone"], 18)]);
        }
        var cases = new Sheet(texts["export.cases"], headings, RowsAsync(who, taken, columns, told, cancel)) { Mark = taken.Callers is null ? null : Mark(words, who, taken) };
        var about = new Sheet(texts["export.about"], [new SheetColumn(texts["export.what"], 20), new SheetColumn(texts["export.value"], 80)], AboutAsync(who, words, taken, told)) { Mark = cases.Mark };
        return SheetBook.WriteAsync(to, [cases, about], cancel);
    }

    private string Mark(CityWords words, Signed who, ListTaken taken) =>
        texts["export.mark", ("who", words.Person(who.Person.Id.Value)), ("when", moments.Full(moments.Now)), ("reason", taken.Reason ?? "")];

    private async IAsyncEnumerable<IReadOnlyList<SheetCell>> RowsAsync(Signed who, ListTaken taken, CaseColumns columns, Told told, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = taken.Filter.Query with { After = null, Limit = CaseReader.MostRows };
        do
        {
            var (page, _) = await node.Reader.ListAsync(query, who.Scope, cancel);
            if (page is null)
            {
                yield break;
            }
            foreach (var c in await CoveredAsync(who, page.Items, cancel))
            {
                if (told.Rows == MostRows)
                {
                    told.Cut = true;
                    yield break;
                }
                told.Rows++;
                var procedure = await node.Desk.Definitions.ProcedureAsync(c.ProcedureHash, who.City.DefaultCalendar, cancel);
                yield return [.. taken.Columns.Select(column => columns.Cell(column, c, procedure)), .. Persons(taken, c)];
            }
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    /// <summary>Callers' names and numbers leave the house only where they were asked for, not where somebody typed them into the words.</summary>
    private async Task<IReadOnlyList<CaseView>> CoveredAsync(Signed who, IReadOnlyList<CaseView> cases, CancellationToken cancel)
    {
        var names = await new Callers(node, new CityWords(who.City, texts), texts).OfManyAsync([.. cases.Select(c => c.Id)], cancel);
        var honorifics = CallerScan.Honorifics(who.City);
        string? Cover(Guid id, string? said, bool parts) => names[id].Aggregate(said, (text, n) => CallerScan.Cover(text, n.Name, n.Phone, texts["print.caller"], parts, honorifics));
        return [.. cases.Select(c => names.Contains(c.Id) ? c with { Title = Cover(c.Id, c.Title, parts: true), Address = Cover(c.Id, c.Address, parts: false) } : c)];
    }

    private IEnumerable<SheetCell> Persons(ListTaken taken, CaseView c)
    {
        if (taken.Callers is not { } callers)
        {
            return [];
        }
        return !callers.TryGetValue(c.Id, out var shown) ? [SheetCell.Of(texts["export.kept"]), SheetCell.Of(texts["export.kept"])]
            : [SheetCell.Of(Joined(shown.Select(s => s.Name))), SheetCell.Of(Joined(shown.Select(s => s.Phone)))];
    }

    private string Joined(IEnumerable<string?> parts) => string.Join(texts["list.comma"], parts.OfType<string>());

    private async IAsyncEnumerable<IReadOnlyList<SheetCell>> AboutAsync(Signed who, CityWords words, ListTaken taken, Told told)
    {
        await Task.CompletedTask;
        IReadOnlyList<SheetCell> Line(string key, string? value) => [SheetCell.Of(texts[key]), SheetCell.Of(value)];
        yield return Line("export.list", taken.Filter.View?.Label ?? texts["queue.found"]);
        foreach (var tag in new QueueForm(taken.Filter, words, texts).Tags())
        {
            yield return Line("queue.filters", tag.Words);
        }
        yield return [SheetCell.Of(texts["export.rows"]), SheetCell.Of((double)told.Rows)];
        if (told.Cut)
        {
            yield return Line("export.cut", texts["export.cut.words", ("n", MostRows)]);
        }
        yield return [SheetCell.Of(texts["export.at"]), SheetCell.Of(moments.Now, moments.Zone)];
        yield return Line("export.zone", texts["export.zone.words", ("zone", moments.Zone.Id)]);
        yield return Line("export.by", words.Line(who.Person, who.Actor.Posts.Count == 0 ? null : who.Actor.Posts[0]));
        if (taken.Callers is not null)
        {
            yield return Line("export.reason", taken.Reason);
            yield return Line("export.persons", texts["export.persons.words"]);
        }
        if (who.City.Disclaimer is { } disclaimer)
        {
            yield return Line("export.note", words.In(disclaimer));
        }
    }

    /// <summary>What the rows turned out to be, for the page that is written after them.</summary>
    private sealed class Told
    {
        public int Rows { get; set; }

        public bool Cut { get; set; }
    }
}
