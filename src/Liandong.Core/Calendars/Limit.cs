using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Liandong.Core.Calendars;

/// <summary>
/// The five ways a promised time runs. In data the codes are <c>urgent-hour urgent-day working-hour working-day calendar-day</c>.
/// </summary>
public enum LimitKind
{
    /// <summary>Sixty minutes that run at night, at weekends and on holidays.</summary>
    UrgentHour,

    /// <summary>Twenty-four such hours, whatever the wall clock does meanwhile.</summary>
    UrgentDay,

    /// <summary>Sixty minutes inside the sessions of working days.</summary>
    WorkingHour,

    /// <summary>The same time of day (or the session's end) on the n-th working day after.</summary>
    WorkingDay,

    /// <summary>The same time of day on the n-th day of the wall calendar after.</summary>
    CalendarDay,
}

/// <summary>A promised time: how much, how it runs, and by which of the city's calendars.</summary>
/// <remarks>
/// Amounts run from 0.01 to 10,000 hours or 3,660 days, edges inclusive: a longer one is a slip of the pen, and walking it
/// would leave the calendars' tables. The constructor throws on anything else; data and forms go through <see cref="TryParse"/>.
/// </remarks>
public sealed record Limit
{
    private const decimal Least = 0.01m;
    private const decimal MostHours = 10_000m;
    private const decimal MostDays = 3_660m;

    private static readonly (string Code, LimitKind Kind)[] s_codes =
    [
        ("urgent-hour", LimitKind.UrgentHour),
        ("urgent-day", LimitKind.UrgentDay),
        ("working-hour", LimitKind.WorkingHour),
        ("working-day", LimitKind.WorkingDay),
        ("calendar-day", LimitKind.CalendarDay),
    ];

    /// <summary>Makes a limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is outside its bounds.</exception>
    public Limit(decimal amount, LimitKind kind, string calendar)
    {
        if (FaultOf(amount, kind) is { } fault)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), fault);
        }

        Amount = amount;
        Kind = kind;
        Calendar = calendar;
    }

    /// <summary>How many hours or days; may be a fraction.</summary>
    public decimal Amount { get; }

    /// <summary>How it runs.</summary>
    public LimitKind Kind { get; }

    /// <summary>Code of one of the city's calendars; empty = the one that is handed in.</summary>
    public string Calendar { get; }

    /// <summary>Every code of a kind, in the order of <see cref="LimitKind"/>.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. s_codes.Select(c => c.Code)];

    /// <summary>The code of a kind as data writes it.</summary>
    public static string CodeOf(LimitKind kind) => s_codes[(int)kind].Code;

    /// <summary>
    /// Reads "2 working-day" (or "2 working-day@night" to name a calendar other than <paramref name="calendar"/>).
    /// </summary>
    /// <returns>False with a <paramref name="reason"/> to show to whoever wrote the text.</returns>
    public static bool TryParse(
        string? text,
        string calendar,
        [NotNullWhen(true)] out Limit? limit,
        [NotNullWhen(false)] out string? reason)
    {
        limit = null;
        var named = (text ?? "").Split('@', StringSplitOptions.TrimEntries);
        var parts = named[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || named.Length > 2 || named[^1].Length == 0)
        {
            reason = $"'{text}' is not a limit; write an amount and a kind, such as \"2 working-day\"";
            return false;
        }

        reason = ReadParts(parts, out var amount, out var kind);
        if (reason is null)
        {
            limit = new Limit(amount, kind, named.Length == 2 ? named[1] : calendar);
        }

        return limit is not null;
    }

    /// <summary>"2 working-day": the amount without useless zeros and the kind; the calendar is kept beside it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Amount:0.############################} {CodeOf(Kind)}");

    private static string? ReadParts(string[] parts, out decimal amount, out LimitKind kind)
    {
        kind = default;
        if (!decimal.TryParse(parts[0], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount))
        {
            return $"'{parts[0]}' is not an amount; write a number such as 2 or 0.5";
        }

        var found = Array.FindIndex(s_codes, c => c.Code == parts[1]);
        if (found < 0)
        {
            return $"'{parts[1]}' is not a kind of limit; use one of {string.Join(", ", Codes)}";
        }

        kind = s_codes[found].Kind;
        return FaultOf(amount, kind);
    }

    private static string? FaultOf(decimal amount, LimitKind kind)
    {
        var hours = kind is LimitKind.UrgentHour or LimitKind.WorkingHour;
        var most = hours ? MostHours : MostDays;
        return amount >= Least && amount <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{amount} {CodeOf(kind)} is outside {Least} to {most} {(hours ? "hours" : "days")}");
    }
}
