using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Lists;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Web.Desk;

/// <summary>Reads a queue for one person: one statement for the rows, one for their clocks, counts a few seconds old.</summary>
public sealed class QueueReading(CaseReader reader, Definitions definitions, DeskViews counts, Texts texts, Moments moments)
{
    private const int PageRows = 50;
    private static readonly Light[] s_slices = [Light.Red, Light.Orange, Light.Yellow];

    public async Task<QueuePage> ReadAsync(Signed who, IQueryCollection query, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var filter = new QueueFilter(query, who, DeskViews.Of(who, texts));
        var (page, refusal) = await reader.ListAsync(filter.Query with { Limit = PageRows }, who.Scope, cancel);
        var rows = page is null ? [] : await RowsAsync(page.Items, words, filter.Query.Sort, filter.Columns, cancel);
        // The rows alone show no counts.
        var slices = page is null || query.ContainsKey("rows") ? [] : await SlicesAsync(who, filter, page, cancel);
        var form = new QueueForm(filter, words, texts);
        return new QueuePage(filter.View?.Label ?? texts["queue.found"], Subtitle(slices), filter.View?.Url ?? "/cases",
            slices, form.Tags(), form.Fields(), Sorts(filter), rows,
            new Pager(filter.GoesOn ? filter.Url() : null, page?.Next is { } next ? filter.Url(("after", next)) : null),
            Grouped: filter.Query.Sort is CaseSort.Due or CaseSort.Light, RowsUrl: filter.Url(("after", filter.Given("after")), ("rows", "1")),
            Topic: Topic(who), Empty: Nothing(filter, refusal), Kept: Kept(filter), Bulk: BulkBar.Before(filter.Here))
        {
            Columns = new QueueColumns(filter.Columns, CaseColumns.OfQueue, [.. Kept(filter).Where(k => k.Value != "columns"), .. filter.Filters.Select(f => new FieldOption(f, filter.Given(f)!))]),
            Save = filter.Filters.Any() || filter.Given("sort") is not null || filter.Given("columns") is not null ? new QueueSave(Guid.NewGuid(), filter.Url().Split('?', 2)[^1]) : null,
            Export = new QueueExport("/cases/export" + filter.Url()["/cases".Length..], Guid.NewGuid(), [.. CaseColumns.OfSheet.Select(c => new FieldOption(c, texts["col." + c]))], CaseColumns.UsualOfSheet,
                who.Admits("POST", "/cases/{number}/reporter"), CaseExport.MostRows, CaseExport.MostPersons),
        };
    }

    /// <summary>The rows of another desk's list.</summary>
    public async Task<IReadOnlyList<QueueRow>> RowsAsync(Signed who, CaseQuery query, CancellationToken cancel) =>
        await RowsAsync((await reader.ListAsync(query, who.Scope, cancel)).Page?.Items ?? [], new CityWords(who.City, texts), query.Sort, CaseColumns.UsualOfQueue, cancel);

    /// <summary>Rows of cases that were read already.</summary>
    internal async Task<IReadOnlyList<QueueRow>> RowsAsync(IReadOnlyList<CaseView> cases, CityWords words, CancellationToken cancel) =>
        await RowsAsync(cases, words, CaseSort.OpenedDescending, CaseColumns.UsualOfQueue, cancel);

    /// <summary>An act's name in a procedure that cases follow now.</summary>
    public string Label(Signed who, string act) =>
        who.City.Procedures.Values.Select(p => p.Act(act)).FirstOrDefault(a => a is not null) is { } known ? new CityWords(who.City, texts).In(known.Label) : texts["act.other"];

    /// <summary>A unit's desk listens to its unit; the node tells a unit of all below it.</summary>
    internal static string Topic(Signed who)
    {
        var units = who.Actor.Posts.Select(p => p.Unit).Distinct().ToList();
        return units is [var one] && who.City.Units.Find(one)?.Parent is not null ? "unit/" + one : "board";
    }

    private async Task<List<QueueRow>> RowsAsync(IReadOnlyList<CaseView> cases, CityWords words, CaseSort sort, IReadOnlyList<string> chosen, CancellationToken cancel)
    {
        var clocks = new ClockWords(words.City, moments.Now);
        var columns = new CaseColumns(words, texts, moments);
        var rows = new List<QueueRow>(cases.Count);
        foreach (var c in cases)
        {
            var procedure = await definitions.ProcedureAsync(c.ProcedureHash, words.City.DefaultCalendar, cancel);
            var over = c.State is CaseStatus.Open or CaseStatus.Suspended ? null : new QueueOver(columns.Verdict(c), c.OnTime(moments.Now) is false, c.ClosedAt);
            var due = over is null ? clocks.MostUrgent(c.Clocks, (handling, clock) => ClockName(procedure, handling, clock, words)) : null;
            rows.Add(new QueueRow(c.Number, "/cases/" + c.Number, due, over is null ? clocks.Lanes(c.Clocks) : null, words.Class(c.Class), Flags(c, words), c.Title ?? "",
                c.Address ?? words.Chain(c.Areas) ?? "", columns.Step(c, procedure), columns.Holder(c, procedure), words.Choice("channels", c.Channel),
                Group: sort is CaseSort.Due ? DueGroup(over, due) : null, Over: over, Choice: BulkReading.ValueOf(c.Number, c.Version))
            {
                More = chosen.Except(CaseColumns.UsualOfQueue).ToDictionary(column => column, column => columns.Shown(column, c, procedure)),
            });
        }
        return rows;
    }

    private List<Flag> Flags(CaseView c, CityWords words)
    {
        var flags = new List<Flag>();
        void Add(bool when, string said, bool loud = false)
        {
            if (when)
            {
                flags.Add(new Flag(said, loud));
            }
        }
        Add(words.City.IsUrgent(c.Urgency), words.Choice("urgencies", c.Urgency), loud: true);
        Add(c.Secrecy > 0, words.Choice("secrecyGrades", c.Secrecy.ToString(System.Globalization.CultureInfo.InvariantCulture)), loud: true);
        Add(c.State == CaseStatus.Suspended, texts["status.suspended"]);
        Add(c.Round > 1, texts["flag.round", ("n", c.Round)]);
        Add(c.Imported && c.State is CaseStatus.Open, texts["flag.imported"]);
        return flags;
    }

    private string DueGroup(QueueOver? over, Remaining? due)
    {
        if (over is not null || due?.DueAt is not { } at)
        {
            return texts["queue.group.none"];
        }
        var days = (moments.Local(at).Date - moments.Local(moments.Now).Date).Days;
        return at < moments.Now ? texts["group.over"] : days == 0 ? texts["group.today"] : days == 1 ? texts["group.tomorrow"] : texts["group.later"];
    }

    private string? ClockName(Procedure procedure, int handling, ClockState clock, CityWords words) =>
        handling > 0 ? texts["duty.part"] : clock.Kind is ClockKey.Step or ClockKey.Handling ? null : words.Clock(procedure, clock.Kind);

    /// <summary>The list as it is, and its cases by light, each with its count. Of words only those read are counted: to count 1,000 took longer than to read 50.</summary>
    private async Task<List<QueueView>> SlicesAsync(Signed who, QueueFilter filter, CasePageRead page, CancellationToken cancel)
    {
        var whole = filter.Query with { Light = null, After = null };
        var slices = new List<(string Label, string Url, CaseQuery Query, bool Current)> { (texts["view.all"], filter.Url(("light", null)), whole, filter.Query.Light is null) };
        if (whole.States.Count > 0 && whole.States.All(s => s is CaseStatus.Open or CaseStatus.Suspended))
        {
            // The calm ones are asked for only by a figure of the board.
            slices.AddRange((filter.Query.Light is Light.Blue ? s_slices.Append(Light.Blue) : s_slices)
                .Select(light => (texts.Word(light), filter.Url(("light", Lights.Css(light))), whole with { Light = light }, filter.Query.Light == light)));
        }
        if (CaseReader.IsText(whole.Words))
        {
            var more = page.Next is not null || filter.GoesOn;
            return [.. slices.Select(s => new QueueView(s.Label, s.Url, s.Current ? more ? PageRows : page.Items.Count : null, s.Current, AtLeast: s.Current && more))];
        }
        var known = await counts.CountsAsync(who, slices.Select(s => s.Query), cancel);
        return [.. slices.Select(s => new QueueView(s.Label, s.Url, known[s.Query], s.Current, AtLeast: known[s.Query] >= DeskViews.Most))];
    }

    private string Subtitle(List<QueueView> slices)
    {
        if (slices is [])
        {
            return "";
        }
        var figure = Texts.Figure(slices[0].Count ?? 0) + (slices[0].AtLeast ? "+" : "");
        return slices.Count > 1 && slices[1].Count is > 0 and { } late
            ? texts["queue.words.late", ("count", figure), ("n", slices[0].Count ?? 0), ("late", Texts.Figure(late) + (slices[1].AtLeast ? "+" : ""))]
            : texts["queue.words", ("count", figure), ("n", slices[0].Count ?? 0)];
    }

    private List<QueueSort> Sorts(QueueFilter filter)
    {
        CaseSort[] offered = filter.Query.Sort is CaseSort.Closed or CaseSort.ClosedDescending || filter.View?.Key == "closed"
            ? [CaseSort.ClosedDescending, CaseSort.OpenedDescending] : filter.View is null ? [CaseSort.OpenedDescending, CaseSort.Opened, CaseSort.Due]
            : [CaseSort.Due, CaseSort.Light, CaseSort.OpenedDescending, CaseSort.Opened];
        return [.. offered.Select(s => new QueueSort(texts["sort." + QueueFilter.CodeOf(s).TrimStart('-') + (QueueFilter.CodeOf(s)[0] == '-' ? ".down" : "")],
            filter.Url(("sort", QueueFilter.CodeOf(s))), filter.Query.Sort == s))];
    }

    private QueueEmpty? Nothing(QueueFilter filter, Refusal? refusal) => refusal switch
    {
        { Code: Refusals.TextTooShort } => new QueueEmpty(texts["queue.short"], texts["queue.short.way"], Calm: false),
        { } => new QueueEmpty(texts["queue.lost"], texts["queue.lost.way"], Calm: false),
        null when filter.Filters.All(f => f is "light") => new QueueEmpty(texts["queue.calm"], texts["queue.calm.words", ("clock", moments.Clock(moments.Now))], Calm: true),
        null => null,
    };

    private static List<FieldOption> Kept(QueueFilter filter)
    {
        var kept = new List<FieldOption>();
        if (filter.View is { } view)
        {
            kept.Add(new FieldOption("view", view.Key));
        }
        kept.AddRange(new[] { "sort", "columns" }.Where(name => filter.Given(name) is not null).Select(name => new FieldOption(name, filter.Given(name)!)));
        return kept;
    }
}
