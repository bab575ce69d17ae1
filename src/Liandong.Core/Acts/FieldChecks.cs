using System.Globalization;
using System.Text;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Core.Dispatch;
using Liandong.Core.Units;

namespace Liandong.Core.Acts;

/// <summary>Checks the fields of an act against their types: one place for form, API and phone.</summary>
public static class FieldChecks
{
    /// <summary>The longest text where a field names no other bound, in UTF-16 units.</summary>
    public const int LongestText = 4000;

    /// <summary>The longest name of a caller.</summary>
    public const int LongestName = 100;

    /// <summary>The longest number of a caller.</summary>
    public const int LongestPhone = 40;

    /// <summary>The most items of a list where a field names no other bound.</summary>
    public const int MostItems = 50;

    /// <summary>The days from now that an instant may lie ahead where a field names no other bound.</summary>
    public const int MostDays = 3660;

    private static readonly string[] s_local = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];
    private static readonly string[] s_offset = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads all fields of an act, or refuses the first that is wrong, by name.</summary>
    public static (CheckedFields? Fields, Refusal? Refusal) Read(ProcedureAct act, IReadOnlyDictionary<string, FieldValue> given, Situation s, CaseState c)
    {
        if (given.Keys.FirstOrDefault(k => act.Fields.All(f => f.Code != k)) is { } unknown)
        {
            return (null, new Refusal(Refusals.FieldUnknown, unknown));
        }
        var read = new Reading();
        foreach (var spec in act.Fields)
        {
            var value = given.GetValueOrDefault(spec.Code);
            if (value is null || value.IsBlank)
            {
                if (IsRequired(spec, act, s, c))
                {
                    return (null, new Refusal(Refusals.FieldMissing, spec.Code));
                }
                continue;
            }
            if (ReadOne(spec, act, value, s, c, read) is { } refusal)
            {
                return (null, refusal);
            }
        }
        return (read.Done(), null);
    }

    /// <summary>True when the act is refused without this field: always, or because a guard asks for it in an urgent case.</summary>
    public static bool IsRequired(FieldSpec spec, ProcedureAct act, Situation s, CaseState c) => spec.Required
        || (act.Guards.Any(g => g.Kind == GuardKind.GivenWhenUrgent && g.Argument == spec.Code) && s.City.IsUrgent(c.Facts?.Urgency));

    /// <summary>The codes that a field may take now; null for fields without a list.</summary>
    public static IReadOnlyList<Cities.Choice>? Options(FieldSpec spec, ProcedureAct act, Situation s, CaseState c) => spec.Type switch
    {
        FieldType.Choice => s.City.Lists.GetValueOrDefault(spec.List ?? "") ?? [],
        FieldType.Units when spec.Code == CheckedFields.Copy => Choices(Told(s, c)),
        FieldType.Unit or FieldType.Units => Choices(Units(act, s, c, asLead: spec.Code == "unit" && act.Effects.Any(e => e.Kind == EffectKind.OpenLead))),
        FieldType.Person => [.. s.City.Staff.People.Where(p => p.Id != c.Facts?.ComplainedOfPerson).Select(p => new Cities.Choice(p.Id.Value, p.Name))],
        FieldType.Conditions => [.. (s.Standard?.Conditions ?? []).Select(x => new Cities.Choice(x.Code, x.Name))],
        FieldType.Milestone => [.. c.OpenMilestones.Select(m => new Cities.Choice(m.Milestone, s.City.Texts.GetValueOrDefault(ClockKey.Milestone + m.Milestone) ?? new LocalName(m.Milestone, m.Milestone)))],
        FieldType.Appeal => [.. c.Appeals.Select(a => new Cities.Choice(Text(a.No), new LocalName(Text(a.No), Text(a.No))))],
        _ => null,
    };

    /// <summary>
    /// As <see cref="Options"/>, without the callers whom a guard of the act would refuse anyway: those who were reached or tried
    /// often enough. What a form and the API offer.
    /// </summary>
    public static IReadOnlyList<Cities.Choice>? Offered(FieldSpec spec, ProcedureAct act, Situation s, CaseState c)
    {
        var all = Options(spec, act, s, c);
        return spec.Type == FieldType.Appeal && act.Guards.Any(g => g.Kind is GuardKind.AppealOpen or GuardKind.TriesLeft or GuardKind.TriesApart)
            ? [.. all!.Where(o => Guards.Takes(act, s, c, o.Code))] : all;
    }

    /// <summary>Units that the act may name now: somebody answers for them, they are free and not complained of.</summary>
    /// <param name="asLead">Asked for the lead; otherwise for those who help.</param>
    internal static IEnumerable<Unit> Units(ProcedureAct act, Situation s, CaseState c, bool asLead)
    {
        var below = act.Guards.Any(g => g.Kind == GuardKind.UnitBelow);
        var busy = c.OpenParts.Select(h => h.Unit).Concat(c.Lead is { IsOpen: true } l ? [l.Unit] : []).ToHashSet();
        var listing = act.Guards.Any(g => g.Kind == GuardKind.AsListed) ? new Listing(s.City, c.ToMatter(s.City.Day(s.Now))) : null;
        return s.City.Answering(s.City.Day(s.Now)).Where(u => listing?.Against(u.Code, asLead) is null && !busy.Contains(u.Code) && !Seats.IsBlamed(s, c, u.Code)
            && (!below || (c.Lead is { } lead && s.City.Units.Covers(lead.Unit, u.Code))));
    }

    /// <summary>
    /// Units offered to be told of the case without a part in it: departments and towns, that is whatever stands right below the
    /// root. The list of affairs binds only who works.
    /// </summary>
    internal static IEnumerable<Unit> Told(Situation s, CaseState c)
    {
        var known = c.Units.Concat(c.Copied).ToHashSet();
        return c.Facts?.Secrecy > 0 ? [] : s.City.Answering(s.City.Day(s.Now)).Where(u => u.Parent is { } above && s.City.Units.Find(above) is { Parent: null } && !known.Contains(u.Code) && !Seats.IsBlamed(s, c, u.Code));
    }

    /// <summary>What a field may name at all; why one of these may not be named today is for the guards to say. Null: anything.</summary>
    private static Func<string, bool>? Known(FieldSpec spec, ProcedureAct act, Situation s, CaseState c) =>
        spec.Type is FieldType.Unit or FieldType.Units ? code => s.City.Units.Find(new UnitCode(code)) is { } unit && s.City.Answers(unit, s.City.Day(s.Now))
        : Options(spec, act, s, c) is { } options ? code => options.Any(o => o.Code == code) : null;

    private static IReadOnlyList<Cities.Choice> Choices(IEnumerable<Unit> units) => [.. units.Select(u => new Cities.Choice(u.Code.Value, u.Name))];

    private static Refusal? ReadOne(FieldSpec spec, ProcedureAct act, FieldValue value, Situation s, CaseState c, Reading read)
    {
        if (!Fits(spec.Type, value.Shape))
        {
            return new Refusal(Refusals.FieldInvalid, spec.Code);
        }
        var text = (value.Text ?? value.All[0]).Trim();
        switch (spec.Type)
        {
            case FieldType.Text:
                return Unsaid(spec, value) ?? ReadText(spec, value.Text?.Trim() ?? string.Join('\n', value.All.Select(part => part.Trim()).Where(part => part.Length > 0)), read);
            case FieldType.ReporterName:
                read.Name = text;
                return text.Length > LongestName || !IsClean(text) ? new Refusal(Refusals.FieldInvalid, spec.Code, Text(LongestName)) : null;
            case FieldType.ReporterPhone:
                read.Phone = text;
                return text.Length > LongestPhone || !IsClean(text) || !text.Any(char.IsDigit) ? new Refusal(Refusals.FieldInvalid, spec.Code) : null;
            case FieldType.Instant:
                return ReadInstant(spec, text, s, read);
            case FieldType.Number:
                return ReadNumber(spec, text, read);
            case FieldType.Flag:
                read.Codes[spec.Code] = text is "true" or "on" or "1" ? "true" : "false";
                return text is "true" or "on" or "1" or "false" or "0" ? null : new Refusal(Refusals.FieldInvalid, spec.Code);
            case FieldType.Files:
                return ReadItems(spec, value.All, null, read);
            default:
                return ReadItems(spec, value.All, Known(spec, act, s, c), read);
        }
    }

    private static bool Fits(FieldType type, ValueShape shape) => shape == ValueShape.Any || type switch
    {
        FieldType.Number => shape == ValueShape.Number,
        FieldType.Flag => shape == ValueShape.Flag,
        FieldType.Units or FieldType.Files or FieldType.Conditions => shape == ValueShape.List,
        FieldType.Appeal => shape is ValueShape.Words or ValueShape.Number,
        _ => shape == ValueShape.Words,
    };

    /// <summary>Where a text came in parts, as a form asks it, none that is needed may be missing. Whoever sends it as one answers for the whole.</summary>
    private static Refusal? Unsaid(FieldSpec spec, FieldValue value) => value.Items is { } parts
        && spec.Parts.Where((part, i) => !part.Optional && (i >= parts.Count || string.IsNullOrWhiteSpace(parts[i]))).Any() ? new Refusal(Refusals.FieldMissing, spec.Code) : null;

    private static Refusal? ReadText(FieldSpec spec, string text, Reading read)
    {
        read.Texts[spec.Code] = text;
        if (!IsClean(text))
        {
            return new Refusal(Refusals.FieldInvalid, spec.Code);
        }
        return text.Length < (spec.Min ?? 0) ? new Refusal(Refusals.TextTooShort, spec.Code, Text(spec.Min ?? 0))
            : text.Length > (spec.Max ?? LongestText) ? new Refusal(Refusals.FieldInvalid, spec.Code, Text(spec.Max ?? LongestText)) : null;
    }

    private static Refusal? ReadInstant(FieldSpec spec, string text, Situation s, Reading read)
    {
        DateTimeOffset at;
        if (DateTime.TryParseExact(text, s_local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999)
        {
            // A form's datetime-local has no offset: it is the city's time.
            at = s.City.Calendars[s.City.DefaultCalendar].Time.FromLocal(local);
        }
        else if (!DateTimeOffset.TryParseExact(text, s_offset, CultureInfo.InvariantCulture, DateTimeStyles.None, out at))
        {
            return new Refusal(Refusals.FieldInvalid, spec.Code);
        }
        at = Clocks.Cut(at);
        if (at <= s.Now || at > s.Now.AddDays(spec.Max ?? MostDays))
        {
            return new Refusal(Refusals.FieldInvalid, spec.Code, spec.Max is { } days ? Text(days) : null);
        }
        read.Instants[spec.Code] = at;
        read.Codes[spec.Code] = at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        return null;
    }

    private static Refusal? ReadNumber(FieldSpec spec, string text, Reading read)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < (spec.Min ?? 0) || number > (spec.Max ?? int.MaxValue))
        {
            return new Refusal(Refusals.FieldInvalid, spec.Code);
        }
        read.Codes[spec.Code] = Text(number);
        return null;
    }

    private static Refusal? ReadItems(FieldSpec spec, IReadOnlyList<string> items, Func<string, bool>? known, Reading read)
    {
        var many = spec.Type is FieldType.Units or FieldType.Files or FieldType.Conditions;
        if (items.Count > (many ? spec.Max ?? MostItems : 1))
        {
            return new Refusal(Refusals.FieldInvalid, spec.Code);
        }
        if (known is not null && items.FirstOrDefault(i => !known(i)) is { } unknown)
        {
            return new Refusal(Refusals.CodeUnknown, spec.Code, unknown.Length > 60 ? null : unknown);
        }
        if (spec.Type == FieldType.Files && items.Any(i => i.Length != 64 || !i.All(char.IsAsciiHexDigitLower)))
        {
            return new Refusal(Refusals.FieldInvalid, spec.Code);
        }
        read.Items[spec.Code] = [.. items.Distinct(StringComparer.Ordinal)];
        read.Codes[spec.Code] = string.Join(' ', read.Items[spec.Code]);
        return null;
    }

    /// <summary>No control signs but line ends and tabs, and no half of a pair: such text could not be stored or shown.</summary>
    private static bool IsClean(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
            {
                return false;
            }
        }
        return true;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Reading
    {
        public Dictionary<string, string> Codes { get; } = [];

        public Dictionary<string, string> Texts { get; } = [];

        public Dictionary<string, IReadOnlyList<string>> Items { get; } = [];

        public Dictionary<string, DateTimeOffset> Instants { get; } = [];

        public string? Name { get; set; }

        public string? Phone { get; set; }

        public CheckedFields Done() =>
            new(Codes, Texts, Items, Instants, Name is null && Phone is null ? null : new Reporter(Name, Phone));
    }
}
