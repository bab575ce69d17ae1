using Liandong.Core.Calendars;
using Liandong.Core.Cities;

namespace Liandong.Core.Simulation;

/// <summary>The hours of a city's people: its wall clock and the sessions of its usual calendar.</summary>
internal sealed class CityClock(City city)
{
    private const int MostDays = 30;

    public WorkCalendar Calendar { get; } = city.Calendars[city.DefaultCalendar];

    public DateTime Local(DateTimeOffset at) => Calendar.Time.ToLocal(at);

    /// <summary>So many minutes after local midnight.</summary>
    public DateTimeOffset At(DateOnly day, int minute, double more = 0) =>
        Clocks.Cut(Calendar.Time.FromLocal(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute + more)));

    /// <summary>The instant itself when it lies in a session, else the beginning of the next.</summary>
    public DateTimeOffset InOffice(DateTimeOffset at) => SessionAt(at) is null ? NextSession(at) : at;

    /// <summary>So many minutes of sessions later.</summary>
    public DateTimeOffset Later(DateTimeOffset at, double minutes) =>
        minutes < 1 ? InOffice(at) : Clocks.Start("", new Limit((decimal)(minutes / 60), LimitKind.WorkingHour, ""), Calendar, s_none, at).Due!.Value;

    /// <summary>Minutes of sessions from one instant to another.</summary>
    public double OfficeMinutes(DateTimeOffset from, DateTimeOffset to) => Calendar.Between(from, to, LimitKind.WorkingHour).TotalMinutes;

    /// <summary>The session that an instant lies in, as instants.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? SessionAt(DateTimeOffset at)
    {
        var local = Local(at);
        var (day, minute) = (DateOnly.FromDateTime(local), local.TimeOfDay.TotalMinutes);
        foreach (var s in Calendar.Rules.SessionsOn(day))
        {
            if (minute >= s.From && minute < s.To)
            {
                return (At(day, s.From), At(day, s.To));
            }
        }
        return null;
    }

    private static readonly Thresholds s_none = new(null, 0.5m, 0.8m, 1);

    private DateTimeOffset NextSession(DateTimeOffset at)
    {
        var local = Local(at);
        var day = DateOnly.FromDateTime(local);
        for (var n = 0; n < MostDays; n++, day = day.AddDays(1))
        {
            foreach (var s in Calendar.Rules.SessionsOn(day))
            {
                if (At(day, s.From) is var from && from >= at)
                {
                    return from;
                }
            }
        }
        return at;
    }
}
