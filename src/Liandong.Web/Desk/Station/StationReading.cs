using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Core.Units;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk.Station;

/// <summary>What a station needs today: what waits, one short form, what it has done, its ground and its neighbours.</summary>
public sealed class StationReading(CaseReader reader, QueueReading queue, StationGrounds grounds, Texts texts, Moments moments)
{
    private const int MostRows = 30;

    /// <summary>Of a station's own ground so many pieces are named in the form; of more only those that somebody answers for.</summary>
    private const int MostPieces = 40;

    private static readonly CaseStatus[] s_running = [CaseStatus.Open, CaseStatus.Suspended];

    public async Task<StationPage> ReadAsync(Signed who, RegisterForm form, Guid key, Refusal? refusal, ActTried? tried, string? done, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        // Handle first; what is beyond one's power is reported.
        List<Situation> openings = [.. Openings.Of(who.City, who.Actor, who.Now).OrderByDescending(o => IsSelf(o.Procedure))];
        var procedure = openings.Find(o => o.Procedure.Code == form["procedure"])?.Procedure ?? openings.FirstOrDefault()?.Procedure ?? RegisterReading.ProcedureOf(who, form);
        var units = who.Actor.Posts.Select(p => p.Unit).Distinct().ToList();
        var day = who.City.Day(who.Now);
        var below = units.SelectMany(who.City.Units.SelfAndBelow).Select(u => u.Value).Distinct().ToList();
        var waiting = CaseQuery.All with { States = s_running, Units = below, Sort = CaseSort.Due, Limit = MostRows };
        var today = CaseQuery.All with { Registered = Colleagues(who, units), From = who.City.Midnight(day), Limit = MostRows };
        return new StationPage(string.Join(texts["list.comma"], units.Select(u => words.Unit(u.Value))), string.Join(texts["list.comma"], Served(who).Select(a => words.In(a.Name))),
            [.. openings.Select(o => new RegisterKind(texts[IsSelf(o.Procedure) ? "station.handled" : "station.report"], "/station?procedure=" + o.Procedure.Code, o.Procedure == procedure))],
            openings.Count == 0 ? null : Form(who, form, procedure, words, key, refusal, tried), Done(done), refusal is null ? null : new RefusalNote(texts["station.title"], texts["register.look"]),
            await queue.RowsAsync(who, waiting, cancel), "/cases?view=unit", await queue.RowsAsync(who, today, cancel), who.City.Tasks.Count > 0 ? [] : await MonthAsync(who, units, openings, words, cancel), await DutiesAsync(who, units, words, cancel),
            [.. Ground(who, words)], [.. Neighbours(who, words)]);
    }

    /// <summary>The area that a case lies in when nobody says more: the station's own.</summary>
    public static string? Home(Signed who) => Served(who) is [var one] ? one.Code.Value : null;

    private static bool IsSelf(Procedure procedure) => procedure.Opening.Effects.Any(e => e.Kind == EffectKind.OpenSelf);

    private static List<Area> Served(Signed who) =>
        [.. who.Actor.Posts.SelectMany(p => who.City.Units.Ground(p.Unit)).Distinct().Select(who.City.Areas.Find).OfType<Area>()];

    /// <summary>Everybody who holds a post in these very units.</summary>
    private static List<string> Colleagues(Signed who, List<UnitCode> units) =>
        [.. who.City.Staff.Posts.Where(p => units.Contains(p.Unit)).SelectMany(p => who.City.Staff.HoldersOf(p.Code, who.City.Day(who.Now))).Select(p => p.Value).Distinct()];

    private StationDone? Done(string? number) => number is not null && CaseNumber.TryParse(number, out var known) ? new StationDone(known.Value, texts["station.done"]) : null;

    private StationForm Form(Signed who, RegisterForm form, Procedure procedure, CityWords words, Guid key, Refusal? refusal, ActTried? tried)
    {
        var wrong = refusal is null ? null : refusal.Code == RegisterForm.CallerNamed ? texts["register.caller-named"] : new RefusalWords(words, texts).Say(refusal);
        FieldInput Ask(string name, FieldShape shape, bool required, IReadOnlyList<FieldOption>? options = null, string? otherwise = null, string? max = null) =>
            new(name, shape, texts["station.ask." + name], required, null, refusal?.Field == name ? wrong : null, (form[name] ?? otherwise) is { } value ? [value] : [], options, Max: max);
        var situation = new Situation(who.City, procedure, form.Standard, who.Actor, who.Now);
        var asked = new ActFields(situation, new CaseState { Id = default }, words, new RefusalWords(words, texts), texts, moments).Of(procedure.Opening, tried);
        return new StationForm(key, procedure.Code,
        [
            Ask("class", FieldShape.Suggest, true, QueueForm.ClassOptions(words)),
            Ask("place", FieldShape.Text, false, max: "200"),
            Ask("area", FieldShape.Choice, false, [.. Pieces(who).Select(a => new FieldOption(a.Code.Value, words.In(a.Name)))], Home(who)),
            .. asked,
            // What was done tells what was found; who only reports says what there is.
            .. asked.Any(f => f.Shape is FieldShape.LongText) ? [] : new[] { Ask("description", FieldShape.LongText, true, max: "2000") },
        ], texts[IsSelf(procedure) ? "station.go.handled" : "station.go.report"]);
    }

    /// <summary>The station's ground from the whole to its pieces.</summary>
    private static IReadOnlyList<Area> Pieces(Signed who)
    {
        var day = who.City.Day(who.Now);
        var served = Served(who);
        var all = who.City.Areas.InLayer(AreaTree.MainLayer).Where(a => a.Exists(day) && served.Exists(s => who.City.Areas.LiesIn(a.Code.Value, s.Code))).ToList();
        return all.Count <= MostPieces ? all : [.. all.Where(a => served.Contains(a) || a.Responsible is not null)];
    }

    private async Task<IReadOnlyList<BoardFigure>> MonthAsync(Signed who, List<UnitCode> units, List<Situation> openings, CityWords words, CancellationToken cancel)
    {
        var local = who.City.Day(who.Now);
        var first = new DateOnly(local.Year, local.Month, 1);
        var figures = new List<BoardFigure>();
        foreach (var channel in who.City.Lists["channels"].Where(c => openings.Any(o => o.Procedure.Code == who.City.ProcedureOf(c.Code))))
        {
            var count = await reader.CountAsync(CaseQuery.All with { Registered = Colleagues(who, units), From = who.City.Midnight(first), Channel = channel.Code }, who.Scope, DeskViews.Most, cancel);
            if (count > 0)
            {
                figures.Add(new BoardFigure(words.In(channel.Name), Texts.Figure(count), $"/cases?by={Uri.EscapeDataString(units[0].Value)}&channel={channel.Code}&from={first:yyyy-MM-dd}"));
            }
        }
        return figures;
    }

    /// <summary>What the station did by the city's kinds of work: told from what was entered, so that nobody enters it twice.</summary>
    private async Task<IReadOnlyList<StationDuty>> DutiesAsync(Signed who, List<UnitCode> units, CityWords words, CancellationToken cancel)
    {
        if (who.City.Tasks.Count == 0 || units.Count == 0)
        {
            return [];
        }
        var today = who.City.Day(who.Now);
        var first = new DateOnly(today.Year, today.Month, 1);
        var entered = CaseQuery.All with { Registered = QueueFilter.Staff(who.City, units[0]) };
        var (day, month) = (await reader.ByClassAsync(entered with { From = who.City.Midnight(today) }, who.Scope, cancel), await reader.ByClassAsync(entered with { From = who.City.Midnight(first) }, who.Scope, cancel));
        BoardFigure Figure(StationTask task, IReadOnlyList<(string Class, string Channel, int Cases)> counted, DateOnly from) =>
            new("", Texts.Figure(counted.Where(c => task.Fits(who.City.ProcedureOf(c.Channel), c.Class)).Sum(c => c.Cases)), $"/cases?by={Uri.EscapeDataString(units[0].Value)}&task={Uri.EscapeDataString(task.Code)}&from={from:yyyy-MM-dd}");
        return [.. who.City.Tasks.GroupBy(t => words.In(t.Duty)).Select(g => new StationDuty(g.Key, [.. g.Select(t => new StationKind(words.In(t.Name), Figure(t, day, today), Figure(t, month, first)))]))];
    }

    private IEnumerable<StationGround> Ground(Signed who, CityWords words)
    {
        var day = who.City.Day(who.Now);
        foreach (var area in Pieces(who).Where(a => a.Responsible is not null))
        {
            yield return new StationGround(words.In(area.Name), words.Own("area.level." + area.Level) ?? area.Level, words.Keepers(area, day),
                new BoardFigure("", "", $"/cases?state={QueueFilter.Running}&area={Uri.EscapeDataString(area.Code.Value)}"));
        }
    }

    private IEnumerable<StationNeighbour> Neighbours(Signed who, CityWords words)
    {
        foreach (var area in Served(who).SelectMany(a => grounds.Around(who.City, a, who.City.Day(who.Now))).Distinct())
        {
            var unit = who.City.Units.Serving(area.Code.Value, null);
            yield return new StationNeighbour(words.In(area.Name), unit is null ? null : words.In(unit.Name), unit is null ? null : who.City.OnDuty(unit.Code, who.Now).Number);
        }
    }
}
