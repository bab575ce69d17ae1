using System.Globalization;
using Liandong.Core;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;

namespace Liandong.Web.Desk.People;

/// <summary>Reads what somebody holds before he leaves, and what was moved after.</summary>
public sealed class LeaveReading(Node node, Texts texts)
{
    private const string Pattern = "/admin/people/{person}/leave";
    private const int MostCases = 100;

    /// <summary>Null when there is nobody of this code within reach.</summary>
    public async Task<LeavePage?> ReadAsync(Signed who, string code, CancellationToken cancel)
    {
        var id = new PersonId(code);
        if (who.City.Staff.Find(id) is not { } person || id == who.Person.Id || !PeopleReading.May(who, id, Pattern))
        {
            return null;
        }
        var (words, today) = (new CityWords(who.City, texts), who.City.Day(who.Now));
        var held = await HeldWork.ReadAsync(node.Source, who.City, id, cancel);
        var departure = await Departures.OfAsync(node.Source, id, cancel);
        return new LeavePage(code, words.In(person.Name), Posts(who, words, id, today.AddDays(-1)), await HeldAsync(who, words, held, cancel), Successors(who, words, id),
            departure is null ? null : await LeftAsync(who, words, departure, held, cancel), Guid.NewGuid(), who.City.Hash, Day(today)) { Day = Day(today) };
    }

    private static List<LeavingPost> Posts(Signed who, CityWords words, PersonId id, DateOnly lastDay)
    {
        var alone = LeaveOffice.Alone(who.City, id, lastDay).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        return [.. from h in LeaveOffice.Ending(who.City, id, lastDay)
                   let post = who.City.Staff.FindPost(h.Post)!
                   let stays = who.City.Staff.HeldOn(h.Post).Where(o => o.Person != id && !(lastDay >= o.To)).Select(o => words.Person(o.Person.Value)).ToList()
                   select new LeavingPost(h.Post, words.Unit(post.Unit.Value), words.Role(post.Role), h.Rank == "B", alone.Contains(h.Post), stays.Count == 0 ? null : string.Join(" ", stays), alone.Contains(h.Post))];
    }

    /// <summary>Those on the same posts first, then the rest of the unit, then whoever sits above it.</summary>
    private List<FieldOption> Successors(Signed who, CityWords words, PersonId id)
    {
        var (staff, day) = (who.City.Staff, who.City.Day(who.Now));
        var held = staff.HeldBy(id).Select(h => staff.FindPost(h.Post)!).ToList();
        var units = held.Select(p => p.Unit).Distinct().ToList();
        var above = units.SelectMany(who.City.Units.SelfAndAbove).Except(units).ToHashSet();
        var options = new List<FieldOption>();
        void Add(string group, IEnumerable<Core.Units.Post> posts)
        {
            foreach (var post in posts)
            {
                options.AddRange(staff.HeldOn(post.Code).Where(h => h.Person != id && !(day < h.From) && !(day > h.To) && PeopleReading.May(who, h.Person, Pattern) && options.All(o => o.Value != h.Person.Value))
                    .Select(h => new FieldOption(h.Person.Value, $"{words.Person(h.Person.Value)} · {words.Role(post.Role)}{(staff.IsOnLeave(h.Person, day) ? texts["list.comma"] + texts["people.is-away"] : "")}", texts[group])));
            }
        }
        Add("leave.same-post", held);
        Add("leave.same-unit", staff.Posts.Where(p => units.Contains(p.Unit)));
        Add("leave.above", staff.Posts.Where(p => above.Contains(p.Unit)));
        return options;
    }

    private async Task<IReadOnlyList<HeldGroup>> HeldAsync(Signed who, CityWords words, IReadOnlyList<HeldItem> held, CancellationToken cancel)
    {
        var groups = new List<HeldGroup>();
        foreach (var kind in held.GroupBy(h => h.Kind).OrderBy(g => HeldKinds.All.ToList().IndexOf(g.Key)))
        {
            var numbers = kind.Where(h => h.Case is not null).Select(h => h.Item).ToList();
            var seen = numbers.Count == 0 ? [] : await node.Reader.ManyAsync([.. numbers.Take(MostCases)], who.Scope, cancel);
            var cases = new List<HeldCase>();
            foreach (var c in seen.OrderBy(c => c.UrgentAt ?? DateTimeOffset.MaxValue))
            {
                var procedure = await node.Desk.Definitions.ProcedureAsync(c.ProcedureHash, who.City.DefaultCalendar, cancel);
                cases.Add(new HeldCase(c.Number, "/cases/" + c.Number, words.Class(c.Class), c.Title, words.In(procedure.Steps.TryGetValue(c.Step, out var step) ? step.Name : new LocalName(c.Step, c.Step)), c.UrgentAt));
            }
            groups.Add(new HeldGroup(kind.Key, kind.Count(), texts["held." + kind.Key], cases, numbers.Count - cases.Count));
        }
        return groups;
    }

    private async Task<LeftView> LeftAsync(Signed who, CityWords words, Departure d, IReadOnlyList<HeldItem> held, CancellationToken cancel)
    {
        var moves = await Departures.MovesAsync(node.Source, d.Id, cancel);
        var visible = (await node.Reader.ManyAsync([.. moves.Where(m => IsCase(m.Kind)).Select(m => m.Item)], who.Scope, cancel)).Select(c => c.Number).ToHashSet(StringComparer.Ordinal);
        var groups = moves.GroupBy(m => m.Kind).OrderBy(g => HeldKinds.All.ToList().IndexOf(g.Key))
            .Select(g => new MovedGroup(texts["held." + g.Key], [.. g.Select(m => new MovedRow(visible.Contains(m.Item) ? m.Item : null, m.Taker is { } t ? words.Person(t.Value) : null))]));
        return new LeftView(Day(d.LastDay), who.City.Day(who.Now) > d.LastDay, d.Successor is { } s ? words.Person(s.Value) : null, d.Successor is { } to ? "/admin/people/" + to.Value : null, d.Reason,
            words.Person(d.Principal.Value), d.SaidAt, d.DoneAt, [.. groups], held.Count(h => h.Case is not null));
    }

    private static bool IsCase(string kind) => kind is HeldKinds.Case or HeldKinds.Contact;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
