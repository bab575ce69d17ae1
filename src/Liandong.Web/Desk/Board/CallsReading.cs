using System.Globalization;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Microsoft.AspNetCore.WebUtilities;

namespace Liandong.Web.Desk.Board;

/// <summary>One call in the list behind the board's figures.</summary>
public sealed record CallLine(DateTimeOffset RungAt, string Line, string Waited, bool Late, string Spoke, string Outcome);

/// <param name="Sorts">The ways to look at the day, with how many there are.</param>
public sealed record CallsPage(IReadOnlyList<CallLine> Calls, IReadOnlyList<(string Label, int Calls, string Url, bool Current)> Sorts, int Within, DateTimeOffset Day, string? Next);

/// <summary>The calls that a figure of the board counts: never a caller, never who took it.</summary>
public sealed class CallsReading(Node node, Texts texts, Moments moments)
{
    /// <summary>The list of a figure.</summary>
    public static string Url(CallSort sort, string? before = null) => QueryHelpers.AddQueryString("/board/calls",
        new Dictionary<string, string?> { ["sort"] = sort == CallSort.All ? null : Word(sort), ["before"] = before }.Where(p => p.Value is not null));

    /// <summary>Null where the city does not count its telephone.</summary>
    public async Task<CallsPage?> ReadAsync(Signed who, string? asked, string? behind, CancellationToken cancel)
    {
        if (CallTerms.Of(who.City.Hotline) is not { } terms)
        {
            return null;
        }
        var sort = Enum.GetValues<CallSort>().FirstOrDefault(s => Word(s) == asked);
        var day = who.City.Day(node.Clock.GetUtcNow());
        var (from, to) = (who.City.Midnight(day), who.City.Midnight(day.AddDays(1)));
        var figures = await CallDay.CountAsync(node.Source, from, to, terms, cancel);
        var calls = await CallDay.ListAsync(node.Source, from, to, terms, sort, Cursor(behind), cancel);
        var shown = calls.Take(CallDay.PageSize).ToList();
        return new CallsPage([.. shown.Select(c => Line(who, c, terms.Within))],
            [
                .. new[] { (CallSort.All, figures.All), (CallSort.Answered, figures.Answered), (CallSort.Cases, figures.Cases), (CallSort.Within, figures.Within), (CallSort.Late, figures.Late), (CallSort.Missed, figures.Missed), (CallSort.Ringing, figures.Ringing) }
                    .Select(f => (texts["calls.sort." + Word(f.Item1), ("n", terms.Within)], f.Item2, Url(f.Item1), f.Item1 == sort)),
            ], terms.Within, from, calls.Count > shown.Count ? Url(sort, Cursor(shown[^1])) : null);
    }

    private CallLine Line(Signed who, RungCall c, int within)
    {
        var words = new CityWords(who.City, texts);
        var taken = c.AnsweredAt ?? c.EndedAt ?? moments.Now;
        return new CallLine(c.RungAt, who.City.Lines.FirstOrDefault(l => l.Code == c.Line) is { } line ? words.In(line.Name) : c.Line ?? "",
            Seconds(taken - c.RungAt), taken - c.RungAt > TimeSpan.FromSeconds(within), c.AnsweredAt is { } answered ? Seconds((c.EndedAt ?? moments.Now) - answered) : "",
            c.Answered ? texts["board.calls.answered"] : c.Outcome is null ? texts[c.AnsweredAt is null ? "shift.call.rings" : c.EndedAt is null ? "shift.call.speaks" : "shift.call.open"]
            : who.City.Hotline!.Ending(c.Outcome) is { } ending ? words.In(ending.Name) : texts["shift.outcome." + c.Outcome]);
    }

    private static string Seconds(TimeSpan span) => span.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span.Seconds:00}") : string.Create(CultureInfo.InvariantCulture, $"0:{Math.Max(0, span.Seconds):00}");

    private static string Word(CallSort sort) => sort.ToString().ToLowerInvariant();

    private static string Cursor(RungCall last) => string.Create(CultureInfo.InvariantCulture, $"{last.RungAt.UtcTicks}.{last.Id:N}");

    private static (DateTimeOffset, Guid)? Cursor(string? text) =>
        text?.Split('.') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks && Guid.TryParse(id, out var call)
            ? (new DateTimeOffset(at, TimeSpan.Zero), call) : null;
}
