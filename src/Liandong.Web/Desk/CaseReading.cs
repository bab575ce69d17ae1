using System.Globalization;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Replies;
using Liandong.Work.Store;
using Npgsql;
using CaseSentence = Liandong.Web.Desk.Models.CaseState;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk;

/// <summary>Reads one case for one person; null for what he may not see.</summary>
public sealed class CaseReading(Node node, Texts texts, Moments moments, IHttpContextAccessor http)
{
    private const int MostNear = 6;
    private const double MetresPerDegree = 111_320;

    public async Task<CaseFile?> FindAsync(Signed who, string number, CancellationToken cancel)
    {
        if (await node.Reader.FindAsync(number, who.Scope, cancel) is not { } row)
        {
            return null;
        }
        var trace = await CaseTrace.ReadAsync(node.Source, new CaseId(row.Id), cancel);
        var state = CaseState.Replay(new CaseId(row.Id), trace.SelectMany(t => t.Events));
        var situation = await ActOnCase.SituationAsync(node.Desk, who.Person.Id, state, who.Now, cancel);
        return new CaseFile(row, state, situation, trace, await MeanwhileAsync(state, cancel), who);
    }

    /// <summary>What the city said otherwise of this case's units, areas and standard while it was open.</summary>
    private Task<IReadOnlyList<DatedChange>> MeanwhileAsync(CaseState c, CancellationToken cancel) => CityVersions.OfAsync(node.Source,
        [.. c.Handlings.Select(h => ("units.csv", h.Unit.Value)).Concat(c.Facts!.Areas.Union(c.Areas).Select(a => ("areas.csv", a))).Append(("catalogue.csv", c.Facts.Standard ?? "")).Concat(Lines(c.Facts)).Distinct()],
        c.OpenedAt, c.ClosedAt, cancel);

    /// <summary>Lines of the list of affairs that may speak of the case: of its class, for one of its areas, under what was told of it.</summary>
    private static IEnumerable<(string, string)> Lines(CaseFacts f) =>
        from area in f.Areas.Append("")
        from when in (f.Facets ?? new Dictionary<string, string>()).Select(x => $"{x.Key}={x.Value}").Append("")
        select ("affairs.csv", string.Join(' ', new[] { f.Class.Value, area, when }.Where(k => k.Length > 0)));

    public async Task<CasePage> PageAsync(CaseFile file, CancellationToken cancel, ActTried? tried = null, string? done = null,
        IReadOnlyList<ShownReporter>? shown = null, RefusalNote? refusal = null)
    {
        var words = new CityWords(file.Who.City, texts);
        var clocks = new ClockWords(file.Who.City, file.Who.Now);
        var refusals = new RefusalWords(words, texts);
        var procedure = file.Situation.Procedure;
        var facts = new CaseFactsReading(file, words, clocks, texts, moments);
        var story = new CaseStory(procedure, words, texts, moments);
        var (offers, withheld) = new ActForms(file, words, refusals, texts, moments).Read(tried);
        return new CasePage(file.Row.Number, "/cases/" + file.Row.Number, file.Opening("title") ?? file.Row.Title ?? "", words.Class(file.Row.Class), Flags(file, words),
            Sentence(file, words, clocks), new CaseTimetable(file.State, file.Trace, procedure, words, clocks, texts, moments).Read(),
            facts.Facts(), facts.Duties(), await new Callers(node, words, texts).ReadAsync(file, shown, Site(), cancel), await PlaceAsync(file, words, clocks, cancel),
            await EvidenceAsync(file, words, cancel), offers, withheld, story.Read(file.Trace, file.Meanwhile, file.Who.Admits("GET", "/imports/{run}/refused")), file.State.Version,
            new CaseWays("/cases", null, null, $"/cases/{file.Row.Number}/print"), "case/" + file.Row.Id, refusal ?? Refused(tried, file, story, refusals), done)
        {
            Contacts = Contacts(file, words, story),
            Blocks = offers.Any(o => o.Fields.Any(f => f.Shape is FieldShape.LongText or FieldShape.Parts)) ? [.. Faults(offers, procedure, words), .. await BlocksAsync(file.Who, words, cancel)] : [],
            ReadersUrl = file.Who.Admits("GET", "/cases/{number}/readers") ? $"/cases/{file.Row.Number}/readers" : null,
        };
    }

    /// <summary>For whoever may send a reply back.</summary>
    private IReadOnlyList<FieldOption> Faults(IReadOnlyList<ActOffer> offers, Procedure procedure, CityWords words) =>
        offers.Any(o => procedure.Act(o.Code)?.Effects.Any(e => e.Kind == EffectKind.ResumeLead) is true) ? CallBacks.ReviewReading.Faults(words, texts) : [];

    private async Task<IReadOnlyList<FieldOption>> BlocksAsync(Signed who, CityWords words, CancellationToken cancel) =>
        [.. (await TextBlocks.ReadAsync(node.Source, who.Person.Id, who.Actor.Posts.Select(p => p.Unit), cancel)).Select(b => new FieldOption(b.Body, b.Name, b.Unit is { } unit ? words.Unit(unit) : null))];

    /// <summary>Where this house is reached by whoever reads now: callers are sent the same name.</summary>
    private string Site() => http.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}{request.PathBase}" : "";

    private ContactsView Contacts(CaseFile file, CityWords words, CaseStory story)
    {
        var several = file.State.Appeals.Count > 1;
        string What(Contacted c) => texts["contact." + c.Kind.ToString().ToLowerInvariant()]
            + (several && c.Appeal is { } n ? texts["contact.appeal", ("n", n)] : "");
        return new ContactsView(file.State.Contact is not { } person ? null
            : file.State.Lead is { } lead ? texts["trace.who", ("person", words.Person(person.Value)), ("unit", words.Unit(lead.Unit.Value))] : words.Person(person.Value),
            [.. ContactLog.Of(file.Situation.Procedure, file.Trace).Reverse().Select(c => new ContactLine(c.At, story.Who(c.By) ?? texts["trace.somebody"], What(c),
                c.Reached is { } reached ? texts[reached ? "contact.reached" : "contact.missed"] : null))]);
    }

    /// <summary>An act's name in words.</summary>
    public string Label(CaseFile file, string act) => new CaseStory(file.Situation.Procedure, new CityWords(file.Who.City, texts), texts, moments).Label(act);

    private CaseSentence Sentence(CaseFile file, CityWords words, ClockWords clocks)
    {
        var s = file.State;
        var step = file.Situation.Procedure.Steps.GetValueOrDefault(s.Step);
        Remaining? Running(string kind) => s.Clocks.TryGetValue(new ClockKey(0, kind), out var clock) ? clocks.Of(clock) : null;
        return new CaseSentence(Enum.Parse<Standing>(s.Status.ToString()), step is null ? s.Step : words.In(step.Name), s.Lead is { } lead ? words.Unit(lead.Unit.Value) : null,
            (s.StepPerson ?? s.Lead?.Person) is { } person ? words.Person(person.Value) : null, Running(ClockKey.Step), Running(ClockKey.Handling),
            s.SuspendedUntil, s.ClosedAt, s.ClosingKind is { } kind ? words.Choice("closingKinds", kind) : null, s.Handling is { } h ? Clocks.OnTime(h, file.Who.Now) : null);
    }

    private List<Flag> Flags(CaseFile file, CityWords words)
    {
        var (s, f) = (file.State, file.State.Facts!);
        var flags = new List<Flag>();
        if (words.City.IsUrgent(f.Urgency))
        {
            flags.Add(new Flag(words.Choice("urgencies", f.Urgency), Loud: true));
        }
        if (f.Secrecy > 0)
        {
            flags.Add(new Flag(words.Choice("secrecyGrades", f.Secrecy.ToString(CultureInfo.InvariantCulture)), Loud: true));
        }
        if (s.Round > 1)
        {
            flags.Add(new Flag(texts["flag.round", ("n", s.Round)]));
        }
        if (s.ExtensionAsker is not null)
        {
            flags.Add(new Flag(texts["flag.extension"]));
        }
        if (s.Ruled)
        {
            flags.Add(new Flag(texts["flag.ruled"]));
        }
        if (f.Source is not null)
        {
            flags.Add(new Flag(texts["flag.imported"]));
        }
        return flags;
    }

    private async Task<CasePlace?> PlaceAsync(CaseFile file, CityWords words, ClockWords clocks, CancellationToken cancel)
    {
        var row = file.Row;
        var chain = words.Chain(row.Areas);
        if (row is not { Lon: { } lon, Lat: { } lat })
        {
            return row.Address is null && chain is null ? null : new CasePlace(row.Address ?? "", chain, null, []);
        }
        var near = (await node.Reader.NearAsync(new Place(lon, lat, null), file.Who.Scope, null, openOnly: false, MostNear + 1, cancel)).Where(c => c.Id != row.Id).Take(MostNear).ToList();
        var map = new SmallMap(lon, lat, row.Address ?? row.Number, [.. near.Select(c => new MapNeighbour(c.Lon!.Value, c.Lat!.Value, c.Number[^4..], IsOpen(c)))]) { Outline = words.Outline(row.Areas) };
        return new CasePlace(row.Address ?? "", chain, map, [.. near.Select(c => NearCase(c, lon, lat, words, clocks))]);
    }

    /// <summary>A neighbour in one line. Lists of neighbours carry no clocks; the row's own light and instant serve.</summary>
    public NearCase NearCase(CaseView c, double lon, double lat, CityWords words, ClockWords clocks)
    {
        var (east, north) = ((c.Lon!.Value - lon) * Math.Cos(lat * Math.PI / 180), c.Lat!.Value - lat);
        var metres = (int)Math.Round(Math.Sqrt((east * east) + (north * north)) * MetresPerDegree);
        var due = c.State == CaseStatus.Open && c.UrgentAt is { } at ? new Remaining(c.Light, at - moments.Now, Counting.Elapsed, at) : null;
        return new NearCase(c.Number, "/cases/" + c.Number, c.Title is { Length: > 0 } title ? title : words.Class(c.Class), texts["near.metres", ("n", metres)], due,
            c.State == CaseStatus.Open ? null : texts["status." + c.State.ToString().ToLowerInvariant()]);
    }

    private static bool IsOpen(CaseView c) => c.State is CaseStatus.Open or CaseStatus.Suspended;

    private async Task<IReadOnlyList<EvidenceSheet>> EvidenceAsync(CaseFile file, CityWords words, CancellationToken cancel)
    {
        var sheets = new List<EvidenceSheet>();
        var brought = file.Trace.SelectMany(t => t.Events.OfType<EvidenceAdded>().SelectMany(e => e.Files.Select(f => (Hash: f, t.At, t.Act)))).ToList();
        var types = await TypesAsync([.. brought.Select(b => b.Hash)], cancel);
        sheets.AddRange(brought.Select(b => new EvidenceSheet(texts["evidence.by", ("when", moments.Short(b.At)), ("who", b.Act?.Person is { } p ? words.Person(p.Value) : "")],
            "/files/" + b.Hash, types.GetValueOrDefault(b.Hash)?.StartsWith("image/", StringComparison.Ordinal) is true)));
        if (file.Situation.Standard is { PhotoAfter: true } && file.State is { PhotosAfter: 0, Status: CaseStatus.Open or CaseStatus.Suspended })
        {
            sheets.Add(new EvidenceSheet(texts["evidence.after"], null, true));
        }
        return sheets;
    }

    private async Task<Dictionary<string, string>> TypesAsync(string[] hashes, CancellationToken cancel)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        if (hashes.Length > 0)
        {
            await using var command = node.Source.CreateCommand("select hash, type from files where hash = any($1)");
            command.Parameters.Add(new NpgsqlParameter { Value = hashes });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                types[reader.GetString(0)] = reader.GetString(1);
            }
        }
        return types;
    }

    /// <summary>Why the act did not happen; who was faster is told by name.</summary>
    private RefusalNote? Refused(ActTried? tried, CaseFile file, CaseStory story, RefusalWords refusals)
    {
        if (tried is null)
        {
            return null;
        }
        var label = story.Label(tried.Act);
        if (tried.Refusal.Code == Refusals.Stale && file.Trace.LastOrDefault(t => t.Act is not null) is { Act: { } last } faster)
        {
            return new RefusalNote(label, texts["refusal.stale.by", ("who", story.Who(last) ?? texts["trace.rule"]), ("act", story.Label(last.Act)), ("when", moments.Short(faster.At))]);
        }
        return refusals.Note(label, tried.Refusal, file.Situation);
    }
}
