using Liandong.Core.Places;
using Liandong.Core.Units;
using Liandong.Web.Desk.Models;
using Liandong.Web.Desk.People;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Microsoft.AspNetCore.WebUtilities;

namespace Liandong.Web.Desk.Find;

/// <summary>
/// Reads what a few words lead to. Staff, units and places are the city's own files; callers are in none of them, so that no
/// words find one.
/// </summary>
public sealed class FindReading(Node node, QueueReading queue, PeopleIndex people, Texts texts)
{
    private const int Most = 6;

    /// <summary>Of people who only hold such a post or sit in such a unit, so many.</summary>
    private const int MostByPost = 4;

    private const int MostCases = 10;

    public async Task<FindPage> ReadAsync(Signed who, string said, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var number = LookByNumber.IsNumber(said);
        var cases = number || said.Length < 2 ? [] : await queue.RowsAsync(who, CaseQuery.All with { Words = said, Limit = MostCases }, cancel);
        var units = said.Length < 2 ? [] : Units(who, words, said);
        return new FindPage(said, said.Length < 2 || number ? [] : Staff(who, words, said), number ? [.. ByDuty(who, words, said)] : units, said.Length < 2 || number ? [] : Places(who, words, said), cases,
            QueryHelpers.AddQueryString("/cases", "q", said))
        {
            Number = number && who.Admits("POST", "/find/number") ? new NumberForm(Guid.NewGuid(), said) : null,
            NumberClosed = number && !who.Admits("POST", "/find/number"),
        };
    }

    /// <summary>The cases of a number, or why they are not shown; with what else the number is.</summary>
    public async Task<FindPage> ByNumberAsync(Signed who, Guid key, string phone, string? reason, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var (found, refusal) = await LookByNumber.RunAsync(node, new NumberLook(key, who.Person.Id, phone, reason), who.Scope, cancel);
        var rows = found is { Count: > 0 } ? await queue.RowsAsync(found, words, cancel) : [];
        return new FindPage(phone, [], [.. ByDuty(who, words, phone)], [], [], "/cases")
        {
            Number = new NumberForm(key, phone, reason, refusal is null ? null : new RefusalWords(words, texts).Note(texts["find.number"], refusal), refusal is null ? rows : null),
        };
    }

    internal static string UnitUrl(string code) => "/units/" + Uri.EscapeDataString(code);

    internal static string StaffUrl(string code) => "/staff/" + Uri.EscapeDataString(code);

    private List<FoundLine> Staff(Signed who, CityWords words, string said)
    {
        var day = who.City.Day(who.Now);
        var parts = said.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var (joined, named, posted) = (string.Concat(parts), new List<(int Rank, KnownPerson Person)>(), new List<KnownPerson>());
        foreach (var person in people.Of(who.City).Where(p => p.Holdings.Any(h => !(day > h.To))))
        {
            if (Rank(person.Person, joined) is { } rank)
            {
                named.Add((rank, person));
            }
            else if (posted.Count < MostByPost && parts.All(p => person.Words.Contains(p, StringComparison.Ordinal)))
            {
                posted.Add(person);
            }
        }
        return [.. named.OrderBy(n => n.Rank).Take(Most).Select(n => n.Person).Concat(named.Count > 0 ? [] : posted).Select(p => Line(who, words, p.Person))];
    }

    /// <summary>By name, in either language and without the spaces; or by code.</summary>
    private static int? Rank(Person person, string said)
    {
        string[] names = [person.Id.Value, person.Name.Zh, person.Name.En.Replace(" ", "", StringComparison.Ordinal)];
        return names.Any(n => n.Equals(said, StringComparison.OrdinalIgnoreCase)) ? 0 : names.Any(n => n.StartsWith(said, StringComparison.OrdinalIgnoreCase)) ? 1
            : names.Any(n => n.Contains(said, StringComparison.OrdinalIgnoreCase)) ? 2 : null;
    }

    private static FoundLine Line(Signed who, CityWords words, Person person)
    {
        var day = who.City.Day(who.Now);
        var post = who.City.Staff.PostsOf(person.Id, day) is [var first, ..] ? first : null;
        return new FoundLine(StaffUrl(person.Id.Value), words.In(person.Name), post is null ? null : $"{words.Unit(post.Unit.Value)} {words.Role(post.Role)}",
            post is null ? null : who.City.OnDuty(post.Unit, who.Now).Number);
    }

    private static List<FoundLine> Units(Signed who, CityWords words, string said)
    {
        var day = who.City.Day(who.Now);
        var found = from unit in who.City.Units.All
                    where !unit.HasEnded(day)
                    let name = words.In(unit.Name)
                    let rank = UnitNames.Rank(unit, name, said)
                    where rank is not null
                    orderby rank, name.Length
                    select unit;
        return [.. found.Take(Most).Select(u => Line(who, words, u))];
    }

    private static IEnumerable<FoundLine> ByDuty(Signed who, CityWords words, string phone)
    {
        static string Digits(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        var digits = Digits(phone);
        return who.City.Units.All.Where(u => u.Duty is { } duty && Digits(duty) == digits).Take(Most).Select(u => Line(who, words, u));
    }

    internal static FoundLine Line(Signed who, CityWords words, Unit unit) =>
        new(UnitUrl(unit.Code.Value), words.In(unit.Name), unit.Parent is { } above && who.City.Units.Find(above)?.Parent is not null ? words.Unit(above.Value) : null, who.City.OnDuty(unit.Code, who.Now).Number);

    private static List<FoundLine> Places(Signed who, CityWords words, string said)
    {
        var day = who.City.Day(who.Now);
        var found = who.City.Places.Find(said, Most, day);
        return [.. found.Items.Where(i => i.Score >= PlaceAnswer.Certain || Holds(i.Place, said)).Select(i => Line(words, i.Place, day))];
    }

    private static bool Holds(KnownPlace place, string said) =>
        place.Aliases.Append(place.Name.Zh).Append(place.Name.En).Any(n => n.Contains(said, StringComparison.OrdinalIgnoreCase)) || place.Initials.Any(n => n.StartsWith(said, StringComparison.OrdinalIgnoreCase));

    private static FoundLine Line(CityWords words, KnownPlace place, DateOnly day)
    {
        var kind = words.Own((place.Area is null ? "place.kind." : "area.level.") + place.Kind) ?? place.Kind;
        var chain = PlaceProposals.Where(words.City, place, day) is { } area ? words.Chain([.. words.City.Areas.Chain(area).Select(a => a.Code.Value)]) : null;
        // A part of a road has the road's code and a point of its own.
        var at = place.Point is { } point && words.City.Places.Find(place.Code)?.Point != point ? "?at=" + Uri.EscapeDataString(new PlacePick(point, null).ToString()) : "";
        return new FoundLine("/places/" + Uri.EscapeDataString(place.Code) + at, words.In(place.Name), chain is null ? kind : $"{kind} · {chain}", null);
    }
}
