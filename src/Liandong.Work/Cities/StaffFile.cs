using Liandong.Core;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>posts.csv</c> and <c>people.csv</c>.</summary>
internal static class StaffFile
{
    private const string PostColumns = "code,unit,role,name_en,name_zh,clearance";
    private const string PeopleColumns = "code,name_en,name_zh,post,rank,from,to,demo,leave_from?,leave_to?";

    public static IReadOnlyList<Post> ReadPosts(CityFiles files, Func<string, bool> isUnit, FaultLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. CsvTable.Read(files, "posts.csv", PostColumns, log).Rows.Select(row => new Post(
            row.Code("code", taken),
            new UnitCode(row.Reference("unit", isUnit, "a unit", "单位") ?? row.Needed("unit")),
            row.Needed("role"), row.Name("name"), row.Number("clearance", 0, Core.Cases.SecrecyGrade.Strict)))];
    }

    /// <summary>A row is a holding; a person with several posts has several rows, which must agree about the person.</summary>
    public static (IReadOnlyList<Person> People, IReadOnlyList<Holding> Holdings) ReadPeople(CityFiles files, Func<string, bool> isPost, bool demo, FaultLog log,
        IReadOnlyList<Post> posts, IReadOnlyList<IReadOnlyList<string>> apart)
    {
        var roles = posts.ToLookup(p => p.Code, p => p.Role, StringComparer.Ordinal);
        var watched = apart.SelectMany(a => a).ToHashSet(StringComparer.Ordinal);
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        var holdings = new List<Holding>();
        var held = new HashSet<(PersonId, string)>();
        foreach (var row in CsvTable.Read(files, "people.csv", PeopleColumns, log, demo).Rows)
        {
            var person = ReadPerson(row);
            if (!people.TryAdd(person.Id.Value, person) && people[person.Id.Value] != person)
            {
                row.Fault(person.Id.Value, "is told differently in another row; name, demo and leave must agree", "与另一行不一致,姓名、demo 和请假须相同");
            }

            var post = row.Reference("post", isPost, "a post", "岗位") ?? row.Needed("post");
            var (from, to) = row.Days("from", "to");
            var holding = new Holding(person.Id, post, row.OneOf("rank", "A", "B"), from, to);
            if (!held.Add((holding.Person, holding.Post)))
            {
                row.Fault(post, $"is held twice by {person.Id}; keep one row", $"{person.Id} 重复任此岗,请只留一行");
            }

            if (roles[post].FirstOrDefault() is { } role && watched.Contains(role)
                && holdings.FirstOrDefault(h => h.Person == holding.Person && Together(h, holding) && apart.Any(a => a.Contains(role) && roles[h.Post].Any(r => r != role && a.Contains(r)))) is { } other)
            {
                row.Fault(post, $"cannot be held beside {other.Post}: city.json keeps these roles apart", $"不得与 {other.Post} 兼任,city.json 的 apart 要求两者分设");
            }
            holdings.Add(holding);
        }

        return ([.. people.Values], holdings);
    }

    private static bool Together(Holding one, Holding other) => !(one.To < other.From) && !(other.To < one.From);

    private static Person ReadPerson(CsvRow row)
    {
        var (from, to) = row.Days("leave_from", "leave_to");
        if (from is null != to is null)
        {
            row.Fault(row.Cell("leave_from") + row.Cell("leave_to"), "is half a leave; write both days or neither", "请假须同时写起止两日,或都不写");
        }

        // The row itself is judged again for its code: it may stand in several rows, so it is not registered as taken.
        return new Person(new PersonId(row.Code("code", [])), row.Name("name"), row.OneOf("demo", "yes", "no") == "yes",
            from is { } first && to is { } last ? (first, last) : null);
    }
}
