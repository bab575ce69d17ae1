using System.Globalization;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Core.Simulation;

/// <summary>Fills in the fields of an act as the staff would.</summary>
internal sealed class Filling(City city, Scenario plan, IReadOnlyList<string> photos, CityClock clock)
{
    /// <summary>The fields; null when one cannot be filled, so that the act is not done.</summary>
    public IReadOnlyDictionary<string, FieldValue>? Of(Habit habit, Situation s, Told told, Fate fate, Chance chance)
    {
        var words = WordsFor(s, told, chance);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var (field, value) in habit.Fields)
        {
            var filled = value[0] switch
            {
                '@' => Known(value, s, told, fate, chance),
                '#' => Said(value[1..], told.Case, fate, words),
                _ => new FieldValue(value),
            };
            if (filled is null)
            {
                return null;
            }
            if (!filled.IsBlank)
            {
                fields[field] = filled;
            }
        }
        return fields;
    }

    /// <summary>The fields of an opening, where no case is yet.</summary>
    public IReadOnlyDictionary<string, FieldValue> Opening(Habit habit, ProcedureAct act, Arrival arrival, Chance chance)
    {
        var words = new Wording(plan.Words, chance).With("place", arrival.Address).At(clock.Local(arrival.At));
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var (field, value) in habit.Fields.Where(f => act.Fields.Any(x => x.Code == f.Field)))
        {
            fields[field] = value[0] switch
            {
                '@' => Photos(value, chance),
                '#' => new FieldValue(words.Fill(chance.One(WordsOf(value[1..], null, arrival.Topic.Class.Value)))),
                _ => new FieldValue(words.Fill(value)),
            };
        }
        return fields.Where(f => !f.Value.IsBlank).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
    }

    private Wording WordsFor(Situation s, Told told, Chance chance)
    {
        var words = new Wording(plan.Words, chance);
        if (told.Case.ContactedAt is { } contacted)
        {
            words.At(clock.Local(contacted), "contacted");
        }
        var soon = city.Day(s.Now.AddDays(chance.Between(4, 12)));
        return words.At(clock.Local(s.Now)).With("unit", told.Case.Lead is { } lead ? city.Units.Find(lead.Unit)?.Name.Zh : "")
            .With("own", s.Actor.Posts is [var post, ..] ? city.Units.Find(post.Unit)?.Name.Zh : "")
            .With("soonMonth", Text(soon.Month)).With("soonDay", Text(soon.Day));
    }

    /// <summary>The words of a key; of several, the most particular: KEY.RESULT.CLASS, KEY.CLASS, KEY.RESULT, KEY.</summary>
    private FieldValue Said(string key, CaseState c, Fate fate, Wording words) => new(words.Fill(words.One(WordsOf(key, fate.Result, c.Facts!.Class.Value))));

    private IReadOnlyList<string> WordsOf(string key, string? result, string @class) =>
        new[] { $"{key}.{result}.{@class}", $"{key}.{result}.{Group(@class)}", $"{key}.{@class}", $"{key}.{result}", key }
            .Select(k => plan.Words.GetValueOrDefault(k)).FirstOrDefault(w => w is { Count: > 0 }) ?? [""];

    /// <summary>Classes whose codes begin alike stand together in a catalogue.</summary>
    private static string Group(string @class) => @class.Length > 3 ? @class[..3] : @class;

    private FieldValue? Known(string word, Situation s, Told told, Fate fate, Chance chance) => word switch
    {
        "@lead" => Lead(s, told.Case) is { } lead ? new FieldValue(lead.Value) : null,
        "@co" => new FieldValue(null, chance.Is(plan.Rate("coHandled")) ? [.. Co(s, told.Case).Take(1)] : []),
        "@other" => Co(s, told.Case, asLead: true).FirstOrDefault() is { } other ? new FieldValue(other) : null,
        "@suggested" => (Co(s, told.Case).FirstOrDefault() ?? Above(told.Case)) is { } better ? new FieldValue(better) : null,
        "@below" => Below(s, told.Case),
        "@result" => new FieldValue(fate.Result),
        "@conditions" => new FieldValue(null, fate.Result == "resolved" ? [.. s.Standard?.Conditions.Select(c => c.Code) ?? []] : []),
        "@photo" or "@before" or "@after" => Photos(word, chance),
        "@milestone" => told.Case.OpenMilestones.OrderBy(m => m.Clock.Due).Select(m => new FieldValue(m.Milestone)).FirstOrDefault(),
        "@appeal" => told.Case.Appeals.FirstOrDefault(a => !a.Reached) is { } appeal ? new FieldValue(Text(appeal.No)) : null,
        "@resolved" => new FieldValue(fate.Score >= 4 ? "resolved" : fate.Score == 3 ? "partly" : "not"),
        "@score" => new FieldValue(Text(fate.Score)),
        "@attitude" => new FieldValue(Text(fate.Attitude)),
        "@reason" => new FieldValue(chance.Pick([.. plan.Rates.Where(r => r.Key.StartsWith("return.", StringComparison.Ordinal)).OrderBy(r => r.Key, StringComparer.Ordinal)], r => r.Value).Key["return.".Length..]),
        "@until" => new FieldValue(clock.InOffice(s.Now.AddDays(chance.Between(20, 60))).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
        _ => null,
    };

    private FieldValue Photos(string word, Chance chance)
    {
        // The first half of the pictures shows how it was, the second how it is.
        var half = photos.Count / 2;
        var at = chance.Between(0, Math.Max(0, half - 1)) + (word == "@before" ? 0 : half);
        return photos.Count == 0 ? new FieldValue(null, []) : new FieldValue(null, [photos[at]]);
    }

    private UnitCode? Lead(Situation s, CaseState c)
    {
        var matter = c.ToMatter(city.Day(s.Now));
        return city.Affairs.Find(matter)?.Lead
            ?? c.Areas.Select(a => city.Units.Serving(a, null)).FirstOrDefault(u => u is not null && new Listing(city, matter).Against(u.Code, lead: true) is null)?.Code;
    }

    /// <summary>Who is named to help, and may.</summary>
    private IEnumerable<string> Co(Situation s, CaseState c, bool asLead = false)
    {
        var matter = c.ToMatter(city.Day(s.Now));
        var listing = new Listing(city, matter);
        var lead = Lead(s, c);
        return (city.Affairs.Find(matter)?.Co ?? []).Where(u => u != lead && listing.Against(u, asLead) is null && c.OpenParts.All(h => h.Unit != u)).Select(u => u.Value);
    }

    /// <summary>Who stands above the lead: whom one suggests who knows no better.</summary>
    private string? Above(CaseState c) => c.Lead is { } lead ? city.Units.Find(lead.Unit)?.Parent?.Value : null;

    /// <summary>A level below the lead that the list names.</summary>
    private FieldValue? Below(Situation s, CaseState c) => c.Lead is not { } lead ? null
        : Co(s, c).Where(u => u != lead.Unit.Value && city.Units.Covers(lead.Unit, new UnitCode(u))).Select(u => new FieldValue(u)).FirstOrDefault();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
