using System.Globalization;
using Liandong.Core.Acts;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;

namespace Liandong.Core.Simulation;

/// <summary>What is done next to a case, by whom and when.</summary>
/// <param name="By">The situation with the person in it.</param>
public sealed record Planned(DateTimeOffset At, Situation By, ActRequest Request);

/// <summary>
/// Plays the staff: of everything that the habits of the city allow on a case now, the earliest. Nothing is kept between two
/// questions; the same case gives the same answer. What the procedure forbids is never planned.
/// </summary>
/// <remarks>
/// Conditions of habits: <c>urgent ordinary</c> (by urgency), <c>first again</c> (reported before in this round), <c>reached
/// unreached pleased displeased</c> (the caller, as fated), <c>brief long quick slow</c> (a limit of less than three days, of more; of less than ten, of more), <c>silent</c> (nobody wants an answer), <c>content discontent</c> (what the caller said of the
/// result), <c>lead=KIND</c> (kind of the lead's unit), <c>channel=CODE</c>, <c>result=CODE</c> (as fated), <c>nature=CODE</c>, <c>returned unreturned</c>;
/// <c>else</c>: only when the line before comes to nothing.
/// Values of fields: <c>@lead @co @other @suggested @below @result @conditions @photo @milestone @appeal @resolved @score @attitude @until</c>.
/// </remarks>
public sealed class Life
{
    private const string Else = "else";
    private const int LongDays = 3;
    private const int SlowDays = 10;
    private readonly City _city;
    private readonly Scenario _plan;
    private readonly ILookup<(string, string?), Habit> _habits;
    private readonly Dictionary<(ClassCode, string?), Topic> _topics = [];
    private readonly Staffing _staff;
    private readonly CityClock _clock;
    private readonly Filling _filling;

    /// <param name="photos">Hashes of the pictures that stand for evidence.</param>
    public Life(City city, Scenario plan, IReadOnlyList<string> photos)
    {
        (_city, _plan) = (city, plan);
        _habits = plan.Habits.ToLookup(h => (h.Procedure, h.Step));
        foreach (var topic in plan.Topics)
        {
            _topics.TryAdd((topic.Class, topic.Standard), topic);
        }
        _staff = new Staffing(city);
        _clock = new CityClock(city);
        _filling = new Filling(city, plan, photos, _clock);
    }

    /// <summary>The next act; null when nothing is left to do, or nobody may do it.</summary>
    /// <param name="s">The situation of the case, whoever acts in it.</param>
    public Planned? Next(Situation s, Told told)
    {
        var c = told.Case;
        var fate = Fate.Of(_plan, TopicOf(c), c);
        Planned? next = null;
        var before = false;
        foreach (var habit in _habits[(s.Procedure.Code, c.Step)].Concat(_habits[(s.Procedure.Code, null)]))
        {
            if (before && habit.Only.Contains(Else))
            {
                continue;
            }
            var planned = Plan(habit, s, told, fate);
            before = planned is not null;
            next = planned is not null && (next is null || planned.At < next.At) ? planned : next;
        }
        return next;
    }

    private Planned? Plan(Habit habit, Situation s, Told told, Fate fate)
    {
        var c = told.Case;
        if (told.Times(habit.Act) >= habit.Times || s.Procedure.Act(habit.Act) is not { } act || !habit.Only.All(w => Holds(w, s, told, fate)))
        {
            return null;
        }
        var chance = Chance.Of(0, c.Id.ToString(), habit.Act, Text(habit.No), Text(c.Round), Text(c.Returns), Text(told.Times(habit.Act)));
        if (!chance.Is(habit.Share) || When(habit, told, chance) is not { } at)
        {
            return null;
        }
        var (by, _) = _staff.For(s with { Now = at }, c, act, chance);
        return by is not null && _filling.Of(habit, by, told, fate, chance) is { } fields ? new Planned(at, by, new ActRequest(habit.Act, fields)) : null;
    }

    /// <summary>What an opening asks beside what every registration asks.</summary>
    public IReadOnlyDictionary<string, FieldValue> Opening(Procedure procedure, Arrival arrival)
    {
        var chance = Chance.Of(0, arrival.Key, "opening");
        var habit = _habits[(procedure.Code, "opening")].FirstOrDefault();
        return habit is null ? new Dictionary<string, FieldValue>() : _filling.Opening(habit, procedure.Opening, arrival, chance);
    }

    private Topic? TopicOf(CaseState c) => _topics.GetValueOrDefault((c.Facts!.Class, c.Facts.Standard)) ?? _topics.GetValueOrDefault((c.Facts.Class, null));

    private bool Holds(string word, Situation s, Told told, Fate fate) => word.Split('=') switch
    {
        ["urgent"] => IsUrgent(s, told),
        ["ordinary"] => !IsUrgent(s, told),
        ["first"] => told.Times("report") == 0,
        ["again"] => told.Times("report") > 0,
        ["pleased"] => fate.Score >= 4,
        ["displeased"] => fate.Score < 4,
        ["reached"] => fate.Reached,
        ["unreached"] => !fate.Reached,
        ["returned"] => told.Case.Returns > 0,
        ["unreturned"] => told.Case.Returns == 0,
        [Else] => true,
        ["silent"] => told.Case.Appeals.All(a => !a.WantsAnswer),
        ["brief"] => !IsLong(told),
        ["long"] => IsLong(told),
        ["slow"] => IsSlow(told),
        ["quick"] => !IsSlow(told),
        ["content"] => told.Case.Appeals.All(a => !a.Reached || a.Result >= 4),
        ["discontent"] => told.Case.Appeals.Any(a => a.Reached && a.Result < 4),
        ["lead", var kind] => told.Case.Lead is { } lead && kind.Split('|').Contains(_city.Units.Find(lead.Unit)?.Kind),
        ["channel", var code] => IsOne(code, told.Case.Facts!.Channel),
        ["class", var code] => IsOne(code, told.Case.Facts!.Class.Value),
        ["nature", var code] => IsOne(code, told.Case.Facts!.Nature ?? ""),
        ["result", var code] => IsOne(code, fate.Result),
        _ => false,
    };

    /// <summary>Said to be, or something of it promised in hours that run at night.</summary>
    private bool IsUrgent(Situation s, Told told) =>
        _city.IsUrgent(told.Case.Facts!.Urgency) || s.Standard is { } standard && standard.Milestones.Select(m => m.Limit).Append(standard.Limit).Any(l => l is { Kind: LimitKind.UrgentHour });

    /// <summary>The clock of the milestone that is due next; null when none is open.</summary>
    private static ClockState? Next(Told told) => told.Case.OpenMilestones.Select(m => m.Clock).MinBy(c => c.Due);

    private static bool IsSlow(Told told) => told.Case.Handling is { Limit: { } limit } && Days(limit) >= SlowDays;

    private static bool IsLong(Told told) => told.Case.Handling is { Limit: { } limit } && Days(limit) >= LongDays;

    private static bool IsOne(string codes, string code) => codes.Split('|').Contains(code);

    private static decimal Days(Limit limit) => limit.Kind is LimitKind.UrgentHour or LimitKind.WorkingHour ? limit.Amount / 24 : limit.Amount;

    /// <summary>When a habit has its time; null when what it counts from is not there. Never before the last act.</summary>
    private DateTimeOffset? When(Habit habit, Told told, Chance chance)
    {
        var (share, late) = (chance.Soon(habit.From, habit.To), chance.Is(habit.Late));
        share = late ? habit.To * (1.33 + (chance.Next() / 3)) : share;
        DateTimeOffset? at = habit.Of switch
        {
            TimeBase.Step => Later(told.EnteredAt, share, habit.When),
            TimeBase.Last => Later(told.LastAt, share, habit.When),
            TimeBase.Limit => told.Case.Handling is { Due: { } due } clock ? late ? Behind(clock, due, chance) : Along(clock, due, Spread(habit, told, share, chance)) : null,
            _ => Next(told) is { Due: { } due } clock ? Along(clock, due, share) : null,
        };
        if (at is not { } planned)
        {
            return null;
        }
        if (planned <= told.LastAt)
        {
            planned = told.LastAt.AddMinutes(1 + (chance.Next() * 9));
        }
        return Clocks.Cut(Fit(habit, planned, told, late, chance));
    }

    /// <summary>Too many results come in the last fifth of the limit, and none on its last minute.</summary>
    private double Spread(Habit habit, Told told, double share, Chance chance)
    {
        if (habit.When != WorkTime.Wave)
        {
            return share;
        }
        var length = told.Case.Handling is { Limit: { } limit } ? Days(limit) : 0;
        var last = _plan.Rate(length < LongDays ? "lastFifth.brief" : length < SlowDays ? "lastFifth.long" : "lastFifth.slow");
        return chance.Is(last) ? habit.To - (chance.Next() * 0.2) : chance.Soon(habit.From, chance.Soon(habit.From, habit.To - 0.2));
    }

    /// <summary>Too late: by hours of work; where it is worked on day and night, by part of the limit once more.</summary>
    private DateTimeOffset Behind(ClockState clock, DateTimeOffset due, Chance chance) => clock.Limit is { Kind: LimitKind.UrgentHour or LimitKind.UrgentDay }
        ? due + ((due - clock.Start) * (0.1 + chance.Next()))
        : _clock.Later(due, _plan.Rate("late.from") + (chance.Next() * (_plan.Rate("late.to") - _plan.Rate("late.from"))));

    private DateTimeOffset Later(DateTimeOffset from, double minutes, WorkTime when) =>
        when is WorkTime.Office or WorkTime.Wave ? _clock.Later(from, minutes) : from.AddMinutes(minutes);

    /// <summary>A point along a clock: in hours of work, or by the wall for what runs day and night.</summary>
    private DateTimeOffset Along(ClockState clock, DateTimeOffset due, double share)
    {
        var minutes = _clock.OfficeMinutes(clock.Start, due);
        return clock.Limit is { Kind: LimitKind.UrgentHour or LimitKind.UrgentDay } || minutes < 1 ? clock.Start + ((due - clock.Start) * share) : _clock.Later(clock.Start, minutes * share);
    }

    /// <summary>Moves an instant into the hours in which such work is done.</summary>
    private DateTimeOffset Fit(Habit habit, DateTimeOffset at, Told told, bool late, Chance chance)
    {
        ClockState? clock = habit.Of switch { TimeBase.Limit => told.Case.Handling, TimeBase.Milestone => Next(told), _ => null };
        // What runs day and night is worked on day and night.
        switch (clock?.Limit is { Kind: LimitKind.UrgentHour or LimitKind.UrgentDay } ? WorkTime.Always : habit.When)
        {
            case WorkTime.Office:
                return _clock.InOffice(at);
            case WorkTime.Wave:
                return Wave(_clock.InOffice(at), told, late, chance);
            case WorkTime.Calls:
                var (local, from, to) = (_clock.Local(at), _plan.Rate("callFrom") * 60, _plan.Rate("callTo") * 60);
                var (day, minute) = (DateOnly.FromDateTime(local), local.TimeOfDay.TotalMinutes);
                return minute < from ? _clock.At(day, (int)from, chance.Next() * 120) : minute > to ? _clock.At(day.AddDays(1), (int)from, chance.Next() * 120) : at;
            default:
                return at;
        }
    }

    /// <summary>Results are written up before lunch and before going home; what is due earlier, before it is due.</summary>
    private DateTimeOffset Wave(DateTimeOffset at, Told told, bool late, Chance chance)
    {
        if (chance.Is(_plan.Rate("wave")) && _clock.SessionAt(at) is { } session)
        {
            var begin = session.To.AddMinutes(-(session.To - session.From).TotalMinutes * _plan.Rate("wave.part"));
            var inWave = at > begin ? at : begin + ((session.To - begin) * chance.Next());
            if (late || told.Case.Handling?.Due is not { } due || at >= due)
            {
                return inWave;
            }
            return inWave < due ? inWave : at + ((due - at) * 0.8 * chance.Next());
        }
        return at;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
