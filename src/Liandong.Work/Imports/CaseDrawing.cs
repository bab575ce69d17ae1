using System.Globalization;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Work.Imports;

/// <summary>
/// Draws the events and rows of imported cases. Closed history is two events and the case's row; an open one has the rows
/// of any open case. Words lie beside the event that they were said with.
/// </summary>
internal sealed class CaseDrawing(ImportMapping mapping, City city, Guid run)
{
    private const short CaseKind = 1;

    private readonly CityTime _time = new(city.Zone);
    private readonly WorkCalendar _calendar = city.Calendars[city.DefaultCalendar];
    private readonly string _procedure = city.Procedures[city.DefaultProcedure].Hash;
    private readonly string _urgency = city.MildestUrgency;

    /// <summary>Adds a case to the rows.</summary>
    public void Draw(ImportedCase c, long sequence, DateTimeOffset now, PreparedRows rows)
    {
        var id = new CaseId(Guid.CreateVersion7(c.OpenedAt));
        var events = Tell(c, CaseNumber.Make(DateOnly.FromDateTime(_time.ToLocal(c.OpenedAt)), sequence));
        Dictionary<string, string>[] texts = [Opening(c), Closing(c)];
        var state = CaseState.Replay(id, events);
        var head = Chain.Genesis;
        for (var i = 0; i < events.Length; i++)
        {
            var (linked, words) = Linking.Link(id.Value, i, head, run, now, [events[i]], Linking.Body(texts[i]));
            head = linked[0].Hash;
            rows.Events.Add(linked[0]);
            if (words is not null)
            {
                rows.Words.Add(words);
            }
        }
        rows.Streams.Add(new StreamRow(id.Value, CaseKind, state.Version, state.Seq, head));
        rows.Cases.Add(new CaseRow(id.Value, state.Facts!, null, c.OpenedAt, c.Place, c.Title, CaseRows.Mark(state, now)));
        rows.Search.Add(CaseWords.SearchOf(id.Value, texts[0], texts[1]));
        if (!CaseRows.IsBare(state))
        {
            rows.Handlings.AddRange(state.Handlings.Select(h => new HandlingRow(id.Value, h)));
            rows.Clocks.AddRange(state.Clocks.Select(k => new ClockRow(id.Value, k.Key.HandlingNo, k.Value)));
            rows.Appeals.AddRange(state.Appeals.Select(a => new AppealRow(id.Value, a)));
        }
    }

    private CaseEvent[] Tell(ImportedCase c, CaseNumber number)
    {
        var standard = c.Class.Standards.Count == 0 ? null : c.Class.Standards[0];
        var facts = new CaseFacts(number.Value, mapping.Code, c.SourceId, c.Channel, c.Class.Code, standard?.Code, c.Class.Nature, _urgency, 0,
            c.Areas, null, _procedure, standard?.Hash, false);
        var clock = c.DueAt is { } due ? Clocks.StartGiven(ClockKey.Handling, _calendar, city.Thresholds, c.OpenedAt, due) : null;
        return c.ClosedAt is { } closed
            ?
            [
                new CaseImported(c.OpenedAt, facts, c.Unit, c.Section, mapping.ClosedStep, clock is null ? null : Clocks.Stop(clock, closed)),
                new CaseClosed(closed, CaseStatus.Closed, c.ClosingKind),
            ]
            : [new CaseImported(c.OpenedAt, facts, c.Unit, c.Section, mapping.OpenStep, clock)];
    }

    private static Dictionary<string, string> Opening(ImportedCase c)
    {
        var texts = new Dictionary<string, string>(6, StringComparer.Ordinal);
        Put(texts, "title", c.Title);
        Put(texts, "description", c.Description);
        Put(texts, "address", c.Place?.Address);
        Put(texts, "lon", c.Place?.Lon?.ToString("R", CultureInfo.InvariantCulture));
        Put(texts, "lat", c.Place?.Lat?.ToString("R", CultureInfo.InvariantCulture));
        if (c.ClosedAt is null)
        {
            Put(texts, "closing", c.ClosingText);
        }
        return texts;
    }

    private static Dictionary<string, string> Closing(ImportedCase c)
    {
        var texts = new Dictionary<string, string>(1, StringComparer.Ordinal);
        Put(texts, "closing", c.ClosingText);
        return texts;
    }

    private static void Put(Dictionary<string, string> texts, string key, string? value)
    {
        if (value is not null)
        {
            texts[key] = value;
        }
    }
}
