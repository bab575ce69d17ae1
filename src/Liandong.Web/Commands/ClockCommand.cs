using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Liandong.Core.Calendars;
using Liandong.Work.Cities;

namespace Liandong.Web.Commands;

/// <summary>
/// <c>liandong clock --city NAME --from T --limit "2 working-day" [--pause A/B]... [--json]</c>: what a city's calendar makes of a limit,
/// without a database. Exit code 2 with the field named when an argument cannot be understood.
/// </summary>
public sealed class ClockCommand
{
    private const string Usage = """
        clock --city NAME --from T --limit "AMOUNT KIND[@CALENDAR]" [--pause A/B]... [--json]
          NAME   a folder of cities/, or the path of a city's folder
          T A B  2011-07-01T09:30, with seconds and offset if you like; without offset it is the city's wall clock
          KIND   urgent-hour urgent-day working-hour working-day calendar-day
        """;

    private static readonly string[] s_local = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];
    private static readonly string[] s_instants = [.. s_local.Skip(1).Select(f => f + "zzz"), .. s_local.Skip(1).Select(f => f + "'Z'")];
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // "+08:00" stays readable
    private readonly List<(string From, string To)> _pauses = [];
    private readonly Dictionary<string, string> _given = [];
    private bool _json;

    /// <summary>Runs the command; the arguments are those after its name.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            await new ClockCommand().PrintAsync(args, output);
            return 0;
        }
        catch (Refused refused)
        {
            await errors.WriteLineAsync(refused.Message);
            return 2;
        }
    }

    private async Task PrintAsync(string[] args, TextWriter output)
    {
        if (args is ["--help"] or ["-h"])
        {
            await output.WriteLineAsync(Usage);
            return;
        }

        ReadArguments(args);
        var city = ClockCity.Open(Need("--city"));
        if (!Limit.TryParse(Need("--limit"), city.DefaultCalendar, out var limit, out var reason))
        {
            throw new Refused($"--limit: {reason}");
        }

        var calendar = city.Calendar(limit.Calendar);
        var clock = Run(calendar, city.Thresholds, limit);
        var text = new StringBuilder();
        if (_json)
        {
            WriteJson(text, clock, calendar);
        }
        else
        {
            WriteLines(text, clock, calendar);
        }

        await output.WriteAsync(text.ToString());
    }

    private ClockState Run(WorkCalendar calendar, Thresholds thresholds, Limit limit)
    {
        var last = InstantOf("--from", Need("--from"), calendar);
        var clock = Clocks.Start("clock", limit, calendar, thresholds, last);
        var pauses = _pauses.Select(p => (From: InstantOf("--pause", p.From, calendar), To: InstantOf("--pause", p.To, calendar)));
        foreach (var (from, to) in pauses.OrderBy(p => p.From))
        {
            if (from < last || to <= from)
            {
                throw new Refused("--pause: every pause must begin at or after --from, end after it begins, and not overlap another");
            }

            clock = Clocks.Resume(Clocks.Pause(clock, calendar, thresholds, from), calendar, thresholds, to);
            last = to;
        }

        return clock;
    }

    private void ReadArguments(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            if (name == "--json")
            {
                _json = true;
                continue;
            }

            if (name is not ("--city" or "--from" or "--limit" or "--pause"))
            {
                throw new Refused($"{name}: is not known here\n{Usage}");
            }

            var value = ++i < args.Length ? args[i] : throw new Refused($"{name}: needs a value\n{Usage}");
            if (name == "--pause")
            {
                var ends = value.Split('/');
                _pauses.Add(ends.Length == 2 ? (ends[0], ends[1]) : throw new Refused($"--pause: '{value}' is not a pause; write its two ends as A/B"));
            }
            else if (!_given.TryAdd(name, value))
            {
                throw new Refused($"{name}: is given twice; keep one");
            }
        }
    }

    private string Need(string name) => _given.GetValueOrDefault(name) ?? throw new Refused($"{name}: is missing\n{Usage}");

    private static DateTimeOffset InstantOf(string field, string text, WorkCalendar calendar)
    {
        DateTimeOffset at;
        if (DateTime.TryParseExact(text, s_local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            at = calendar.Time.FromLocal(local);
        }
        else if (!DateTimeOffset.TryParseExact(text, s_instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
        {
            throw new Refused($"{field}: '{text}' is not a time; write it as 2011-07-01T09:30, with an offset such as -04:00 if it is not the city's");
        }

        // The tables of a calendar end, and the longest limit is ten thousand hours of short sessions.
        return at.Year is > 1900 and < 2150 ? at : throw new Refused($"{field}: '{text}' is outside the years 1901 to 2149 that calendars count");
    }

    private static IEnumerable<(string Name, DateTimeOffset At)> Instants(ClockState clock)
    {
        var times = clock.Times() ?? throw new InvalidOperationException("A clock whose pauses are over knows its instants.");
        return [("due", times.Due), ("blue", times.Blue), ("yellow", times.Yellow), ("orange", times.Orange), ("red", times.Red)];
    }

    private static string Show(DateTimeOffset at, WorkCalendar calendar) =>
        calendar.Time.WithOffset(at).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    private static void WriteLines(StringBuilder text, ClockState clock, WorkCalendar calendar)
    {
        foreach (var (name, at) in Instants(clock))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {Show(at, calendar)}\n");
        }

        foreach (var (day, counted) in Clocks.DaysCounted(clock, calendar))
        {
            text.Append(CultureInfo.InvariantCulture, $"day: {day:yyyy-MM-dd} {(decimal)counted.Ticks / TimeSpan.TicksPerMinute:0.########}\n");
        }

        if (clock.Provisional)
        {
            text.Append("provisional: yes, the calendar does not know the holidays of all these days yet\n");
        }
    }

    private static void WriteJson(StringBuilder text, ClockState clock, WorkCalendar calendar)
    {
        var all = Instants(clock).ToDictionary(i => i.Name, object (i) => Show(i.At, calendar));
        all["days"] = Clocks.DaysCounted(clock, calendar).Select(d => new
        {
            day = d.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            minutes = (decimal)d.Counted.Ticks / TimeSpan.TicksPerMinute,
        });
        all["provisional"] = clock.Provisional;
        text.Append(JsonSerializer.Serialize(all, s_plain)).Append('\n');
    }

    /// <summary>An argument that cannot be understood; the message begins with its name.</summary>
    internal sealed class Refused(string message) : Exception(message);
}
