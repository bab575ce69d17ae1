using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Look;
using Liandong.Work.Cases;

namespace Liandong.Web.Desk;

/// <summary>Draws step and handling clock of one case in true time, from its state and from every clock its history told.</summary>
public sealed class CaseTimetable(CaseState state, IReadOnlyList<TracedAct> trace, Procedure procedure, CityWords words, ClockWords clocks, Texts texts, Moments moments)
{
    private const int MostDays = 400;
    private const int LeastShare = 60;

    /// <summary>Null when the case never had a clock.</summary>
    public Timetable? Read()
    {
        var lanes = new[] { StepLane(), HandlingLane() }.OfType<(TimetableLane Lane, ClockState Clock)>().ToList();
        return lanes.Count == 0 ? null : new Timetable([.. lanes.Select(l => l.Lane)], Off(lanes), moments.Now);
    }

    /// <summary>The running step's clock with the steps before it; nothing when no step has a limit.</summary>
    private (TimetableLane, ClockState)? StepLane()
    {
        var all = Steps();
        if (all.Count == 0)
        {
            return null;
        }
        var (clock, _) = all[^1];
        var runs = clock.StoppedAt is null;
        if (!runs && all.TrueForAll(s => s.Clock.StoppedAt - s.Clock.Start < (moments.Now - state.OpenedAt) / LeastShare))
        {
            // Steps too short to be drawn: the trace tells them.
            return null;
        }
        var done = all.Where(s => s.Clock.StoppedAt is not null).Select(s =>
            new LanePiece(s.Clock.Start, s.Clock.StoppedAt, $"{s.Step} {moments.Span(clocks.Run(s.Clock, s.Clock.Start, s.Clock.StoppedAt!.Value), ClockWords.CountingOf(s.Clock))}")).ToList();
        // A lane of finished steps has no bar and no due of its own: the pieces tell it.
        var (start, stop) = runs ? (clock.Start, (DateTimeOffset?)null) : (clock.StoppedAt!.Value, clock.StoppedAt);
        return (Lane(texts["clock.step"], clock, done, runs) with { StartedAt = start, StoppedAt = stop, DueAt = runs ? clock.Due : null }, clock);
    }

    private (TimetableLane, ClockState)? HandlingLane() =>
        state.Handling is { } clock ? (Lane(HandlingName(), clock, [], used: true), clock) : null;

    private string HandlingName() => words.Clock(procedure, ClockKey.Handling);

    private TimetableLane Lane(string name, ClockState clock, IReadOnlyList<LanePiece> done, bool used)
    {
        var pauses = clock.Pauses.Select(p => new LanePiece(p.From, p.To, texts["status.suspended"])).ToList();
        if (clock.PausedAt is { } since)
        {
            pauses.Add(new LanePiece(since, null, texts["status.suspended"]));
        }
        var extended = clock.Extensions.Count == 0 ? null : texts["clock.extended", ("limit", string.Join(texts["list.comma"], clock.Extensions.Select(e => LimitWords(e.By, texts))))];
        return new TimetableLane(name, Clocks.LightAt(clock, moments.Now), clock.Start, clock.Due, clock.StoppedAt, used ? Used(clock) : null,
            FormerDues(clock), pauses, done, extended);
    }

    private string? Used(ClockState clock)
    {
        if (clock.Limit is not { } limit)
        {
            return null;
        }
        var until = clock.StoppedAt ?? clock.PausedAt ?? moments.Now;
        var stood = clock.Pauses.Aggregate(TimeSpan.Zero, (sum, p) => sum + clocks.Run(clock, p.From, p.To));
        var run = clocks.Run(clock, clock.Start, until) - stood;
        return texts["clock.used", ("span", moments.Span(run > TimeSpan.Zero ? run : TimeSpan.Zero, ClockWords.CountingOf(clock))), ("limit", LimitWords(limit, texts))];
    }

    /// <summary>A limit in words: “2 working days”.</summary>
    public static string LimitWords(Limit limit, Texts texts) =>
        texts["limit." + Limit.CodeOf(limit.Kind), ("n", limit.Amount == 1 ? (object)1 : limit.Amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Due as it stood before each extension, told by the history.</summary>
    private List<DateTimeOffset> FormerDues(ClockState clock)
    {
        var dues = new List<DateTimeOffset>();
        DateTimeOffset? last = null;
        foreach (var change in Changes().Where(c => c.Clock.Kind == clock.Kind && c.Clock.Start == clock.Start))
        {
            if (change.Change == ClockChange.Extended && last is { } former && former != clock.Due)
            {
                dues.Add(former);
            }
            last = change.Clock.Due ?? last;
        }
        return dues;
    }

    /// <summary>Every step clock as it last was, with the name of its step.</summary>
    private List<(ClockState Clock, string Step)> Steps()
    {
        var steps = new List<(ClockState Clock, string Step)>();
        var step = "";
        foreach (var e in trace.SelectMany(t => t.Events))
        {
            if (e is StepEntered entered)
            {
                step = procedure.Steps.TryGetValue(entered.Step, out var known) ? words.In(known.Name) : entered.Step;
            }
            else if (e is ClockChanged { Handling: 0, Clock: { Kind: ClockKey.Step } clock })
            {
                var at = steps.FindIndex(s => s.Clock.Start == clock.Start);
                if (at < 0)
                {
                    steps.Add((clock, step));
                }
                else
                {
                    steps[at] = (clock, steps[at].Step);
                }
            }
        }
        return steps;
    }

    private IEnumerable<ClockChanged> Changes() => trace.SelectMany(t => t.Events).OfType<ClockChanged>().Where(c => c.Handling == 0);

    /// <summary>Hours in which none of the lanes counts.</summary>
    private List<Band> Off(List<(TimetableLane Lane, ClockState Clock)> lanes)
    {
        var kinds = lanes.Select(l => l.Clock.Limit?.Kind ?? LimitKind.UrgentHour).ToList();
        if (!kinds.TrueForAll(k => k is LimitKind.WorkingHour or LimitKind.WorkingDay) || clocks.Calendar(lanes[0].Clock.Limit!) is not { } calendar)
        {
            return [];
        }
        var byHour = kinds.TrueForAll(k => k == LimitKind.WorkingHour);
        var from = lanes.Min(l => l.Lane.Done.Select(d => d.From).Append(l.Lane.StartedAt).Min());
        var to = lanes.Max(l => new[] { l.Lane.DueAt, l.Lane.StoppedAt, l.Lane.StoppedAt is null ? moments.Now : null }.Max()) ?? moments.Now;
        var bands = new List<Band>();
        var day = DateOnly.FromDateTime(moments.Local(from).DateTime);
        for (var i = 0; i < MostDays && Instant(day, 0) < to; i++, day = day.AddDays(1))
        {
            var open = 0;
            var sessions = calendar.Rules.SessionsOn(day);
            foreach (var session in byHour ? sessions : sessions.Count > 0 ? [new Session(0, 1440)] : [])
            {
                Add(bands, Instant(day, open), Instant(day, session.From));
                open = session.To;
            }
            Add(bands, Instant(day, open), Instant(day, 1440));
        }
        return bands;
    }

    /// <summary>Bands that touch are one.</summary>
    private static void Add(List<Band> bands, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
        {
            return;
        }
        if (bands is [.., var last] && last.To >= from)
        {
            bands[^1] = last with { To = to };
        }
        else
        {
            bands.Add(new Band(from, to));
        }
    }

    private DateTimeOffset Instant(DateOnly day, int minute)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        local = moments.Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, moments.Zone.GetUtcOffset(local));
    }
}
