using Liandong.Core.Cases;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Work.Verify;

/// <summary>Draws the rows of a case anew from its events and compares them with those stored.</summary>
internal sealed class CaseCheck(StoredRange range, StreamCheck stream, CaseState state, DateTimeOffset now)
{
    public void Run()
    {
        var id = state.Id.Value;
        var bare = CaseRows.IsBare(state);
        Compare(Tables.Cases, [Row()], 1);
        Compare(Tables.Handlings, bare ? [] : state.Handlings.ConvertAll(h => new HandlingRow(id, h)), 2);
        Compare(Tables.Clocks, bare ? [] : [.. state.Clocks.Select(k => new ClockRow(id, k.Key.HandlingNo, k.Value))], 3);
        Compare(Tables.Appeals, bare ? [] : state.Appeals.ConvertAll(a => new AppealRow(id, a)), 2);
        Compare(Tables.Search, [Search()], 1);
    }

    private void Compare<T>(Table<T> table, IReadOnlyList<T> expected, int key)
    {
        foreach (var (kind, facts) in DrawnRows.Compare(table, expected, range.RowsOf(table.Name, state.Id.Value), key))
        {
            stream.Tell(kind, facts);
        }
    }

    private CaseRow Row()
    {
        var texts = Texts();
        var place = CaseWords.PlaceOf(texts);
        return new CaseRow(state.Id.Value, state.Facts!, state.RegisteredBy?.Value, state.OpenedAt, place, texts.GetValueOrDefault("title"), CaseRows.Mark(state, Moment()));
    }

    /// <summary>
    /// When the lights stored were true: just before the next turn stored, if that is past and the clockwork has not come
    /// round yet; else now.
    /// </summary>
    private DateTimeOffset Moment()
    {
        var columns = Tables.Cases.Columns;
        var turn = columns.Select((c, i) => (c.Name, i)).First(c => c.Name == "next_turn").i;
        return range.RowsOf(Tables.Cases.Name, state.Id.Value) is [{ } row, ..] && row.Values[turn] is DateTime next && next <= now.UtcDateTime
            ? new DateTimeOffset(next, TimeSpan.Zero).AddMicroseconds(-1) : now;
    }

    private IReadOnlyDictionary<string, string> Texts() => Linking.Texts(stream.WordsOf(1)?.Body);

    /// <summary>History keeps its closing words with its second event.</summary>
    private SearchRow Search() =>
        CaseWords.SearchOf(state.Id.Value, Texts(), stream.ClosesAtOnce ? Linking.Texts(stream.WordsOf(2)?.Body) : null);
}
