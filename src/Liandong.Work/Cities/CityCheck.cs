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
/// What only the whole city shows: posts without people, classes without a lead, words without a name. A question is silent only
/// when a file or column that it compares could not be read: no other fault hides it.
/// </summary>
internal static class CityCheck
{
    private const string RankA = "A";
    private const int MostNamed = 5;

    public static void Run(CityRows city, FaultLog log)
    {
        if (log.Has("posts.csv", "code") && log.Has("people.csv", "post", "rank"))
        {
            CheckHolders(city, log);
        }
        if (log.Has("areas.csv", "layer", "level"))
        {
            CheckGrounds(city, log);
        }
        if (log.Has("catalogue.csv", "class") && log.Has("affairs.csv", "class", "area"))
        {
            CheckLeads(city, log);
        }
        if (log.Has("units.csv", "code", "parent") && log.Has("posts.csv", "unit", "role") && log.Has("affairs.csv", "lead", "co"))
        {
            CheckClerks(city, log);
        }
        if (log.Has("texts/en.json") || log.Has("texts/zh.json"))
        {
            CheckWords(city, log);
        }
        CheckProcedures(city, log);
    }

    /// <summary>
    /// Units that end with nobody to follow them and are still named by the list of affairs. Asked of what is to be applied, not of what
    /// is in force: no day is known here, and what ends in ten years needs a successor, too.
    /// </summary>
    public static void Followed(CityRows city, FaultLog log)
    {
        var tree = new UnitTree([.. city.Units.DistinctBy(u => u.Code)]);
        var named = city.Affairs.SelectMany(a => a.Co.Append(a.Lead).Append(a.Backstop).OfType<UnitRef>(), (a, r) => (a.Class, Ref: r)).ToList();
        foreach (var unit in city.Units.Where(u => u.To is not null && tree.Find(tree.Current(u.Code, DateOnly.MaxValue)) is { To: not null }))
        {
            var classes = named.Where(n => n.Ref.Unit == unit.Code || (n.Ref.Level is not null && IsFirst(city, tree, unit, n.Ref))).Select(n => n.Class.Value).Distinct().ToList();
            if (classes.Count > 0)
            {
                var some = string.Join(' ', classes.Take(MostNamed)) + (classes.Count > MostNamed ? " ..." : "");
                log.AddAt("units.csv", unit.Code.Value, $"ends with nobody to follow it and is still named by affairs.csv ({some}); name a successor, or another unit there",
                    $"终止且无承接单位,但 affairs.csv 仍列有它({some});请写 successor 或改列其他单位");
            }
        }
    }

    /// <summary>True when a place's unit of this kind is this very one, in an area of that level.</summary>
    private static bool IsFirst(CityRows city, UnitTree tree, Unit unit, UnitRef named) =>
        city.Areas.Any(a => a.Level == named.Level && unit.ServedAreas.Contains(a.Code.Value) && tree.Serving(a.Code.Value, named.Kind)?.Code == unit.Code);

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
        var tree = new UnitTree([.. city.Units.DistinctBy(u => u.Code)]);
        var clerks = city.Posts.Where(p => p.Role == Roles.Clerk).Select(p => p.Unit).ToHashSet();
        var named = city.Affairs.SelectMany(a => a.Co.Append(a.Lead)).Distinct().ToList();
        var units = named.Select(r => r.Unit).OfType<UnitCode>()
            .Concat(city.Units.Where(u => u.ServedAreas.Count > 0 && named.Any(r => r.Kind == u.Kind)).Select(u => u.Code)).Distinct();
        // A unit that is none, or stands under one that is none, is told already; so is a clerk of one that is none.
        foreach (var unit in units.Where(u => clerks.All(c => tree.Find(c) is not null) && tree.SelfAndAbove(u) is [.., var top] above
            && !above.Any(clerks.Contains) && (tree.Find(top)!.Parent is not { } parent || tree.Find(parent) is not null)))
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
            foreach (var role in !log.Has("posts.csv", "role") ? [] : procedure.Acts.Append(procedure.Opening).SelectMany(a => a.Roles).Concat(procedure.Steps.Values.Select(s => s.Role)).Distinct().Where(r => r.Length > 0 && !roles.Contains(r)))
            {
                log.AddWord(file, "role", role, "is a role without a post in posts.csv", "posts.csv 中没有此角色的岗位");
            }

            if (!log.Has(CitySettings.File))
            {
                continue;
            }

            foreach (var list in procedure.Acts.Append(procedure.Opening).SelectMany(a => a.Fields).Select(f => f.List).OfType<string>().Distinct().Where(l => !lists.ContainsKey(l)))
            {
                log.AddWord(file, "list", list, "is not a list of city.json", "city.json 中没有此列表");
            }

            foreach (var (list, word) in Named(procedure).Where(n => log.Has(CitySettings.File, n.List) && lists.GetValueOrDefault(n.List)?.Any(c => c.Code == n.Word) != true))
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
