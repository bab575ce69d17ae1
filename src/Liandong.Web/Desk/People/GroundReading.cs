using System.Globalization;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Units;
using Liandong.Web.Look;
using Liandong.Web.SignIn;

namespace Liandong.Web.Desk.People;

/// <summary>Pieces of ground with the people who answer for them.</summary>
/// <param name="Found">How many there are in all.</param>
public sealed record GroundsPage(string Words, IReadOnlyList<GroundRow> Rows, int Found, int Page, string? BackUrl, string? NextUrl);

/// <param name="Keepers">On the post, now or to come.</param>
public sealed record GroundRow(string Code, string Url, string Name, string Chain, string Level, string Post, string? Team, IReadOnlyList<KeeperRow> Keepers);

public sealed record KeeperRow(string Code, string Name, bool Deputy, string? From, string? To, bool Coming, bool Away);

/// <summary>One piece of ground, and the form that changes who answers for it.</summary>
/// <param name="MayChange">Within reach, and not the reader's own.</param>
public sealed record GroundPage(GroundRow Ground, IReadOnlyList<KeeperRow> Before, IReadOnlyList<FieldOption> People, bool MayChange, Guid Key, string MadeFrom, string Tomorrow)
{
    public RefusalNote? Refusal { get; init; }

    public IReadOnlyList<Work.Cities.Fault> Faults { get; init; } = [];

    public bool Done { get; init; }

    public (string? Person, string? Rank, string? From, string? Reason) Typed { get; init; }
}

/// <summary>Reads who answers for which ground, within the reader's reach.</summary>
public sealed class GroundReading(Texts texts)
{
    private const int OnePage = 50;

    public GroundsPage List(Signed who, string? q, int page)
    {
        var words = new CityWords(who.City, texts);
        var parts = (q ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = Within(who).Where(a => parts.All(p => Haystack(who, a).Contains(p, StringComparison.Ordinal))).ToList();
        string Url(int n) => "/admin/grounds" + QueryString.Create([KeyValuePair.Create<string, string?>("q", q ?? ""), KeyValuePair.Create<string, string?>("page", n.ToString(CultureInfo.InvariantCulture))]);
        return new GroundsPage(q ?? "", [.. found.Skip((page - 1) * OnePage).Take(OnePage).Select(a => Row(who, words, a))], found.Count, page, page > 1 ? Url(page - 1) : null, found.Count > page * OnePage ? Url(page + 1) : null);
    }

    /// <summary>Null when it is no ground with somebody named, or not within reach.</summary>
    public GroundPage? One(Signed who, string code)
    {
        if (Within(who).FirstOrDefault(a => a.Code.Value == code) is not { } area)
        {
            return null;
        }
        var (words, staff, day) = (new CityWords(who.City, texts), who.City.Staff, who.City.Day(who.Now));
        var post = staff.FindPost(area.Responsible!)!;
        var people = staff.Posts.Where(p => p.Unit == post.Unit).SelectMany(p => staff.HeldOn(p.Code)).Where(h => !(day > h.To)).Select(h => h.Person).Distinct().Select(p => new FieldOption(p.Value, words.Person(p.Value)));
        return new GroundPage(Row(who, words, area), [.. staff.HeldOn(post.Code).Where(h => day > h.To).Select(h => Keeper(who, words, h))], [.. people],
            who.Admits("POST", "/admin/grounds/{ground}") && PeopleReach.Of(who, "POST", "/admin/grounds/{ground}").Covers(post.Unit) && staff.HeldOn(post.Code).All(h => h.Person != who.Person.Id),
            Guid.NewGuid(), who.City.Hash, Day(day.AddDays(1))!);
    }

    private static IEnumerable<Area> Within(Signed who)
    {
        var (reach, day) = (PeopleReach.Of(who, "GET", "/admin/grounds"), who.City.Day(who.Now));
        return who.City.Areas.All.Where(a => a.Responsible is { } post && !(day > a.To) && who.City.Staff.FindPost(post) is { } found && reach.Covers(found.Unit));
    }

    private static string Haystack(Signed who, Area a)
    {
        var names = who.City.Areas.Chain(a.Code.Value).Select(x => $"{x.Name.En} {x.Name.Zh}");
        var people = who.City.Staff.HeldOn(a.Responsible!).Select(h => who.City.Staff.Find(h.Person)!).Select(p => $"{p.Id.Value} {p.Name.En} {p.Name.Zh}");
        return $"{a.Code.Value} {a.Responsible} {string.Join(' ', names)} {string.Join(' ', people)}".ToLowerInvariant();
    }

    private GroundRow Row(Signed who, CityWords words, Area a)
    {
        var day = who.City.Day(who.Now);
        var chain = words.Chain([.. who.City.Areas.Chain(a.Code.Value).Skip(1).Select(x => x.Code.Value)]) ?? "";
        return new GroundRow(a.Code.Value, "/admin/grounds/" + a.Code.Value, words.In(a.Name), chain, words.Own("area.level." + a.Level) ?? a.Level, a.Responsible!, a.Team is { } team ? words.In(team) : null,
            [.. who.City.Staff.HeldOn(a.Responsible!).Where(h => !(day > h.To)).Select(h => Keeper(who, words, h))]);
    }

    private static KeeperRow Keeper(Signed who, CityWords words, Holding h) => new(h.Person.Value, words.Person(h.Person.Value), h.Rank == "B", Day(h.From), Day(h.To), who.City.Day(who.Now) < h.From, who.City.Staff.IsOnLeave(h.Person, who.City.Day(who.Now)));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
