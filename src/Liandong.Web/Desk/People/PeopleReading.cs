using System.Globalization;
using Liandong.Core;
using Liandong.Core.Units;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;

namespace Liandong.Web.Desk.People;

/// <summary>Reads lists of people and single ones, within the reader's reach.</summary>
public sealed class PeopleReading(Node node, PeopleIndex index, Texts texts)
{
    private const int OnePage = 50;
    private const int MostLines = 20;
    private const int MostLog = 100;

    public async Task<PeoplePage> ListAsync(Signed who, PeopleFilter filter, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var found = await FoundAsync(who, filter, cancel);
        var rows = found.Skip((filter.Page - 1) * OnePage).Take(OnePage).ToList();
        var states = await AccountState.ReadAsync(node.Source, [.. rows.Select(r => r.Person.Id)], node.Real.GetUtcNow(), cancel);
        var reach = PeopleReach.Of(who, "GET", "/admin/people");
        return new PeoplePage(filter, [.. who.City.Staff.Posts.Select(p => p.Role).Distinct().Select(r => new FieldOption(r, words.Role(r)))],
            [.. rows.Select(r => Row(who, words, r, states.GetValueOrDefault(r.Person.Id, AccountState.None)))], found.Count,
            filter.Page > 1 ? filter.Url(filter.Page - 1) : null, found.Count > filter.Page * OnePage ? filter.Url(filter.Page + 1) : null,
            who.Admits("POST", "/admin/people/{person}/account"), who.Admits("GET", "/admin/people-sheet"), who.Admits("GET", "/admin/people-log"),
            reach.IsWhole ? null : string.Join(texts["list.comma"], who.Actor.Posts.Where(p => RouteTable.Find("GET", "/admin/people")!.Roles.Contains(p.Role)).Select(p => words.Unit(p.Unit.Value)).Distinct()));
    }

    /// <summary>Everybody who is looked for.</summary>
    public async Task<IReadOnlyList<KnownPerson>> FoundAsync(Signed who, PeopleFilter filter, CancellationToken cancel)
    {
        var (reach, day) = (PeopleReach.Of(who, "GET", "/admin/people"), who.City.Day(who.Now));
        var parts = filter.Words.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var states = filter.Account.Length == 0 ? null : await AccountState.ReadAsync(node.Source, null, node.Real.GetUtcNow(), cancel);
        return [.. index.Of(who.City).Where(p => parts.All(w => p.Words.Contains(w, StringComparison.Ordinal))
            && (filter.Role.Length == 0 || p.Holdings.Any(h => who.City.Staff.FindPost(h.Post)!.Role == filter.Role))
            && Fits(p, filter.Held, day)
            && (states is null || string.Equals(states.GetValueOrDefault(p.Person.Id, AccountState.None).Standing.ToString(), filter.Account, StringComparison.OrdinalIgnoreCase))
            && reach.Covers(p.Person.Id))];
    }

    /// <summary>One person; null when there is none, or not within reach.</summary>
    public async Task<PersonPage?> OneAsync(Signed who, string code, CancellationToken cancel)
    {
        var id = new PersonId(code);
        if (who.City.Staff.Find(id) is not { } person || !PeopleReach.Of(who, "GET", "/admin/people/{person}").Covers(id))
        {
            return null;
        }
        var words = new CityWords(who.City, texts);
        var state = (await AccountState.ReadAsync(node.Source, [id], node.Real.GetUtcNow(), cancel)).GetValueOrDefault(id, AccountState.None);
        var self = id == who.Person.Id;
        var log = who.Admits("GET", "/admin/people-log") ? await AccountLog.LatestAsync(node.Source, [], null, code, null, MostLines, cancel) : null;
        return new PersonPage(code, words.In(person.Name), texts.IsChinese ? person.Name.En : person.Name.Zh, person.Demo,
            [.. who.City.Staff.HeldBy(id).Select(h => Held(who, words, h))], Leave(who, person), Day(person.Leave?.From), Day(person.Leave?.To), state,
            self || !May(who, id, "/admin/people/{person}/account") ? [] : Deeds(state), Guid.NewGuid(), self,
            !self && May(who, id, "/admin/people/{person}/leave"), !self && May(who, id, "/admin/people/{person}/posts"), log is null ? null : [.. log.Select(l => Line(words, l))])
        {
            MadeFrom = who.City.Hash, Today = Day(who.City.Day(who.Now))!, PostChoices = Choices(who, words, id),
            Leaves = await Departures.OfAsync(node.Source, id, cancel) is { } d && (d.DoneAt is null || Fits(new KnownPerson(person, who.City.Staff.HeldBy(id), ""), "ended", who.City.Day(who.Now)))
                ? texts[d.DoneAt is not null ? "left.done" : who.City.Day(who.Now) > d.LastDay ? "left.going" : "left.coming", ("day", Day(d.LastDay)!)] : null,
        };
    }

    /// <summary>Posts of his own units that he does not hold.</summary>
    private static List<FieldOption> Choices(Signed who, CityWords words, PersonId id)
    {
        var held = who.City.Staff.HeldBy(id).Select(h => who.City.Staff.FindPost(h.Post)!).ToList();
        return [.. who.City.Staff.Posts.Where(p => held.Any(h => h.Unit == p.Unit) && held.All(h => h.Code != p.Code)).Select(p => new FieldOption(p.Code, $"{words.Unit(p.Unit.Value)} {words.Role(p.Role)}"))];
    }

    /// <summary>True when this person is within reach at that address.</summary>
    public static bool May(Signed who, PersonId person, string pattern) => who.Admits("POST", pattern) && PeopleReach.Of(who, "POST", pattern).Covers(person);

    /// <summary>A page of the log.</summary>
    public async Task<LogPage> LogAsync(Signed who, string? deed, DateTimeOffset? before, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        // Whoever reads the log is read by somebody else: those who do not read the log itself see only who read it.
        var own = !who.Admits("GET", "/admin/people-log");
        IReadOnlyList<string> deeds = own ? [AccountDeeds.ReadLog] : AccountDeeds.All.Contains(deed ?? "") ? [deed!] : [];
        var lines = await AccountLog.LatestAsync(node.Source, deeds, null, null, before, MostLog, cancel);
        var next = lines.Count == MostLog ? "?" + (deeds.Count == 1 && !own ? $"deed={deeds[0]}&" : "") + "before=" + Uri.EscapeDataString(lines[^1].At.ToString("O", CultureInfo.InvariantCulture)) : null;
        return new LogPage([.. lines.Select(l => Line(words, l))], own ? [] : [.. AccountDeeds.All.Select(d => new FieldOption(d, texts["people.deed." + d]))], deeds.Count == 1 ? deeds[0] : "", next, own);
    }

    private LogRow Line(CityWords words, AccountLine l) => new(l.At, words.Person(l.Principal.Value), "/admin/people/" + l.Principal.Value, texts["people.deed." + l.What],
        l.Person is { } p ? words.Person(p.Value) : null, l.Person is { } q ? "/admin/people/" + q.Value : null, l.Reason, l.Detail);

    private PersonRow Row(Signed who, CityWords words, KnownPerson p, AccountState state)
    {
        var day = who.City.Day(who.Now);
        var still = p.Holdings.Where(h => !(day > h.To)).ToList();
        return new PersonRow(p.Person.Id.Value, "/admin/people/" + p.Person.Id.Value, words.In(p.Person.Name), [.. (still.Count > 0 ? still : p.Holdings).Select(h => Held(who, words, h))], Leave(who, p.Person), state);
    }

    private HeldRow Held(Signed who, CityWords words, Holding h)
    {
        var (staff, day) = (who.City.Staff, who.City.Day(who.Now));
        var post = staff.FindPost(h.Post)!;
        var days = (h.From > day, h.To) switch
        {
            (true, null) => texts["people.from", ("day", Day(h.From)!)],
            (true, { } to) => texts["people.from-to", ("from", Day(h.From)!), ("to", Day(to)!)],
            (_, { } to) when day > to => texts["people.till", ("day", Day(to)!)],
            (_, { } to) => texts["people.until", ("day", Day(to)!)],
            _ => null,
        };
        List<Colleague> others = [.. staff.HeldOn(h.Post).Where(o => o.Person != h.Person && !(day > o.To)).Select(o => new Colleague(o.Person.Value, words.Person(o.Person.Value), o.Rank == "B", staff.IsOnLeave(o.Person, day)))];
        return new HeldRow(post.Code, words.Unit(post.Unit.Value), words.Role(post.Role), "/admin/people?q=" + Uri.EscapeDataString(post.Unit.Value), h.Rank == "B", days, day > h.To, Day(h.From), Day(h.To), others);
    }

    private string? Leave(Signed who, Person person) => person.Leave is not { } leave || who.City.Day(who.Now) > leave.To ? null
        : texts[who.City.Staff.IsOnLeave(person.Id, who.City.Day(who.Now)) ? "people.away" : "people.away-soon", ("from", Day(leave.From)!), ("to", Day(leave.To)!)];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool Fits(KnownPerson p, string held, DateOnly day) => held switch
    {
        "now" => p.Holdings.Any(h => !(day < h.From) && !(day > h.To)),
        "coming" => p.Holdings.Any(h => day < h.From),
        "ended" => p.Holdings.All(h => day > h.To),
        "leave" => p.Person.Leave is { } leave && day <= leave.To,
        _ => p.Holdings.Any(h => !(day > h.To)),
    };

    private static IReadOnlyList<string> Deeds(AccountState state) => [.. state switch
    {
        { Standing: AccountStanding.None or AccountStanding.Invited } => [AccountDeeds.Invite, AccountDeeds.Close],
        { Standing: AccountStanding.Closed } => [AccountDeeds.Open],
        { Standing: AccountStanding.Waiting } => [AccountDeeds.Open, AccountDeeds.Reset, AccountDeeds.Close],
        _ => new[] { AccountDeeds.Close, AccountDeeds.Reset },
    }, .. state.SecondFactor && state.Standing != AccountStanding.Closed ? [AccountDeeds.SecondFactorOff] : Array.Empty<string>()];
}
