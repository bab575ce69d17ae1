using System.Globalization;
using Liandong.Core.Cases;
using Liandong.Core.Places;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk.CallBacks;

/// <summary>Reads what somebody has to look at outside, in the order of the way: from where he stands, or from what is due first.</summary>
public sealed class RoundReading(CallBackReading waiting, Texts texts, Moments moments)
{
    private const double Kilometre = 1000;

    /// <summary>Steps that wait around a place for a role of this reader's.</summary>
    public static IReadOnlyList<string> Steps(Signed who) => [.. who.City.Procedures.Values.SelectMany(p => p.Steps.Values.Where(s => s.Seat == Seat.Area && who.Is(s.Role)).Select(s => s.Code)).Distinct()];

    /// <param name="from">Latitude and longitude as a map gives them, or nothing.</param>
    public async Task<RoundPage> ReadAsync(Signed who, string? from, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var all = await waiting.WaitingAsync(who, Steps(who), cancel);
        var placed = all.Where(w => w.Row is { Lon: not null, Lat: not null }).ToList();
        var start = Start(from);
        var way = Walk.Order([.. placed.Select(w => (w.Row.Lon!.Value, w.Row.Lat!.Value))], start);
        var stops = way.Select(w => (placed[w.Index], (double?)w.Metres))
            .Concat(all.Where(w => w.Row.Lon is null || w.Row.Lat is null).OrderBy(w => words.Chain(w.Row.Areas), StringComparer.Ordinal).Select(w => (w, (double?)null)))
            .Select((s, i) => Stop(who, words, i + 1, s.Item1, i == 0 && start is null ? null : s.Item2)).ToList();
        return new RoundPage(stops, start is null ? null : from, Distance(way.Skip(start is null ? 1 : 0).Sum(w => w.Metres)));
    }

    private RoundStop Stop(Signed who, CityWords words, int no, (CaseView Row, CaseState State, Procedure Procedure) w, double? metres) => new(
        no, w.Row.Number, words.Class(w.Row.Class), w.Row.Title ?? "", w.Row.Address ?? "", words.Chain(w.Row.Areas),
        w.Procedure.Steps.TryGetValue(w.Row.Step, out var step) ? words.In(step.Name) : w.Row.Step, metres is { } m ? Distance(m) : null,
        new ClockWords(who.City, moments.Now).MostUrgent(w.Row.Clocks, (_, _) => null), $"/cases/{w.Row.Number}/print", w.Row.Lon, w.Row.Lat);

    private string Distance(double metres) => metres < Kilometre ? texts["near.metres", ("n", (int)Math.Round(metres))]
        : texts["round.km", ("n", (metres / Kilometre).ToString("0.0", CultureInfo.InvariantCulture))];

    private static (double Lon, double Lat)? Start(string? from) => from?.Split(',') is [var lat, var lon]
        && double.TryParse(lat, CultureInfo.InvariantCulture, out var y) && double.TryParse(lon, CultureInfo.InvariantCulture, out var x) && Math.Abs(y) <= 90 && Math.Abs(x) <= 180 ? (x, y) : null;
}
