using System.Globalization;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;
using Liandong.Core.Places;
using Liandong.Core.Procedures;
using Liandong.Core.Units;

namespace Liandong.Work.Cities;

/// <summary>Everything that was read, sound or not.</summary>
internal sealed record CityRows(CitySettings Settings, IReadOnlyList<Area> Areas, IReadOnlyList<Unit> Units, IReadOnlyList<Post> Posts,
    IReadOnlyList<Holding> Holdings, IReadOnlyList<CaseClass> Classes, IReadOnlyList<Affair> Affairs,
    IReadOnlyDictionary<string, Procedure> Procedures, IReadOnlyDictionary<string, LocalName> Texts)
{
    public IReadOnlyList<KnownPlace> Places { get; init; } = [];
}

/// <summary>
/// What only the whole city shows: posts without people, classes without a lead, words without a name. Each question is
/// asked when the files that it compares are sound; a fault elsewhere does not silence it.
/// </summary>
internal static class CityCheck
{
    private const string RankA = "A";

    public static void Run(CityRows city, FaultLog log)
    {
        CheckHolders(city, log);
        if (log.IsClean("areas.csv"))
        {
            CheckGrounds(city, log);
        }
        if (log.IsClean("catalogue.csv", "affairs.csv"))
        {
            CheckLeads(city, log);
        }
        if (log.IsClean("units.csv", "posts.csv", "affairs.csv"))
        {
            CheckClerks(city, log);
        }
        CheckWords(city, log);
        if (log.IsClean("posts.csv", CitySettings.File))
        {
            CheckProcedures(city, log);
        }
    }

    private static void CheckGrounds(CityRows city, FaultLog log)
    {
        var levels = city.Areas.Select(a => (a.Layer, a.Level)).ToHashSet();
        foreach (var ground in city.Settings.Grounds)
        {
            if (!levels.Any(l => l.Layer == ground.Layer))
            {
                log.AddWord(CitySettings.File, "ground", ground.Layer, "is not a layer of areas.csv", "areas.csv 中没有此图层");
                continue;
            }

            foreach (var level in ground.Levels.Where(l => !levels.Contains((ground.Layer, l))))
            {
                log.AddWord(CitySettings.File, "ground " + ground.Layer, level, $"is not a level of the layer {ground.Layer} in areas.csv", $"areas.csv 的图层 {ground.Layer} 中没有此层级");
            }
        }

        if (city.Settings.ResponsibleLevel is { } responsible && !levels.Contains((AreaTree.MainLayer, responsible)))
        {
            city.Settings.Tell("responsibleLevel", "is not a level of the main layer in areas.csv", "areas.csv 的主图层中没有此层级");
        }
    }

    private static void CheckHolders(CityRows city, FaultLog log)
    {
        var ranks = city.Holdings.ToLookup(h => h.Post, h => h.Rank, StringComparer.Ordinal);
        foreach (var post in city.Posts)
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

    private static void CheckLeads(CityRows city, FaultLog log)
    {
        var everywhere = city.Affairs.Where(a => a is { Area: null, When: null }).Select(a => a.Class).ToHashSet();
        foreach (var found in city.Classes.Where(c => !everywhere.Contains(c.Code)))
        {
            log.AddAt("catalogue.csv", found.Code.Value, "is a class that nobody leads; affairs.csv needs a row without area", "该类别无主办单位,affairs.csv 须有一行不写区域");
        }
    }

    private static void CheckClerks(CityRows city, FaultLog log)
    {
        var tree = new UnitTree(city.Units);
        var clerks = city.Posts.Where(p => p.Role == Roles.Clerk).Select(p => p.Unit).ToHashSet();
        var named = city.Affairs.SelectMany(a => a.Co.Append(a.Lead)).Distinct().ToList();
        var units = named.Select(r => r.Unit).OfType<UnitCode>()
            .Concat(city.Units.Where(u => u.ServedAreas.Count > 0 && named.Any(r => r.Kind == u.Kind)).Select(u => u.Code)).Distinct();
        foreach (var unit in units.Where(u => !tree.SelfAndAbove(u).Any(clerks.Contains)))
        {
            log.AddAt("units.csv", unit.Value, "handles affairs and has no clerk, nor has a unit above it", "承办事项,但本单位及上级均无承办岗");
        }
    }

    private static void CheckWords(CityRows city, FaultLog log)
    {
        var words = city.Areas.Select(a => ("areas.csv", a.Code.Value, "area.level." + a.Level))
            .Concat(city.Areas.Select(a => ("areas.csv", a.Code.Value, "area.layer." + a.Layer)))
            .Concat(city.Areas.SelectMany(a => a.Groups, (a, group) => ("areas.csv", a.Code.Value, "area.group." + group)))
            .Concat(city.Units.Select(u => ("units.csv", u.Code.Value, "unit.kind." + u.Kind)))
            .Concat(city.Posts.Select(p => ("posts.csv", p.Code, "role." + p.Role)))
            .Concat(city.Places.Select(p => (PlacesFile.File, p.Code, "place.kind." + p.Kind)))
            .Concat(city.Classes.SelectMany(c => c.Standards.SelectMany(s => s.Milestones.Select(m => ("catalogue.csv", c.Code.Value, "milestone." + m.Code)))));
        foreach (var (file, code, key) in words.DistinctBy(w => w.Item3, StringComparer.Ordinal).Where(w => !city.Texts.ContainsKey(w.Item3) && !w.Item3.EndsWith('.')))
        {
            log.AddAt(file, code, $"uses a word without a name; write {key} in texts/en.json and texts/zh.json", $"所用词无名称,请在 texts/en.json 和 texts/zh.json 写 {key}");
        }
    }

    private static void CheckProcedures(CityRows city, FaultLog log)
    {
        var roles = city.Posts.Select(p => p.Role).ToHashSet(StringComparer.Ordinal);
        var lists = city.Settings.Lists;
        foreach (var (code, procedure) in city.Procedures)
        {
            var file = $"procedures/{code}.json";
            foreach (var role in procedure.Acts.Append(procedure.Opening).SelectMany(a => a.Roles).Concat(procedure.Steps.Values.Select(s => s.Role)).Distinct().Where(r => !roles.Contains(r)))
            {
                log.AddWord(file, "role", role, "is a role without a post in posts.csv", "posts.csv 中没有此角色的岗位");
            }

            foreach (var list in procedure.Acts.Append(procedure.Opening).SelectMany(a => a.Fields).Select(f => f.List).OfType<string>().Distinct().Where(l => !lists.ContainsKey(l)))
            {
                log.AddWord(file, "list", list, "is not a list of city.json", "city.json 中没有此列表");
            }

            foreach (var (list, word) in Named(procedure).Where(n => lists.GetValueOrDefault(n.List)?.Any(c => c.Code == n.Word) != true))
            {
                log.AddWord(file, list, word, $"is not one of {list} of city.json", $"不在 city.json 的 {list} 内");
            }
        }
    }

    /// <summary>Codes of the city's lists that the words of a procedure name.</summary>
    private static IEnumerable<(string List, string Word)> Named(Procedure procedure) => procedure.Acts.SelectMany(a => a.Effects)
        .Where(e => e is { Kind: EffectKind.Close, Argument: not null }).Select(e => ("closingKinds", e.Argument!))
        .Concat(procedure.Acts.SelectMany(a => a.Guards).Where(g => g.Kind == GuardKind.Dissatisfied).Select(g => ("resolvedAnswers", g.Argument ?? "")))
        .Concat(procedure.Acts.Append(procedure.Opening).SelectMany(a => a.Fields).Where(f => f is { Type: FieldType.Number, List: not null, Min: not null, Max: not null })
            .SelectMany(f => Enumerable.Range(f.Min!.Value, Math.Max(0, f.Max!.Value - f.Min.Value + 1)), (f, degree) => (f.List!, degree.ToString(CultureInfo.InvariantCulture))))
        .Concat(procedure.Clocks.Values.SelectMany(c => c.ByUrgency.Keys).Select(u => ("urgencies", u)))
        .Distinct();
}
