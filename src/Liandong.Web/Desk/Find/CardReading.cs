using System.Globalization;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Units;
using Liandong.Web.Look;
using Liandong.Web.SignIn;

namespace Liandong.Web.Desk.Find;

/// <summary>Staff and units as any colleague may know them: where somebody sits, whom to ring. Nothing of accounts, which are the administrators'.</summary>
public sealed class CardReading(Texts texts)
{
    private const int Most = 40;

    /// <summary>Null for nobody.</summary>
    public StaffCard? Staff(Signed who, string code)
    {
        if (who.City.Staff.Find(new PersonId(code)) is not { } person)
        {
            return null;
        }
        var (words, day) = (new CityWords(who.City, texts), who.City.Day(who.Now));
        var held = who.City.Staff.HeldBy(person.Id).Where(h => !(day > h.To)).ToList();
        var away = person.Leave is { } leave && day >= leave.From && day <= leave.To ? texts["find.staff.away", ("day", Day(leave.To))] : null;
        return new StaffCard(words.In(person.Name), away, [.. held.Select(h => Post(who, words, h, day))], [.. Grounds(who, words, [.. held.Select(h => h.Post)], day)]);
    }

    /// <summary>Null for no unit of the city.</summary>
    public UnitCard? Unit(Signed who, string code)
    {
        if (who.City.Units.Find(new UnitCode(code)) is not { } unit)
        {
            return null;
        }
        var (words, day) = (new CityWords(who.City, texts), who.City.Day(who.Now));
        var seats = who.City.Staff.Posts.Where(p => p.Unit == unit.Code).Take(Most).Select(p => new UnitSeat(words.In(p.Name), [.. who.City.Staff.HoldersOf(p.Code, day).Select(h => Colleague(words, h))]));
        return new UnitCard(words.In(unit.Name), [.. who.City.Units.SelfAndAbove(unit.Code).Skip(1).Reverse().Select(u => FindReading.Line(who, words, who.City.Units.Find(u)!))], words.Own("unit.kind." + unit.Kind),
            who.City.OnDuty(unit.Code, who.Now).Number, OnDuty(who, words, unit.Code), [.. seats.Where(s => s.Holders.Count > 0)],
            [.. unit.ServedAreas.Select(who.City.Areas.Find).OfType<Area>().Take(Most).Select(a => Ground(words, a))],
            [.. who.City.Units.All.Where(u => u.Parent == unit.Code && !u.HasEnded(day)).Select(u => FindReading.Line(who, words, u) with { Note = null })],
            $"/cases?state={QueueFilter.Running}&unit={Uri.EscapeDataString(code)}");
    }

    internal static FoundLine Colleague(CityWords words, PersonId person) => new(FindReading.StaffUrl(person.Value), words.Person(person.Value), null, null);

    /// <summary>Who answers outside the sessions; null inside them.</summary>
    internal static FoundLine? OnDuty(Signed who, CityWords words, UnitCode unit) => who.City.OnDuty(unit, who.Now).Person is { } person ? Colleague(words, person) : null;

    private StaffPost Post(Signed who, CityWords words, Holding held, DateOnly day)
    {
        var post = who.City.Staff.FindPost(held.Post)!;
        var days = held.From > day ? texts["find.staff.from", ("day", Day(held.From.Value))] : held.To is { } to ? texts["find.staff.until", ("day", Day(to))] : null;
        var others = who.City.Staff.HeldOn(held.Post).Where(o => o.Person != held.Person && !(day > o.To) && !(day < o.From)).Select(o => o.Person).Distinct().Select(o => Colleague(words, o));
        return new StaffPost(words.Unit(post.Unit.Value), FindReading.UnitUrl(post.Unit.Value), words.In(post.Name), held.Rank == "B", days, [.. others], who.City.OnDuty(post.Unit, who.Now).Number, OnDuty(who, words, post.Unit));
    }

    private static IEnumerable<FoundLine> Grounds(Signed who, CityWords words, HashSet<string> posts, DateOnly day) =>
        who.City.Areas.All.Where(a => a.Responsible is { } post && posts.Contains(post) && a.Exists(day)).Take(Most).Select(a => Ground(words, a));

    private static FoundLine Ground(CityWords words, Area area) => new(area.Layer == AreaTree.MainLayer ? "/places/" + Uri.EscapeDataString(area.Code.Value) : "", words.In(area.Name), words.Own("area.level." + area.Level) ?? area.Level, null);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
