using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>What only the whole city shows: posts without people, classes without a lead, words without a name.</summary>
internal static class CityCheck
{
    private const string RankA = "A";

    public static void Run(City city, IReadOnlyList<Holding> holdings, FaultLog log)
    {
        CheckHolders(city, holdings, log);
        CheckAffairs(city, log);
        CheckWords(city, log);
        CheckProcedures(city, log);
    }

    private static void CheckHolders(City city, IReadOnlyList<Holding> holdings, FaultLog log)
    {
        var ranks = holdings.ToLookup(h => h.Post, h => h.Rank, StringComparer.Ordinal);
        foreach (var post in city.Staff.Posts)
        {
            if (!ranks[post.Code].Any())
            {
                log.AddAt("posts.csv", post.Code, "is a post that nobody holds; name a person in people.csv", "岗位无人担任,请在 people.csv 中指定");
            }
            else if (!ranks[post.Code].Contains(RankA))
            {
                log.AddAt("posts.csv", post.Code, "has a deputy and no holder of rank A", "只有副岗(B),没有主岗(A)");
            }
        }
    }

    private static void CheckAffairs(City city, FaultLog log)
    {
        var everywhere = city.Affairs.All.Where(a => a.Area is null).Select(a => a.Class).ToHashSet();
        foreach (var found in city.Catalogue.All.Where(c => !everywhere.Contains(c.Code)))
        {
            log.AddAt("catalogue.csv", found.Code.Value, "is a class that nobody leads; affairs.csv needs a row without area", "该类别无主办单位,affairs.csv 须有一行不写区域");
        }

        var clerks = city.Staff.Posts.Where(p => p.Role == Roles.Clerk).Select(p => p.Unit).ToHashSet();
        var units = city.Affairs.All.SelectMany(a => a.Co.Append(a.Lead)).Distinct();
        foreach (var unit in units.Where(u => !city.Units.SelfAndAbove(u).Any(clerks.Contains)))
        {
            log.AddAt("units.csv", unit.Value, "handles affairs and has no clerk, nor has a unit above it", "承办事项,但本单位及上级均无承办岗");
        }
    }

    private static void CheckWords(City city, FaultLog log)
    {
        var words = city.Areas.All.Select(a => ("areas.csv", a.Code.Value, "area.level." + a.Level))
            .Concat(city.Areas.All.Select(a => ("areas.csv", a.Code.Value, "area.layer." + a.Layer)))
            .Concat(city.Units.All.Select(u => ("units.csv", u.Code.Value, "unit.kind." + u.Kind)))
            .Concat(city.Staff.Posts.Select(p => ("posts.csv", p.Code, "role." + p.Role)));
        foreach (var (file, code, key) in words.DistinctBy(w => w.Item3, StringComparer.Ordinal).Where(w => !city.Texts.ContainsKey(w.Item3)))
        {
            log.AddAt(file, code, $"uses a word without a name; write {key} in texts/en.json and texts/zh.json", $"所用词无名称,请在 texts/en.json 和 texts/zh.json 写 {key}");
        }
    }

    private static void CheckProcedures(City city, FaultLog log)
    {
        var roles = city.Staff.Posts.Select(p => p.Role).ToHashSet(StringComparer.Ordinal);
        foreach (var (code, procedure) in city.Procedures)
        {
            var file = $"procedures/{code}.json";
            foreach (var role in procedure.Acts.SelectMany(a => a.Roles).Concat(procedure.Steps.Values.Select(s => s.Role)).Distinct().Where(r => !roles.Contains(r)))
            {
                log.Add(file, 0, role, "is a role without a post in posts.csv", "posts.csv 中没有此角色的岗位");
            }

            foreach (var list in procedure.Acts.SelectMany(a => a.Fields).Select(f => f.List).OfType<string>().Distinct().Where(l => !city.Lists.ContainsKey(l)))
            {
                log.Add(file, 0, list, "is not a list of city.json", "city.json 中没有此列表");
            }
        }
    }
}
