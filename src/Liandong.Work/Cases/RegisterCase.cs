using System.Globalization;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Areas;
using Liandong.Core.Cases;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Work.Files;
using Liandong.Work.Store;

namespace Liandong.Work.Cases;

/// <summary>What a caller, a form or a partner system wants registered.</summary>
public sealed record Registration
{
    public required string Class { get; init; }

    /// <summary>The procedure to follow; null = the channel's, else the city's.</summary>
    public string? Procedure { get; init; }

    /// <summary>What the procedure's opening asks.</summary>
    public IReadOnlyDictionary<string, FieldValue> Fields { get; init; } = new Dictionary<string, FieldValue>();

    public string? Standard { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public Place? Place { get; init; }

    public string? Area { get; init; }

    public string? Channel { get; init; }

    public Reporter? Reporter { get; init; }

    public string? Nature { get; init; }

    public string? Urgency { get; init; }

    /// <summary>The grade asked for; the class's holds where it is higher.</summary>
    public int Secrecy { get; init; }

    public string? ComplainedOf { get; init; }

    /// <summary>The member of staff complained of; his unit is complained of too where none is named.</summary>
    public string? ComplainedOfPerson { get; init; }

    public bool WantsAnswer { get; init; } = true;

    /// <summary>What is known of the matter that decides who leads it, by facet.</summary>
    public IReadOnlyDictionary<string, string>? Facets { get; init; }
}

/// <summary>Registers a case: the act that opens its stream.</summary>
public static class RegisterCase
{
    private const int Attempts = 3;

    /// <summary>Registers, or says why not. The same act again gives the same case.</summary>
    public static async Task<Answer> RunAsync(CaseDesk desk, Act act, Registration r, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = Chain.Cut(desk.Clock.GetUtcNow());
            var city = desk.City.Now;
            if (RegistrationChecks.Check(r, act, city, now) is { } refusal)
            {
                return new Answer(refusal, null);
            }
            var (answer, outcome) = await DecideAsync(desk, city, act, r, now, cancel);
            if (outcome is null)
            {
                return answer;
            }
            switch (await desk.Ledger.CommitAsync(outcome, cancel))
            {
                case Commit.Done:
                    return answer;
                case Commit.Repeated:
                    return await RepeatAsync(desk, act, cancel);
                case Commit.Full:
                    return Answer.No(Refusals.Busy);
                default:
                    if (attempt == Attempts)
                    {
                        return Answer.No(Refusals.Busy);
                    }
                    await desk.City.RefreshAsync(cancel);
                    break;
            }
        }
    }

    /// <summary>The procedure of a registration, by code; it may be one that the city does not have.</summary>
    public static string ProcedureOf(City city, string? named, string? channel) => named ?? city.ProcedureOf(channel ?? city.Lists["channels"][0].Code);

    internal static async Task<(Answer, Outcome?)> DecideAsync(CaseDesk desk, City city, Act act, Registration r, DateTimeOffset now, CancellationToken cancel)
    {
        var at = act.At is { } claimed ? Chain.Cut(claimed) : now;
        var procedure = city.Procedures[ProcedureOf(city, r.Procedure, r.Channel)];
        var @class = city.Catalogue.Find(new ClassCode(r.Class))!;
        var standard = r.Standard is null ? @class.Standards.Count == 0 ? null : @class.Standards[0] : @class.Standards.First(s => s.Code == r.Standard);
        var id = new CaseId(Guid.CreateVersion7(at));
        var situation = new Situation(city, procedure, standard, city.Of(act.Person, now), at) { Draw = desk.Keys.DrawOf(id) };
        if (CaseDecisions.WhyNotOpen(situation) is { } why)
        {
            return (new Answer(why, null), null);
        }
        var facts = FactsOf(city, r, procedure, @class, standard, await desk.Numbers.NextAsync(city.Day(at), cancel), city.Day(at));
        var opened = CaseDecisions.Open(situation, id, facts, r.Fields);
        if (opened is not Decision.Accepted decision)
        {
            return (new Answer(((Decision.Refused)opened).Why, null), null);
        }
        if (await KeptFiles.UnknownAsync(desk.Source, procedure.Opening, decision.Fields, cancel) is { } unknown)
        {
            return (new Answer(unknown, null), null);
        }
        var texts = RegistrationChecks.Texts(r, decision.Fields);
        var empty = new LoadedCase(new CaseState { Id = id }, Chain.Genesis, DateTimeOffset.MinValue);
        var outcome = Outcomes.Of(desk, act, CaseDecisions.Register, empty, decision, now, Linking.Body(texts), null);
        outcome = outcome with
        {
            Opened = new CaseRow(id.Value, facts, act.Person?.Value, at, CaseWords.PlaceOf(texts), texts.GetValueOrDefault("title"), CaseRows.Mark(decision.After, now)),
            Search = CaseWords.SearchOf(id.Value, texts),
            Reporters = r.Reporter is { } who
                ? [new ReporterRow(id.Value, 1, Keys.Current, desk.Keys.Encrypt(who.Name), desk.Keys.Encrypt(who.Phone), desk.Keys.PhoneKey(who.Phone))] : [],
            Outbox = [new OutboxRow(id.Value, 1, "case.registered", "desk", now)],
        };
        return (new Answer(null, new LoadedCase(decision.After, outcome.Events[^1].Hash, now)), outcome);
    }

    /// <summary>What the case is and is promised, fixed now.</summary>
    internal static CaseFacts FactsOf(City city, Registration r, Procedure procedure, CaseClass @class, Standard? standard, CaseNumber number, DateOnly day)
    {
        var nature = r.Nature ?? @class.Nature;
        var facts = new CaseFacts(number.Value, null, null, r.Channel ?? city.Lists["channels"][0].Code, @class.Code, standard?.Code, nature,
            r.Urgency ?? city.MildestUrgency, Math.Max(r.Secrecy, @class.Secrecy), [.. AreaChain(city, r, day)], Blamed(city, r, day),
            procedure.Hash, standard?.Hash, r.WantsAnswer, r.Facets is { Count: > 0 } ? r.Facets : null, nature is null ? null : city.Choice("natures", nature)?.Limit,
            ComplainedOfPerson: r.ComplainedOfPerson is { } person ? new PersonId(person) : null);
        return facts with { AreaLimit = city.Affairs.LimitOf(facts.ToMatter(day), @class, standard) };
    }

    /// <summary>The unit named, else that of the person; never a root, outside of which nobody could work on it.</summary>
    public static UnitCode? Blamed(City city, Registration r, DateOnly day) => r.ComplainedOf is { } named ? new UnitCode(named)
        : r.ComplainedOfPerson is not { } person ? null
        : city.Staff.PostsOf(new PersonId(person), day).Where(p => city.Units.Find(p.Unit)?.Parent is not null).Select(p => (UnitCode?)p.Unit).FirstOrDefault();

    /// <summary>The chain of the area named, else of the deepest area with a shape that holds the point, else the city.</summary>
    private static IEnumerable<string> AreaChain(City city, Registration r, DateOnly day)
    {
        var code = r.Area ?? (r.Place is { Lon: { } lon, Lat: { } lat } ? city.Locate(lon, lat, day) : null) ?? city.Areas.All.FirstOrDefault(a => a.Parent is null)?.Code.Value;
        return code is null ? [] : city.Areas.Chain(code).Select(a => a.Code.Value);
    }

    private static async Task<Answer> RepeatAsync(CaseDesk desk, Act act, CancellationToken cancel)
    {
        var (stream, refusal) = await KnownActs.FindAsync(desk.Source, act, cancel);
        return stream is { } id ? new Answer(null, await LoadedCase.ReadAsync(desk.Source, id, cancel), true) : new Answer(refusal, null);
    }
}

/// <summary>The shape of a registration against the city: every code known, every text within bounds.</summary>
internal static class RegistrationChecks
{
    private const int LongestTitle = 200;
    private const int LongestText = 4000;
    private const int LongestAddress = 300;
    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(366 * 5);

    public static Refusal? Check(Registration r, Act act, City city, DateTimeOffset now)
    {
        var @class = city.Catalogue.Find(new ClassCode(r.Class));
        return Unknown(@class is null, "class", r.Class)
            ?? Unknown(r.Standard is { } s && @class!.Standards.All(x => x.Code != s), "standard", r.Standard)
            ?? Unknown(r.Procedure is { } p && !city.Procedures.ContainsKey(p), "procedure", r.Procedure)
            ?? Unknown(r.Channel is { } c && city.Choice("channels", c) is null, "channel", r.Channel)
            ?? Unknown(r.Nature is { } n && city.Choice("natures", n) is null, "nature", r.Nature)
            ?? Unknown(r.Urgency is { } u && city.Choice("urgencies", u) is null, "urgency", r.Urgency)
            ?? Unknown(r.Area is { } a && city.Areas.Find(a)?.Exists(city.Day(act.At ?? now)) != true, "area", r.Area)
            // A city whose areas are known by name only cannot tell where a point lies: the neighbourhood is asked for.
            ?? (r.Area is null && HasPoint(r) && !city.Areas.Map.Knows(AreaTree.MainLayer) ? new Refusal(Refusals.FieldMissing, "area") : null)
            ?? Unknown(r.ComplainedOf is { } b && city.Units.Find(new UnitCode(b)) is null, "complainedOf", r.ComplainedOf)
            ?? Unknown(r.ComplainedOfPerson is { } q && city.Staff.Find(new PersonId(q)) is null, "complainedOfPerson", r.ComplainedOfPerson)
            ?? r.Facets?.Select(f => Unknown(!city.Facets.Any(x => x.Code == f.Key && x.Choices.Any(c => c.Code == f.Value)), "facets." + f.Key, f.Value)).FirstOrDefault(f => f is not null)
            ?? Invalid(r.Secrecy is < 0 or > SecrecyGrade.Strict, "secrecy")
            ?? Text(r.Title, "title", LongestTitle) ?? Text(r.Description, "description", LongestText)
            ?? Text(r.Place?.Address, "place.address", LongestAddress) ?? Text(r.Reporter?.Name, "reporter.name", 100) ?? Text(r.Reporter?.Phone, "reporter.phone", 40)
            ?? Invalid(r.Place is { Lon: not null, Lat: null } || r.Place?.Lon is { } lon && !(Math.Abs(lon) <= 180), "place.lon")
            ?? Invalid(r.Place is { Lon: null, Lat: not null } || r.Place?.Lat is { } lat && !(Math.Abs(lat) <= 90), "place.lat")
            ?? (act.At > now ? new Refusal(Refusals.InTheFuture, "at") : null)
            ?? Invalid(act.At < now - s_oldest, "at")
            ?? (Math.Max(r.Secrecy, @class!.Secrecy) >= SecrecyGrade.Strict ? CallerIn(r, city) : null);
    }

    /// <summary>What handlers read must not say what is kept from them.</summary>
    private static Refusal? CallerIn(Registration r, City city)
    {
        var honorifics = CallerScan.Honorifics(city);
        return new[] { ("title", r.Title), ("description", r.Description), ("place.address", r.Place?.Address) }
            .Where(w => CallerScan.Finds(w.Item2, r.Reporter?.Name, r.Reporter?.Phone, honorifics))
            .Select(w => new Refusal(Refusals.CallerInWords, w.Item1)).FirstOrDefault();
    }

    public static IReadOnlyDictionary<string, string> Texts(Registration r, CheckedFields fields)
    {
        var texts = new Dictionary<string, string>(fields.Texts);
        void Put(string key, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                texts[key] = value;
            }
        }
        Put("title", r.Title);
        Put("description", r.Description);
        Put("address", r.Place?.Address);
        Put("lon", r.Place?.Lon?.ToString("R", CultureInfo.InvariantCulture));
        Put("lat", r.Place?.Lat?.ToString("R", CultureInfo.InvariantCulture));
        return texts;
    }

    private static bool HasPoint(Registration r) => r.Place is { Lon: not null, Lat: not null };

    private static Refusal? Unknown(bool wrong, string field, string? value) =>
        wrong ? new Refusal(Refusals.CodeUnknown, field, value is { Length: <= 60 } ? value : null) : null;

    private static Refusal? Invalid(bool wrong, string field) => wrong ? new Refusal(Refusals.FieldInvalid, field) : null;

    private static Refusal? Text(string? text, string field, int longest) =>
        text is null || (text.Length <= longest && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) && IsWhole(text))
            ? null : new Refusal(Refusals.FieldInvalid, field, longest.ToString(CultureInfo.InvariantCulture));

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }
        return true;
    }
}
