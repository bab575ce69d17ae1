using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>A list of cases, one case a line, the most urgent clock first unless sorted otherwise.</summary>
/// <param name="Views">Saved and standing views with their counts, along the top.</param>
/// <param name="Tags">The filters in force, one tag each; its address takes it away.</param>
/// <param name="Filters">The filter form's questions; sent by GET to <paramref name="Url"/>.</param>
/// <param name="RowsUrl">Gives the rows alone (partial _QueueRows) for the refetch; null when the page stays still.</param>
/// <param name="Topic">The nudge that makes the rows stale, such as “unit/PWDx”.</param>
/// <param name="Grouped">Put a heading wherever a row's group changes; right only when sorted by what makes the groups.</param>
/// <param name="Done">What was just done that took a case off this desk.</param>
/// <param name="Kept">What the filter form sends along unseen, such as the view it filters.</param>
/// <param name="Bulk">The bar for chosen rows; null when none may be chosen.</param>
/// <param name="Sorts">The ways to sort, each with its address.</param>
public sealed record QueuePage(
    string Title, string Subtitle, string Url, IReadOnlyList<QueueView> Views, IReadOnlyList<FilterTag> Tags, IReadOnlyList<FieldInput> Filters,
    IReadOnlyList<QueueSort> Sorts, IReadOnlyList<QueueRow> Rows, Pager Pager, bool Grouped, string? RowsUrl = null, string? Topic = null, QueueEmpty? Empty = null,
    IReadOnlyList<FieldOption>? Kept = null, string? Done = null, BulkBar? Bulk = null)
{
    /// <summary>The form that takes the list along; null when it cannot be.</summary>
    public QueueExport? Export { get; init; }

    /// <summary>The columns beside the clock and the matter, and the form that chooses them; null for the usual ones and no form.</summary>
    public QueueColumns? Columns { get; init; }

    /// <summary>The form that keeps this list under a name; null when it has one.</summary>
    public QueueSave? Save { get; init; }

    /// <summary>Why it was not given out.</summary>
    public RefusalNote? Refusal { get; init; }
}

/// <summary>The columns of a queue, and all there are to choose from.</summary>
/// <param name="Kept">What the form sends along unseen: the list that it is about.</param>
public sealed record QueueColumns(IReadOnlyList<string> Chosen, IReadOnlyList<string> Known, IReadOnlyList<FieldOption> Kept);

/// <param name="Key">The view's own, made with the page.</param>
/// <param name="Address">What stands after the question mark.</param>
public sealed record QueueSave(Guid Key, string Address);

/// <summary>The form that takes a list along as a sheet.</summary>
/// <param name="Url">Where it is sent, with the filter of the list.</param>
/// <param name="Key">The key of the acts that tell who saw the callers.</param>
/// <param name="Columns">All there are, with their headings.</param>
/// <param name="MayPersons">The reader's role may ask who called.</param>
public sealed record QueueExport(string Url, Guid Key, IReadOnlyList<FieldOption> Columns, IReadOnlyList<string> Chosen, bool MayPersons, int MostRows, int MostPersons, bool Open = false, bool Persons = false);

/// <param name="AtLeast">There are more than <paramref name="Count"/>; nobody waits for the exact figure.</param>
public sealed record QueueView(string Label, string Url, int? Count, bool Current, int Late = 0, bool AtLeast = false);

public sealed record FilterTag(string Words, string WithoutUrl);

/// <param name="Current">In force now.</param>
public sealed record QueueSort(string Label, string Url, bool Current);

/// <summary>Why there is nothing, and when it was last otherwise.</summary>
public sealed record QueueEmpty(string Title, string? Words, bool Calm);

/// <summary>One case, one line. Every word is already in the reader's language.</summary>
/// <param name="Holder">The person who has it, else the unit.</param>
/// <param name="Changed">Changed since the reader last saw this list: tinted once, then a dot.</param>
/// <param name="Group">The heading under which it stands; null takes the word of its light.</param>
/// <param name="Over">What became of a case that is over, instead of a clock.</param>
/// <param name="Choice">What its box sends; null without a box.</param>
public sealed record QueueRow(
    string Number, string Url, Remaining? Due, GaugeLanes? Gauge, string Class, IReadOnlyList<Flag> Flags, string Title, string Place,
    string Step, string Holder, string Channel, bool Changed = false, string? Group = null, QueueOver? Over = null, string? Choice = null)
{
    /// <summary>What stands in the columns that not every queue has.</summary>
    public IReadOnlyDictionary<string, string>? More { get; init; }
}

/// <summary>The verdict on a case that is over: plain words, and a small lamp when it was late.</summary>
public sealed record QueueOver(string Words, bool Late, DateTimeOffset? At);
